// SPDX-License-Identifier: MIT
// Objects of bound classes as arguments and results. Script never holds a copy of a pointer: it
// holds an object that knows whether the C++ object still exists.

#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/argument.h"
#include "bindings/enumeration.h"
#include "bindings/object.h"
#include "bindings/realm.h"
#include "bindings/record.h"
#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// What script calls the class, or its C++ name when the realm does not know it.
std::string class_name(v8::Isolate* isolate, TypeTag type, std::string_view cpp_name);

void throw_wrong_class(const Where& where, v8::Local<v8::Value> value, const std::string& name);
void throw_gone(const Where& where, const std::string& name);
void throw_not_bound(v8::Isolate* isolate, std::string_view cpp_name);

template <class T>
std::string class_name(v8::Isolate* isolate) {
    return class_name(isolate, tag_of<T>(), type_name<T>());
}

/// The borrowers kept in the object itself; null when it has no place for them.
template <class T>
Borrowers* own_borrowers(T& object) {
    if constexpr (std::derived_from<T, Tracked>) {
        return &borrowers_in(object);
    } else {
        return nullptr;
    }
}

/// The wrapper of an argument that has to be a T; null when it has thrown.
template <class T>
Wrapper* find_argument(const Where& where, v8::Local<v8::Value> value) {
    Wrapper* const wrapper = Wrapper::of(value);
    if (wrapper == nullptr || !wrapper->is(tag_of<T>())) {
        throw_wrong_class(where, value, class_name<T>(where.isolate()));
        return nullptr;
    }
    return wrapper;
}

template <class T>
bool check_exists(const Where& where, const Wrapper& wrapper) {
    if (wrapper.exists()) return true;
    throw_gone(where, class_name<T>(where.isolate()));
    return false;
}

/// The realm and class record for new objects of T; empty when it has thrown.
struct Place {
    Realm* realm = nullptr;
    const ClassRecord* record = nullptr;
};

template <class T>
Place place_of(v8::Local<v8::Context> context) {
    Realm* const realm = Realm::from(context);
    const ClassRecord* const record =
        realm == nullptr ? nullptr : realm->objects().class_of(tag_of<T>());
    if (record == nullptr) throw_not_bound(context->GetIsolate(), type_name<T>());
    return {realm, record};
}

template <class T>
v8::MaybeLocal<v8::Value> wrap_new(v8::Local<v8::Context> context, std::unique_ptr<Wrapper> wrapper,
                                   Borrowers* borrowers) {
    const Place place = place_of<T>(context);
    if (place.record == nullptr) return {};
    v8::Local<v8::Object> object;
    if (!place.realm->objects()
             .wrap(context, *place.record, std::move(wrapper), borrowers)
             .ToLocal(&object)) {
        return {};
    }
    return object.As<v8::Value>();
}

/// Whether its objects, where script owns them, may lie in slabs: nobody notices their end.
template <class T>
inline constexpr bool kIsLight =
    std::is_trivially_destructible_v<T> && !std::derived_from<T, Tracked> &&
    sizeof(ValueWrapper<T>) <= Objects::kLargestLight &&
    alignof(ValueWrapper<T>) <= alignof(std::max_align_t);

/// Makes the T that a new JavaScript object stands for, and owns.
template <class T, class... A>
void own(v8::Local<v8::Context> context, const Place& place, v8::Local<v8::Object> object,
         A&&... arguments) {
    Objects& objects = place.realm->objects();
    if constexpr (kIsLight<T>) {
        if (place.record->light()) {
            struct Room {
                ~Room() {
                    if (!used) Objects::vacate(memory, sizeof(ValueWrapper<T>));
                }
                void* memory;
                bool used = false;
            } room{objects.room(context->GetIsolate(), sizeof(ValueWrapper<T>))};
            auto* const wrapper =
                ::new (room.memory) ValueWrapper<T>(std::forward<A>(arguments)...);
            room.used = true;
            return objects.adopt_light(context->GetIsolate(), object, *place.record, wrapper);
        }
    }
    objects.adopt(context, object, *place.record,
                  std::make_unique<ValueWrapper<T>>(std::forward<A>(arguments)...), nullptr);
}

