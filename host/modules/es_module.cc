// SPDX-License-Identifier: MIT
// Answering V8's questions about a module's requests.

#include "host/modules/es_module.h"

#include "host/engine/compile.h"
#include "host/env/errors.h"

namespace plinth {
namespace {

// Key, value, place, key, value, place, ...: the places do not count.
bool same_attributes(v8::Local<v8::Context> context, v8::Local<v8::FixedArray> one,
                     v8::Local<v8::FixedArray> other) {
    if (one->Length() != other->Length()) return false;
    for (int i = 0; i < one->Length(); ++i) {
        if (i % 3 == 2) continue;
        if (!one->Get(context, i)
                 .As<v8::Value>()
                 ->StrictEquals(other->Get(context, i).As<v8::Value>())) {
            return false;
        }
    }
    return true;
}

}  // namespace

EsModule::EsModule(ModuleState& state, v8::Local<v8::Context> context, v8::Local<v8::Module> module)
    : state_(state),
      context_(context->GetIsolate(), context),
      module_(context->GetIsolate(), module),
      hash_(module->GetIdentityHash()) {
    state_.enter(*this, hash_);
}

EsModule::~EsModule() {
    state_.forget(*this, hash_);
}

void EsModule::link(v8::Isolate* isolate, const std::vector<EsModule*>& modules) {
    linked_.clear();
    for (const EsModule* linked : modules)
        linked_.emplace_back(isolate, linked->module(isolate));
}

bool EsModule::instantiate(v8::Isolate* isolate) {
    const v8::Local<v8::Context> context = this->context(isolate);
    return module(isolate)->InstantiateModule(context, &EsModule::on_resolve).FromMaybe(false);
}

v8::MaybeLocal<v8::Module> EsModule::on_resolve(v8::Local<v8::Context> context,
                                                v8::Local<v8::String> specifier,
                                                v8::Local<v8::FixedArray> attributes,
                                                v8::Local<v8::Module> referrer) {
    v8::Isolate* isolate = context->GetIsolate();
    const EsModule* self = ModuleState::of(*Env::from(context)).find(referrer);
    const v8::Local<v8::FixedArray> requests = referrer->GetModuleRequests();
    for (int i = 0; self != nullptr && i < requests->Length(); ++i) {
        const auto request = requests->Get(context, i).As<v8::ModuleRequest>();
        if (!request->GetSpecifier()->StringEquals(specifier) ||
            !same_attributes(context, attributes_of(request), attributes)) {
            continue;
        }
        const auto index = static_cast<std::size_t>(i);
        if (index < self->linked_.size()) return self->linked_[index].Get(isolate);
        break;
    }
    throw_error(
        isolate,
        Error{"ERR_VM_MODULE_LINK_FAILURE", 0, "", "",
              "request for '" + to_utf8(isolate, specifier) + "' is not yet fulfilled", "", ""});
    return {};
}

}  // namespace plinth
