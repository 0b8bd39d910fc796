// SPDX-License-Identifier: MIT
// internalBinding('vm'): scripts and contexts for host/api/vm/vm.js, which checks arguments.

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "host/engine/compile.h"
#include "host/env/native_module.h"
#include "host/modules/cached_data.h"
#include "host/modules/dynamic_import.h"
#include "host/modules/module_state.h"
#include "host/modules/natives.h"
#include "host/modules/script_error.h"
#include "host/modules/script_timeout.h"
#include "host/modules/sigint_watch.h"
#include "host/modules/vm_context.h"

namespace plinth {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

class VmScript final : public Boxed {
  public:
    VmScript(v8::Isolate* isolate, v8::Local<v8::UnboundScript> made) : script(isolate, made) {}
    const v8::Global<v8::UnboundScript> script;
};

int int_at(const Info& info, int index) {
    return info[index]->IsInt32() ? info[index].As<v8::Int32>()->Value() : 0;
}

// The arguments that all compiling functions start with: source, filename, line offset, column
// offset, cached data or undefined, referrer, id of its callback.
struct Source {
    explicit Source(const Info& info) : bytes(copied_bytes(info[4])) {
        text.text = info[0].As<v8::String>();
        text.name = info[1].As<v8::String>();
        text.line_offset = int_at(info, 2);
        text.column_offset = int_at(info, 3);
        const auto referrer = static_cast<Referrer>(int_at(info, 5));
        if (referrer != Referrer::Nobody) {
            text.host_options = referrer_options(info.GetIsolate(), referrer, int_at(info, 6));
        }
        if (!info[4]->IsArrayBufferView()) return;
        cached.emplace(bytes.data(), static_cast<int>(bytes.size()));
        text.cached = &*cached;
    }
    static constexpr int kArguments = 7;

    const std::vector<std::uint8_t> bytes;
    std::optional<v8::ScriptCompiler::CachedData> cached;
    FunctionSource text;
};

bool has_source(const Info& info) {
    if (info[0]->IsString() && info[1]->IsString()) return true;
    throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                     "the source and the file name must be strings");
    return false;
}

// compile(...Source): [script, cached data rejected, source map URL]
void compile(const Info& info) {
    if (!has_source(info)) return;
    v8::Isolate* isolate = info.GetIsolate();
    Env& env = Env::from(info);
    ModuleState& state = ModuleState::of(env);
    const Source source(info);
    v8::TryCatch caught(isolate);
    const auto compiled = compile_unbound(isolate, source.text);
    v8::Local<v8::UnboundScript> script;
    if (!compiled.result.ToLocal(&script)) return rethrow_decorated(env.context(), caught);
    v8::Local<v8::Value> items[] = {
        state.box(std::make_unique<VmScript>(isolate, script)),
        v8::Boolean::New(isolate, compiled.cache_rejected),
        script->GetSourceMappingURL(),
    };
    info.GetReturnValue().Set(v8::Array::New(isolate, items, std::size(items)));
}

// createCachedData(script): a Uint8Array.
void create_cached_data(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const auto* script = unbox<VmScript>(info[0]);
    if (script == nullptr) return;
    const std::unique_ptr<v8::ScriptCompiler::CachedData> data(
        v8::ScriptCompiler::CreateCodeCache(script->script.Get(isolate)));
    info.GetReturnValue().Set(to_bytes(isolate, data.get()));
}

std::vector<v8::Local<v8::Value>> items_of(v8::Local<v8::Context> context,
                                           v8::Local<v8::Value> value) {
    std::vector<v8::Local<v8::Value>> items;
    if (!value->IsArray()) return items;
    const v8::Local<v8::Array> array = value.As<v8::Array>();
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        v8::Local<v8::Value> item;
        if (array->Get(context, i).ToLocal(&item)) items.push_back(item);
    }
    return items;
}

// The context of a sandbox; the plugin's own for undefined.
v8::MaybeLocal<v8::Context> context_for(Env& env, v8::Local<v8::Value> sandbox) {
    if (!sandbox->IsObject()) return env.context();
    return vm_context_of(env.context(), sandbox.As<v8::Object>());
}

// compileFunction(...Source, sandbox or undefined, scopes, parameters, produce):
// [function, cached data rejected, source map URL, cached data]
void compile_vm_function(const Info& info) {
    if (!has_source(info)) return;
    v8::Isolate* isolate = info.GetIsolate();
    Env& env = Env::from(info);
    ModuleState::of(env);
    Source source(info);
    constexpr int kSandbox = Source::kArguments;
    v8::Local<v8::Context> context;
    if (!context_for(env, info[kSandbox]).ToLocal(&context)) return;
    for (const v8::Local<v8::Value> scope : items_of(env.context(), info[kSandbox + 1])) {
        if (scope->IsObject()) source.text.scopes.push_back(scope.As<v8::Object>());
    }
    for (const v8::Local<v8::Value> name : items_of(env.context(), info[kSandbox + 2])) {
        if (name->IsString()) source.text.parameters.push_back(name.As<v8::String>());
    }
    v8::TryCatch caught(isolate);
    const auto compiled = compile_function(context, source.text);
    v8::Local<v8::Function> function;
    if (!compiled.result.ToLocal(&function)) return rethrow_decorated(context, caught);
    std::unique_ptr<v8::ScriptCompiler::CachedData> produced;
    if (info[kSandbox + 3]->IsTrue()) {
        produced.reset(v8::ScriptCompiler::CreateCodeCacheForFunction(function));
    }
    v8::Local<v8::Value> items[] = {
        function,
        v8::Boolean::New(isolate, compiled.cache_rejected),
        function->GetScriptOrigin().SourceMapUrl(),
        to_bytes(isolate, produced.get()),
    };
    if (items[2].IsEmpty()) items[2] = v8::Undefined(isolate);
    info.GetReturnValue().Set(v8::Array::New(isolate, items, std::size(items)));
}