/// A new JavaScript object with a T of its own.
template <class T, class V>
v8::MaybeLocal<v8::Value> wrap_value(v8::Local<v8::Context> context, V&& value) {
    const Place place = place_of<T>(context);
    if (place.record == nullptr) return {};
    v8::Isolate* const isolate = context->GetIsolate();
    v8::Local<v8::Object> object;
    if (!place.record->instance.Get(isolate)->NewInstance(context).ToLocal(&object)) return {};
    own<T>(context, place, object, std::forward<V>(value));
    return object.As<v8::Value>();
}

/// How an object is really of a class that derives from the one it is seen as; null when it is not,
/// or when nothing was declared about that (Class<T>::derived()).
template <class T>
const Narrower* narrower_of(v8::Local<v8::Context> context, T* object) {
    Realm* const realm = Realm::from(context);
    const ClassRecord* const record =
        realm == nullptr ? nullptr : realm->objects().class_of(tag_of<T>());
    if (record == nullptr) return nullptr;
    for (const Narrower& narrower : record->narrowers) {
        if (narrower.cast(object) != nullptr) return &narrower;
    }
    return nullptr;
}

}  // namespace detail

/// Any other class crosses by reference: script gets an object that stands for the C++ object.
template <class T>
requires std::is_class_v<T> &&(!Described<T>)struct Convert<T> {
    static constexpr bool kByReference = true;
    static bool matches(v8::Local<v8::Value> value) {
        const detail::Wrapper* const wrapper = detail::Wrapper::of(value);
        return wrapper != nullptr && wrapper->is(detail::tag_of<T>());
    }
    static std::string spell(Spelling& spelling, Way) {
        return spelling.named(detail::tag_of<T>(),
                              "unknown /* " + std::string(detail::type_name<T>()) + " */");
    }

    /// A copy of the object.
    static std::optional<T> from(const Where& where, v8::Local<v8::Value> value) {
        const detail::Wrapper* const wrapper = detail::find_argument<T>(where, value);
        if (wrapper == nullptr || !detail::check_exists<T>(where, *wrapper)) return std::nullopt;
        return *static_cast<const T*>(wrapper->as(detail::tag_of<T>()));
    }
    /// A copy that script owns.
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const T& object) {
        static_assert(std::is_copy_constructible_v<T>,
                      "a const T& result is copied; return a T*, or a shared_ptr<T>");
        return detail::wrap_value<T>(context, object);
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, T&& object) {
        return detail::wrap_value<T>(context, std::move(object));
    }
};

/// A pointer to an object that the game owns; null is null. The same object is the same in script,
/// too, for as long as script holds on to it.
template <ByReference T>
struct Convert<T*> {
    static constexpr bool kOptional = true;

    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, T* object) {
        static_assert(!std::is_const_v<T>,
                      "JavaScript has no const: return a T*, or a const T& for a copy");
        v8::Isolate* const isolate = context->GetIsolate();
        if (object == nullptr) return v8::Null(isolate).As<v8::Value>();
        if (Realm* const realm = Realm::from(context)) {
            detail::Objects& objects = realm->objects();
            if (const auto* const known = objects.find(context, object, detail::tag_of<T>(),
                                                       detail::own_borrowers(*object))) {
                return objects.object_of(*known).template As<v8::Value>();
            }
        }
        if (const auto* const narrower = detail::narrower_of<T>(context, object))
            return narrower->borrow(context, narrower->cast(object));
        return detail::wrap_new<T>(
            context, std::make_unique<detail::ReferenceWrapper>(detail::tag_of<T>(), object),
            detail::own_borrowers(*object));
    }
    static bool matches(v8::Local<v8::Value> value) {
        return value->IsNullOrUndefined() || js::matches<std::remove_const_t<T>>(value);
    }
    static std::string spell(Spelling& spelling, Way way) {
        return spelling.of<std::remove_const_t<T>>(way) + " | null";
    }
};

