// SPDX-License-Identifier: MIT
// Containers, by copy: sequences are arrays, maps with text keys are plain objects, pairs and
// tuples are arrays of a fixed length. Bytes without a copy are in buffer.h.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/argument.h"
#include "bindings/convert/buffer.h"
#include "bindings/convert/numbers.h"
#include "bindings/convert/object.h"
#include "bindings/convert/string.h"
#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// Longer arrays are refused: script can make one of 2^32 - 1 holes for nothing.
constexpr std::uint32_t kMaxElements = 1u << 24;

template <class T>
inline constexpr bool kIsHandle = false;
template <class T>
inline constexpr bool kIsHandle<v8::Local<T>> = true;

template <class T>
concept ObjectPointer = std::is_pointer_v<T> && ByReference<std::remove_pointer_t<T>>;

/// Throws unless the value is an array of a bearable length; else its length.
std::optional<std::uint32_t> array_length(const Where& where, v8::Local<v8::Value> value);
bool is_array_of(v8::Local<v8::Value> value, std::uint32_t length);
/// Throws unless the value is an array of exactly this length.
bool check_length(const Where& where, v8::Local<v8::Value> value, std::uint32_t length);

template <class T>
std::optional<T> load_as(const Where& where, v8::Local<v8::Context> context,
                         v8::Local<v8::Array> array, std::uint32_t index) {
    v8::Local<v8::Value> value;
    if (!array->Get(context, index).ToLocal(&value)) return std::nullopt;
    return Convert<T>::from(where.element(index), value);
}

/// An array of what begin..end give.
template <class Iterator>
v8::MaybeLocal<v8::Value> array_of(v8::Local<v8::Context> context, Iterator begin, Iterator end,
                                   std::size_t size) {
    using T = typename std::iterator_traits<Iterator>::value_type;
    if constexpr (std::is_floating_point_v<T>) {
        NumberWriter writer(context, size);
        if (writer.ready()) {
            for (double& number : writer.numbers())
                number = static_cast<double>(*begin++);
            return writer.array();
        }
    }
    // Values are collected first: an array made from all of them at once is packed.
    std::vector<v8::Local<v8::Value>> values;
    values.reserve(size);
    for (; begin != end; ++begin) {
        v8::Local<v8::Value> value;
        if constexpr (std::is_same_v<T, bool>) {
            value = v8::Boolean::New(context->GetIsolate(), *begin);
        } else if (!to_js(context, *begin).ToLocal(&value)) {
            return {};
        }
        values.push_back(value);
    }
    return v8::Array::New(context->GetIsolate(), values.data(), values.size()).As<v8::Value>();
}

}  // namespace detail

/// An array; for numbers also a typed array of exactly the same kind.
template <class T, class Allocator>
struct Convert<std::vector<T, Allocator>> {
    using Vector = std::vector<T, Allocator>;

    static std::optional<Vector> from(const Where& where, v8::Local<v8::Value> value) {
        if constexpr (detail::Element<T>) {
            if (detail::ElementKind<T>::matches(value)) return copy(value);
        }
        const auto length = detail::array_length(where, value);
        if (!length) return std::nullopt;
        const v8::Local<v8::Context> context = where.context();
        std::optional<Vector> elements(std::in_place);
        elements->reserve(std::min<std::size_t>(*length, 1024));
        if constexpr (detail::kPlainNumber<T>) {
            if (*length >= detail::kManyNumbers) {
                detail::NumberReader reader(context, value.As<v8::Array>(), *length);
                if (reader.ready()) {
                    if (!read(where, reader, *elements)) elements.reset();
                    return elements;
                }
            }
        }
        for (std::uint32_t i = 0; i < *length; ++i) {
            auto element = load(where, context, value.As<v8::Array>(), i);
            if (!element) return std::nullopt;
            elements->push_back(std::move(*element));
        }
        return elements;
    }

    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const Vector& elements) {
        return detail::array_of(context, elements.begin(), elements.end(), elements.size());
    }
    static bool matches(v8::Local<v8::Value> value) {
        if constexpr (detail::Element<T>) {
            if (detail::ElementKind<T>::matches(value)) return true;
        }
        return value->IsArray();
    }
    static std::string spell(Spelling& spelling, Way way) {
        std::string text = as_element(spelling.of<T>(way)) + "[]";
        if constexpr (detail::Element<T>) {
            if (way == Way::In) text += std::string(" | ") + detail::ElementKind<T>::kName;
        }
        return text;
    }

  private:
    static std::optional<T> load(const Where& where, v8::Local<v8::Context> context,
                                 v8::Local<v8::Array> array, std::uint32_t index) {
        if constexpr (detail::kIsHandle<T>) {
            return detail::load_as<T>(where, context, array, index);
        } else {
            const v8::HandleScope scope(where.isolate());
            return detail::load_as<T>(where, context, array, index);
        }
    }

    static bool read(const Where& where, detail::NumberReader& reader,
                     Vector& elements) requires detail::kPlainNumber<T> {
        const auto add = [&](v8::Local<v8::Value> value) {
            const auto index = static_cast<std::uint32_t>(elements.size());
            const std::optional<T> element = Convert<T>::from(where.element(index), value);
            if (element) elements.push_back(*element);
            return element.has_value();
        };
        for (;;) {
            const std::span<const double> numbers = reader.next();
            for (const double number : numbers) {
                if (detail::fits<T>(number))
                    elements.push_back(static_cast<T>(number));
                else if (!add(v8::Number::New(where.isolate(), number)))
                    return false;
            }
            if (reader.failed()) return false;
            if (!reader.odd().IsEmpty()) {
                if (!add(reader.odd())) return false;
                reader.skip_odd();
            } else if (numbers.empty()) {
                return true;
            }
        }
    }

    static Vector copy(v8::Local<v8::Value> value) {
        const auto view = value.As<v8::ArrayBufferView>();
        Vector elements(view->ByteLength() / sizeof(T));
        view->CopyContents(elements.data(), elements.size() * sizeof(T));
        return elements;
    }
};

