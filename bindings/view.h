// SPDX-License-Identifier: MIT
// Fields that script reaches where they lie: `e.x += 1` is a memory access, not a call into C++.
//
//     module.type<Entity>("Entity").view("x", &Entity::x).view("health", &Entity::health);
//
// Each JavaScript object of such a class gets an ArrayBuffer over the C++ object, in a private
// field that no script can name, and the accessors of the prototype read and write it. When the C++
// object goes, the buffer is detached, and every access throws, as a call would.

#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include <v8.h>

#include "bindings/class.h"
#include "bindings/convert/buffer.h"

namespace plinth::js {
namespace detail {

/// Defines the accessors on the prototype, and answers the function that stamps objects of the
/// class. Null when it has thrown.
std::shared_ptr<v8::Global<v8::Function>> make_views(v8::Local<v8::Context> context,
                                                     const std::string& class_name,
                                                     v8::Local<v8::Object> prototype,
                                                     const std::vector<ViewField>& fields);

template <class V>
struct ViewRange {
    static constexpr bool kIsInteger = std::is_integral_v<V>;
    static std::string text() {
        if constexpr (kIsInteger)
            return integer_range<V>();
        else
            return "a number";
    }
    static constexpr double kLeast =
        kIsInteger ? static_cast<double>(std::numeric_limits<V>::lowest()) : 0;
    static constexpr double kMost =
        kIsInteger ? static_cast<double>(std::numeric_limits<V>::max()) : 0;
};

/// Where a field lies in an object.
template <class T, class V, class C>
std::size_t offset_of(V C::*field) {
    // Only addresses are taken; there is no object.
    alignas(T) static std::byte room[sizeof(T)];
    T* const object = reinterpret_cast<T*>(room);
    return static_cast<std::size_t>(
        reinterpret_cast<const volatile std::byte*>(std::addressof(object->*field)) -
        static_cast<const volatile std::byte*>(room));
}

}  // namespace detail

template <class T>
template <class V, class C>
Class<T>& Class<T>::view(const char* name, V C::*field, const Note& note) {
    using Number = std::remove_const_t<V>;
    static_assert(std::is_floating_point_v<Number> || detail::SmallInteger<Number>,
                  "a view field is a number of up to 32 bits, a float or a double; others are "
                  "properties");
    static_assert(std::derived_from<T, C>);
    static const std::string range = detail::ViewRange<Number>::text();
    add_view({name, detail::ElementKind<Number>::kName, detail::offset_of<T>(field),
              detail::ViewRange<Number>::kIsInteger ? range.c_str() : nullptr,
              detail::ViewRange<Number>::kLeast, detail::ViewRange<Number>::kMost,
              detail::shapes_of<Number, 0>(detail::List<>{}), std::is_const_v<V>},
             sizeof(T), note);
    return *this;
}

}  // namespace plinth::js
