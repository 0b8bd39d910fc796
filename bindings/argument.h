// SPDX-License-Identifier: MIT
// The parameters of a C++ callable and the arguments of a JavaScript call: which belongs to which,
// what may be left out, and how each is held while the call runs.

#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {

/// A point in the game's course at which some members may be called: `holds` is asked at each call,
/// and the error says "spawn() can only be called " and then `when`, a literal.
///
///     const js::Condition drawing{[&] { return in_draw; }, "during the 'draw' event"};
///     module.function("line", js::only(drawing, &draw_line));
struct Condition {
    std::function<bool()> holds;
    const char* when;
};

namespace detail {

template <class... T>
struct List {};

/// Result and parameters of a callable; `Self` is the class of a member function, else void.
template <class F>
struct Signature : Signature<decltype(&F::operator())> {
    using Self = void;
};

template <class R, class S, class... P>
struct SignatureOf {
    using Result = R;
    using Self = S;
    using Parameters = List<P...>;
    static constexpr bool kIsConst = false;  ///< Of a member function.
};

template <class R, class S, class... P>
struct ConstSignatureOf : SignatureOf<R, S, P...> {
    static constexpr bool kIsConst = true;
};

template <class R, class... P>
struct Signature<R (*)(P...)> : SignatureOf<R, void, P...> {};
template <class R, class... P>
struct Signature<R (*)(P...) noexcept> : SignatureOf<R, void, P...> {};
template <class R, class S, class... P>
struct Signature<R (S::*)(P...)> : SignatureOf<R, S, P...> {};
template <class R, class S, class... P>
struct Signature<R (S::*)(P...) noexcept> : SignatureOf<R, S, P...> {};
template <class R, class S, class... P>
struct Signature<R (S::*)(P...) const> : ConstSignatureOf<R, S, P...> {};
template <class R, class S, class... P>
struct Signature<R (S::*)(P...) const noexcept> : ConstSignatureOf<R, S, P...> {};
template <class R, class S, class... P>
struct Signature<R (S::*)(P...)&> : SignatureOf<R, S, P...> {};
template <class R, class S, class... P>
struct Signature<R (S::*)(P...) const&> : ConstSignatureOf<R, S, P...> {};

/// A callable and what its last parameters are when the caller leaves them out.
template <class F, class... D>
struct WithDefaults {
    F function;
    std::tuple<D...> values;
};

template <class F, class... D>
struct Signature<WithDefaults<F, D...>> : Signature<F> {};

template <class F>
inline constexpr std::size_t kDefaults = 0;
template <class F, class... D>
inline constexpr std::size_t kDefaults<WithDefaults<F, D...>> = sizeof...(D);

template <class F>
struct Conditional {
    F function;
    Condition condition;
};

template <class F>
struct Signature<Conditional<F>> : Signature<F> {};
template <class F>
inline constexpr std::size_t kDefaults<Conditional<F>> = kDefaults<F>;

template <class F>
auto& callable(F& function) {
    return function;
}
template <class F, class... D>
auto& callable(const WithDefaults<F, D...>& function) {
    return function.function;
}
template <class F, class... D>
auto& callable(WithDefaults<F, D...>& function) {
    return function.function;
}
template <class F>
auto& callable(const Conditional<F>& function) {
    return callable(function.function);
}
template <class F>
auto& callable(Conditional<F>& function) {
    return callable(function.function);
}

}  // namespace detail

template <class F>
detail::Conditional<std::decay_t<F>> only(const Condition& condition, F&& function) {
    return {std::forward<F>(function), condition};
}

/// Gives values to the last parameters: `module.function("spawn", js::defaults(&spawn, 1.0))`. The
/// caller may leave them out or pass undefined.
template <class F, class... D>
detail::WithDefaults<std::decay_t<F>, std::decay_t<D>...> defaults(F&& function, D&&... values) {
    return {std::forward<F>(function), {std::forward<D>(values)...}};
}

/// One argument of a running call: converted by load(), handed over by pass(). Between the two,
/// other arguments are converted, which may run script; so what script can take away (an object,
/// the bytes of a buffer) is looked at in settle(), which runs when all are loaded. A Convert<T>
/// whose value needs something to live in during the call has a class `Stored` with these
/// functions.
template <class P>
class Parameter {
    using Bare = std::remove_cvref_t<P>;
    static_assert(!std::is_lvalue_reference_v<P> || std::is_const_v<std::remove_reference_t<P>>,
                  "JavaScript has no output parameters: return the value instead");

  public:
    bool load(const Where& where, v8::Local<v8::Value> value) {
        value_ = Convert<Bare>::from(where, value);
        return value_.has_value();
    }
    template <class D>
    void assign(const D& value) {
        value_.emplace(value);
    }
    decltype(auto) pass() {
        if constexpr (std::is_reference_v<P> || std::is_trivially_copyable_v<Bare>) {
            return static_cast<std::conditional_t<std::is_reference_v<P>, P, Bare>>(*value_);
        } else {
            return Bare(std::move(*value_));
        }
    }

