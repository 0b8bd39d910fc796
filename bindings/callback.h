// SPDX-License-Identifier: MIT
// JavaScript functions that C++ keeps and calls: js::Callback, and std::function for interfaces
// that know nothing of bindings.

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include <v8.h>

#include "bindings/argument.h"
#include "bindings/function.h"
#include "bindings/realm.h"
#include "bindings/spelling.h"
#include "bindings/type.h"

namespace plinth::js {
namespace detail {

class FunctionHold;
class LentFunction;

/// A function held for C++, until its last holder or its realm lets go. While it is an argument of
/// a running call, the call holds it for V8; most callbacks are not kept any longer.
///
/// Owner: those who hold it, together (FunctionHold). Thread: its realm's; holds may be copied and
/// dropped on others, but for the last.
class KeptFunction final : public Kept {
  public:
    KeptFunction(Realm& realm, v8::Local<v8::Function> function)
        : Kept(realm), function_(realm.isolate(), function) {}
    KeptFunction(Realm& realm, v8::Local<v8::Function> function, LentFunction& lender)
        : Kept(realm), lent_(function), lender_(&lender) {}
    ~KeptFunction() override;

    static void* operator new(std::size_t size) { return take_block(size); }
    static void operator delete(void* block, std::size_t size) { give_block(block, size); }

    v8::Local<v8::Function> get(v8::Isolate* isolate) const {
        return lent_.IsEmpty() ? function_.Get(isolate) : lent_;
    }
    bool is_same(v8::Isolate* isolate, const KeptFunction& other) const {
        return get(isolate) == other.get(isolate);
    }

  private:
    friend class FunctionHold;
    friend class LentFunction;

    void released() override {
        lent_.Clear();
        function_.Reset();
    }

    std::atomic<std::uint32_t> holders_{1};
    v8::Local<v8::Function> lent_;
    LentFunction* lender_ = nullptr;
    v8::Global<v8::Function> function_;
};

/// The end of the call whose argument a function is: who still holds it then has to keep it.
class LentFunction {
  public:
    LentFunction() = default;
    LentFunction(const LentFunction&) = delete;
    LentFunction& operator=(const LentFunction&) = delete;
    ~LentFunction() {
        if (function_ != nullptr) keep();
    }

  private:
    friend class KeptFunction;
    friend FunctionHold keep_function(const Where&, v8::Local<v8::Value>, LentFunction*);
    void keep();

    KeptFunction* function_ = nullptr;
};

/// One of those who hold a KeptFunction.
class FunctionHold {
  public:
    FunctionHold() = default;
    explicit FunctionHold(KeptFunction* function) : function_(function) {}
    FunctionHold(const FunctionHold& other) : function_(other.function_) {
        if (function_ != nullptr) function_->holders_.fetch_add(1, std::memory_order_relaxed);
    }
    FunctionHold(FunctionHold&& other) noexcept
        : function_(std::exchange(other.function_, nullptr)) {}
    FunctionHold& operator=(FunctionHold other) noexcept {
        std::swap(function_, other.function_);
        return *this;
    }
    ~FunctionHold() {
        if (function_ != nullptr) drop();
    }

    KeptFunction* operator->() const { return function_; }
    KeptFunction& operator*() const { return *function_; }
    bool operator==(const FunctionHold&) const = default;
    bool operator==(std::nullptr_t) const { return function_ == nullptr; }

  private:
    void drop() {
        if (function_->holders_.load(std::memory_order_acquire) == 1 ||
            function_->holders_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
            delete function_;
        }
    }

