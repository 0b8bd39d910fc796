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

class GivenFunction final : public Kept {
  public:
    GivenFunction(Realm& realm, v8::Local<v8::Function> function, std::int32_t index)
        : Kept(realm), function_(realm.isolate(), function), index_(index) {
        function_.SetWeak(this, &on_collected, v8::WeakCallbackType::kParameter);
    }

  private:
    // Inside the garbage collector: no V8 call but Reset(), and nothing of the game.
    static void on_collected(const v8::WeakCallbackInfo<GivenFunction>& info) {
        GivenFunction* const given = info.GetParameter();
        given->function_.Reset();
        given->realm()->ended_functions_.push_back(given->index_);
        delete given;
    }
    void released() override { delete this; }

    v8::Global<v8::Function> function_;
    std::int32_t index_;
};

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
    parts_.clear();
    objects_.release_all(isolate_);
    // The callables of functions that are there no more go last: their destructors may call back.
    const auto stored = std::exchange(stored_, {});
    free_indexes_.clear();
    ended_functions_.clear();
    records_.clear();
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

std::int32_t Realm::store(std::shared_ptr<detail::StoredFunction> function) {
    if (!free_indexes_.empty()) {
        const std::int32_t index = free_indexes_.back();
        free_indexes_.pop_back();
        stored_[static_cast<std::size_t>(index)] = std::move(function);
        return index;
    }
    stored_.push_back(std::move(function));
    return static_cast<std::int32_t>(stored_.size() - 1);
}

void Realm::store_for(v8::Local<v8::Function> function, std::int32_t index) {
    new detail::GivenFunction(*this, function, index);
}

void Realm::drop_ended_functions() {
    // A destructor may come back here, or let other functions end.
    const std::vector<std::int32_t> ended = std::exchange(ended_functions_, {});
    for (const std::int32_t index : ended) {
        const auto function = std::move(stored_[static_cast<std::size_t>(index)]);
        free_indexes_.push_back(index);
    }
}

detail::StoredFunction* Realm::stored(std::int32_t index) const {
    const auto position = static_cast<std::size_t>(index);
    return position < stored_.size() ? stored_[position].get() : nullptr;
}

std::shared_ptr<detail::StoredFunction> Realm::share(std::int32_t index) const {
    const auto position = static_cast<std::size_t>(index);
    return position < stored_.size() ? stored_[position] : nullptr;
}

RecordCache& Realm::record(const void* key, std::span<const char* const> texts) {
    RecordCache& record = records_[key];
    if (record.names.empty()) {
        for (const char* const text : texts)
            record.names.emplace_back(isolate_, to_name(isolate_, text));
    }
    return record;
}

}  // namespace plinth::js
