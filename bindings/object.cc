// SPDX-License-Identifier: MIT
// Identity and lifetime of wrapped objects.

#include "bindings/object.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
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

// Of objects in that table that have more than one address: the others, and under which they are.
using AliasTable = std::unordered_map<Identity, Identity, IdentityHash>;

AliasTable& alias_table() {
    thread_local AliasTable table;
    return table;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kKeepBlocks = false;  // Or it would not see what is used after its end.
#else
constexpr bool kKeepBlocks = true;
#endif
constexpr std::size_t kGrain = 16;
constexpr std::size_t kLargestBlock = 512;
constexpr std::size_t kKeptBytes = std::size_t{4} << 20;

struct FreeBlock {
    FreeBlock* next;
};
// Owner: its thread.
struct Blocks {
    FreeBlock* free[kLargestBlock / kGrain + 1];
    std::size_t bytes;
    bool closed;  // The thread is about to end.
};
constinit thread_local Blocks blocks{};

struct BlocksEnd {
    ~BlocksEnd() {
        blocks.closed = true;
        for (FreeBlock*& list : blocks.free) {
            while (list != nullptr)
                ::operator delete(std::exchange(list, list->next));
        }
    }
};

constexpr std::size_t grains_of(std::size_t size) {
    return (size + kGrain - 1) / kGrain;
}

void collect_aliases(void* object, TypeTag type, bool is_first, std::vector<Identity>& found) {
    const TypeNode::Base* const first = type->base.load(std::memory_order_acquire);
    if (first == nullptr) {
        if (!is_first) found.push_back({object, type});
        return;
    }
    collect_aliases(first->cast(object), first->type, is_first, found);
    for (const auto* more = type->more.load(std::memory_order_acquire); more != nullptr;
         more = more->next) {
        collect_aliases(more->base->cast(object), more->base->type, false, found);
    }
}

constexpr std::int64_t kUnreportedBytes = 64 << 10;

constexpr std::size_t kSlabBytes = 4096;
/// The beginning of a slab; wrappers follow it.
struct alignas(kGrain) SlabHead {
    std::size_t used = sizeof(SlabHead);
};

/// Stands where an object could not be made.
class Vacancy final : public Wrapper {
  public:
    explicit Vacancy(std::size_t bytes) : Wrapper(nullptr, bytes) {}
};

}  // namespace

void* take_block(std::size_t size) {
    const std::size_t grains = grains_of(size);
    if (kKeepBlocks && size <= kLargestBlock) {
        if (FreeBlock* const block = blocks.free[grains]) {
            blocks.free[grains] = block->next;
            blocks.bytes -= grains * kGrain;
            return block;
        }
    }
    return ::operator new(grains* kGrain);
}

void give_block(void* block, std::size_t size) noexcept {
    const std::size_t grains = grains_of(size);
    if (!kKeepBlocks || size > kLargestBlock || blocks.bytes >= kKeptBytes || blocks.closed)
        return ::operator delete(block);
    thread_local const BlocksEnd end;
    static_cast<void>(end);
    blocks.free[grains] = new (block) FreeBlock{blocks.free[grains]};
    blocks.bytes += grains * kGrain;
}

Identity identity_of(void* object, TypeTag type) {
    while (const TypeNode::Base* const base = type->base.load(std::memory_order_acquire)) {
        object = base->cast(object);
        type = base->type;
    }
    return {object, type};
}

std::vector<Identity> aliases_of(void* object, TypeTag type) {
    std::vector<Identity> found;
    if (type->several.load(std::memory_order_acquire)) collect_aliases(object, type, true, found);
    return found;
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
    while (!type->several.load(std::memory_order_acquire)) {
        if (type == base) return object;
        const TypeNode::Base* const only = type->base.load(std::memory_order_acquire);
        if (only == nullptr) return nullptr;
        object = only->cast(object);
        type = only->type;
    }
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
    if (base->type->several.load()) node->several.store(true, std::memory_order_release);
    if (first == nullptr) return node->base.store(base, std::memory_order_release);
    if (first == base) return;
    for (const auto* more = node->more.load(); more != nullptr; more = more->next) {
        if (more->base == base) return;
    }
    node->more.store(new TypeNode::More{base, node->more.load()}, std::memory_order_release);
    node->several.store(true, std::memory_order_release);
}

