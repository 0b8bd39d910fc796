// SPDX-License-Identifier: MIT
// Keeping track of what crosses the border of one context, and letting go of it in order.

#include "bindings/realm.h"

#include <utility>

namespace plinth::js {
namespace detail {

Kept::Kept(Realm& realm) : realm_(&realm), next_(realm.kept_) {
    if (next_ != nullptr) next_->previous_ = this;
    realm.kept_ = this;
}

Kept::~Kept() {
    if (realm_ == nullptr) return;
    if (next_ != nullptr) next_->previous_ = previous_;
    if (previous_ != nullptr) {
        previous_->next_ = next_;
    } else {
        realm_->kept_ = next_;
    }
}

}  // namespace detail

Realm::~Realm() {
    release_all();
}

void Realm::attach(v8::Local<v8::Context> context) {
    isolate_ = context->GetIsolate();
    context_.Reset(isolate_, context);
    context->SetAlignedPointerInEmbedderData(kSlot, this);
}

void Realm::release_all() {
    if (context_.IsEmpty()) return;
    const v8::Isolate::Scope isolate_scope(isolate_);
    const v8::HandleScope scope(isolate_);
    context()->SetAlignedPointerInEmbedderData(kSlot, nullptr);

    while (kept_ != nullptr) {
        detail::Kept* const first = kept_;
        kept_ = first->next_;
        if (kept_ != nullptr) kept_->previous_ = nullptr;
        first->realm_ = nullptr;
        first->next_ = nullptr;
        first->released();
    }
    objects_.release_all(isolate_);
    stored_.clear();
    names_.clear();
    context_.Reset();
}

void Realm::report(v8::Local<v8::Value> exception) {
    v8::Local<v8::Function> thrower;
    const auto throw_argument = [](const Info& info) {
        info.GetIsolate()->ThrowException(info[0]);
    };
    if (!v8::Function::New(context(), throw_argument).ToLocal(&thrower)) return;
    // Nothing to do with the result: call() has reported the exception.
    static_cast<void>(call(thrower, v8::Undefined(isolate_), 1, &exception).IsEmpty());
}

std::int32_t Realm::store(std::unique_ptr<detail::StoredFunction> function) {
    stored_.push_back(std::move(function));
    return static_cast<std::int32_t>(stored_.size() - 1);
}

detail::StoredFunction* Realm::stored(std::int32_t index) const {
    const auto position = static_cast<std::size_t>(index);
    return position < stored_.size() ? stored_[position].get() : nullptr;
}

const std::vector<v8::Global<v8::String>>& Realm::names(const void* key,
                                                        std::span<const char* const> texts) {
    auto& names = names_[key];
    if (names.empty()) {
        for (const char* const text : texts)
            names.emplace_back(isolate_, to_name(isolate_, text));
    }
    return names;
}

}  // namespace plinth::js
