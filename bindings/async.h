// SPDX-License-Identifier: MIT
// What takes longer than a call: promises that C++ settles from any thread, functions that run on
// other threads, coroutines, and callbacks that any thread may call.
//
//     module.function("load", js::async(&load_level));         // on the thread pool
//     module.function("ask", [&](std::string text) {           // settled when the game likes
//         js::Promise<int> answer;
//         game.ask(text, [answer](int given) { answer.resolve(given); });
//         return answer;
//     });
//     js::Promise<int> think(std::string about) {              // a C++20 coroutine
//         co_await js::pool();                                 // from here on another thread
//         co_return slow_thought(about);
//     }

#pragma once

#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <v8.h>

#include "bindings/core.h"

namespace plinth::js {
namespace detail {

/// Runs it on one of a few threads that all bindings of the process share.
void run_on_pool(std::function<void()> task);

/// What a Promise and its copies share.
class PromiseCore : public std::enable_shared_from_this<PromiseCore> {
  public:
    virtual ~PromiseCore() = default;
    /// Called once, as soon as it is settled: now, or by the thread that settles it.
    void when_settled(std::function<void()> next);
    bool settled() const;

  protected:
    /// Runs `store` and tells who waits, unless it was settled before.
    void settle(const std::function<void()>& store);

    mutable std::mutex mutex_;
    bool settled_ = false;
    std::exception_ptr failure_;
    std::vector<std::function<void()>> waiting_;
};

using Nothing = std::monostate;
template <class T>
using Held = std::conditional_t<std::is_void_v<T>, Nothing, T>;

template <class T>
class PromiseState final : public PromiseCore {
  public:
    void resolve(Held<T> value) {
        settle([&] { value_.emplace(std::move(value)); });
    }
    void reject(std::exception_ptr failure) {
        settle([&] { failure_ = std::move(failure); });
    }
    /// These are for when it is settled: nothing changes any more.
    const std::exception_ptr& failure() const { return failure_; }
    Held<T>& value() { return *value_; }

  private:
    std::optional<Held<T>> value_;
};

/// The JavaScript promise that will be settled with what `convert` gives, on the realm's thread,
/// when `core` is settled. Empty when it has thrown.
v8::MaybeLocal<v8::Value> promise_of(v8::Local<v8::Context> context,
                                     const std::shared_ptr<PromiseCore>& core,
                                     const std::exception_ptr& (*failure)(PromiseCore&),
                                     v8::MaybeLocal<v8::Value> (*convert)(PromiseCore&,
                                                                          v8::Local<v8::Context>));

}  // namespace detail

template <class T>
class Promise;

namespace detail {

template <class T>
struct CoroutineResult {
    void return_value(T value) { state->resolve(std::move(value)); }
    std::shared_ptr<PromiseState<T>> state = std::make_shared<PromiseState<T>>();
};
template <>
struct CoroutineResult<void> {
    void return_void() { state->resolve({}); }
    std::shared_ptr<PromiseState<void>> state = std::make_shared<PromiseState<void>>();
};

}  // namespace detail

/// A value that comes later. Script gets a promise of its own for it; the plugin may end before it
/// is settled. Copies are the same promise.
///
/// Thread: any, for all of it. The value is converted on the plugin's thread, and destroyed
/// wherever the last copy goes.
template <class T>
class Promise {
  public:
    Promise() : state_(std::make_shared<detail::PromiseState<T>>()) {}

    /// The first one counts.
    void resolve(detail::Held<T> value = {}) const { state_->resolve(std::move(value)); }
    void reject(std::exception_ptr failure) const { state_->reject(std::move(failure)); }
    void reject(Error error) const { reject(std::make_exception_ptr(std::move(error))); }
    void reject(std::string message) const { reject(Error(std::move(message))); }
    bool settled() const { return state_->settled(); }

    // A function that returns a Promise may be a coroutine. It begins at once, on its caller's
    // thread; its parameters have to be values, since the call is over when it goes on.
    struct promise_type : detail::CoroutineResult<T> {
        Promise get_return_object() { return Promise(this->state); }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void unhandled_exception() { this->state->reject(std::current_exception()); }
    };
    /// `co_await promise`: goes on in the thread that settles it.
    auto operator co_await() const {
        struct Awaiter {
            std::shared_ptr<detail::PromiseState<T>> state;
            bool await_ready() const { return state->settled(); }
            void await_suspend(std::coroutine_handle<> waiting) const {
                state->when_settled([waiting] { waiting.resume(); });
            }
            T await_resume() const {
                if (state->failure()) std::rethrow_exception(state->failure());
                if constexpr (!std::is_void_v<T>) return state->value();
            }
        };
        return Awaiter{state_};
    }

  private:
    friend struct Convert<Promise<T>>;
    explicit Promise(std::shared_ptr<detail::PromiseState<T>> state) : state_(std::move(state)) {}

    std::shared_ptr<detail::PromiseState<T>> state_;
};

/// `co_await js::pool()`: the rest of the coroutine runs on a thread of the pool.
inline auto pool() {
    struct Awaiter {
        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting) const {
            detail::run_on_pool([waiting] { waiting.resume(); });
        }
        void await_resume() const {}
    };
    return Awaiter{};
}

