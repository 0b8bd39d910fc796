// SPDX-License-Identifier: MIT
// Fields that script reaches where they lie: `e.x += 1` is a memory access, not a call into C++.
//
//     module.type<Entity>("Entity")
//         .view("x", &Entity::position, &Vec::x)
//         .view("health", &Entity::health, js::within(0, 100));
//
// Each JavaScript object of such a class gets an ArrayBuffer over the C++ object, in a private
// field that no script can name, and the accessors of the prototype read and write it. When the C++
// object goes, the buffer is detached, and every access throws, as a call would.

#pragma once

#include <algorithm>
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

/// "a number from -10 to 10".
std::string view_range(bool whole, double least, double most);

template <class V>
ViewField view_field(const char* name, std::size_t offset, const ViewRule& rule) {
    using Number = std::remove_const_t<V>;
    static_assert(std::is_floating_point_v<Number> || SmallInteger<Number>,
                  "a view field is a number of up to 32 bits, a float or a double; others are "
                  "properties");
    constexpr bool kWhole = std::is_integral_v<Number>;
    double least = rule.least;
    double most = rule.most;
    if constexpr (kWhole) {
        least = std::max(least, static_cast<double>(std::numeric_limits<Number>::lowest()));
        most = std::min(most, static_cast<double>(std::numeric_limits<Number>::max()));
    }
    return {name,
            ElementKind<Number>::kName,
            offset,
            view_range(kWhole, least, most),
            least,
            most,
            kWhole,
            shapes_of<Number, 0>(List<>{}),
            std::is_const_v<V> || !rule.writable};
}

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
Class<T>& Class<T>::view(const char* name, V C::*field, const ViewRule& rule, const Note& note) {
    static_assert(std::derived_from<T, C>);
    add_view(detail::view_field<V>(name, detail::offset_of<T>(field), rule), sizeof(T), note);
    return *this;
}
template <class T>
template <class V, class C>
Class<T>& Class<T>::view(const char* name, V C::*field, const Note& note) {
    return view(name, field, ViewRule{}, note);
}
template <class T>
template <class M, class C, class V>
Class<T>& Class<T>::view(const char* name, M C::*outer, V M::*inner, const ViewRule& rule,
                         const Note& note) {
    static_assert(std::derived_from<T, C>);
    add_view(detail::view_field<V>(name, detail::offset_of<T>(outer) + detail::offset_of<M>(inner),
                                   rule),
             sizeof(T), note);
    return *this;
}

}  // namespace plinth::js
