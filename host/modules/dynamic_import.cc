// SPDX-License-Identifier: MIT
// From V8's callbacks into host/api/module/esm-loader.js.

#include "host/modules/dynamic_import.h"

#include "host/env/env.h"
#include "host/env/errors.h"
#include "host/modules/code_cache.h"
#include "host/modules/es_module.h"
#include "host/modules/module_state.h"

namespace plinth {
namespace {

std::int32_t option_at(v8::Isolate* isolate, v8::Local<v8::Data> options, int index) {
    if (options.IsEmpty() || !options->IsFixedArray()) return 0;
    const auto array = options.As<v8::PrimitiveArray>();
    if (array->Length() <= index) return 0;
    const v8::Local<v8::Primitive> value = array->Get(isolate, index);
    return value->IsInt32() ? value.As<v8::Int32>()->Value() : 0;
}

v8::Local<v8::Array> to_array(v8::Local<v8::Context> context, v8::Local<v8::FixedArray> values) {
    v8::Isolate* isolate = context->GetIsolate();
    std::vector<v8::Local<v8::Value>> items;
    for (int i = 0; i < values->Length(); ++i)
        items.push_back(values->Get(context, i).As<v8::Value>());
    return v8::Array::New(isolate, items.data(), items.size());
}

// Code from the cache has lost its options: who asks is what the script's name is a name of.
std::int32_t referrer_of(Env& env, v8::Local<v8::Data> options, v8::Local<v8::Value> name) {
    v8::Isolate* isolate = env.isolate();
    const bool lost = options.IsEmpty() || !options->IsFixedArray() ||
                      options.As<v8::PrimitiveArray>()->Length() == 0;
    if (!lost) return option_at(isolate, options, 0);
    const CodeCache& cache = CodeCache::of(env);
    const std::string script = to_utf8(isolate, name);
    const auto found = cache.holds(CodeCache::Kind::Module, script)     ? Referrer::Module
                       : cache.holds(CodeCache::Kind::Function, script) ? Referrer::File
                                                                        : Referrer::Nobody;
    return static_cast<std::int32_t>(found);
}

// Empty with an exception on its way, or a promise.
v8::MaybeLocal<v8::Promise> on_import(v8::Local<v8::Context> context,
                                      v8::Local<v8::Data> host_options,
                                      v8::Local<v8::Value> resource_name,
                                      v8::Local<v8::String> specifier,
                                      v8::Local<v8::FixedArray> attributes) {
    v8::Isolate* isolate = context->GetIsolate();
    v8::EscapableHandleScope handles(isolate);
    Env* env = Env::from(context);
    if (env == nullptr || !env->can_call_js()) return {};
    v8::Local<v8::Value> argv[] = {
        v8::Integer::New(isolate, referrer_of(*env, host_options, resource_name)),
        v8::Integer::New(isolate, option_at(isolate, host_options, 1)),
        resource_name,
        specifier,
        to_array(context, attributes),
    };
    v8::Local<v8::Value> promise;
    const bool answered = env->entry(Entry::ImportModule)
                              ->Call(env->context(), v8::Undefined(isolate), 5, argv)
                              .ToLocal(&promise);
    if (!answered || !promise->IsPromise()) return {};
    return handles.Escape(promise.As<v8::Promise>());
}

// The module's JavaScript object has a method for it, if anybody wants to fill it.
void on_meta(v8::Local<v8::Context> context, v8::Local<v8::Module> module,
             v8::Local<v8::Object> meta) {
    v8::Isolate* isolate = context->GetIsolate();
    const v8::HandleScope handles(isolate);
    Env* env = Env::from(context);
    if (env == nullptr || !env->can_call_js()) return;
    const EsModule* found = ModuleState::of(*env).find(module);
    if (found == nullptr) return;
    const v8::Local<v8::Object> self = found->object(isolate);
    v8::Local<v8::Value> fill;
    if (self.IsEmpty() ||
        !self->Get(context, to_string(isolate, "initializeMeta")).ToLocal(&fill) ||
        !fill->IsFunction()) {
        return;
    }
    v8::Local<v8::Value> argv[] = {meta};
    // An error is thrown where import.meta stands.
    static_cast<void>(fill.As<v8::Function>()->Call(env->context(), self, 1, argv).IsEmpty());
}

}  // namespace

v8::Local<v8::PrimitiveArray> referrer_options(v8::Isolate* isolate, Referrer referrer,
                                               std::int32_t id) {
    const v8::Local<v8::PrimitiveArray> options = v8::PrimitiveArray::New(isolate, 2);
    options->Set(isolate, 0, v8::Integer::New(isolate, static_cast<std::int32_t>(referrer)));
    options->Set(isolate, 1, v8::Integer::New(isolate, id));
    return options;
}

void install_import_callbacks(v8::Isolate* isolate) {
    isolate->SetHostImportModuleDynamicallyCallback(&on_import);
    isolate->SetHostInitializeImportMetaObjectCallback(&on_meta);
}

}  // namespace plinth
