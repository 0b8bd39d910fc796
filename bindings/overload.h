// SPDX-License-Identifier: MIT
// Several C++ functions under one name: the one is called whose parameters fit the arguments, first
// by their number, then by their types, in the order in which they were given.
//
//     module.function("spawn", js::overload(&spawn_at_origin, &spawn_at,
//                                           [](const Ship& like) { ... }));

#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/argument.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

using Matcher = bool (*)(v8::Local<v8::Value>);

/// What has to be known of one overload to choose it.
struct Candidate {
    const Matcher* matchers;  ///< One for each JavaScript argument.
    int fewest;
    int most;
};

/// The index of the one to call; -1 when it has thrown. No script runs.
int choose_overload(const Info& info, std::span<const Candidate> candidates);

template <class... P>
struct Matchers {
    static constexpr std::size_t kCount = (std::size_t{0} + ... + (Injected<P> ? 0 : 1));
    static constexpr auto make() {
        std::array<Matcher, kCount + 1> list{};
        [[maybe_unused]] std::size_t at = 0;
        (append<P>(list, at), ...);
        return list;
    }
    template <class Q, class A>
    static constexpr void append(A& list, std::size_t& at) {
        if constexpr (!Injected<Q>) list[at++] = &js::matches<std::remove_cvref_t<Q>>;
    }
    static constexpr auto kList = make();
};

template <std::size_t kDefaulted, class... P>
constexpr Candidate candidate(List<P...> list) {
    return {Matchers<P...>::kList.data(), required<kDefaulted>(list),
            static_cast<int>(Matchers<P...>::kCount)};
}

template <class... F>
struct Overloads {
    std::tuple<F...> functions;

    static constexpr int kFewest = std::min({kRequired<F>...});
    static constexpr const Shape* kPlainShapeList[] = {kShapes<F>.first[0]...};
    static constexpr Shapes kPlainShapes{kPlainShapeList, sizeof...(F)};

    static constexpr Candidate kPlainCandidates[] = {
        candidate<kDefaults<F>>(typename Signature<F>::Parameters{})...};

    /// Calls `body` with the function that fits.
    template <class Body>
    void choose(const Info& info, std::span<const Candidate> candidates, Body&& body) const {
        const int index = choose_overload(info, candidates);
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            static_cast<void>(
                ((static_cast<int>(I) == index ? (body(std::get<I>(functions)), true) : false) ||
                 ...));
        }
        (std::index_sequence_for<F...>{});
    }
};

template <class T>
inline constexpr bool kIsOverloads = false;
template <class... F>
inline constexpr bool kIsOverloads<Overloads<F...>> = true;
template <class T>
concept IsOverloads = kIsOverloads<std::remove_const_t<T>>;

}  // namespace detail

template <class... F>
detail::Overloads<std::decay_t<F>...> overload(F&&... functions) {
    return {{std::forward<F>(functions)...}};
}

/// Chooses one of C++'s own overloads: `js::signature<void(double)>(&Ship::turn)`.
template <class Signature, class Class>
constexpr auto signature(Signature Class::*member) {
    return member;
}
template <class Signature>
constexpr auto signature(Signature* function) {
    return function;
}

}  // namespace plinth::js