Borrowers& borrowers_of(const Identity& identity) {
    return borrower_table()[identity];
}

void forget(const Identity& identity) {
    BorrowerTable& table = borrower_table();
    if (table.empty()) return;
    const AliasTable& aliases = alias_table();
    if (!aliases.empty()) {
        if (const auto other = aliases.find(identity); other != aliases.end()) {
            const Identity main = other->second;
            forget(main);
        }
    }
    const auto found = table.find(identity);
    if (found == table.end()) return;
    found->second.forget();
    table.erase(identity);
}

void forget(void* object, TypeTag type) {
    if (borrower_table().empty()) return;
    forget(identity_of(object, type));
    for (const Identity& alias : aliases_of(object, type))
        forget(alias);
}

void Borrowers::forget() {
    forgetting = true;
    while (first != nullptr) {
        Wrapper* const wrapper = first;
        wrapper->unlink();
        Objects& objects = wrapper->family_->objects;
        objects.strike_out(*wrapper);
        wrapper->detach_views(objects.isolate_);
        wrapper->object_ = nullptr;
        for (const Identity& part : std::exchange(wrapper->extras().parts, {}))
            js::detail::forget(part);
    }
    forgetting = false;
}

Wrapper::~Wrapper() {
    unlink();
    if (own_extras_) delete extras_;
}

Wrapper::Extras& Wrapper::extras() {
    if (extras_ == nullptr) {
        extras_ = new Extras;
        own_extras_ = true;
    }
    return *extras_;
}

void Wrapper::set_extras(Extras* extras) {
    unlink();
    extras_ = extras;
}

const std::shared_ptr<void>& Wrapper::shared() const {
    static const std::shared_ptr<void> none;
    return extras_ == nullptr ? none : extras_->shared;
}

void Wrapper::share(std::shared_ptr<void> shared) {
    unlink();
    extras().shared = std::move(shared);
}

Identity Wrapper::identity() const {
    return extras_ != nullptr && extras_->identity.type != nullptr ? extras_->identity
                                                                   : identity_of(object_, type_);
}

bool Wrapper::derives(TypeTag type) const {
    return detail::derives(type_, type);
}

void* Wrapper::cast(TypeTag type) const {
    return object_ == nullptr ? nullptr : cast_to(object_, type_, type);
}

void Wrapper::link(Borrowers& borrowers, bool in_table) {
    extras_->in_borrower_table = in_table;
    extras_->next_borrower = borrowers.first;
    if (borrowers.first != nullptr)
        borrowers.first->extras_->borrower_link = &extras_->next_borrower;
    borrowers.first = this;
    extras_->borrower_link = &borrowers.first;
    if (!in_table) return;
    for (const Identity& alias : extras_->aliases)
        alias_table()[alias] = extras_->identity;
}

void Wrapper::unlink() {
    if (extras_ == nullptr || extras_->borrower_link == nullptr) return;
    *extras_->borrower_link = extras_->next_borrower;
    if (extras_->next_borrower != nullptr)
        extras_->next_borrower->extras_->borrower_link = extras_->borrower_link;
    extras_->borrower_link = nullptr;
    extras_->next_borrower = nullptr;
    if (!extras_->in_borrower_table) return;
    const auto found = borrower_table().find(extras_->identity);
    if (found == borrower_table().end() || found->second.first != nullptr) return;
    for (const Identity& alias : extras_->aliases)
        alias_table().erase(alias);
    // Whoever forgets them all is reading this entry.
    if (!found->second.forgetting) borrower_table().erase(found);
}