/// An object that the game and script own together. As an argument it has to be one already.
template <ByReference T>
struct Convert<std::shared_ptr<T>> {
    static std::optional<std::shared_ptr<T>> from(const Where& where, v8::Local<v8::Value> value) {
        if (value->IsNullOrUndefined()) return std::shared_ptr<T>();
        const detail::Wrapper* const wrapper = detail::find_argument<T>(where, value);
        if (wrapper == nullptr || !detail::check_exists<T>(where, *wrapper)) return std::nullopt;
        if (wrapper->shared() == nullptr)
            return where.wrong_type(
                "a shared " + detail::class_name<T>(where.isolate()) + ", which this one is not",
                value);
        return std::shared_ptr<T>(wrapper->shared(),
                                  static_cast<T*>(wrapper->as(detail::tag_of<T>())));
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, std::shared_ptr<T> object) {
        v8::Isolate* const isolate = context->GetIsolate();
        if (object == nullptr) return v8::Null(isolate).As<v8::Value>();
        T* const pointer = object.get();
        if (Realm* const realm = Realm::from(context)) {
            detail::Objects& objects = realm->objects();
            if (auto* const known = objects.find(context, pointer, detail::tag_of<T>(),
                                                 detail::own_borrowers(*pointer))) {
                if (known->shared() == nullptr) known->share(std::move(object));
                return objects.object_of(*known).template As<v8::Value>();
            }
        }
        if (const auto* const narrower = detail::narrower_of<T>(context, pointer)) {
            void* const narrow = narrower->cast(pointer);
            return narrower->share(context, std::shared_ptr<void>(std::move(object), narrow));
        }
        auto wrapper = std::make_unique<detail::ReferenceWrapper>(detail::tag_of<T>(), pointer);
        wrapper->share(std::move(object));
        return detail::wrap_new<T>(context, std::move(wrapper), nullptr);
    }
    static bool matches(v8::Local<v8::Value> value) {
        return value->IsNullOrUndefined() || js::matches<T>(value);
    }
    static std::string spell(Spelling& spelling, Way way) { return spelling.of<T*>(way); }
};

/// A result only: script becomes the owner.
template <ByReference T>
struct Convert<std::unique_ptr<T>> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, std::unique_ptr<T> object) {
        return Convert<std::shared_ptr<T>>::to(context, std::move(object));
    }
    static std::string spell(Spelling& spelling, Way way) { return spelling.of<T*>(way); }
};

/// T, T& and const T&: the object that the argument stands for.
template <class P>
requires ByReference<std::remove_cvref_t<P>>
class Parameter<P> {
    using T = std::remove_cvref_t<P>;
    static_assert(!std::is_rvalue_reference_v<P>, "script's object cannot be moved from");

  public:
    bool load(const Where& where, v8::Local<v8::Value> value) {
        detail::Wrapper* const wrapper = detail::find_argument<T>(where, value);
        wrapper_ = wrapper;
        if (wrapper == nullptr) return false;
        // Whoever gets a const one cannot give it to script again but as a copy.
        if constexpr (!std::is_const_v<std::remove_reference_t<P>>)
            detail::Objects::pin(where.isolate(), value.As<v8::Object>(), *wrapper);
        return true;
    }
    bool settle(const Where& where) { return detail::check_exists<T>(where, *wrapper_); }
    T& pass() { return *static_cast<T*>(wrapper_->as(detail::tag_of<T>())); }

  private:
    const detail::Wrapper* wrapper_ = nullptr;
};

/// T* and const T*: null, too, and undefined, and nothing at all.
template <class P>
requires std::is_pointer_v<std::remove_cvref_t<P>> &&
    ByReference<std::remove_cv_t<std::remove_pointer_t<std::remove_cvref_t<P>>>>
class Parameter<P> {
    using T = std::remove_cv_t<std::remove_pointer_t<std::remove_cvref_t<P>>>;

  public:
    bool load(const Where& where, v8::Local<v8::Value> value) {
        wrapper_ = nullptr;
        if (value->IsNullOrUndefined()) return true;
        detail::Wrapper* const wrapper = detail::find_argument<T>(where, value);
        wrapper_ = wrapper;
        if (wrapper == nullptr) return false;
        if constexpr (!std::is_const_v<std::remove_pointer_t<std::remove_cvref_t<P>>>)
            detail::Objects::pin(where.isolate(), value.As<v8::Object>(), *wrapper);
        return true;
    }
    void assign(std::nullptr_t) { wrapper_ = nullptr; }
    bool settle(const Where& where) {
        return wrapper_ == nullptr || detail::check_exists<T>(where, *wrapper_);
    }
    T* pass() {
        if (wrapper_ == nullptr) return nullptr;
        return static_cast<T*>(wrapper_->as(detail::tag_of<T>()));
    }

  private:
    const detail::Wrapper* wrapper_ = nullptr;
};

}  // namespace plinth::js
