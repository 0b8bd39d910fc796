// SPDX-License-Identifier: MIT
// util, native half: what JavaScript cannot learn about a value by itself. Type checks that no
// prototype can deceive, the inside of proxies, promises and weak collections.
// How it is shown is the business of internal/inspect and its like.
//
// Thread: the plugin's. Calls JS: never (a proxy's traps are not triggered either).

#include "host/env/native_module.h"
#include "host/env/serialize.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

template <bool (v8::Value::*Is)() const>
void check(const Info& info) {
    info.GetReturnValue().Set(((*info[0])->*Is)());
}

void is_any_array_buffer(const Info& info) {
    info.GetReturnValue().Set(info[0]->IsArrayBuffer() || info[0]->IsSharedArrayBuffer());
}

void is_boxed_primitive(const Info& info) {
    info.GetReturnValue().Set(info[0]->IsNumberObject() || info[0]->IsStringObject() ||
                              info[0]->IsBooleanObject() || info[0]->IsBigIntObject() ||
                              info[0]->IsSymbolObject());
}

// (value) -> [target, handler] of a proxy, both null when it was revoked; else undefined.
void get_proxy_details(const Info& info) {
    if (!info[0]->IsProxy()) return;
    const v8::Local<v8::Proxy> proxy = info[0].As<v8::Proxy>();
    v8::Local<v8::Value> parts[] = {proxy->GetTarget(), proxy->GetHandler()};
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), parts, 2));
}

// (promise) -> [state, result]; state 0 is pending, 1 fulfilled, 2 rejected.
void get_promise_details(const Info& info) {
    if (!info[0]->IsPromise()) return;
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Promise> promise = info[0].As<v8::Promise>();
    const v8::Promise::PromiseState state = promise->State();
    v8::Local<v8::Value> parts[] = {v8::Integer::New(isolate, static_cast<int>(state)),
                                    v8::Undefined(isolate)};
    if (state != v8::Promise::kPending) parts[1] = promise->Result();
    info.GetReturnValue().Set(v8::Array::New(isolate, parts, 2));
}

// (collection or iterator) -> its entries; with a second argument: [entries, whether they are
// keys and values in turn].
void preview_entries(const Info& info) {
    if (!info[0]->IsObject()) return;
    bool is_key_value = false;
    v8::Local<v8::Array> entries;
    if (!info[0].As<v8::Object>()->PreviewEntries(&is_key_value).ToLocal(&entries)) return;
    if (info.Length() == 1) return info.GetReturnValue().Set(entries);
    v8::Isolate* isolate = info.GetIsolate();
    v8::Local<v8::Value> parts[] = {entries, v8::Boolean::New(isolate, is_key_value)};
    info.GetReturnValue().Set(v8::Array::New(isolate, parts, 2));
}

void get_constructor_name(const Info& info) {
    if (!info[0]->IsObject()) return;
    info.GetReturnValue().Set(info[0].As<v8::Object>()->GetConstructorName());
}

// (object, only enumerable ones) -> keys, without those of array elements.
void get_own_non_index_properties(const Info& info) {
    if (!info[0]->IsObject()) return;
    const auto filter = info[1]->IsTrue() ? v8::ONLY_ENUMERABLE : v8::ALL_PROPERTIES;
    v8::Local<v8::Array> keys;
    if (!info[0]
             .As<v8::Object>()
             ->GetPropertyNames(info.GetIsolate()->GetCurrentContext(),
                                v8::KeyCollectionMode::kOwnOnly, filter,
                                v8::IndexFilter::kSkipIndices)
             .ToLocal(&keys)) {
        return;  // A trap threw, or the script is being terminated.
    }
    info.GetReturnValue().Set(keys);
}

// (external) -> its address as a bigint, to tell one from another.
void get_external_value(const Info& info) {
    if (!info[0]->IsExternal()) return;
    const auto address = reinterpret_cast<std::uintptr_t>(info[0].As<v8::External>()->Value());
    info.GetReturnValue().Set(v8::BigInt::NewFromUnsigned(info.GetIsolate(), address));
}

// (value, array of ArrayBuffers that move) -> a copy.
void clone(const Info& info) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    std::vector<v8::Local<v8::ArrayBuffer>> transfer;
    const v8::Local<v8::Array> list =
        info[1]->IsArray() ? info[1].As<v8::Array>() : v8::Array::New(info.GetIsolate());
    for (std::uint32_t i = 0; i < list->Length(); ++i) {
        v8::Local<v8::Value> item;
        if (!list->Get(context, i).ToLocal(&item)) return;
        if (item->IsArrayBuffer()) transfer.push_back(item.As<v8::ArrayBuffer>());
    }
    v8::Local<v8::Value> copy;
    if (structured_clone(context, info[0], transfer).ToLocal(&copy))
        info.GetReturnValue().Set(copy);
}

}  // namespace

void init_util(NativeModule& module) {
    module.raw("structuredClone", &clone);
    module.raw("getProxyDetails", &get_proxy_details);
    module.raw("getPromiseDetails", &get_promise_details);
    module.raw("previewEntries", &preview_entries);
    module.raw("getConstructorName", &get_constructor_name);
    module.raw("getOwnNonIndexProperties", &get_own_non_index_properties);
    module.raw("getExternalValue", &get_external_value);

    module.raw("isExternal", &check<&v8::Value::IsExternal>);
    module.raw("isDate", &check<&v8::Value::IsDate>);
    module.raw("isArgumentsObject", &check<&v8::Value::IsArgumentsObject>);
    module.raw("isBigIntObject", &check<&v8::Value::IsBigIntObject>);
    module.raw("isBooleanObject", &check<&v8::Value::IsBooleanObject>);
    module.raw("isNumberObject", &check<&v8::Value::IsNumberObject>);
    module.raw("isStringObject", &check<&v8::Value::IsStringObject>);
    module.raw("isSymbolObject", &check<&v8::Value::IsSymbolObject>);
    module.raw("isBoxedPrimitive", &is_boxed_primitive);
    module.raw("isNativeError", &check<&v8::Value::IsNativeError>);
    module.raw("isRegExp", &check<&v8::Value::IsRegExp>);
    module.raw("isAsyncFunction", &check<&v8::Value::IsAsyncFunction>);
    module.raw("isGeneratorFunction", &check<&v8::Value::IsGeneratorFunction>);
    module.raw("isGeneratorObject", &check<&v8::Value::IsGeneratorObject>);
    module.raw("isPromise", &check<&v8::Value::IsPromise>);
    module.raw("isMap", &check<&v8::Value::IsMap>);
    module.raw("isSet", &check<&v8::Value::IsSet>);
    module.raw("isMapIterator", &check<&v8::Value::IsMapIterator>);
    module.raw("isSetIterator", &check<&v8::Value::IsSetIterator>);
    module.raw("isWeakMap", &check<&v8::Value::IsWeakMap>);
    module.raw("isWeakSet", &check<&v8::Value::IsWeakSet>);
    module.raw("isArrayBuffer", &check<&v8::Value::IsArrayBuffer>);
    module.raw("isDataView", &check<&v8::Value::IsDataView>);
    module.raw("isSharedArrayBuffer", &check<&v8::Value::IsSharedArrayBuffer>);
    module.raw("isProxy", &check<&v8::Value::IsProxy>);
    module.raw("isModuleNamespaceObject", &check<&v8::Value::IsModuleNamespaceObject>);
    module.raw("isAnyArrayBuffer", &is_any_array_buffer);
}

}  // namespace plinth::api
