// SPDX-License-Identifier: MIT
// internalBinding('source_maps'), for host/api/module/source-map.js: decoding, and what stacks use.

#include <cstring>
#include <string>
#include <vector>

#include "host/env/native_module.h"
#include "host/modules/natives.h"
#include "host/modules/source_maps.h"

namespace plinth {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

constexpr std::size_t kNumbersOfEntry = sizeof(SourceMap::Entry) / sizeof(std::int32_t);

v8::Local<v8::Array> to_array(v8::Isolate* isolate, const std::vector<std::string>& texts) {
    std::vector<v8::Local<v8::Value>> items;
    for (const std::string& text : texts)
        items.push_back(to_string(isolate, text));
    return v8::Array::New(isolate, items.data(), items.size());
}

// decode(json): [entries, sources, names], six numbers an entry; undefined when it is no map.
void decode(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const auto map = SourceMap::parse(to_utf8(isolate, info[0]));
    if (!map) return;
    const std::size_t bytes = map->entries().size() * sizeof(SourceMap::Entry);
    auto store = v8::ArrayBuffer::NewBackingStore(isolate, bytes);
    if (bytes > 0) std::memcpy(store->Data(), map->entries().data(), bytes);
    v8::Local<v8::Value> items[] = {
        v8::Int32Array::New(v8::ArrayBuffer::New(isolate, std::move(store)), 0,
                            map->entries().size() * kNumbersOfEntry),
        to_array(isolate, map->sources()),
        to_array(isolate, map->names()),
    };
    info.GetReturnValue().Set(v8::Array::New(isolate, items, 3));
}

// find(script): [json, absolute names of its sources]; undefined when it has no map.
void find(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const auto found = Env::from(info).part<SourceMaps>().find(to_utf8(isolate, info[0]));
    if (!found) return;
    v8::Local<v8::Value> items[] = {to_string(isolate, found->json),
                                    to_array(isolate, found->sources)};
    info.GetReturnValue().Set(v8::Array::New(isolate, items, 2));
}

}  // namespace

void init_source_maps(NativeModule& module) {
    module.raw("decode", &decode).raw("find", &find);
}

}  // namespace plinth