/// `co_await js::thread_of(realm)`, made before leaving it: back to the plugin's own thread. If the
/// plugin has ended meanwhile, the coroutine stays where it is.
inline auto thread_of(Realm& realm) {
    struct Awaiter {
        Realm::Post post;
        bool await_ready() const { return post == nullptr; }
        bool await_suspend(std::coroutine_handle<> waiting) const {
            return post([waiting] { waiting.resume(); });
        }
        void await_resume() const {}
    };
    return Awaiter{realm.poster()};
}

template <class T>
struct Convert<Promise<T>> {
    static v8::MaybeLocal<v8::Value> to(v8::Local<v8::Context> context, const Promise<T>& promise) {
        // What waits in the state refers to it weakly, or an unsettled one would never go; whoever
        // settles it passes it on.
        return detail::promise_of(
            context, promise.state_,
            [](detail::PromiseCore& core) -> const std::exception_ptr& {
                return static_cast<detail::PromiseState<T>&>(core).failure();
            },
            [](detail::PromiseCore& core,
               v8::Local<v8::Context> later) -> v8::MaybeLocal<v8::Value> {
                auto* const state = &static_cast<detail::PromiseState<T>&>(core);
                if constexpr (std::is_void_v<T>) {
                    return v8::Undefined(later->GetIsolate()).template As<v8::Value>();
                } else {
                    return to_js(later, std::as_const(state->value()));
                }
            });
    }
    static std::string spell(Spelling& spelling, Way) {
        return "Promise<" + detail::spell<T>(spelling, Way::Out) + ">";
    }
};

namespace detail {

/// A function whose call is only a task for the pool.
template <class F, class R, class... P>
struct PoolCall {
    static_assert(
        ((!ByReference<std::remove_cvref_t<P>> && !std::is_pointer_v<P> &&
          !KeptDuringCall<P>)&&...),
        "a function of the pool takes values: objects, views and spans may end meanwhile");
    F function;

    Promise<R> operator()(std::remove_cvref_t<P>... arguments) const {
        const Promise<R> promise;
        run_on_pool([promise, call = function,
                     values = std::make_tuple(std::move(arguments)...)]() mutable {
#ifdef __cpp_exceptions
            try {
#endif
                if constexpr (std::is_void_v<R>) {
                    std::apply(call, std::move(values));
                    promise.resolve();
                } else {
                    promise.resolve(std::apply(call, std::move(values)));
                }
#ifdef __cpp_exceptions
            } catch (...) {
                promise.reject(std::current_exception());
            }
#endif
        });
        return promise;
    }
};

template <class F, class... P>
auto pool_call(F function, List<P...>) {
    using R = typename Signature<F>::Result;
    return PoolCall<F, std::remove_cvref_t<R>, P...>{std::move(function)};
}

}  // namespace detail

/// `function`, run on the thread pool: script gets a promise of its result. It may not touch what
/// the game's thread touches, nor V8, nor callbacks other than AnyThread ones.
template <class F>
auto async(F&& function) {
    using Function = std::decay_t<F>;
    return detail::pool_call(Function(std::forward<F>(function)),
                             typename detail::Signature<Function>::Parameters{});
}

/// A JavaScript function that any thread may call, and destroy: it runs on its plugin's thread, a
/// little later, unless the plugin has ended by then.
template <class... P>
class AnyThread {
    static_assert(((!std::is_reference_v<P> && !std::is_pointer_v<P>)&&...),
                  "the call comes later: its arguments have to be values");

  public:
    AnyThread() = default;
    AnyThread(Realm& realm, Callback<void(P...)> callback)
        : held_(std::make_shared<Held>(realm.poster(), std::move(callback))) {}

    /// False: the plugin's thread takes nothing any more.
    bool operator()(P... arguments) const {
        if (held_ == nullptr || held_->post == nullptr) return false;
        return held_->post([held = held_, values = std::make_tuple(std::move(arguments)...)] {
            std::apply(held->callback, values);
        });
    }
    explicit operator bool() const { return held_ != nullptr; }

  private:
    /// Owner: the copies. Thread: any; the Callback in it is used and destroyed on its realm's.
    struct Held {
        Held(Realm::Post given, Callback<void(P...)> function)
            : post(std::move(given)), callback(std::move(function)) {}
        ~Held() {
            if (std::this_thread::get_id() == home || post == nullptr) return;
            // If nobody takes it, its realm has let go of the function already.
            static_cast<void>(post([last = std::move(callback)] {}));
        }
        Realm::Post post;
        Callback<void(P...)> callback;
        std::thread::id home = std::this_thread::get_id();
    };

    std::shared_ptr<Held> held_;
};

template <class... P>
struct Convert<AnyThread<P...>> {
    static std::optional<AnyThread<P...>> from(const Where& where, v8::Local<v8::Value> value) {
        auto callback = Convert<Callback<void(P...)>>::from(where, value);
        if (!callback) return std::nullopt;
        return AnyThread<P...>(*Realm::from(where.context()), std::move(*callback));
    }
    static bool matches(v8::Local<v8::Value> value) { return value->IsFunction(); }
    static std::string spell(Spelling& spelling, Way way) {
        return detail::spell_function<void, P...>(spelling, way);
    }
};

}  // namespace plinth::js