void Wrapper::enter(Wrapper*& list) {
    next_ = list;
    if (next_ != nullptr) next_->link_ = &next_;
    list = this;
    link_ = &list;
}

void Wrapper::leave() {
    *link_ = next_;
    if (next_ != nullptr) next_->link_ = link_;
}

Objects::~Objects() {
    // What is left has no JavaScript object any more: release_all() saw to that.
    sweep();
}

ClassRecord& Objects::declare(TypeTag type, std::string name) {
    static std::mutex mutex;
    static std::uint32_t last_place = 0;
    std::uint32_t place = 0;
    {
        const std::lock_guard lock(mutex);
        place = type->place.load();
        if (place == 0) {
            place = ++last_place;
            const_cast<TypeNode*>(type)->place.store(place, std::memory_order_release);
        }
    }
    if (classes_.size() <= place) classes_.resize(place + 1);
    classes_[place] = std::make_unique<ClassRecord>();
    classes_[place]->name = std::move(name);
    classes_[place]->type = type;
    return *classes_[place];
}

Family& Objects::family_of(TypeTag root) {
    auto& family = families_[root];
    if (family == nullptr) family = std::make_unique<Family>(*this);
    return *family;
}

Wrapper* Objects::known(Family* family, const void* address) {
    if (family == nullptr) return nullptr;
    while (family->fresh != nullptr)
        write_down(*family->fresh);
    const auto found = family->known.find(address);
    return found == family->known.end() ? nullptr : found->second;
}

Wrapper* Objects::known(const Identity& identity) {
    const auto family = families_.find(identity.type);
    return known(family == families_.end() ? nullptr : family->second.get(), identity.address);
}

void Objects::write_down(Wrapper& wrapper) {
    wrapper.leave();
    wrapper.enter(wrapper.family_->written);
    if (!wrapper.exists()) return;
    wrapper.known_ = true;
    wrapper.family_->known[wrapper.identity().address] = &wrapper;
    if (wrapper.extras_ == nullptr) return;
    for (const Identity& alias : wrapper.extras_->aliases)
        family_of(alias.type).known[alias.address] = &wrapper;
}

// Its object may be gone already.
void Objects::strike_out(Wrapper& wrapper) {
    if (!wrapper.known_) return;
    wrapper.known_ = false;
    const auto erase = [&](Family& family, const void* address) {
        const auto found = family.known.find(address);
        if (found != family.known.end() && found->second == &wrapper) family.known.erase(found);
    };
    erase(*wrapper.family_, wrapper.identity().address);
    if (wrapper.extras_ == nullptr) return;
    for (const Identity& alias : wrapper.extras_->aliases)
        erase(family_of(alias.type), alias.address);
}

Wrapper* Objects::find(v8::Local<v8::Context> context, void* object, TypeTag type,
                       Borrowers* borrowers) {
    const ClassRecord* const record = class_of(type);
    const Identity identity = identity_of(object, type);
    Wrapper* found = record != nullptr && record->family != nullptr
                         ? known(record->family, identity.address)
                         : known(identity);
    const auto may_be = [&](const Wrapper* wrapper) {
        return wrapper != nullptr && !wrapper->owns_ && detail::derives(type, wrapper->type_);
    };
    if (found != nullptr && found->is(type)) return found;
    if (!may_be(found)) {
        found = nullptr;
        for (const Identity& alias : aliases_of(object, type)) {
            Wrapper* const other = known(alias);
            if (may_be(other)) found = other;
        }
    }
    if (found == nullptr || record == nullptr) return nullptr;
    widen(context, *found, object, type, *record, borrowers);
    return found;
}