  private:
    std::optional<Bare> value_;
};

namespace detail {

template <class T>
concept Quick = requires(v8::Local<v8::Value> value, T& converted) {
    Convert<T>::quick(value, converted);
};

template <class P>
concept KeptDuringCall = requires {
    typename Convert<std::remove_cvref_t<P>>::Stored;
};

}  // namespace detail

/// Numbers and such.
template <class P>
requires detail::Quick<std::remove_cvref_t<P>>
class Parameter<P> {
    using Bare = std::remove_cvref_t<P>;
    static_assert(!std::is_lvalue_reference_v<P> || std::is_const_v<std::remove_reference_t<P>>,
                  "JavaScript has no output parameters: return the value instead");

  public:
    bool quick(v8::Local<v8::Value> value) { return Convert<Bare>::quick(value, value_); }
    bool load(const Where& where, v8::Local<v8::Value> value) {
        const std::optional<Bare> converted = Convert<Bare>::from(where, value);
        if (converted) value_ = *converted;
        return converted.has_value();
    }
    template <class D>
    void assign(const D& value) {
        value_ = static_cast<Bare>(value);
    }
    std::conditional_t<std::is_reference_v<P>, P, Bare> pass() {
        return static_cast<std::conditional_t<std::is_reference_v<P>, P, Bare>>(value_);
    }

  private:
    Bare value_{};
};

template <detail::KeptDuringCall P>
class Parameter<P> : public Convert<std::remove_cvref_t<P>>::Stored {};

namespace detail {

/// Stands for a parameter that Inject fills.
template <class P>
struct InjectedParameter {};

template <class P>
using Slot = std::conditional_t<Injected<P>, InjectedParameter<P>, Parameter<P>>;

template <class P>
constexpr bool omissible() {
    if constexpr (Injected<P>) {
        return true;
    } else if constexpr (requires { Convert<std::remove_cvref_t<P>>::kOptional; }) {
        return Convert<std::remove_cvref_t<P>>::kOptional;
    } else {
        return false;
    }
}

/// How many arguments a call needs at least: up to the last one that may not be left out.
template <std::size_t kDefaulted, class... P>
constexpr int required(List<P...>) {
    constexpr std::size_t kCount = sizeof...(P);
    const bool omissible_at[kCount + 1] = {omissible<P>()..., false};
    const bool injected_at[kCount + 1] = {Injected<P>..., false};
    int arguments = 0;
    int needed = 0;
    for (std::size_t i = 0; i < kCount; ++i) {
        if (injected_at[i]) continue;
        ++arguments;
        if (!omissible_at[i] && i + kDefaulted < kCount) needed = arguments;
    }
    return needed;
}

template <class F>
constexpr int kRequired = required<kDefaults<F>>(typename Signature<F>::Parameters{});

/// Position among the JavaScript arguments of each C++ parameter.
template <class... P>
struct ArgumentPositions {
    int at[sizeof...(P) + 1];
};
template <class... P>
constexpr ArgumentPositions<P...> argument_positions() {
    const bool injected_at[sizeof...(P) + 1] = {Injected<P>..., false};
    ArgumentPositions<P...> positions{};
    int next = 0;
    for (std::size_t i = 0; i < sizeof...(P); ++i)
        positions.at[i] = injected_at[i] ? -1 : next++;
    return positions;
}

// What typings need to know of a signature; see spelling.h.

template <class P>
constexpr Speller speller() {
    if constexpr (Injected<P>)
        return nullptr;
    else
        return &spell<std::remove_cvref_t<P>>;
}
template <class... P>
inline constexpr Speller kSpellers[sizeof...(P) + 1] = {speller<P>()..., nullptr};

template <class R, std::size_t kDefaulted, class... P>
inline constexpr Shape kShape{&spell<std::remove_cvref_t<R>>, kSpellers<P...>,
                              static_cast<std::uint8_t>(sizeof...(P)),
                              static_cast<std::uint8_t>(required<kDefaulted>(List<P...>{})),
                              (std::is_same_v<P, const Info&> || ...)};
template <class R, std::size_t kDefaulted, class... P>
inline constexpr const Shape* kOneShape[1] = {&kShape<R, kDefaulted, P...>};

template <class R, std::size_t kDefaulted, class... P>
constexpr Shapes shapes_of(List<P...>) {
    return {kOneShape<R, kDefaulted, P...>, 1};
}
template <class F>
constexpr Shapes kShapes =
    shapes_of<typename Signature<F>::Result, kDefaults<F>>(typename Signature<F>::Parameters{});

/// True unless a Condition does not hold; then it has thrown.
bool holds(const Info& info, const Condition& condition);
template <class F>
bool may_run(const Info&, const F&) {
    return true;
}
template <class F>
bool may_run(const Info& info, const Conditional<F>& function) {
    return holds(info, function.condition);
}

void throw_too_few_arguments(const Info& info, int needed);
void throw_unavailable(const Info& info);

// What follows is instantiated for each member that a program binds: it is written for the
// compiler's sake, without tuples and lambdas, and with all that is off the way of ordinary calls
// shared.

/// Converts an argument that is not as simple as a small number.
template <class S>
[[gnu::noinline]] bool load_argument(const Info& info, int index, S& slot) {
    return slot.load(Where::argument(info, index), info[index]);
}
template <class S>
[[gnu::noinline]] bool settle_argument(const Info& info, int index, S& slot) {
    return slot.settle(Where::argument(info, index));
}
template <class S>
[[gnu::noinline]] bool load_value(const Info& info, S& slot) {
    const Where where = Where::property(info);
    if (!slot.load(where, info[0])) return false;
    if constexpr (requires { slot.settle(where); }) return slot.settle(where);
    return true;
}

template <class S>
concept QuickSlot = requires(S& slot, v8::Local<v8::Value> value) {
    slot.quick(value);
};
template <class S>
concept SettledSlot = requires(S& slot, const Where& where) {
    slot.settle(where);
};

template <std::size_t kIndex, class S>
struct SlotAt {
    S slot;
};
template <std::size_t kIndex, class S>
S& slot_at(SlotAt<kIndex, S>& holder) {
    return holder.slot;
}
template <class Sequence, class... P>
struct Slots;
template <std::size_t... I, class... P>
struct Slots<std::index_sequence<I...>, P...> : SlotAt<I, Slot<P>>... {};

/// The parameters of one call. `Defaults` is a tuple of the values for the last of them.
template <class... P>
class Arguments {
  public:
    using Indexes = std::index_sequence_for<P...>;

