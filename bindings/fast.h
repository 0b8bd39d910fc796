// SPDX-License-Identifier: MIT
// Functions that optimised script calls directly, without the way through V8's arguments (about a
// third of the time). The ordinary call stands beside it, for code that is not optimised and for
// every argument that is not what it should be.
//
//     module.fast_function<&add>("add");
//     module.type<Ship>("Ship").fast_method<&Ship::turn>("turn");
//
// Careful: such a function may not call script, not even by way of an event, nor use V8, nor let an
// object end that script may know. Nobody can check that. Its parameters and its result are numbers
// of up to 32 bits, float, double, or bool.

#pragma once

#include <cmath>
#include <cstdint>
#include <exception>
#include <limits>
#include <type_traits>

#include <v8.h>

#include "bindings/class.h"
#include "bindings/member.h"
#include "bindings/module.h"

// Debian's headers of V8 10.2 leave v8-fast-api-calls.h out; what follows is laid out as the
// library has it. With another V8, the ordinary call is all there is.
#if V8_MAJOR_VERSION == 10 && V8_MINOR_VERSION == 2 && !__has_include(<v8-fast-api-calls.h>)
#define PLINTH_FAST_CALLS 1

namespace v8 {

/// The type of an argument or a result, in three bytes.
class CTypeInfo {
  public:
    enum class Type : std::uint8_t {
        Void = 0,
        Bool = 1,
        Int32 = 2,
        Uint32 = 3,
        Float32 = 6,
        Float64 = 7,
        Value = 8,
        Options = 255
    };
    constexpr CTypeInfo(Type type) : type_(type) {}

  private:
    Type type_;
    std::uint8_t sequence_ = 0;
    std::uint8_t flags_ = 0;
};

class CFunctionInfo {
  public:
    constexpr CFunctionInfo(CTypeInfo result, unsigned count, const CTypeInfo* arguments, int)
        : result_(result), count_(count), arguments_(arguments) {}

  private:
    CTypeInfo result_;
    unsigned count_;
    const CTypeInfo* arguments_;
};

class CFunction {
  public:
    constexpr CFunction(const void* address, const CFunctionInfo* info)
        : address_(address), info_(info) {}

  private:
    const void* address_;
    const CFunctionInfo* info_;
};

}  // namespace v8
#else
#define PLINTH_FAST_CALLS 0
#endif

namespace plinth::js::detail {

/// What V8 hands a fast call at its end: set `fallback`, and V8 makes the ordinary call.
struct FastOptions {
    bool fallback;
};

template <class T>
concept FastNumber = SmallInteger<T> || std::is_same_v<T, float> || std::is_same_v<T, double>;
template <class P>
concept FastParameter =
    FastNumber<std::remove_cvref_t<P>> || std::is_same_v < std::remove_cvref_t<P>,
bool > ;
template <class R>
concept FastResult = std::is_void_v<R> || FastParameter<R>;

/// How an argument comes: a number as a double, so that whether it fits is for us to say.
template <class P>
using FastArgument =
    std::conditional_t<std::is_same_v<std::remove_cvref_t<P>, bool>, v8::Local<v8::Value>, double>;

template <class T>
bool fast_fits([[maybe_unused]] double value) {
    if constexpr (std::is_floating_point_v<T>) {
        return true;
    } else {
        return value >= static_cast<double>(std::numeric_limits<T>::lowest()) &&
               value <= static_cast<double>(std::numeric_limits<T>::max()) &&
               value == static_cast<double>(static_cast<std::int64_t>(value));
    }
}
template <class T>
bool fast_fits(v8::Local<v8::Value> value) {
    return value->IsBoolean();
}
template <class T>
T fast_value(double value) {
    return static_cast<T>(value);
}
template <class T>
T fast_value(v8::Local<v8::Value> value) {
    return value->IsTrue();
}

/// An exception that a fast call let pass: V8 makes the ordinary call after it, which throws that
/// instead of calling once more.
inline thread_local std::exception_ptr pending_exception;

#if PLINTH_FAST_CALLS
template <class T>
constexpr v8::CTypeInfo fast_type() {
    using Type = v8::CTypeInfo::Type;
    if constexpr (std::is_void_v<T>)
        return Type::Void;
    else if constexpr (std::is_same_v<T, bool>)
        return Type::Bool;
    else if constexpr (std::is_floating_point_v<T>)
        return Type::Float64;
    else if constexpr (std::is_signed_v<T>)
        return Type::Int32;
    else
        return Type::Uint32;
}
template <class R>
struct FastReturnOf {
    using Type = std::conditional_t<std::is_signed_v<R>, std::int32_t, std::uint32_t>;
};
// clang-format off
template <> struct FastReturnOf<void> { using Type = void; };
template <> struct FastReturnOf<bool> { using Type = bool; };
template <> struct FastReturnOf<float> { using Type = double; };
template <> struct FastReturnOf<double> { using Type = double; };
// clang-format on

/// The call for a function F of this signature, whose object (if it is a method) is a T.
template <class T, auto F, class R, class... P>
struct FastCaller {
    using Result = typename FastReturnOf<std::remove_cvref_t<R>>::Type;

