// SPDX-License-Identifier: MIT
// Making contexts, and finding them again by their objects. What happens when a script touches a
// global property is vm_global.cc's.

#include "host/modules/vm_context.h"

#include <memory>
#include <utility>

#include "host/engine/compile.h"
#include "host/env/errors.h"
#include "host/modules/module_state.h"
#include "host/modules/vm_global.h"

namespace plinth {
namespace {

// Slots of a vm context's embedder data, behind those of Env.
constexpr int kAllowWasmSlot = kSandboxSlot + 1;
constexpr int kMicrotasksSlot = kSandboxSlot + 2;

// Owner: the context, by its JavaScript object.
class OwnMicrotasks final : public Boxed {
  public:
    explicit OwnMicrotasks(v8::Isolate* isolate)
        : queue(v8::MicrotaskQueue::New(isolate, v8::MicrotasksPolicy::kExplicit)) {}
    const std::unique_ptr<v8::MicrotaskQueue> queue;
};

v8::Local<v8::Private> context_key(v8::Isolate* isolate) {
    return v8::Private::ForApi(isolate, to_string(isolate, "plinth:vm-context"));
}

bool allow_wasm(v8::Local<v8::Context> context, v8::Local<v8::String>) {
    if (context->GetNumberOfEmbedderDataFields() <= static_cast<std::uint32_t>(kAllowWasmSlot)) {
        return true;
    }
    return !context->GetEmbedderData(kAllowWasmSlot)->IsFalse();
}

// In a shared isolate V8 would call the callbacks of the context's FinalizationRegistry in the turn
// of whichever plugin runs then: they are made to wait for a turn of this one. No interceptor acts
// yet, so this is a property of the real global object.
bool take_over_finalizers(v8::Local<v8::Context> context, const VmContextOptions& options) {
    v8::Isolate* isolate = context->GetIsolate();
    v8::Local<v8::String> text;
    if (!options.make_registry->FunctionProtoToString(context).ToLocal(&text)) return false;
    text = v8::String::Concat(isolate, to_string(isolate, "return "), text);
    const v8::Context::Scope entered(context);
    const v8::Local<v8::Value> nothing = v8::Undefined(isolate);
    v8::Local<v8::Value> enqueue = options.enqueue_finalizer;
    v8::Local<v8::Function> maker;
    v8::Local<v8::Value> factory;
    v8::Local<v8::Value> registry;
    return compile_function(context, text, to_string(isolate, "plinth:finalization"), {})
               .ToLocal(&maker) &&
           maker->Call(context, nothing, 0, nullptr).ToLocal(&factory) && factory->IsFunction() &&
           factory.As<v8::Function>()->Call(context, nothing, 1, &enqueue).ToLocal(&registry) &&
           context->Global()
               ->DefineOwnProperty(context, to_string(isolate, "FinalizationRegistry"), registry,
                                   v8::DontEnum)
               .FromMaybe(false);
}

}  // namespace

v8::MaybeLocal<v8::Context> make_vm_context(Env& env, v8::Local<v8::Object> sandbox,
                                            const VmContextOptions& options) {
    v8::Isolate* isolate = env.isolate();
    if (env.options().hardened) {
        // It would have V8's own built-ins, without caps.
        Error error;
        error.code = "ERR_HARDENED_LIMIT";
        error.message = "A plugin that is hardened can't make contexts";
        throw_error(isolate, error);
        return {};
    }
    v8::EscapableHandleScope handles(isolate);
    v8::Local<v8::Value> microtasks = v8::Undefined(isolate);
    v8::MicrotaskQueue* queue = env.microtasks();
    if (options.own_microtasks) {
        auto own = std::make_unique<OwnMicrotasks>(isolate);
        queue = own->queue.get();
        microtasks = ModuleState::of(env).box(std::move(own));
    }
    const v8::Local<v8::Context> context =
        v8::Context::New(isolate, nullptr, vm_global_template(env), {}, {}, queue);
    if (context.IsEmpty()) return {};
    ModuleState::of(env).adopt(context);
    context->SetSecurityToken(env.context()->GetSecurityToken());
    if (env.runtime().engine().shared() && !take_over_finalizers(context, options)) return {};
    context->SetEmbedderData(kSandboxSlot, sandbox);
    context->SetEmbedderData(kAllowWasmSlot, v8::Boolean::New(isolate, options.allow_wasm));
    context->SetEmbedderData(kMicrotasksSlot, microtasks);
    context->AllowCodeGenerationFromStrings(options.allow_strings);
    if (!options.allow_wasm) isolate->SetAllowWasmCodeGenerationCallback(&allow_wasm);
    if (sandbox->SetPrivate(env.context(), context_key(isolate), context->Global()).IsNothing()) {
        return {};
    }
    return handles.Escape(context);
}

v8::MaybeLocal<v8::Context> vm_context_of(v8::Local<v8::Context> current,
                                          v8::Local<v8::Object> sandbox) {
    v8::Local<v8::Value> global;
    const bool found =
        sandbox->GetPrivate(current, context_key(current->GetIsolate())).ToLocal(&global);
    if (!found || !global->IsObject()) return {};
    return global.As<v8::Object>()->GetCreationContext();
}

v8::MicrotaskQueue* vm_microtasks(v8::Local<v8::Context> context) {
    auto* own = unbox<OwnMicrotasks>(context->GetEmbedderData(kMicrotasksSlot));
    return own == nullptr ? nullptr : own->queue.get();
}

}  // namespace plinth