/// Objects of the game: null elements are null. As a parameter only, since what script destroys
/// while other elements are read must be noticed.
template <detail::ObjectPointer T, class Allocator>
struct Convert<std::vector<T, Allocator>> {
    class Stored {
      public:
        bool load(const Where& where, v8::Local<v8::Value> value) {
            const auto length = detail::array_length(where, value);
            if (!length) return false;
            for (std::uint32_t i = 0; i < *length; ++i) {
                v8::Local<v8::Value> element;
                if (!value.As<v8::Array>()->Get(where.context(), i).ToLocal(&element) ||
                    !parameters_.emplace_back().load(where.element(i), element)) {
                    return false;
                }
            }
            return true;
        }
        bool settle(const Where& where) {
            for (std::size_t i = 0; i < parameters_.size(); ++i) {
                if (!parameters_[i].settle(where.element(static_cast<std::uint32_t>(i))))
                    return false;
            }
            return true;
        }
        std::vector<T, Allocator> pass() {
            std::vector<T, Allocator> objects;
            objects.reserve(parameters_.size());
            for (auto& parameter : parameters_)
                objects.push_back(parameter.pass());
            return objects;
        }

      private:
        std::vector<Parameter<T>> parameters_;
    };

    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const std::vector<T, Allocator>& objects) {
        return detail::array_of(context, objects.begin(), objects.end(), objects.size());
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsArray(); }
    static std::string spell(Spelling& spelling, Way way) {
        return as_element(spelling.of<T>(way)) + "[]";
    }
};

template <class T, std::size_t N>
struct Convert<std::array<T, N>> {
    static std::optional<std::array<T, N>> from(const Where& where, v8::Local<v8::Value> value) {
        if (!detail::check_length(where, value, N)) return std::nullopt;
        return from_each(where, value.As<v8::Array>(), std::make_index_sequence<N>{});
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const std::array<T, N>& elements) {
        return detail::array_of(context, elements.begin(), elements.end(), N);
    }
    static bool matches(v8::Local<v8::Value> value) { return detail::is_array_of(value, N); }
    static std::string spell(Spelling& spelling, Way way) {
        const std::string element = spelling.of<T>(way);
        if (N > 16) return as_element(element) + "[]";
        std::string text = "[";
        for (std::size_t i = 0; i < N; ++i)
            text += (i == 0 ? "" : ", ") + element;
        return text + "]";
    }

  private:
    template <std::size_t... I>
    static std::optional<std::array<T, N>> from_each(const Where& where, v8::Local<v8::Array> array,
                                                     std::index_sequence<I...>) {
        std::array<std::optional<T>, N> elements;
        if (!((elements[I] = detail::load_as<T>(where, where.context(), array, I)) && ...))
            return std::nullopt;
        return std::array<T, N>{std::move(*elements[I])...};
    }
};