    static Result call(v8::Local<v8::Object> receiver, FastArgument<P>... arguments,
                       FastOptions& options) {
        if (!(fast_fits<std::remove_cvref_t<P>>(arguments) && ...)) return back(options);
        if constexpr (std::is_void_v<T>) {
            return run(options, [&]() -> Result {
                return static_cast<Result>(F(fast_value<std::remove_cvref_t<P>>(arguments)...));
            });
        } else {
            const Wrapper* const wrapper = Wrapper::of(receiver);
            if (wrapper == nullptr || !wrapper->exists() || !wrapper->is(tag_of<T>()) ||
                (wrapper->loose() && !MemberSignature<decltype(F)>::kIsConst)) {
                return back(options);
            }
            T& object = *static_cast<T*>(wrapper->as(tag_of<T>()));
            return run(options, [&]() -> Result {
                return static_cast<Result>(
                    std::invoke(F, object, fast_value<std::remove_cvref_t<P>>(arguments)...));
            });
        }
    }

    static Result back(FastOptions& options) {
        options.fallback = true;
        return Result();
    }

    template <class Body>
    static Result run([[maybe_unused]] FastOptions& options, Body&& body) {
#ifdef __cpp_exceptions
        try {
            return body();
        } catch (...) {
            pending_exception = std::current_exception();
            return back(options);
        }
#else
        return body();
#endif
    }

    static constexpr unsigned kCount = sizeof...(P) + 2;
    static constexpr v8::CTypeInfo kTypes[kCount] = {
        v8::CTypeInfo::Type::Value,
        (std::is_same_v<std::remove_cvref_t<P>, bool> ? v8::CTypeInfo::Type::Value
                                                      : v8::CTypeInfo::Type::Float64)...,
        v8::CTypeInfo::Type::Options};
    static constexpr v8::CFunctionInfo kInfo{fast_type<std::remove_cvref_t<R>>(), kCount, kTypes,
                                             0};
    inline static const v8::CFunction kFunction{reinterpret_cast<const void*>(&call), &kInfo};
};

template <class T, auto F, class R, class... P>
const v8::CFunction* fast_function(List<P...>) {
    return &FastCaller<T, F, R, P...>::kFunction;
}
#else
template <class T, auto F, class R, class... P>
const v8::CFunction* fast_function(List<P...>) {
    return nullptr;
}
#endif

template <class R, class... P>
constexpr bool is_fast(List<P...>) {
    return FastResult<std::remove_cvref_t<R>> && (FastParameter<P> && ...);
}

/// True when a fast call has thrown just now; then the exception is script's.
inline bool rethrow_pending([[maybe_unused]] const Info& info) {
#ifdef __cpp_exceptions
    if (pending_exception == nullptr) [[likely]]
        return false;
    const std::exception_ptr exception = std::exchange(pending_exception, nullptr);
    guarded(info, [&] { std::rethrow_exception(exception); });
    return true;
#else
    return false;
#endif
}

template <auto F>
void fast_function_beside(const Info& info) {
    if (!rethrow_pending(info)) static_callback<F>(info);
}
template <class T, auto F>
void fast_method_beside(const Info& info) {
    if (!rethrow_pending(info)) static_member<T, Member::Method, F>(info);
}

template <auto F>
Callable fast_callable() {
    using Function = decltype(F);
    using Parameters = typename Signature<Function>::Parameters;
    using R = typename Signature<Function>::Result;
    static_assert(is_fast<R>(Parameters{}), "a fast function takes and returns numbers and bool");
    Callable callable = plain_callable<F>();
    callable.callback = &fast_function_beside<F>;
    callable.fast = fast_function<void, F, R>(Parameters{});
    return callable;
}

template <class T, auto F>
Callable fast_member() {
    using Function = decltype(F);
    using Parameters = typename MemberSignature<Function>::Parameters;
    using R = typename Signature<Function>::Result;
    static_assert(!MemberSignature<Function>::kByPointer, "take the object by reference");
    static_assert(is_fast<R>(Parameters{}), "a fast method takes and returns numbers and bool");
    return {&fast_method_beside<T, F>,
            required<0>(Parameters{}),
            shapes_of<R, 0>(Parameters{}),
            nullptr,
            -1,
            fast_function<T, F, R>(Parameters{})};
}

}  // namespace plinth::js::detail

namespace plinth::js {

template <auto F>
Module& Module::fast_function(const char* name, const Note& note) {
    return add(name, detail::fast_callable<F>(), note);
}

template <class T>
template <auto F>
Class<T>& Class<T>::fast_method(const char* name, const Note& note) {
    add_method(name, detail::fast_member<T, F>(), note);
    return *this;
}

}  // namespace plinth::js
