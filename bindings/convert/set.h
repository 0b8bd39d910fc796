// SPDX-License-Identifier: MIT
// Sets, maps whose keys are not text, and bits, by copy: a Set, a Map, a number.

#pragma once

#include <bitset>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <v8.h>

#include "bindings/convert/container.h"
#include "bindings/convert/primitive.h"
#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

/// The elements of a Set, or those of an array; empty when it has thrown. No script runs.
v8::MaybeLocal<v8::Array> set_elements(const Where& where, v8::Local<v8::Value> value);
/// Keys and values in turn of a Map; empty when it has thrown. No script runs.
v8::MaybeLocal<v8::Array> map_entries(const Where& where, v8::Local<v8::Value> value);

template <class Set>
struct ConvertSet {
    using T = typename Set::value_type;

    static std::optional<Set> from(const Where& where, v8::Local<v8::Value> value) {
        v8::Local<v8::Array> elements;
        if (!set_elements(where, value).ToLocal(&elements)) return std::nullopt;
        std::optional<Set> set(std::in_place);
        for (std::uint32_t i = 0; i < elements->Length(); ++i) {
            const v8::HandleScope scope(where.isolate());
            auto element = load_as<T>(where, where.context(), elements, i);
            if (!element) return std::nullopt;
            set->insert(std::move(*element));
        }
        return set;
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const Set& set) {
        const v8::Local<v8::Set> result = v8::Set::New(context->GetIsolate());
        for (const T& element : set) {
            v8::Local<v8::Value> value;
            if (!to_js(context, element).ToLocal(&value) || result->Add(context, value).IsEmpty()) {
                return {};
            }
        }
        return result.As<v8::Value>();
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsSet() || value->IsArray(); }
    static std::string spell(Spelling& spelling, Way way) {
        const std::string element = spelling.of<T>(way);
        if (way == Way::Out) return "Set<" + element + ">";
        return "ReadonlySet<" + element + "> | " + as_element(element) + "[]";
    }
};

/// Maps whose keys are no std::string.
template <class Map>
struct ConvertKeyedMap {
    using K = typename Map::key_type;
    using T = typename Map::mapped_type;

    static std::optional<Map> from(const Where& where, v8::Local<v8::Value> value) {
        v8::Local<v8::Array> entries;
        if (!map_entries(where, value).ToLocal(&entries)) return std::nullopt;
        std::optional<Map> map(std::in_place);
        for (std::uint32_t i = 0; i + 1 < entries->Length(); i += 2) {
            const v8::HandleScope scope(where.isolate());
            auto key = load_as<K>(where, where.context(), entries, i);
            if (!key) return std::nullopt;
            auto element = load_as<T>(where, where.context(), entries, i + 1);
            if (!element) return std::nullopt;
            map->insert_or_assign(std::move(*key), std::move(*element));
        }
        return map;
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const Map& map) {
        const v8::Local<v8::Map> result = v8::Map::New(context->GetIsolate());
        for (const auto& [key, element] : map) {
            v8::Local<v8::Value> name;
            v8::Local<v8::Value> value;
            if (!to_js(context, key).ToLocal(&name) || !to_js(context, element).ToLocal(&value) ||
                result->Set(context, name, value).IsEmpty()) {
                return {};
            }
        }
        return result.As<v8::Value>();
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsMap(); }
    static std::string spell(Spelling& spelling, Way way) {
        return std::string(way == Way::In ? "ReadonlyMap<" : "Map<") + spelling.of<K>(way) + ", " +
               spelling.of<T>(way) + ">";
    }
};

}  // namespace detail

/// A Set; from script also an array.
template <class T, class... Rest>
struct Convert<std::set<T, Rest...>> : detail::ConvertSet<std::set<T, Rest...>> {};
template <class T, class... Rest>
struct Convert<std::unordered_set<T, Rest...>>
    : detail::ConvertSet<std::unordered_set<T, Rest...>> {};

/// A Map. Keys that are std::string make a plain object; see container.h.
template <class K, class T, class... Rest>
struct Convert<std::map<K, T, Rest...>> : detail::ConvertKeyedMap<std::map<K, T, Rest...>> {};
template <class K, class T, class... Rest>
struct Convert<std::unordered_map<K, T, Rest...>>
    : detail::ConvertKeyedMap<std::unordered_map<K, T, Rest...>> {};

/// Flags are a number whose bits they are; more than 53 of them a bigint.
template <std::size_t N>
struct Convert<std::bitset<N>> {
    static_assert(N <= 64, "script has no number of so many bits");
    static constexpr bool kIsNumber = N <= 53;
    static constexpr std::uint64_t kMost = N == 64 ? ~0ull : (1ull << (N % 64)) - 1;

    static std::optional<std::bitset<N>> from(const Where& where, v8::Local<v8::Value> value) {
        const auto bits = Convert<std::uint64_t>::from(where, value);
        if (!bits) return std::nullopt;
        if (*bits > kMost)
            return where.out_of_range("an integer of " + std::to_string(N) + " bits", value);
        return std::bitset<N>(*bits);
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const std::bitset<N>& bits) {
        if constexpr (kIsNumber) return Convert<std::uint64_t>::to(context, bits.to_ullong());
        return v8::BigInt::NewFromUnsigned(context->GetIsolate(), bits.to_ullong())
            .template As<v8::Value>();
    }
    static bool matches(v8::Local<v8::Value> value) { return js::matches<std::uint64_t>(value); }
    static std::string spell(Spelling&, Way way) {
        if (kIsNumber) return "number";
        return way == Way::In ? "number | bigint" : "bigint";
    }
};

}  // namespace plinth::js
