// SPDX-License-Identifier: MIT
// C++ callables as V8 callbacks: arguments are converted and checked, C++ exceptions become
// JavaScript errors. Who calls a callback's `this` an object is in class.h; names and the objects
// that functions are put on are in module.h.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/realm.h"
#include "bindings/type.h"

namespace plinth::js {
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
};

// clang-format off
template <class R, class... P> struct Signature<R (*)(P...)> : SignatureOf<R, void, P...> {};
template <class R, class... P> struct Signature<R (*)(P...) noexcept> : SignatureOf<R, void, P...> {};
template <class R, class S, class... P> struct Signature<R (S::*)(P...)> : SignatureOf<R, S, P...> {};
template <class R, class S, class... P> struct Signature<R (S::*)(P...) noexcept> : SignatureOf<R, S, P...> {};
template <class R, class S, class... P> struct Signature<R (S::*)(P...) const> : SignatureOf<R, S, P...> {};
template <class R, class S, class... P> struct Signature<R (S::*)(P...) const noexcept> : SignatureOf<R, S, P...> {};
template <class R, class S, class... P> struct Signature<R (S::*)(P...) &> : SignatureOf<R, S, P...> {};
template <class R, class S, class... P> struct Signature<R (S::*)(P...) const&> : SignatureOf<R, S, P...> {};
// clang-format on

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

}  // namespace detail

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

template <class P>
concept KeptDuringCall = requires {
    typename Convert<std::remove_cvref_t<P>>::Stored;
};

}  // namespace detail

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
constexpr std::array<int, sizeof...(P) + 1> argument_positions() {
    const bool injected_at[sizeof...(P) + 1] = {Injected<P>..., false};
    std::array<int, sizeof...(P) + 1> positions{};
    int next = 0;
    for (std::size_t i = 0; i < sizeof...(P); ++i)
        positions[i] = injected_at[i] ? -1 : next++;
    return positions;
}

void throw_too_few_arguments(const Info& info, int needed);
void throw_unavailable(const Info& info);
void throw_unknown_exception(const Info& info);

/// No C++ exception crosses V8's frames.
template <class Body>
void guarded(const Info& info, Body&& body) {
#ifdef __cpp_exceptions
    try {
        body();
    } catch (const std::exception& exception) {
        throw_error(info.GetIsolate(), exception.what());
    } catch (...) {
        throw_unknown_exception(info);
    }
#else
    body();
#endif
}

/// The parameters of one call. `Defaults` is a tuple of the values for the last of them.
template <class... P>
class Arguments {
  public:
    template <class Defaults = std::tuple<>>
    bool load(const Info& info, int needed, const Defaults& values = {}) {
        if (info.Length() < needed) {
            throw_too_few_arguments(info, needed);
            return false;
        }
        return load_each(info, values, std::index_sequence_for<P...>{});
    }

    /// Loads the only argument as the value of a property.
    bool load_property(const Info& info) {
        auto& slot = std::get<0>(slots_);
        return slot.load(Where::property(info), info[0]) && settle_one(slot, Where::property(info));
    }

    template <class Call>
    decltype(auto) pass(const Info& info, Call&& call) {
        return pass_each(info, std::forward<Call>(call), std::index_sequence_for<P...>{});
    }

  private:
    static constexpr auto kPositions = argument_positions<P...>();

    template <class Defaults, std::size_t... I>
    bool load_each(const Info& info, const Defaults& values, std::index_sequence<I...>) {
        return (load_one<I>(info, values, std::get<I>(slots_)) && ...) &&
               (settle_one(std::get<I>(slots_), Where::argument(info, kPositions[I])) && ...);
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
            if (info[kPositions[I]]->IsUndefined()) {
                slot.assign(std::get<I - kFirstDefault>(values));
                return true;
            }
        }
        return slot.load(Where::argument(info, kPositions[I]), info[kPositions[I]]);
    }

    template <class S>
    static bool settle_one(S& slot, const Where& where) {
        if constexpr (requires { slot.settle(where); }) return slot.settle(where);
        return true;
    }

    template <class Call, std::size_t... I>
    decltype(auto) pass_each(const Info& info, Call&& call, std::index_sequence<I...>) {
        return std::forward<Call>(call)(pass_one(info, std::get<I>(slots_))...);
    }

    template <class Q>
    static decltype(auto) pass_one(const Info& info, InjectedParameter<Q>&) {
        return Inject<Q>::from(info);
    }
    template <class Q>
    static decltype(auto) pass_one(const Info&, Parameter<Q>& slot) {
        return slot.pass();
    }

    std::tuple<Slot<P>...> slots_;
};