void Objects::widen(v8::Local<v8::Context> context, Wrapper& wrapper, void* object, TypeTag type,
                    const ClassRecord& record, Borrowers* borrowers) {
    const TypeTag before = wrapper.type_;
    const bool borrowed = wrapper.extras().borrower_link != nullptr;
    wrapper.unlink();
    strike_out(wrapper);
    wrapper.leave();
    wrapper.type_ = type;
    wrapper.object_ = object;
    wrapper.extras().identity = identity_of(object, type);
    wrapper.extras().aliases = aliases_of(object, type);
    wrapper.family_ = &family_of(wrapper.extras().identity.type);
    wrapper.enter(wrapper.family_->fresh);
    write_down(wrapper);
    if (borrowed) {
        const bool tracked = borrowers != nullptr;
        wrapper.link(tracked ? *borrowers : borrowers_of(wrapper.extras().identity), !tracked);
    }

    v8::Isolate* const isolate = context->GetIsolate();
    const v8::HandleScope handles(isolate);
    const v8::Local<v8::Object> self = object_of(wrapper);
    v8::Local<v8::Function> constructor;
    v8::Local<v8::Value> prototype;
    // Where script has made that impossible, it is one in all but its prototype.
    const v8::TryCatch quiet(isolate);
    if (record.constructor.Get(isolate)->GetFunction(context).ToLocal(&constructor) &&
        constructor->Get(context, to_name(isolate, "prototype")).ToLocal(&prototype)) {
        static_cast<void>(self->SetPrototype(context, prototype).IsNothing());
    }
    for (const Stamp& one : record.stamps) {
        if (!detail::derives(before, one.type)) stamp(context, self, wrapper, one);
    }
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
    if (record.family == nullptr)
        record.family = &family_of(identity_of(wrapper->object_, wrapper->type_).type);
    wrapper->family_ = record.family;
    wrapper->enter(record.family->fresh);

    int fields[] = {0, 1};
    void* values[] = {&Wrapper::mark, wrapper};
    object->SetAlignedPointerInInternalFields(2, fields, values);
    wrapper->handle_.Reset(isolate, object);
    wrapper->handle_.SetWeak(wrapper, &on_collected, v8::WeakCallbackType::kParameter);
    if (wrapper->owned_bytes_ != 0) account(wrapper->owned_bytes_);

    const bool has_aliases = wrapper->type_->several.load(std::memory_order_acquire);
    if (!wrapper->owns_ || has_aliases) {
        Wrapper::Extras& extras = wrapper->extras();
        extras.identity = identity_of(wrapper->object_, wrapper->type_);
        extras.aliases = aliases_of(wrapper->object_, wrapper->type_);
        if (has_aliases) write_down(*wrapper);
        if (!wrapper->owns_ && extras.shared == nullptr) {
            const bool tracked = borrowers != nullptr;
            wrapper->link(tracked ? *borrowers : borrowers_of(extras.identity), !tracked);
        }
    }
    for (const Stamp& one : record.stamps)
        stamp(context, object, *wrapper, one);
}

void* Objects::room(v8::Isolate* isolate, std::size_t bytes) {
    bytes = grains_of(bytes) * kGrain;
    if (slab_begin_ == nullptr ||
        reinterpret_cast<SlabHead*>(slab_begin_)->used + bytes > kSlabBytes) {
        void* const memory = ::operator new(kSlabBytes);
        slab_begin_ = static_cast<std::byte*>(memory);
        new (memory) SlabHead;
        // It may be freed by a thread of V8.
        auto store = v8::ArrayBuffer::NewBackingStore(
            memory, kSlabBytes, [](void* data, std::size_t, void*) { ::operator delete(data); },
            nullptr);
        const auto buffer = v8::ArrayBuffer::New(isolate, std::move(store));
        slab_.Reset(isolate, buffer);
        if (slabs_.size() >= slabs_to_look_at_) {
            std::erase_if(slabs_, [](const auto& slab) { return slab.expired(); });
            slabs_to_look_at_ = std::max<std::size_t>(64, slabs_.size() * 2);
        }
        slabs_.push_back(buffer->GetBackingStore());
    }
    auto* const head = reinterpret_cast<SlabHead*>(slab_begin_);
    void* const room = slab_begin_ + head->used;
    head->used += bytes;
    vacate(room, bytes);
    return room;
}