    KeptFunction* function_ = nullptr;
};

/// The function's hold on its realm; null when it has thrown. With a lender, which may be null,
/// only for the running call at first.
FunctionHold keep_function(const Where& where, v8::Local<v8::Value> value, LentFunction* lender);

/// "(a: number, b: string) => void": a function that script gives (In) or gets (Out).
template <class R, class... P>
std::string spell_function(Spelling& spelling, Way way) {
    [[maybe_unused]] const Way inner = way == Way::In ? Way::Out : Way::In;
    std::string text;
    char name = 'a';
    ((text += std::string(text.empty() ? "" : ", ") + name++ + ": " + spelling.of<P>(inner)), ...);
    // What script returns where nothing is wanted does not matter.
    const std::string result = std::is_void_v<R> ? std::string("void") : spelling.of<R>(way);
    return "(" + text + ") => " + result;
}

}  // namespace detail

template <class F>
class Callback;

/// A JavaScript function. Calling it goes through Realm::call(), so it may be called at any time:
/// an error inside is reported there, and the result is then an R{}; so it is once its plugin has
/// been unloaded. Copies share the function.
///
/// Thread: its realm's, for every use, the destruction of the last copy included.
template <class R, class... P>
class Callback<R(P...)> {
    static_assert(!std::is_reference_v<R>, "script's result has no owner in C++");

  public:
    /// Holds nothing: not alive.
    Callback() = default;
    explicit Callback(detail::FunctionHold function) : function_(std::move(function)) {}

    /// Whether a call would run script.
    bool alive() const {
        return function_ != nullptr && function_->realm() != nullptr &&
               function_->realm()->can_call_js();
    }
    explicit operator bool() const { return alive(); }

    /// Whether both hold the same function.
    bool operator==(const Callback& other) const {
        if (function_ == other.function_) return true;
        if (function_ == nullptr || other.function_ == nullptr) return false;
        Realm* const realm = function_->realm();
        if (realm == nullptr || realm != other.function_->realm()) return false;
        const v8::HandleScope handles(realm->isolate());
        return function_->is_same(realm->isolate(), *other.function_);
    }

    R operator()(P... arguments) const {
        if (!alive()) return R();
        // The realm may let go of the function, and of itself, during the call.
        const detail::FunctionHold function = function_;
        Realm& realm = *function->realm();
        v8::Isolate* const isolate = realm.isolate();
        const v8::Isolate::Scope isolate_scope(isolate);
        const v8::HandleScope handles(isolate);
        const v8::Local<v8::Context> context = realm.context();
        const v8::Context::Scope context_scope(context);

        std::array<v8::Local<v8::Value>, sizeof...(P) + 1> values;
        if (!reported(realm, [&] {
                std::size_t at = 0;
                return (to_js<P>(context, std::forward<P>(arguments)).ToLocal(&values[at++]) &&
                        ...);
            })) {
            return R();
        }
        v8::Local<v8::Value> result;
        if (!realm
                 .call(function->get(isolate), v8::Undefined(isolate),
                       static_cast<int>(sizeof...(P)), values.data())
                 .ToLocal(&result)) {
            return R();
        }
        if constexpr (!std::is_void_v<R>) return converted(*function, result);
    }

#ifdef __cpp_exceptions
    /// Calls it as part of the script that is running: what it throws comes out as a ScriptError,
    /// and so does a result that is no R. For bound functions that were called by script and want
    /// its errors to reach their caller. Where no script runs, or the function is gone, it is
    /// operator().
    R call_or_throw(P... arguments) const {
        if (!alive() || !function_->realm()->isolate()->InContext() ||
            !function_->realm()->script_is_running()) {
            return (*this)(std::forward<P>(arguments)...);
        }
        const detail::FunctionHold function = function_;
        v8::Isolate* const isolate = function->realm()->isolate();
        const v8::HandleScope handles(isolate);
        const v8::Local<v8::Context> context = function->realm()->context();
        std::optional<v8::Context::Scope> entered;
        if (isolate->GetCurrentContext() != context) entered.emplace(context);
        v8::TryCatch caught(isolate);
        std::array<v8::Local<v8::Value>, sizeof...(P) + 1> values;
        std::size_t at = 0;
        v8::Local<v8::Value> result;
        if (!(to_js<P>(context, std::forward<P>(arguments)).ToLocal(&values[at++]) && ...) ||
            !function->get(isolate)
                 ->Call(context, v8::Undefined(isolate), static_cast<int>(sizeof...(P)),
                        values.data())
                 .ToLocal(&result)) {
            throw ScriptError(isolate, caught.HasTerminated() ? v8::Null(isolate).As<v8::Value>()
                                                              : caught.Exception());
        }
        if constexpr (!std::is_void_v<R>) {
            Parameter<R> converted_result;
            const Where where(isolate, "The callback's result");
            bool loaded = converted_result.load(where, result);
            if constexpr (requires { converted_result.settle(where); })
                loaded = loaded && converted_result.settle(where);
            if (!loaded) throw ScriptError(isolate, caught.Exception());
            return converted_result.pass();
        }
    }
#endif

