// SPDX-License-Identifier: MIT
// internalBinding('esm'): ES modules for host/api/module/esm-*.js, which alone hold these objects.

#include <chrono>
#include <memory>
#include <vector>

#include "host/engine/compile.h"
#include "host/env/native_module.h"
#include "host/modules/cached_data.h"
#include "host/modules/compile_source.h"
#include "host/modules/dynamic_import.h"
#include "host/modules/es_module.h"
#include "host/modules/natives.h"
#include "host/modules/script_error.h"
#include "host/modules/script_timeout.h"
#include "host/modules/sigint_watch.h"
#include "host/modules/vm_context.h"

namespace plinth {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

// Null after throwing a TypeError.
EsModule* module_at(const Info& info, int index) {
    auto* module = unbox<EsModule>(info[index]);
    if (module == nullptr) {
        throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "not an ES module");
    }
    return module;
}

// The context of a vm sandbox object's own, else the plugin's.
v8::Local<v8::Object> wrap(Env& env, v8::Local<v8::Context> context, v8::Local<v8::Module> module) {
    ModuleState& state = ModuleState::of(env);
    return state.box(std::make_unique<EsModule>(state, context, module));
}

// The context of a vm sandbox; the plugin's own for undefined.
v8::MaybeLocal<v8::Context> context_for(Env& env, v8::Local<v8::Value> sandbox) {
    if (!sandbox->IsObject()) return env.context();
    return vm_context_of(env.context(), sandbox.As<v8::Object>());
}

std::int32_t int_at(const Info& info, int index) {
    return info[index]->IsInt32() ? info[index].As<v8::Int32>()->Value() : 0;
}

// compileForVm(source, name, line offset, column offset, cached data, referrer, id, sandbox)
void compile_for_vm(const Info& info) {
    if (!info[0]->IsString() || !info[1]->IsString()) return;
    v8::Isolate* isolate = info.GetIsolate();
    Env& env = Env::from(info);
    v8::Local<v8::Context> context;
    if (!context_for(env, info[7]).ToLocal(&context)) return;
    SourceText source;
    source.text = info[0].As<v8::String>();
    source.name = info[1].As<v8::String>();
    source.line_offset = int_at(info, 2);
    source.column_offset = int_at(info, 3);
    const auto referrer = static_cast<Referrer>(int_at(info, 5));
    if (referrer != Referrer::Nobody) {
        source.host_options = referrer_options(isolate, referrer, int_at(info, 6));
    }
    const std::vector<std::uint8_t> bytes = copied_bytes(info[4]);
    const v8::ScriptCompiler::CachedData cached(bytes.data(), static_cast<int>(bytes.size()));
    if (info[4]->IsArrayBufferView()) source.cached = &cached;
    v8::TryCatch caught(isolate);
    const v8::Context::Scope entered(context);
    const auto compiled = compile_module(isolate, source);
    v8::Local<v8::Module> module;
    if (!compiled.result.ToLocal(&module)) return rethrow_decorated(context, caught);
    if (compiled.cache_rejected) {
        return throw_type_error(isolate, "ERR_VM_MODULE_CACHED_DATA_REJECTED",
                                "cachedData buffer was rejected");
    }
    info.GetReturnValue().Set(wrap(env, context, module));
}

// createCachedData(module): a Uint8Array.
void create_cached_data(const Info& info) {
    const EsModule* self = module_at(info, 0);
    if (self == nullptr) return;
    const v8::Local<v8::Module> module = self->module(info.GetIsolate());
    if (!module->IsSourceTextModule() || module->GetStatus() >= v8::Module::kEvaluating) return;
    const std::unique_ptr<v8::ScriptCompiler::CachedData> data(
        v8::ScriptCompiler::CreateCodeCache(module->GetUnboundModuleScript()));
    info.GetReturnValue().Set(to_bytes(info.GetIsolate(), data.get()));
}

// compile(source, url)
void compile(const Info& info) {
    if (!info[0]->IsString() || !info[1]->IsString()) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                                "compile() takes the source and the URL as strings");
    }
    Env& env = Env::from(info);
    v8::Local<v8::Module> module;
    if (compile_esm(env, info[0].As<v8::String>(), info[1].As<v8::String>()).ToLocal(&module)) {
        info.GetReturnValue().Set(wrap(env, env.context(), module));
    }
}

