// SPDX-License-Identifier: MIT
// Identity and lifetime of wrapped objects.

#include "bindings/object.h"

#include <algorithm>
#include <cstdint>
#include <mutex>

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

bool derives(TypeTag type, TypeTag base) {
    if (type == base) return true;
    if (const TypeNode::Base* const first = type->base.load(std::memory_order_acquire)) {
        if (derives(first->type, base)) return true;
    }
    for (const auto* more = type->more.load(std::memory_order_acquire); more != nullptr;
         more = more->next) {
        if (derives(more->base->type, base)) return true;
    }
    return false;
}

void* cast_to(void* object, TypeTag type, TypeTag base) {
    if (type == base) return object;
    const auto through = [&](const TypeNode::Base& link) -> void* {
        return derives(link.type, base) ? cast_to(link.cast(object), link.type, base) : nullptr;
    };
    if (const TypeNode::Base* const first = type->base.load(std::memory_order_acquire)) {
        if (void* const found = through(*first)) return found;
    }
    for (const auto* more = type->more.load(std::memory_order_acquire); more != nullptr;
         more = more->next) {
        if (void* const found = through(*more->base)) return found;
    }
    return nullptr;
}

void add_base(TypeTag type, const TypeNode::Base* base) {
    // Realms on several threads declare the same classes.
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    auto* const node = const_cast<TypeNode*>(type);
    const TypeNode::Base* const first = node->base.load(std::memory_order_acquire);
    if (first == nullptr) return node->base.store(base, std::memory_order_release);
    if (first == base) return;
    for (const auto* more = node->more.load(); more != nullptr; more = more->next) {
        if (more->base == base) return;
    }
    node->more.store(new TypeNode::More{base, node->more.load()}, std::memory_order_release);
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
        wrapper->detach_views(wrapper->objects_->isolate_);
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
    return detail::derives(type_, type);
}

void* Wrapper::cast(TypeTag type) const {
    return object_ == nullptr ? nullptr : cast_to(object_, type_, type);
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
    adopt(context, object, record, std::move(wrapper), borrowers);
    return object;
}

void Objects::adopt(v8::Local<v8::Context> context, v8::Local<v8::Object> object,
                    const ClassRecord& record, std::unique_ptr<Wrapper> owned,
                    Borrowers* borrowers) {
    sweep();
    v8::Isolate* const isolate = context->GetIsolate();
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

    if (!wrapper->owns_ && wrapper->shared_ == nullptr) {
        const bool tracked = borrowers != nullptr;
        wrapper->link(tracked ? *borrowers : borrowers_of(wrapper->identity_), !tracked);
    }
    for (const Stamp& stamp : record.stamps) {
        // Nobody frees what it points to: the buffer is detached before the object goes.
        auto store = v8::ArrayBuffer::NewBackingStore(
            wrapper->as(stamp.type), stamp.bytes, [](void*, std::size_t, void*) {}, nullptr);
        const auto buffer = v8::ArrayBuffer::New(isolate, std::move(store));
        wrapper->views_.emplace_back(isolate, buffer);
        v8::Local<v8::Value> arguments[] = {object, buffer};
        if (stamp.function->Get(isolate)
                ->Call(context, v8::Undefined(isolate), 2, arguments)
                .IsEmpty()) {
            return;  // Terminated; without its stamp the object refuses to be read.
        }
    }
}

void Wrapper::detach_views(v8::Isolate* isolate) {
    if (views_.empty()) return;
    const v8::Isolate::Scope isolate_scope(isolate);
    const v8::HandleScope scope(isolate);
    for (const auto& view : std::exchange(views_, {}))
        view.Get(isolate)->Detach();
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
        wrapper->detach_views(isolate);
        wrapper->handle_.Get(isolate)->SetAlignedPointerInInternalField(1, nullptr);
        wrapper->handle_.Reset();
        set_aside(*wrapper);
    }
    sweep();
    classes_.clear();
}

}  // namespace plinth::js::detail