    template <class Defaults = std::tuple<>>
    bool load(const Info& info, int needed, const Defaults& values = {}) {
        if (info.Length() < needed) [[unlikely]] {
            throw_too_few_arguments(info, needed);
            return false;
        }
        return load_each(info, values, Indexes{});
    }

    /// Loads the only argument as the value of a property.
    bool load_property(const Info& info) {
        auto& slot = slot_at<0>(slots_);
        if constexpr (QuickSlot<decltype(slot)>) {
            if (slot.quick(info[0])) [[likely]]
                return true;
        }
        return load_value(info, slot);
    }

    /// What parameter I is given.
    template <std::size_t I>
    decltype(auto) pass(const Info& info) {
        return pass_one(info, slot_at<I>(slots_));
    }

  private:
    static constexpr ArgumentPositions<P...> kPositions = argument_positions<P...>();

    template <class Defaults, std::size_t... I>
    bool load_each(const Info& info, const Defaults& values, std::index_sequence<I...>) {
        if (!(load_one<I>(info, values, slot_at<I>(slots_)) && ...)) return false;
        return (settle_one<I>(info, slot_at<I>(slots_)) && ...);
    }

    template <std::size_t I, class Defaults, class Q>
    static bool load_one(const Info& info, const Defaults&, InjectedParameter<Q>&) {
        if constexpr (requires { Inject<Q>::available(info); }) {
            if (!Inject<Q>::available(info)) {
                throw_unavailable(info);
                return false;
            }
        }
        return true;
    }

    template <std::size_t I, class Defaults, class Q>
    static bool load_one(const Info& info, const Defaults& values, Parameter<Q>& slot) {
        constexpr std::size_t kFirstDefault = sizeof...(P) - std::tuple_size_v<Defaults>;
        if constexpr (I >= kFirstDefault) {
            if (info[kPositions.at[I]]->IsUndefined()) {
                slot.assign(std::get<I - kFirstDefault>(values));
                return true;
            }
        }
        if constexpr (QuickSlot<Parameter<Q>>) {
            if (slot.quick(info[kPositions.at[I]])) [[likely]]
                return true;
        }
        return load_argument(info, kPositions.at[I], slot);
    }

    template <std::size_t I, class S>
    static bool settle_one(const Info& info, S& slot) {
        if constexpr (SettledSlot<S>)
            return settle_argument(info, kPositions.at[I], slot);
        else
            return true;
    }

    template <class Q>
    static decltype(auto) pass_one(const Info& info, InjectedParameter<Q>&) {
        return Inject<Q>::from(info);
    }
    template <class Q>
    static decltype(auto) pass_one(const Info&, Parameter<Q>& slot) {
        return slot.pass();
    }

    Slots<Indexes, P...> slots_;
};

}  // namespace detail
}  // namespace plinth::js