// What a synthetic module does when it is evaluated: its JavaScript object has a method for it.
v8::MaybeLocal<v8::Value> run_steps(v8::Local<v8::Context> context, v8::Local<v8::Module> module) {
    v8::Isolate* isolate = context->GetIsolate();
    v8::EscapableHandleScope handles(isolate);
    const EsModule* found = ModuleState::of(*Env::from(context)).find(module);
    const v8::Local<v8::Object> self =
        found == nullptr ? v8::Local<v8::Object>() : found->object(isolate);
    v8::Local<v8::Promise::Resolver> resolver;
    if (!v8::Promise::Resolver::New(context).ToLocal(&resolver)) return {};
    v8::Local<v8::Value> steps;
    v8::Local<v8::Value> ignored;
    if (!self.IsEmpty()) {
        if (!self->Get(context, to_string(isolate, "evaluate")).ToLocal(&steps)) return {};
        if (steps->IsFunction() &&
            !steps.As<v8::Function>()->Call(context, self, 0, nullptr).ToLocal(&ignored)) {
            return {};
        }
    }
    if (resolver->Resolve(context, v8::Undefined(isolate)).IsNothing()) return {};
    return handles.Escape(resolver->GetPromise().As<v8::Value>());
}

// synthetic(url, names, sandbox): a module whose object gets a method evaluate().
void synthetic(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    Env& env = Env::from(info);
    v8::Local<v8::Context> context;
    if (!context_for(env, info[2]).ToLocal(&context)) return;
    if (!info[0]->IsString() || !info[1]->IsArray()) {
        return throw_type_error(isolate, "ERR_INVALID_ARG_TYPE",
                                "synthetic() takes the URL and an array of names");
    }
    std::vector<v8::Local<v8::String>> names;
    const v8::Local<v8::Array> array = info[1].As<v8::Array>();
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        v8::Local<v8::Value> name;
        if (!array->Get(context, i).ToLocal(&name)) return;
        if (name->IsString()) names.push_back(name.As<v8::String>());
    }
    info.GetReturnValue().Set(wrap(
        env, context, make_synthetic_module(isolate, info[0].As<v8::String>(), names, &run_steps)));
}

// setExport(module, name, value), of a synthetic one.
void set_export(const Info& info) {
    const EsModule* self = module_at(info, 0);
    if (self == nullptr || !info[1]->IsString()) return;
    const v8::Local<v8::Module> module = self->module(info.GetIsolate());
    if (!module->IsSyntheticModule()) return;
    // A name that it does not have throws a ReferenceError.
    std::ignore =
        module->SetSyntheticModuleExport(info.GetIsolate(), info[1].As<v8::String>(), info[2]);
}

// requests(module): specifier, [key, value, ...], line, column; for each request.
void requests(const Info& info) {
    const EsModule* self = module_at(info, 0);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    const v8::Local<v8::Module> module = self->module(isolate);
    if (!module->IsSourceTextModule()) return info.GetReturnValue().Set(v8::Array::New(isolate));
    const v8::Local<v8::FixedArray> list = module->GetModuleRequests();
    std::vector<v8::Local<v8::Value>> items;
    for (int i = 0; i < list->Length(); ++i) {
        const auto request = list->Get(context, i).As<v8::ModuleRequest>();
        std::vector<v8::Local<v8::Value>> pairs;
        const v8::Local<v8::FixedArray> attributes = attributes_of(request);
        for (int at = 0; at + 1 < attributes->Length(); at += 3) {
            pairs.push_back(attributes->Get(context, at).As<v8::Value>());
            pairs.push_back(attributes->Get(context, at + 1).As<v8::Value>());
        }
        v8::Location place = module->SourceOffsetToLocation(request->GetSourceOffset());
        items.push_back(request->GetSpecifier());
        items.push_back(v8::Array::New(isolate, pairs.data(), pairs.size()));
        items.push_back(v8::Integer::New(isolate, place.GetLineNumber() + 1));
        items.push_back(v8::Integer::New(isolate, place.GetColumnNumber() + 1));
    }
    info.GetReturnValue().Set(v8::Array::New(isolate, items.data(), items.size()));
}

// link(module, modules): what its requests are answered with.
void link(const Info& info) {
    EsModule* self = module_at(info, 0);
    if (self == nullptr || !info[1]->IsArray()) return;
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Array> array = info[1].As<v8::Array>();
    std::vector<EsModule*> modules;
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        v8::Local<v8::Value> item;
        if (!array->Get(isolate->GetCurrentContext(), i).ToLocal(&item)) return;
        auto* linked = unbox<EsModule>(item);
        if (linked == nullptr) {
            return throw_type_error(isolate, "ERR_INVALID_ARG_TYPE", "not an ES module");
        }
        modules.push_back(linked);
    }
    self->link(isolate, modules);
}