/// Runs `call` and gives its result to Return<R>.
template <class R, class Call>
void return_result(const Info& info, Call&& call) {
    if constexpr (std::is_void_v<R>) {
        call();
    } else {
        Return<R>::set(info, call());
    }
}

template <class F>
struct DefaultValues {
    static std::tuple<> of(const F&) { return {}; }
};
template <class F, class... D>
struct DefaultValues<WithDefaults<F, D...>> {
    static const std::tuple<D...>& of(const WithDefaults<F, D...>& function) {
        return function.values;
    }
};

template <class F, class... P>
void invoke(const Info& info, F& function, List<P...>) {
    using R = typename Signature<std::remove_const_t<F>>::Result;
    guarded(info, [&] {
        Arguments<P...> arguments;
        if (!arguments.load(info, kRequired<std::remove_const_t<F>>,
                            DefaultValues<std::remove_const_t<F>>::of(function))) {
            return;
        }
        return_result<R>(info, [&]() -> R {
            return arguments.pass(info, [&](auto&&... values) -> R {
                return callable(function)(std::forward<decltype(values)>(values)...);
            });
        });
    });
}

template <class F>
void invoke(const Info& info, F& function) {
    invoke(info, function, typename Signature<std::remove_const_t<F>>::Parameters{});
}

/// A function pointer or member pointer under a name. Such pointers are part of the program, so
/// these records are as many as the program has bindings, and live as long as it does: script may
/// hold on to them, and a startup snapshot may name them.
struct FixedFunction {
    explicit FixedFunction(std::string function_name) : name(std::move(function_name)) {}
    virtual ~FixedFunction() = default;
    std::string name;
};

template <class F>
struct Fixed final : FixedFunction {
    Fixed(std::string function_name, F function)
        : FixedFunction(std::move(function_name)), value(function) {}
    F value;
};

/// Finds the record of `bytes` (a pointer's representation) for this callback and name, or makes
/// it.
const FixedFunction* fixed_record(v8::FunctionCallback callback, std::string_view bytes,
                                  std::string_view name,
                                  std::unique_ptr<FixedFunction> (*make)(std::string_view bytes,
                                                                         std::string name));

template <class F>
const FixedFunction* fixed(v8::FunctionCallback callback, F function, std::string_view name) {
    static_assert(std::is_trivially_copyable_v<F>);
    return fixed_record(
        callback, std::string_view(reinterpret_cast<const char*>(&function), sizeof(F)), name,
        [](std::string_view bytes, std::string function_name) -> std::unique_ptr<FixedFunction> {
            F pointer;
            bytes.copy(reinterpret_cast<char*>(&pointer), sizeof(F));
            return std::make_unique<Fixed<F>>(std::move(function_name), pointer);
        });
}

template <class F>
const F& fixed_value(const Info& info) {
    const void* const record = info.Data().As<v8::External>()->Value();
    return static_cast<const Fixed<F>*>(static_cast<const FixedFunction*>(record))->value;
}

template <class F>
class Stored final : public StoredFunction {
  public:
    Stored(std::string name, F function)
        : StoredFunction(std::move(name)), function_(std::move(function)) {}
    F& function() { return function_; }

  private:
    F function_;
};

/// The callable that the running function was made with; null when its realm is gone, and then it
/// has thrown.
template <class F>
F* stored_value(const Info& info) {
    Realm* const realm = Realm::from(info);
    StoredFunction* const stored =
        realm == nullptr ? nullptr : realm->stored(info.Data().As<v8::Int32>()->Value());
    if (stored == nullptr) {
        throw_unavailable(info);
        return nullptr;
    }
    return &static_cast<Stored<F>*>(stored)->function();
}

/// A callable that needs no data: an empty closure.
template <class F>
concept Stateless = std::is_empty_v<F> && std::is_default_constructible_v<F>;

template <class F>
concept Pointer = std::is_pointer_v<F> || std::is_member_pointer_v<F>;

// The callbacks that V8 gets for plain functions. Those for members are in class.h.

template <auto F>
void static_callback(const Info& info) {
    constexpr auto function = F;
    invoke(info, function);
}

template <Stateless F>
void stateless_callback(const Info& info) {
    const F function{};
    invoke(info, function);
}

template <Pointer F>
void pointer_callback(const Info& info) {
    invoke(info, fixed_value<F>(info));
}

template <class F>
void stored_callback(const Info& info) {
    if (F* const function = stored_value<F>(info)) invoke(info, *function);
}

}  // namespace detail
}  // namespace plinth::js