// V8 keeps by context what asynchronous calls hand on: the script's is its caller's.
class CallersFrame {
  public:
    CallersFrame(Env& env, v8::Local<v8::Context> context)
        : context_(context), outer_(context->GetContinuationPreservedEmbedderData()) {
        v8::Local<v8::Context> caller = env.isolate()->GetEnteredOrMicrotaskContext();
        if (caller.IsEmpty() || caller->GetSecurityToken() != env.context()->GetSecurityToken()) {
            caller = env.context();
        }
        context->SetContinuationPreservedEmbedderData(
            caller->GetContinuationPreservedEmbedderData());
    }
    ~CallersFrame() { context_->SetContinuationPreservedEmbedderData(outer_); }
    CallersFrame(const CallersFrame&) = delete;
    CallersFrame& operator=(const CallersFrame&) = delete;

  private:
    v8::Local<v8::Context> context_;
    v8::Local<v8::Value> outer_;
};

// run(script, sandbox or undefined, timeout or -1, show where an error was, end it by Ctrl-C)
void run(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    Env& env = Env::from(info);
    const auto* script = unbox<VmScript>(info[0]);
    v8::Local<v8::Context> context;
    if (script == nullptr || !context_for(env, info[1]).ToLocal(&context)) return;
    const v8::Local<v8::Context> caller = env.context();
    const std::chrono::milliseconds limit(int_at(info, 2));
    const auto mode = info[4]->IsTrue() ? SigintWatch::Mode::On : SigintWatch::Mode::Off;
    bool ran_out = false;
    bool interrupted = false;
    {
        v8::TryCatch caught(isolate);
        std::optional<CallersFrame> frame;
        if (context != caller) frame.emplace(env, context);
        const v8::Context::Scope entered(context);
        ScriptTimeout timeout(env, limit);
        SigintWatch sigint(env, mode);
        v8::Local<v8::Value> result;
        const bool ran =
            script->script.Get(isolate)->BindToCurrentContext()->Run(context).ToLocal(&result);
        v8::MicrotaskQueue* own = context == caller ? nullptr : vm_microtasks(context);
        if (own != nullptr && !caught.HasTerminated()) own->PerformCheckpoint(isolate);
        interrupted = sigint.interrupted();
        ran_out = timeout.ran_out();
        const bool ended = interrupted || ran_out;
        if (ran && !ended) return info.GetReturnValue().Set(result);
        if (!ended && !caught.HasTerminated()) {
            if (info[3]->IsTrue()) return rethrow_decorated(context, caught);
            caught.ReThrow();
            return;
        }
    }
    if (interrupted) return throw_interrupted(isolate);
    if (!ran_out) return;  // The host ended it, or a caller's limit: it goes on unwinding.
    throw_timeout(isolate, limit);
}

// makeContext(sandbox, strings, wasm, own microtasks, makeRegistry, enqueue)
void make_context(const Info& info) {
    if (!info[0]->IsObject() || !info[4]->IsFunction() || !info[5]->IsFunction()) return;
    VmContextOptions options;
    options.allow_strings = info[1]->IsTrue();
    options.allow_wasm = info[2]->IsTrue();
    options.own_microtasks = info[3]->IsTrue();
    options.make_registry = info[4].As<v8::Function>();
    options.enqueue_finalizer = info[5].As<v8::Function>();
    std::ignore = make_vm_context(Env::from(info), info[0].As<v8::Object>(), options);
}

void is_context(const Info& info) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    info.GetReturnValue().Set(info[0]->IsObject() &&
                              !vm_context_of(context, info[0].As<v8::Object>()).IsEmpty());
}

// measureMemory(detailed, eager): a promise.
void measure_memory(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    v8::Local<v8::Promise::Resolver> resolver;
    if (!v8::Promise::Resolver::New(context).ToLocal(&resolver)) return;
    isolate->MeasureMemory(
        v8::MeasureMemoryDelegate::Default(
            isolate, context, resolver,
            info[0]->IsTrue() ? v8::MeasureMemoryMode::kDetailed : v8::MeasureMemoryMode::kSummary),
        info[1]->IsTrue() ? v8::MeasureMemoryExecution::kEager
                          : v8::MeasureMemoryExecution::kDefault);
    info.GetReturnValue().Set(resolver->GetPromise());
}

}  // namespace

void init_vm(NativeModule& module) {
    module.raw("compile", &compile)
        .raw("compileFunction", &compile_vm_function)
        .raw("createCachedData", &create_cached_data)
        .raw("run", &run)
        .raw("makeContext", &make_context)
        .raw("isContext", &is_context)
        .raw("measureMemory", &measure_memory);
}

}  // namespace plinth