void instantiate(const Info& info) {
    EsModule* self = module_at(info, 0);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    if (self->module(isolate)->GetStatus() != v8::Module::kUninstantiated) return;
    v8::TryCatch caught(isolate);
    if (!self->instantiate(isolate)) rethrow_decorated(self->context(isolate), caught);
}

// evaluate(module, limit in milliseconds or nothing): a promise.
void evaluate(const Info& info) {
    const EsModule* self = module_at(info, 0);
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Module> module = self->module(isolate);
    if (module->GetStatus() < v8::Module::kInstantiated ||
        module->GetStatus() == v8::Module::kEvaluating) {
        return throw_type_error(isolate, "ERR_INVALID_STATE",
                                "the module is not linked yet, or just being evaluated");
    }
    const std::chrono::milliseconds limit(info[1]->IsInt32() ? int_at(info, 1) : -1);
    const auto mode = info[2]->IsTrue() ? SigintWatch::Mode::On : SigintWatch::Mode::Off;
    bool ran_out = false;
    bool interrupted = false;
    {
        ScriptTimeout timeout(Env::from(info), limit);
        SigintWatch sigint(Env::from(info), mode);
        v8::Local<v8::Value> promise;
        const bool ran = module->Evaluate(self->context(isolate)).ToLocal(&promise);
        interrupted = sigint.interrupted();
        ran_out = timeout.ran_out();
        if (ran && !interrupted && !ran_out) return info.GetReturnValue().Set(promise);
    }
    if (interrupted) return throw_interrupted(isolate);
    if (ran_out) throw_timeout(isolate, limit);
}

void module_namespace(const Info& info) {
    const EsModule* self = module_at(info, 0);
    if (self == nullptr) return;
    const v8::Local<v8::Module> module = self->module(info.GetIsolate());
    if (module->GetStatus() < v8::Module::kInstantiated) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_STATE",
                                "the module is not linked yet");
    }
    info.GetReturnValue().Set(module->GetModuleNamespace());
}

// 0 uninstantiated, 1 instantiating, 2 instantiated, 3 evaluating, 4 evaluated, 5 errored.
void status(const Info& info) {
    const EsModule* self = module_at(info, 0);
    if (self == nullptr) return;
    info.GetReturnValue().Set(static_cast<int>(self->module(info.GetIsolate())->GetStatus()));
}

void error(const Info& info) {
    const EsModule* self = module_at(info, 0);
    if (self == nullptr) return;
    const v8::Local<v8::Module> module = self->module(info.GetIsolate());
    if (module->GetStatus() == v8::Module::kErrored) {
        info.GetReturnValue().Set(module->GetException());
    }
}

// isAsync(module): it, or what it imports, awaits at the top level. Needs a linked module.
void is_async(const Info& info) {
    const EsModule* self = module_at(info, 0);
    if (self == nullptr) return;
    const v8::Local<v8::Module> module = self->module(info.GetIsolate());
    info.GetReturnValue().Set(module->GetStatus() >= v8::Module::kInstantiated &&
                              module->IsGraphAsync());
}

// promiseState(promise): [0 pending, 1 fulfilled, 2 rejected; result]; V8's numbers.
void promise_state(const Info& info) {
    if (!info[0]->IsPromise()) return;
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Promise> promise = info[0].As<v8::Promise>();
    const bool pending = promise->State() == v8::Promise::kPending;
    v8::Local<v8::Value> items[] = {
        v8::Integer::New(isolate, static_cast<int>(promise->State())),
        pending ? v8::Undefined(isolate).As<v8::Value>() : promise->Result(),
    };
    info.GetReturnValue().Set(v8::Array::New(isolate, items, 2));
}

}  // namespace

void init_esm(NativeModule& module) {
    module.raw("compile", &compile)
        .raw("compileForVm", &compile_for_vm)
        .raw("createCachedData", &create_cached_data)
        .raw("synthetic", &synthetic)
        .raw("setExport", &set_export)
        .raw("requests", &requests)
        .raw("link", &link)
        .raw("instantiate", &instantiate)
        .raw("evaluate", &evaluate)
        .raw("namespace", &module_namespace)
        .raw("status", &status)
        .raw("error", &error)
        .raw("isAsync", &is_async)
        .raw("promiseState", &promise_state);
}

}  // namespace plinth