void Objects::vacate(void* room, std::size_t bytes) {
    ::new (room) Vacancy(bytes);
}

void Objects::adopt_light(v8::Isolate* isolate, v8::Local<v8::Object> object,
                          const ClassRecord& record, Wrapper* wrapper) {
    sweep();
    isolate_ = isolate;
    if (record.family == nullptr)
        record.family = &family_of(identity_of(wrapper->object_, wrapper->type_).type);
    wrapper->family_ = record.family;
    wrapper->light_ = true;
    int fields[] = {0, 1};
    void* values[] = {&Wrapper::mark, wrapper};
    object->SetAlignedPointerInInternalFields(2, fields, values);
    object->SetInternalField(2, slab_.Get(isolate));
}

void Objects::pin(v8::Isolate* isolate, v8::Local<v8::Object> object, Wrapper& wrapper) {
    if (!wrapper.loose() || !wrapper.exists()) return;
    // It is looked at once more after the slab has been collected with the object.
    wrapper.extras().slab =
        object->GetInternalField(2).As<v8::Value>().As<v8::ArrayBuffer>()->GetBackingStore();
    wrapper.enter(wrapper.family_->fresh);
    wrapper.handle_.Reset(isolate, object);
    wrapper.handle_.SetWeak(&wrapper, &on_collected, v8::WeakCallbackType::kParameter);
}

void Objects::stamp(v8::Local<v8::Context> context, v8::Local<v8::Object> object, Wrapper& wrapper,
                    const Stamp& stamp) {
    v8::Isolate* const isolate = context->GetIsolate();
    // Nobody frees what it points to: the buffer is detached before the object goes.
    auto store = v8::ArrayBuffer::NewBackingStore(
        wrapper.as(stamp.type), stamp.bytes, [](void*, std::size_t, void*) {}, nullptr);
    const auto buffer = v8::ArrayBuffer::New(isolate, std::move(store));
    wrapper.extras().views.emplace_back(isolate, buffer);
    v8::Local<v8::Value> arguments[] = {object, buffer};
    // Empty when it was terminated; without its stamp the object refuses to be read.
    static_cast<void>(stamp.function->Get(isolate)
                          ->Call(context, v8::Undefined(isolate), 2, arguments)
                          .IsEmpty());
}

// Telling V8 of each object would cost as much as making it.
void Objects::account(std::int64_t bytes) {
    unreported_bytes_ += bytes;
    if (unreported_bytes_ >= kUnreportedBytes || unreported_bytes_ <= -kUnreportedBytes)
        isolate_->AdjustAmountOfExternalAllocatedMemory(std::exchange(unreported_bytes_, 0));
}

void Wrapper::detach_views(v8::Isolate* isolate) {
    if (extras_ == nullptr || extras_->views.empty()) return;
    const v8::Isolate::Scope isolate_scope(isolate);
    const v8::HandleScope scope(isolate);
    for (const auto& view : std::exchange(extras_->views, {}))
        view.Get(isolate)->Detach();
}

// Inside the garbage collector: no V8 call but Reset(), and nothing of the game.
void Objects::on_collected(const v8::WeakCallbackInfo<Wrapper>& info) {
    Wrapper* const wrapper = info.GetParameter();
    wrapper->handle_.Reset();
    wrapper->family_->objects.set_aside(*wrapper);
}

void Objects::set_aside(Wrapper& wrapper) {
    strike_out(wrapper);
    wrapper.leave();
    wrapper.enter(collected_);
}

