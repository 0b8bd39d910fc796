// SPDX-License-Identifier: MIT
// Identity and lifetime of wrapped objects.

#include "bindings/object.h"

#include <algorithm>
#include <cstdint>

namespace plinth::js::detail {
namespace {

// Borrowers of objects that are not Tracked. Thread: objects and the realms that see them share
// one.
using BorrowerTable = std::unordered_map<Identity, Borrowers, IdentityHash>;

BorrowerTable& borrower_table() {
    thread_local BorrowerTable table;
    return table;
}

}  // namespace

Identity identity_of(void* object, TypeTag type) {
    while (const TypeNode::Base* const base = type->base.load(std::memory_order_acquire)) {
        object = base->cast(object);
        type = base->type;
    }
    return {object, type};
}

Borrowers& borrowers_of(const Identity& identity) {
    return borrower_table()[identity];
}

void forget(const Identity& identity) {
    BorrowerTable& table = borrower_table();
    if (table.empty()) return;
    const auto found = table.find(identity);
    if (found == table.end()) return;
    found->second.forget();
    table.erase(found);
}

void Borrowers::forget() {
    while (first != nullptr) {
        Wrapper* const wrapper = first;
        wrapper->in_borrower_table_ = false;
        wrapper->unlink();
        wrapper->objects_->forget_identity(*wrapper);
        wrapper->object_ = nullptr;
        for (const Identity& part : std::exchange(wrapper->parts_, {}))
            js::detail::forget(part);
    }
}

Wrapper::~Wrapper() {
    unlink();
}

void Wrapper::share(std::shared_ptr<void> shared) {
    unlink();
    shared_ = std::move(shared);
}

bool Wrapper::derives(TypeTag type) const {
    TypeTag at = type_;
    while (const TypeNode::Base* const base = at->base.load(std::memory_order_acquire)) {
        at = base->type;
        if (at == type) return true;
    }
    return false;
}

void* Wrapper::cast(TypeTag type) const {
    if (object_ == nullptr) return nullptr;
    TypeTag at = type_;
    void* object = object_;
    while (at != type) {
        const TypeNode::Base* const base = at->base.load(std::memory_order_acquire);
        if (base == nullptr) return nullptr;
        object = base->cast(object);
        at = base->type;
    }
    return object;
}

void Wrapper::link(Borrowers& borrowers, bool in_table) {
    in_borrower_table_ = in_table;
    next_borrower_ = borrowers.first;
    if (next_borrower_ != nullptr) next_borrower_->borrower_link_ = &next_borrower_;
    borrowers.first = this;
    borrower_link_ = &borrowers.first;
}

void Wrapper::unlink() {
    if (borrower_link_ == nullptr) return;
    *borrower_link_ = next_borrower_;
    if (next_borrower_ != nullptr) next_borrower_->borrower_link_ = borrower_link_;
    borrower_link_ = nullptr;
    next_borrower_ = nullptr;
    if (!in_borrower_table_) return;
    const auto found = borrower_table().find(identity_);
    if (found != borrower_table().end() && found->second.first == nullptr)
        borrower_table().erase(found);
}

Objects::~Objects() {
    // What is left has no JavaScript object any more: release_all() saw to that.
    sweep();
}

ClassRecord& Objects::declare(TypeTag type, std::string name) {
    auto& record = classes_[type];
    record = std::make_unique<ClassRecord>();
    record->name = std::move(name);
    return *record;
}

const ClassRecord* Objects::class_of(TypeTag type) const {
    const auto found = classes_.find(type);
    return found == classes_.end() ? nullptr : found->second.get();
}

Wrapper* Objects::find_wrapper(void* object, TypeTag type) const {
    const auto found = identities_.find(identity_of(object, type));
    if (found == identities_.end() || !found->second->is(type)) return nullptr;
    return found->second;
}

v8::Local<v8::Object> Objects::find(v8::Isolate* isolate, void* object, TypeTag type) const {
    const Wrapper* const wrapper = find_wrapper(object, type);
    if (wrapper == nullptr) return {};
    return wrapper->handle_.Get(isolate);
}

v8::MaybeLocal<v8::Object> Objects::wrap(v8::Local<v8::Context> context, const ClassRecord& record,
                                         std::unique_ptr<Wrapper> wrapper, Borrowers* borrowers) {
    v8::Isolate* const isolate = context->GetIsolate();
    v8::Local<v8::Object> object;
    if (!record.instance.Get(isolate)->NewInstance(context).ToLocal(&object)) return {};
    adopt(isolate, object, std::move(wrapper), borrowers);
    return object;
}

void Objects::adopt(v8::Isolate* isolate, v8::Local<v8::Object> object,
                    std::unique_ptr<Wrapper> owned, Borrowers* borrowers) {
    sweep();
    isolate_ = isolate;
    Wrapper* const wrapper = owned.release();
    wrapper->objects_ = this;
    wrapper->identity_ = identity_of(wrapper->object_, wrapper->type_);
    identities_[wrapper->identity_] = wrapper;
    wrapper->next_ = live_;
    if (live_ != nullptr) live_->previous_ = wrapper;
    live_ = wrapper;

    object->SetAlignedPointerInInternalField(0, &Wrapper::mark);
    object->SetAlignedPointerInInternalField(1, wrapper);
    wrapper->handle_.Reset(isolate, object);
    wrapper->handle_.SetWeak(wrapper, &on_collected, v8::WeakCallbackType::kParameter);
    if (wrapper->external_bytes_ != 0)
        isolate->AdjustAmountOfExternalAllocatedMemory(wrapper->external_bytes_);

    if (wrapper->owns_ || wrapper->shared_ != nullptr) return;
    const bool tracked = borrowers != nullptr;
    wrapper->link(tracked ? *borrowers : borrowers_of(wrapper->identity_), !tracked);
}

// Inside the garbage collector: no V8 call but Reset(), and nothing of the game.
void Objects::on_collected(const v8::WeakCallbackInfo<Wrapper>& info) {
    Wrapper* const wrapper = info.GetParameter();
    wrapper->handle_.Reset();
    wrapper->objects_->set_aside(*wrapper);
}

void Objects::forget_identity(Wrapper& wrapper) {
    const auto found = identities_.find(wrapper.identity_);
    if (found != identities_.end() && found->second == &wrapper) identities_.erase(found);
}

void Objects::set_aside(Wrapper& wrapper) {
    forget_identity(wrapper);
    if (wrapper.next_ != nullptr) wrapper.next_->previous_ = wrapper.previous_;
    if (wrapper.previous_ != nullptr) {
        wrapper.previous_->next_ = wrapper.next_;
    } else {
        live_ = wrapper.next_;
    }
    wrapper.previous_ = nullptr;
    wrapper.next_ = collected_;
    collected_ = &wrapper;
}

void Objects::tie(v8::Local<v8::Context> context, v8::Local<v8::Value> part,
                  v8::Local<v8::Object> whole, std::size_t size) {
    const Wrapper* const inner = Wrapper::of(part);
    Wrapper* const outer = Wrapper::of(whole);
    if (inner == nullptr || outer == nullptr || !inner->exists() || !outer->exists()) return;
    if (inner->identity_ == outer->identity_ || inner->owns_ || inner->shared_ != nullptr) return;

    const auto begin = reinterpret_cast<std::uintptr_t>(outer->object_);
    const auto at = reinterpret_cast<std::uintptr_t>(inner->object_);
    const bool is_part = at >= begin && at < begin + size;
    if (!is_part && !outer->owns_ && outer->shared_ == nullptr) return;

    v8::Isolate* const isolate = context->GetIsolate();
    const auto key = v8::Private::ForApi(isolate, to_name(isolate, "plinth:whole"));
    static_cast<void>(part.As<v8::Object>()->SetPrivate(context, key, whole).IsNothing());
    const auto same = [&](const Identity& known) { return known == inner->identity_; };
    if (is_part && std::none_of(outer->parts_.begin(), outer->parts_.end(), same))
        outer->parts_.push_back(inner->identity_);
}

void Objects::sweep() {
    while (collected_ != nullptr) {
        // A destructor may come back here, so the list is in order before it runs.
        const std::unique_ptr<Wrapper> wrapper(collected_);
        collected_ = wrapper->next_;
        if (wrapper->external_bytes_ != 0)
            isolate_->AdjustAmountOfExternalAllocatedMemory(-wrapper->external_bytes_);
        if (!wrapper->owns_) continue;
        forget(wrapper->identity_);
        for (const Identity& part : wrapper->parts_)
            forget(part);
    }
}

void Objects::release_all(v8::Isolate* isolate) {
    for (Wrapper* wrapper = live_; wrapper != nullptr; wrapper = live_) {
        const v8::HandleScope scope(isolate);
        wrapper->handle_.Get(isolate)->SetAlignedPointerInInternalField(1, nullptr);
        wrapper->handle_.Reset();
        set_aside(*wrapper);
    }
    sweep();
    classes_.clear();
}

}  // namespace plinth::js::detail
