// SPDX-License-Identifier: MIT
// The life of boxed objects: by their JavaScript objects, and at the latest until the Env goes.

#include "host/modules/module_state.h"

#include "host/modules/dynamic_import.h"
#include "host/modules/es_module.h"

namespace plinth {
namespace {

std::vector<std::string> conditions_for(const Env& env, const char* kind) {
    std::vector<std::string> conditions = {"node", kind, "plinth"};
    for (const auto& [name, value] : const_cast<Env&>(env).options().command_line) {
        if (name == "--conditions") conditions.push_back(value);
    }
    return conditions;
}

}  // namespace

ModuleState::ModuleState(Env& env)
    : env_(env),
      files_(env),
      packages_(files_),
      require_conditions_(conditions_for(env, "require")),
      import_conditions_(conditions_for(env, "import")) {
    install_import_callbacks(env.isolate());
}

ModuleState::~ModuleState() {
    v8::Isolate* isolate = env_.isolate();
    for (const v8::Global<v8::Context>& context : contexts_) {
        if (context.IsEmpty()) continue;
        const v8::Local<v8::Context> ended = context.Get(isolate);
        ended->SetAlignedPointerInEmbedderData(Env::kSlot, nullptr);
        // V8 forgets callbacks of its FinalizationRegistries that wait.
        const v8::Context::Scope entered(ended);
        isolate->ContextDisposedNotification(true);
    }
    while (Boxed* boxed = boxed_.front())
        delete boxed;
}

v8::Local<v8::Object> ModuleState::add(Boxed* boxed, std::uint64_t* tag) {
    v8::Isolate* isolate = env_.isolate();
    if (template_.IsEmpty()) {
        const v8::Local<v8::ObjectTemplate> made = v8::ObjectTemplate::New(isolate);
        made->SetInternalFieldCount(Boxed::kFields);
        template_.Reset(isolate, made);
    }
    const v8::Local<v8::Object> object =
        template_.Get(isolate)->NewInstance(env_.context()).ToLocalChecked();
    object->SetAlignedPointerInInternalField(Boxed::kTagField, tag);
    object->SetAlignedPointerInInternalField(Boxed::kPointerField, boxed);
    boxed_.push_back(*boxed);
    boxed->object_.Reset(isolate, object);
    boxed->object_.SetWeak(boxed, &ModuleState::on_collected, v8::WeakCallbackType::kParameter);
    return object;
}

// Frees handles and memory, and calls nothing else of V8.
void ModuleState::on_collected(const v8::WeakCallbackInfo<Boxed>& info) {
    Boxed* boxed = info.GetParameter();
    boxed->object_.Reset();
    delete boxed;
}

void ModuleState::forget(EsModule& module, int hash) {
    const auto [first, last] = es_modules_.equal_range(hash);
    for (auto at = first; at != last; ++at) {
        if (at->second != &module) continue;
        es_modules_.erase(at);
        return;
    }
}

EsModule* ModuleState::find(v8::Local<v8::Module> module) const {
    const auto [first, last] = es_modules_.equal_range(module->GetIdentityHash());
    for (auto at = first; at != last; ++at) {
        if (at->second->is(module)) return at->second;
    }
    return nullptr;
}

void ModuleState::adopt(v8::Local<v8::Context> context) {
    context->SetAlignedPointerInEmbedderData(Env::kSlot, static_cast<js::Realm*>(&env_));
    if (contexts_.size() >= contexts_before_sweep_) {
        std::erase_if(contexts_, [](const auto& known) { return known.IsEmpty(); });
        contexts_before_sweep_ = contexts_.size() * 2 + 16;
    }
    contexts_.emplace_back(env_.isolate(), context);
    contexts_.back().SetWeak();
}

}  // namespace plinth