void Objects::tie(v8::Local<v8::Context> context, v8::Local<v8::Value> part,
                  v8::Local<v8::Object> whole, std::size_t size) {
    Wrapper* const inner = Wrapper::of(part);
    Wrapper* const outer = Wrapper::of(whole);
    if (inner == nullptr || outer == nullptr || !inner->exists() || !outer->exists()) return;
    if (inner == outer || inner->owns_ || inner->has_shared_owner()) return;
    Wrapper::Extras& extras = inner->extras();
    // It cannot be another one at the same place: the part keeps it from ending.
    if (extras.whole == outer) return;
    if (extras.identity == outer->identity()) return;

    const auto begin = reinterpret_cast<std::uintptr_t>(outer->object_);
    const auto at = reinterpret_cast<std::uintptr_t>(inner->object_);
    const bool is_part = at >= begin && at < begin + size;
    if (!is_part && !outer->owns_ && !outer->has_shared_owner()) return;

    Objects& objects = inner->family_->objects;
    v8::Isolate* const isolate = context->GetIsolate();
    pin(isolate, whole, *outer);
    if (objects.whole_key_.IsEmpty())
        objects.whole_key_.Reset(isolate,
                                 v8::Private::ForApi(isolate, to_name(isolate, "plinth:whole")));
    if (part.As<v8::Object>()
            ->SetPrivate(context, objects.whole_key_.Get(isolate), whole)
            .FromMaybe(false)) {
        extras.whole = outer;
    }
    const auto same = [&](const Identity& known) { return known == extras.identity; };
    std::vector<Identity>& parts = outer->extras().parts;
    if (is_part && std::none_of(parts.begin(), parts.end(), same)) parts.push_back(extras.identity);
}

void Objects::sweep() {
    while (collected_ != nullptr) {
        // A destructor may come back here, so the list is in order before it runs.
        const std::unique_ptr<Wrapper, End> wrapper(collected_);
        wrapper->leave();
        if (wrapper->owned_bytes_ != 0 && !wrapper->light_)
            account(-std::int64_t{wrapper->owned_bytes_});
        if (!wrapper->owns_) continue;
        if (!borrower_table().empty()) forget(wrapper->object_, wrapper->type_);
        if (wrapper->extras_ == nullptr) continue;
        for (const Identity& part : wrapper->extras_->parts)
            forget(part);
    }
}

void Objects::End::operator()(Wrapper* wrapper) const {
    if (!wrapper->light_) {
        delete wrapper;
        return;
    }
    // Its memory goes with the slab.
    const std::unique_ptr<Wrapper::Extras> extras(std::exchange(wrapper->extras_, nullptr));
    wrapper->object_ = nullptr;
}

void Objects::release_all(v8::Isolate* isolate) {
    for (const auto& [root, family] : families_) {
        for (Wrapper** list : {&family->fresh, &family->written}) {
            while (Wrapper* const wrapper = *list) {
                const v8::HandleScope scope(isolate);
                wrapper->detach_views(isolate);
                wrapper->handle_.Get(isolate)->SetAlignedPointerInInternalField(1, nullptr);
                wrapper->handle_.Reset();
                set_aside(*wrapper);
            }
        }
    }
    sweep();
    for (const auto& slab : std::exchange(slabs_, {})) {
        const std::shared_ptr<v8::BackingStore> store = slab.lock();
        if (store == nullptr) continue;
        auto* const begin = static_cast<std::byte*>(store->Data());
        const std::size_t used = reinterpret_cast<const SlabHead*>(begin)->used;
        for (std::size_t at = sizeof(SlabHead); at < used;) {
            auto* const wrapper = reinterpret_cast<Wrapper*>(begin + at);
            wrapper->object_ = nullptr;
            at += grains_of(wrapper->owned_bytes_) * kGrain;
        }
    }
    slab_.Reset();
    slab_begin_ = nullptr;
    if (unreported_bytes_ != 0)
        isolate->AdjustAmountOfExternalAllocatedMemory(std::exchange(unreported_bytes_, 0));
    classes_.clear();
    whole_key_.Reset();
}

}  // namespace plinth::js::detail