    /// The function itself; null once its realm is gone.
    v8::Local<v8::Value> value(v8::Isolate* isolate) const {
        if (function_ == nullptr || function_->realm() == nullptr) return v8::Null(isolate);
        return function_->get(isolate);
    }

  private:
    /// Runs a conversion whose errors nobody but the realm can see.
    template <class Body>
    static bool reported(Realm& realm, Body&& body) {
        v8::Local<v8::Value> exception;
        {
            const v8::TryCatch caught(realm.isolate());
            if (body()) return true;
            if (!caught.HasCaught() || caught.HasTerminated()) return false;
            exception = caught.Exception();
        }
        realm.report(exception);
        return false;
    }

    static R converted(const detail::KeptFunction& function, v8::Local<v8::Value> value) {
        if (function.realm() == nullptr) return R();
        Parameter<R> result;
        if (!reported(*function.realm(), [&] {
                const Where where(function.realm()->isolate(), "The callback's result");
                if (!result.load(where, value)) return false;
                if constexpr (requires { result.settle(where); }) return result.settle(where);
                return true;
            })) {
            return R();
        }
        return result.pass();
    }

    detail::FunctionHold function_;
};

namespace detail {

template <class T>
inline constexpr bool kIsCallback = false;
template <class F>
inline constexpr bool kIsCallback<Callback<F>> = true;

}  // namespace detail

/// A function that most often is only called while the call runs that it is an argument of.
template <class P>
requires detail::kIsCallback<std::remove_cvref_t<P>>
class Parameter<P> {
    using Bare = std::remove_cvref_t<P>;
    static_assert(!std::is_lvalue_reference_v<P> || std::is_const_v<std::remove_reference_t<P>>,
                  "JavaScript has no output parameters: return the value instead");

  public:
    bool load(const Where& where, v8::Local<v8::Value> value) {
        detail::FunctionHold hold = detail::keep_function(where, value, &lent_);
        if (hold == nullptr) return false;
        callback_ = Bare(std::move(hold));
        return true;
    }
    template <class D>
    void assign(const D& value) {
        callback_ = value;
    }
    decltype(auto) pass() {
        if constexpr (std::is_reference_v<P>)
            return static_cast<P>(callback_);
        else
            return Bare(std::move(callback_));
    }

  private:
    detail::LentFunction lent_;
    Bare callback_;
};

template <class R, class... P>
struct Convert<Callback<R(P...)>> {
    static std::optional<Callback<R(P...)>> from(const Where& where, v8::Local<v8::Value> value) {
        auto function = detail::keep_function(where, value, nullptr);
        if (function == nullptr) return std::nullopt;
        return Callback<R(P...)>(std::move(function));
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const Callback<R(P...)>& callback) {
        return callback.value(context->GetIsolate());
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsFunction(); }
    static std::string spell(Spelling& spelling, Way way) {
        return detail::spell_function<R, P...>(spelling, way);
    }
};

/// A Callback in a plain coat; as a result, a new function that lives as long as script wants it.
template <class R, class... P>
struct Convert<std::function<R(P...)>> {
    static std::optional<std::function<R(P...)>> from(const Where& where,
                                                      v8::Local<v8::Value> value) {
        auto callback = Convert<Callback<R(P...)>>::from(where, value);
        if (!callback) return std::nullopt;
        return std::function<R(P...)>(std::move(*callback));
    }
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context,
                                        const std::function<R(P...)>& function) {
        if (!function) return v8::Null(context->GetIsolate()).template As<v8::Value>();
        return detail::give_function(context, function);
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsFunction(); }
    static std::string spell(Spelling& spelling, Way way) {
        return detail::spell_function<R, P...>(spelling, way);
    }
};

}  // namespace plinth::js