template <class... T>
struct Convert<std::tuple<T...>> {
    static std::optional<std::tuple<T...>> from(const Where& where, v8::Local<v8::Value> value) {
        if (!detail::check_length(where, value, sizeof...(T))) return std::nullopt;
        return from_each(where, value.As<v8::Array>(), std::index_sequence_for<T...>{});
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const std::tuple<T...>& elements) {
        std::array<v8::Local<v8::Value>, sizeof...(T)> values;
        std::size_t at = 0;
        const auto store = [&](const auto& element) {
            return to_js(context, element).ToLocal(&values[at++]);
        };
        if (!std::apply([&](const auto&... element) { return (store(element) && ...); }, elements))
            return {};
        return v8::Array::New(context->GetIsolate(), values.data(), values.size())
            .template As<v8::Value>();
    }
    static bool matches(v8::Local<v8::Value> value) {
        return detail::is_array_of(value, sizeof...(T));
    }
    static std::string spell(Spelling& spelling, Way way) {
        std::string text;
        ((text += (text.empty() ? "" : ", ") + spelling.of<T>(way)), ...);
        return "[" + text + "]";
    }

  private:
    template <std::size_t... I>
    static std::optional<std::tuple<T...>> from_each(const Where& where, v8::Local<v8::Array> array,
                                                     std::index_sequence<I...>) {
        std::tuple<std::optional<T>...> elements;
        if (!((std::get<I>(elements) = detail::load_as<T>(where, where.context(), array, I)) &&
              ...)) {
            return std::nullopt;
        }
        return std::tuple<T...>(std::move(*std::get<I>(elements))...);
    }
};

template <class A, class B>
struct Convert<std::pair<A, B>> {
    static std::optional<std::pair<A, B>> from(const Where& where, v8::Local<v8::Value> value) {
        auto elements = Convert<std::tuple<A, B>>::from(where, value);
        if (!elements) return std::nullopt;
        return std::pair<A, B>(std::get<0>(std::move(*elements)),
                               std::get<1>(std::move(*elements)));
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const std::pair<A, B>& pair) {
        return Convert<std::tuple<A, B>>::to(context, {pair.first, pair.second});
    }
    static bool matches(v8::Local<v8::Value> value) { return detail::is_array_of(value, 2); }
    static std::string spell(Spelling& spelling, Way way) {
        return spelling.of<std::tuple<A, B>>(way);
    }
};

namespace detail {

/// Own enumerable text keys, in JavaScript's order.
v8::MaybeLocal<v8::Array> own_keys(const Where& where, v8::Local<v8::Value> value);

/// std::map and std::unordered_map with std::string keys.
template <class Map>
struct ConvertMap {
    using T = typename Map::mapped_type;

    static std::optional<Map> from(const Where& where, v8::Local<v8::Value> value) {
        v8::Local<v8::Array> keys;
        if (!own_keys(where, value).ToLocal(&keys)) return std::nullopt;
        const v8::Local<v8::Context> context = where.context();
        std::optional<Map> map(std::in_place);
        for (std::uint32_t i = 0; i < keys->Length(); ++i) {
            v8::Local<v8::Value> key;
            v8::Local<v8::Value> element;
            if (!keys->Get(context, i).ToLocal(&key) ||
                !value.As<v8::Object>()->Get(context, key).ToLocal(&element)) {
                return std::nullopt;
            }
            std::string name = to_utf8(where.isolate(), key.As<v8::String>());
            auto converted = Convert<T>::from(where.field(name.c_str()), element);
            if (!converted) return std::nullopt;
            map->insert_or_assign(std::move(name), std::move(*converted));
        }
        return map;
    }

    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const Map& map) {
        v8::Isolate* const isolate = context->GetIsolate();
        const v8::Local<v8::Object> object = v8::Object::New(isolate);
        for (const auto& [name, element] : map) {
            v8::Local<v8::String> key;
            v8::Local<v8::Value> value;
            if (!to_string(isolate, name).ToLocal(&key) ||
                !to_js(context, element).ToLocal(&value) ||
                !object->CreateDataProperty(context, key, value).FromMaybe(false)) {
                return {};
            }
        }
        return object.As<v8::Value>();
    }
    static bool matches(v8::Local<v8::Value> value) {
        return value->IsObject() && !value->IsFunction() && !value->IsArray();
    }
    static std::string spell(Spelling& spelling, Way way) {
        return "Record<string, " + spelling.of<T>(way) + ">";
    }
};

}  // namespace detail

template <class T, class... Rest>
struct Convert<std::map<std::string, T, Rest...>>
    : detail::ConvertMap<std::map<std::string, T, Rest...>> {};

template <class T, class... Rest>
struct Convert<std::unordered_map<std::string, T, Rest...>>
    : detail::ConvertMap<std::unordered_map<std::string, T, Rest...>> {};

}  // namespace plinth::js
