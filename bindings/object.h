// SPDX-License-Identifier: MIT
// C++ objects that script sees: which JavaScript object stands for which C++ object, who owns it,
// and what happens when either goes away. How classes are declared is in class.h.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/type.h"

namespace plinth::js {

class Realm;

namespace detail {

/// Stands for a C++ type, since there is no RTTI. Its address is the type's identity; its base is
/// what Class<T>::base() declared, the same in every realm.
struct TypeNode {
    struct Base {
        const TypeNode* type;
        void* (*cast)(void*);  ///< From the derived object to its base.
    };
    std::atomic<const Base*> base{nullptr};
    /// Further bases, of a class that has several. They are never removed.
    struct More {
        const Base* base;
        const More* next;
    };
    std::atomic<const More*> more{nullptr};
    /// It has several bases, or one of its bases has: an object of it has more than one address.
    std::atomic<bool> several{false};
    /// Its place in the list of classes of each realm; 0 before the first one has declared it.
    std::atomic<std::uint32_t> place{0};
};

using TypeTag = const TypeNode*;

template <class T>
inline TypeNode type_node;

template <class T>
TypeTag tag_of() {
    return &type_node<T>;
}

template <class T, class B>
inline constexpr TypeNode::Base base_link{
    &type_node<B>, [](void* object) -> void* { return static_cast<B*>(static_cast<T*>(object)); }};

/// The C++ object, whatever it is seen as: its address as its outermost bound base class.
struct Identity {
    const void* address;
    TypeTag type;
    bool operator==(const Identity&) const = default;
};

struct IdentityHash {
    std::size_t operator()(const Identity& identity) const {
        const auto address = reinterpret_cast<std::uintptr_t>(identity.address);
        return (address >> 4) ^ (address >> 20) ^ reinterpret_cast<std::uintptr_t>(identity.type);
    }
};

Identity identity_of(void* object, TypeTag type);
/// The same object as each of its outermost bases but the first sees it. Of most there are none.
std::vector<Identity> aliases_of(void* object, TypeTag type);
/// Whether objects of `type` are of `base`, too.
bool derives(TypeTag type, TypeTag base);
/// The object as that base; null when its type has no such base.
void* cast_to(void* object, TypeTag type, TypeTag base);
void add_base(TypeTag type, const TypeNode::Base* base);

class Objects;
class Wrapper;
struct Family;

/// The wrappers, in any realm of this thread, of one object that the game owns.
struct Borrowers {
    Wrapper* first = nullptr;
    bool forgetting = false;
    /// Script finds the object gone from here on.
    void forget();
};

/// The borrowers of an object that has no place for them itself.
Borrowers& borrowers_of(const Identity& identity);
void forget(const Identity& identity);
/// By whichever of its addresses script knows it.
void forget(void* object, TypeTag type);

}  // namespace detail

/// Base for classes whose objects the game owns and destroys while script may still refer to them:
/// its destructor makes every later use from script throw an Error. Put it on the outermost bound
/// class. Copies are objects of their own.
///
/// Thread: the one of the realms that the object was shown to.
class Tracked {
  public:
    Tracked(const Tracked&) noexcept {}
    Tracked& operator=(const Tracked&) noexcept { return *this; }

  protected:
    Tracked() = default;
    ~Tracked() { borrowers_.forget(); }

  private:
    template <class T>
    friend detail::Borrowers& borrowers_in(T& object);

    mutable detail::Borrowers borrowers_;
};

template <class T>
detail::Borrowers& borrowers_in(T& object) {
    return static_cast<const Tracked&>(object).borrowers_;
}

/// What Tracked does, for a class that cannot have it: tells that the game is about to destroy an
/// object that it returned by pointer or reference.
template <class T>
void forget(const T* object) {
    detail::forget(const_cast<T*>(object), detail::tag_of<T>());
}

namespace detail {

/// Memory for what is made and dropped with JavaScript objects, many times a frame: each thread
/// keeps a few MB of blocks that were freed.
void* take_block(std::size_t size);
void give_block(void* block, std::size_t size) noexcept;

/// Ties one JavaScript object to one C++ object.
///
/// Owner: the Objects of its realm. The JavaScript object holds its address, and the address of
/// `mark` beside it, which nothing else has: script cannot forge it.
class Wrapper {
  public:
    static constexpr int kFields = 3;  ///< `mark`, the wrapper, and the slab that it lies in.

