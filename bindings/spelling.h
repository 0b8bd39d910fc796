// SPDX-License-Identifier: MIT
// What TypeScript calls a C++ type, and the shape of a signature: what typings are written from. A
// binding only keeps pointers to these; nothing is spelled before somebody asks for typings.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "bindings/type.h"

namespace plinth::js {

/// Spells C++ types in TypeScript. What has a name of its own (a class, an enum, a record) is asked
/// of whoever derives from this.
class Spelling {
  public:
    virtual ~Spelling() = default;

    /// One field of a record, spelled.
    struct Field {
        const char* name;
        std::string type;
        bool optional;
    };

    /// T as script gives it, or as script gets it.
    template <class T>
    std::string of(Way way);

    /// The class, enum or value type behind `key`; `cpp_name` where it is not bound.
    virtual std::string named(const void* key, std::string_view cpp_name) = 0;
    /// True the first time a record is met in this way: its fields are wanted then.
    virtual bool wants_record(const void* key, std::string_view cpp_name, Way way) = 0;
    virtual void add_record(const void* key, Way way, std::vector<Field> fields) = 0;
    virtual std::string record_name(const void* key, Way way) = 0;
};

/// `text` in parentheses if it would mean something else before `[]`.
std::string as_element(std::string text);

namespace detail {

/// The compiler's name of a type without its namespaces.
template <class T>
constexpr std::string_view type_name() {
#if defined(__GNUC__)
    constexpr std::string_view kFunction = __PRETTY_FUNCTION__;
    constexpr std::size_t kStart = kFunction.find("T = ") + 4;
    constexpr std::string_view kName =
        kFunction.substr(kStart, kFunction.find_first_of(";]", kStart) - kStart);
    constexpr std::size_t kLast = kName.substr(0, kName.find('<')).rfind("::");
    return kLast == std::string_view::npos ? kName : kName.substr(kLast + 2);
#else
    return "of this object";
#endif
}

using Speller = std::string (*)(Spelling&, Way);

template <class R>
std::string spell(Spelling& spelling, Way way) {
    using T = std::remove_cvref_t<R>;
    if constexpr (std::is_void_v<T>) {
        return "void";
    } else if constexpr (requires { typename Return<T>::Value; }) {
        return spell<typename Return<T>::Value>(spelling, way);
    } else if constexpr (requires { Convert<T>::spell(spelling, way); }) {
        return Convert<T>::spell(spelling, way);
    } else {
        return way == Way::In ? "any" : "unknown";
    }
}

/// One way to call something. One for each signature of the program, not for each binding.
struct Shape {
    Speller result;
    const Speller* parameters;
    std::uint8_t count;
    std::uint8_t required;
    bool variadic;  ///< It looks at its arguments itself.
};

/// What a member can be called with: several shapes if it is overloaded.
struct Shapes {
    const Shape* const* first = nullptr;
    std::size_t count = 0;
};

}  // namespace detail

template <class T>
std::string Spelling::of(Way way) {
    return detail::spell<T>(*this, way);
}

}  // namespace plinth::js
