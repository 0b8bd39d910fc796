// SPDX-License-Identifier: MIT
// C++ objects that script sees: which JavaScript object stands for which C++ object, who owns it,
// and what happens when either goes away. How classes are declared is in class.h.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
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
/// Whether objects of `type` are of `base`, too.
bool derives(TypeTag type, TypeTag base);
/// The object as that base; null when its type has no such base.
void* cast_to(void* object, TypeTag type, TypeTag base);
void add_base(TypeTag type, const TypeNode::Base* base);

class Objects;
class Wrapper;

/// The wrappers, in any realm of this thread, of one object that the game owns.
struct Borrowers {
    Wrapper* first = nullptr;
    /// Script finds the object gone from here on.
    void forget();
};

/// The borrowers of an object that has no place for them itself.
Borrowers& borrowers_of(const Identity& identity);
void forget(const Identity& identity);

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
    detail::forget(detail::identity_of(const_cast<T*>(object), detail::tag_of<T>()));
}

namespace detail {

/// Ties one JavaScript object to one C++ object.
///
/// Owner: the Objects of its realm. The JavaScript object holds its address, and the address of
/// `mark` beside it, which nothing else has: script cannot forge it.
class Wrapper {
  public:
    static constexpr int kFields = 2;

    explicit Wrapper(TypeTag type) : type_(type) {}
    Wrapper(const Wrapper&) = delete;
    Wrapper& operator=(const Wrapper&) = delete;
    virtual ~Wrapper();

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
    const std::shared_ptr<void>& shared() const { return shared_; }
    /// From here on script shares the ownership.
    void share(std::shared_ptr<void> shared);

  protected:
    void* object_ = nullptr;
    /// What V8 is told that collecting the JavaScript object would free.
    std::int64_t external_bytes_ = 0;
    /// Destroys the object with the wrapper; borrowers elsewhere must not outlive it.
    bool owns_ = false;

  private:
    friend class Objects;
    friend struct Borrowers;
    alignas(8) inline static char mark = 0;

    bool derives(TypeTag type) const;
    void* cast(TypeTag type) const;
    void detach_views(v8::Isolate* isolate);
    void link(Borrowers& borrowers, bool in_table);
    void unlink();

    TypeTag type_;
    Objects* objects_ = nullptr;
    Identity identity_{nullptr, nullptr};
    std::shared_ptr<void> shared_;
    v8::Global<v8::Object> handle_;
    // Neighbours among all wrappers of the realm.
    Wrapper* previous_ = nullptr;
    Wrapper* next_ = nullptr;
    // Neighbours among the borrowers of the object.
    Wrapper** borrower_link_ = nullptr;
    Wrapper* next_borrower_ = nullptr;
    bool in_borrower_table_ = false;
    // Where script reads and writes fields in place; detached when the object goes.
    std::vector<v8::Global<v8::ArrayBuffer>> views_;
    // Objects inside this one that script has seen, too: they end with it.
    std::vector<Identity> parts_;
};

/// A wrapper that holds the object itself: script owns it.
template <class T>
class ValueWrapper final : public Wrapper {
  public:
    template <class... A>
    explicit ValueWrapper(A&&... arguments)
        : Wrapper(tag_of<T>()), value_(std::forward<A>(arguments)...) {
        object_ = &value_;
        external_bytes_ = sizeof(*this);
        owns_ = true;
    }

  private:
    T value_;
};

/// A wrapper of an object that lives elsewhere.
class ReferenceWrapper final : public Wrapper {
  public:
    ReferenceWrapper(TypeTag type, void* object) : Wrapper(type) { object_ = object; }
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

/// One bound class in one realm.
struct ClassRecord {
    std::string name;
    v8::Global<v8::FunctionTemplate> constructor;
    v8::Global<v8::ObjectTemplate> instance;
    std::vector<Narrower> narrowers;
    /// Of the class and its bases: what shows fields of an object to script (view.h).
    std::vector<Stamp> stamps;
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
    const ClassRecord* class_of(TypeTag type) const;
    /// One that declare() has made.
    ClassRecord* declared(TypeTag type) { return classes_.find(type)->second.get(); }

    /// The JavaScript object that stands for a C++ object and is at least a `type`; else empty.
    v8::Local<v8::Object> find(v8::Isolate* isolate, void* object, TypeTag type) const;
    /// The same, as its wrapper.
    Wrapper* find_wrapper(void* object, TypeTag type) const;

    /// Makes a new JavaScript object for the wrapper's object. Empty when it has thrown.
    v8::MaybeLocal<v8::Object> wrap(v8::Local<v8::Context> context, const ClassRecord& record,
                                    std::unique_ptr<Wrapper> wrapper, Borrowers* borrowers);
    /// Ties the wrapper's object to a JavaScript object made by a constructor.
    void adopt(v8::Local<v8::Context> context, v8::Local<v8::Object> object,
               const ClassRecord& record, std::unique_ptr<Wrapper> wrapper, Borrowers* borrowers);

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

    static void on_collected(const v8::WeakCallbackInfo<Wrapper>& info);
    void forget_identity(Wrapper& wrapper);
    void set_aside(Wrapper& wrapper);

    v8::Isolate* isolate_ = nullptr;
    std::unordered_map<TypeTag, std::unique_ptr<ClassRecord>> classes_;
    std::unordered_map<Identity, Wrapper*, IdentityHash> identities_;
    Wrapper* live_ = nullptr;
    Wrapper* collected_ = nullptr;
};

}  // namespace detail
}  // namespace plinth::js
