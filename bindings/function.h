// SPDX-License-Identifier: MIT
// C++ callables as V8 callbacks, of four kinds: known at compile time, without state, plain
// pointers, and with state. C++ exceptions become JavaScript errors here. Arguments are in
// argument.h, members of classes in member.h.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/argument.h"
#include "bindings/overload.h"
#include "bindings/realm.h"
#include "bindings/type.h"

namespace plinth::js {

class Module;

namespace detail {

/// Makes the C++ exception that is being handled one of JavaScript's; see throw.h.
void throw_cpp_exception(const Info& info);

// No C++ exception crosses V8's frames: PLINTH_GUARDED { ... } PLINTH_GUARDED_END(info). Macros,
// since a closure in each callback would cost the compiler more than the callback.
#ifdef __cpp_exceptions
#define PLINTH_GUARDED try
#define PLINTH_GUARDED_END(info)                         \
    catch (...) {                                        \
        ::plinth::js::detail::throw_cpp_exception(info); \
    }
#else
#define PLINTH_GUARDED
#define PLINTH_GUARDED_END(info)
#endif

/// The same for what is rare.
template <class Body>
void guarded(const Info& info, Body&& body) {
    PLINTH_GUARDED {
        body();
    }
    PLINTH_GUARDED_END(info)
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

template <class F>
struct DefaultValues<Conditional<F>> {
    static decltype(auto) of(const Conditional<F>& function) {
        return DefaultValues<F>::of(function.function);
    }
};

template <class R, class F, class... P, std::size_t... I>
void invoke(const Info& info, F& function, List<P...>, std::index_sequence<I...>) {
    using Plain = std::remove_const_t<F>;
    PLINTH_GUARDED {
        if (!may_run(info, function)) return;
        Arguments<P...> arguments;
        if (!arguments.load(info, kRequired<Plain>, DefaultValues<Plain>::of(function))) return;
        if constexpr (std::is_void_v<R>)
            callable(function)(arguments.template pass<I>(info)...);
        else
            Return<R>::set(info, callable(function)(arguments.template pass<I>(info)...));
    }
    PLINTH_GUARDED_END(info)
}

template <class R, class F, class... P>
void invoke(const Info& info, F& function, List<P...> parameters) {
    invoke<R>(info, function, parameters, std::index_sequence_for<P...>{});
}

template <class F>
void invoke(const Info& info, F& function) {
    if constexpr (IsOverloads<F>) {
        function.choose(info, F::kPlainCandidates, [&](auto& chosen) { invoke(info, chosen); });
    } else {
        using Plain = Signature<std::remove_const_t<F>>;
        invoke<typename Plain::Result>(info, function, typename Plain::Parameters{});
    }
}

/// A function pointer or member pointer under a name. Such pointers are part of the program, so
/// these records are as many as the program has bindings, and live as long as it does: script may
/// hold on to them, and a startup snapshot may name them.
struct FixedFunction {
    static constexpr std::size_t kBytes = 4 * sizeof(void*);
    std::string name;
    std::int32_t index = 0;  ///< Among all of the process.
    std::byte pointer[kBytes]{};
};

/// All of them, by index, in pieces that never move: what has an index can be read without a lock.
inline constexpr std::int32_t kFixedPiece = 1024;
inline constexpr std::int32_t kFixedPieces = 1024;
inline std::array<const FixedFunction**, kFixedPieces> fixed_pieces{};

/// The record that a function's data names: by its index, or, in a startup snapshot, where indexes
/// mean nothing, by its address.
inline const FixedFunction* fixed_of(v8::Local<v8::Value> data) {
    std::int32_t negative = 0;
    if (small_integer(data, negative) || data->IsInt32()) {
        if (negative == 0) negative = data.As<v8::Int32>()->Value();
        const std::int32_t index = -1 - negative;
        return fixed_pieces[static_cast<std::size_t>(index / kFixedPiece)][index % kFixedPiece];
    }
    return static_cast<const FixedFunction*>(data.As<v8::External>()->Value());
}

/// Finds the record of `bytes` (a pointer's representation) for this callback and name, or makes
/// it.
const FixedFunction* fixed_record(v8::FunctionCallback callback, std::string_view bytes,
                                  std::string_view name);

template <class F>
const FixedFunction* fixed(v8::FunctionCallback callback, F function, std::string_view name) {
    static_assert(std::is_trivially_copyable_v<F> && sizeof(F) <= FixedFunction::kBytes);
    return fixed_record(
        callback, std::string_view(reinterpret_cast<const char*>(&function), sizeof(F)), name);
}

template <class F>
F fixed_value(const Info& info) {
    F function;
    std::memcpy(&function, fixed_of(info.Data())->pointer, sizeof(F));
    return function;
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
    const F function = fixed_value<F>(info);
    invoke(info, function);
}

template <class F>
void stored_callback(const Info& info) {
    if (F* const function = stored_value<F>(info)) invoke(info, *function);
}

/// A V8 callback and the data that goes with it.
struct Callable {
    v8::FunctionCallback callback = nullptr;
    int length = 0;
    Shapes shapes{};
    const FixedFunction* record = nullptr;
    /// The index of what the realm stores for it, or none.
    std::int32_t stored = -1;
    /// What optimised code may call instead, where there is such a thing; see fast.h.
    const v8::CFunction* fast = nullptr;
};

/// Gives a callable with state to the realm of the module. While references are collected it is
/// dropped.
std::int32_t store(Module& module, std::unique_ptr<StoredFunction> function);

/// The fewest arguments of a call.
template <class F>
constexpr int shortest() {
    if constexpr (IsOverloads<F>)
        return F::kFewest;
    else
        return kRequired<F>;
}

template <class F>
constexpr Shapes shapes() {
    if constexpr (IsOverloads<F>)
        return F::kPlainShapes;
    else
        return kShapes<F>;
}

/// What the callback finds as its data: a record, the index of a stored function, or the name.
v8::Local<v8::Value> data_of(v8::Local<v8::Context> context, const Callable& callable,
                             std::string_view name);

template <auto F>
Callable plain_callable() {
    return {&static_callback<F>, kRequired<decltype(F)>, kShapes<decltype(F)>};
}

template <class F>
Callable plain_callable(Module& module, std::string_view name, F&& function) {
    using Function = std::decay_t<F>;
    constexpr int kLength = shortest<Function>();
    constexpr Shapes kAll = shapes<Function>();
    if constexpr (Stateless<Function>) {
        return {&stateless_callback<Function>, kLength, kAll};
    } else if constexpr (Pointer<Function>) {
        constexpr v8::FunctionCallback kCallback = &pointer_callback<Function>;
        return {kCallback, kLength, kAll, fixed<Function>(kCallback, function, name)};
    } else {
        return {&stored_callback<Function>, kLength, kAll, nullptr,
                store(module, std::make_unique<Stored<Function>>(std::string(name),
                                                                 std::forward<F>(function)))};
    }
}

/// What takes the place of a member whose permission the plugin does not have: it throws.
Callable refused(Realm& realm, std::string name, const char* permission, Callable callable);

/// A function for script that lasts as long as script has it. Empty when it has thrown.
v8::MaybeLocal<v8::Value> give_function(v8::Local<v8::Context> context,
                                        v8::FunctionCallback callback, int length,
                                        std::unique_ptr<StoredFunction> function);

template <class F>
v8::MaybeLocal<v8::Value> give_function(v8::Local<v8::Context> context, F function) {
    return give_function(context, &stored_callback<F>, kRequired<F>,
                         std::make_unique<Stored<F>>("function", std::move(function)));
}

/// Ends the program: a mistake of the program that binds, never of a script.
[[noreturn]] void fail(const std::string& message);

}  // namespace detail
}  // namespace plinth::js