    explicit Wrapper(TypeTag type, std::size_t owned_bytes = 0)
        : owned_bytes_(static_cast<std::uint32_t>(owned_bytes)), type_(type) {}
    Wrapper(const Wrapper&) = delete;
    Wrapper& operator=(const Wrapper&) = delete;
    virtual ~Wrapper();

    static void* operator new(std::size_t size) { return take_block(size); }
    static void operator delete(void* block, std::size_t size) { give_block(block, size); }
    static void* operator new(std::size_t size, std::align_val_t align) {
        return ::operator new(size, align);
    }
    static void operator delete(void* block, std::size_t, std::align_val_t align) {
        ::operator delete(block, align);
    }

    /// Null when the value is no object of ours, or of a realm that has been released.
    static Wrapper* of(v8::Local<v8::Value> value) {
        if (!value->IsObject()) return nullptr;
        return of(value.As<v8::Object>());
    }
    static Wrapper* of(v8::Local<v8::Object> object) {
        if (!marked(object)) return nullptr;
        return static_cast<Wrapper*>(object->GetAlignedPointerFromInternalField(1));
    }
    /// Whether the object is or was one of ours.
    static bool marked(v8::Local<v8::Object> object) {
        return object->InternalFieldCount() == kFields &&
               object->GetAlignedPointerFromInternalField(0) == &mark;
    }

    bool exists() const { return object_ != nullptr; }
    bool is(TypeTag type) const { return type_ == type || derives(type); }
    /// The object as a type that it is(); null when it does not exist any more.
    void* as(TypeTag type) const { return type_ == type ? object_ : cast(type); }
    /// Nothing but JavaScript knows it so far; see Objects::pin().
    bool loose() const { return light_ && handle_.IsEmpty(); }
    const std::shared_ptr<void>& shared() const;
    /// From here on script shares the ownership.
    void share(std::shared_ptr<void> shared);

  protected:
    /// What few objects need.
    struct Extras {
        std::shared_ptr<void> shared;
        /// Of what script does not own: asking such an object might come too late.
        Identity identity{nullptr, nullptr};
        std::vector<Identity> aliases;
        // Neighbours among the borrowers of the object.
        Wrapper** borrower_link = nullptr;
        Wrapper* next_borrower = nullptr;
        bool in_borrower_table = false;
        // Where script reads and writes fields in place; detached when the object goes.
        std::vector<v8::Global<v8::ArrayBuffer>> views;
        // Objects inside this one that script has seen, too: they end with it.
        std::vector<Identity> parts;
        // The object that this one was last found to be a part of.
        const Wrapper* whole = nullptr;
        // Of a light object: the memory that it lies in.
        std::shared_ptr<v8::BackingStore> slab;
    };

    /// For derived classes that hold them: from its making to its end.
    void set_extras(Extras* extras);

    void* object_ = nullptr;
    /// What collecting the JavaScript object would free.
    std::uint32_t owned_bytes_;
    /// Destroys the object with the wrapper; borrowers elsewhere must not outlive it.
    bool owns_ = false;

  private:
    friend class Objects;
    friend struct Borrowers;
    alignas(8) inline static char mark = 0;

    bool derives(TypeTag type) const;
    void* cast(TypeTag type) const;
    Identity identity() const;
    Extras& extras();
    bool has_shared_owner() const { return extras_ != nullptr && extras_->shared != nullptr; }
    void detach_views(v8::Isolate* isolate);
    void link(Borrowers& borrowers, bool in_table);
    void unlink();
    /// Puts it at the head of a list, or takes it out of the one that it is in.
    void enter(Wrapper*& list);
    void leave();

    bool known_ = false;       ///< It is in the table of its family.
    bool own_extras_ = false;  ///< They were made by extras().
    bool light_ = false;       ///< It lies in a slab.
    TypeTag type_;
    Family* family_ = nullptr;
    v8::Global<v8::Object> handle_;
    // Neighbours in the list of its family, or among those that were collected.
    Wrapper** link_ = nullptr;
    Wrapper* next_ = nullptr;
    Extras* extras_ = nullptr;
};

/// A wrapper that holds the object itself: script owns it.
template <class T>
class ValueWrapper final : public Wrapper {
  public:
    template <class... A>
    explicit ValueWrapper(A&&... arguments)
        : Wrapper(tag_of<T>(), sizeof(*this)), value_(std::forward<A>(arguments)...) {
        object_ = &value_;
        owns_ = true;
    }

  private:
    T value_;
};

/// A wrapper of an object that lives elsewhere.
class ReferenceWrapper final : public Wrapper {
  public:
    ReferenceWrapper(TypeTag type, void* object) : Wrapper(type) {
        object_ = object;
        set_extras(&extras_here_);
    }
    ~ReferenceWrapper() override { set_extras(nullptr); }

  private:
    Extras extras_here_;
};

/// How to find out that an object is of a derived class, and to show it as that.
struct Narrower {
    /// Null when it is not of that class.
    void* (*cast)(void* object);
    v8::MaybeLocal<v8::Value> (*borrow)(v8::Local<v8::Context> context, void* object);
    v8::MaybeLocal<v8::Value> (*share)(v8::Local<v8::Context> context,
                                       std::shared_ptr<void> object);
};

/// Gives a JavaScript object its way to the memory of the C++ object, as far as `bytes` go.
struct Stamp {
    TypeTag type;
    std::size_t bytes;
    std::shared_ptr<v8::Global<v8::Function>> function;
};

/// The objects of one outermost base class and of all that derive from it, in one realm. Which
/// JavaScript object stands for a C++ object is asked only where C++ returns one by reference, so
/// new ones are written down no sooner than that.
struct Family {
    explicit Family(Objects& objects_of_realm) : objects(objects_of_realm) {}
    Objects& objects;
    std::unordered_map<const void*, Wrapper*> known;
    Wrapper* fresh = nullptr;    ///< Those that are not in `known`.
    Wrapper* written = nullptr;  ///< Those that are.
};

/// One bound class in one realm.
struct ClassRecord {
    std::string name;
    TypeTag type = nullptr;
    /// Where its objects are; null before the first one.
    mutable Family* family = nullptr;
    v8::Global<v8::FunctionTemplate> constructor;
    v8::Global<v8::ObjectTemplate> instance;
    std::vector<Narrower> narrowers;
    /// Of the class and its bases: what shows fields of an object to script (view.h).
    std::vector<Stamp> stamps;

    /// Its objects may lie in slabs, if nobody has to destroy them.
    bool light() const { return stamps.empty() && !type->several.load(std::memory_order_acquire); }
};

/// The classes and wrapped objects of one realm.
///
/// Owner: the Realm. Calls JS: of its own only (view.h), never a plugin's. Weak callbacks only set
/// wrappers aside; the C++ objects that they own are destroyed in sweep(), since a destructor of
/// the game may do anything.
class Objects {
  public:
    Objects() = default;
    Objects(const Objects&) = delete;
    Objects& operator=(const Objects&) = delete;
    ~Objects();

    ClassRecord& declare(TypeTag type, std::string name);
    const ClassRecord* class_of(TypeTag type) const {
        const std::uint32_t place = type->place.load(std::memory_order_acquire);
        return place < classes_.size() ? classes_[place].get() : nullptr;
    }
    /// One that declare() has made.
    ClassRecord* declared(TypeTag type) { return classes_[type->place].get(); }

    /// The wrapper of a C++ object; null when there is none. One that was only known as one of its
    /// bases so far is a `type` from now on, as is the JavaScript object.
    Wrapper* find(v8::Local<v8::Context> context, void* object, TypeTag type, Borrowers* borrowers);
    v8::Local<v8::Object> object_of(const Wrapper& wrapper) const {
        return wrapper.handle_.Get(isolate_);
    }

    /// Makes a new JavaScript object for the wrapper's object. Empty when it has thrown.
    v8::MaybeLocal<v8::Object> wrap(v8::Local<v8::Context> context, const ClassRecord& record,
                                    std::unique_ptr<Wrapper> wrapper, Borrowers* borrowers);
    /// Ties the wrapper's object to a JavaScript object made by a constructor.
    void adopt(v8::Local<v8::Context> context, v8::Local<v8::Object> object,
               const ClassRecord& record, std::unique_ptr<Wrapper> wrapper, Borrowers* borrowers);

    /// The largest wrapper, with its object, that lies in a slab.
    static constexpr std::size_t kLargestLight = 256;
    /// Memory in a slab for a wrapper of so many bytes. Objects that nobody has to destroy lie
    /// there together: the slab is an ArrayBuffer, which each of their JavaScript objects holds, so
    /// that the garbage collector frees it by itself when the last of them has gone. A weak handle
    /// for each, and a call for each that is collected, would cost several times the object.
    void* room(v8::Isolate* isolate, std::size_t bytes);
    /// Ties the object in the room that was taken last to a JavaScript object.
    void adopt_light(v8::Isolate* isolate, v8::Local<v8::Object> object, const ClassRecord& record,
                     Wrapper* wrapper);
    /// What room() gave remains empty.
    static void vacate(void* room, std::size_t bytes);
    /// Has to be done with a light object before C++ gets to know its address: with it, script
    /// finds its JavaScript object again.
    static void pin(v8::Isolate* isolate, v8::Local<v8::Object> object, Wrapper& wrapper);

    /// Called with what a method returned by reference, and the object of `size` bytes that it was
    /// called on: what belongs to script keeps what was returned alive, and a part ends with the
    /// whole.
    static void tie(v8::Local<v8::Context> context, v8::Local<v8::Value> part,
                    v8::Local<v8::Object> whole, std::size_t size);

    void sweep();
    void release_all(v8::Isolate* isolate);

  private:
    friend class Wrapper;
    friend struct Borrowers;

    /// The end of a wrapper, and of the object if it owns that.
    struct End {
        void operator()(Wrapper* wrapper) const;
    };

    static void on_collected(const v8::WeakCallbackInfo<Wrapper>& info);
    Family& family_of(TypeTag root);
    Wrapper* known(Family* family, const void* address);
    Wrapper* known(const Identity& identity);
    void write_down(Wrapper& wrapper);
    void strike_out(Wrapper& wrapper);
    void set_aside(Wrapper& wrapper);
    void account(std::int64_t bytes);
    void stamp(v8::Local<v8::Context> context, v8::Local<v8::Object> object, Wrapper& wrapper,
               const Stamp& stamp);
    /// What is known of the object turns out to be a `type`, too.
    void widen(v8::Local<v8::Context> context, Wrapper& wrapper, void* object, TypeTag type,
               const ClassRecord& record, Borrowers* borrowers);

    v8::Isolate* isolate_ = nullptr;
    std::vector<std::unique_ptr<ClassRecord>> classes_;  // By the place of their type.
    std::unordered_map<TypeTag, std::unique_ptr<Family>> families_;
    Wrapper* collected_ = nullptr;
    std::int64_t unreported_bytes_ = 0;
    // The slab that is being filled, and all that may still be there.
    v8::Global<v8::ArrayBuffer> slab_;
    std::byte* slab_begin_ = nullptr;
    std::vector<std::weak_ptr<v8::BackingStore>> slabs_;
    std::size_t slabs_to_look_at_ = 64;
    v8::Global<v8::Private> whole_key_;
};

}  // namespace detail
}  // namespace plinth::js
