// SPDX-License-Identifier: MIT
// Gate: the only way into a plugin's JavaScript. It opens scopes, runs nextTicks and microtasks
// when the outermost call returns, and hands what nobody caught to the Env.

#pragma once

#include <cstddef>

#include <v8.h>

namespace plinth {

class Env;
struct GcFigures;
enum class Entry : std::size_t;

/// Owner: an Env. Thread: its Runtime's. Calls JS: yes.
class Gate {
  public:
    explicit Gate(Env& env) : env_(env) {}

    /// While one lives, V8 may be used and JavaScript may run. The outermost one of an Env runs
    /// nextTicks and microtasks in its destructor, if JavaScript was called inside it.
    class Scope {
      public:
        explicit Scope(Gate& gate);
        ~Scope();
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

      private:
        Gate& gate_;
        v8::Isolate::Scope isolate_;
        v8::HandleScope handles_;
        v8::Context::Scope context_;
    };

    /// Calls a function. Empty when it threw (already reported), was ended, or the gate is shut.
    v8::MaybeLocal<v8::Value> call(v8::Local<v8::Function> function, v8::Local<v8::Value> receiver,
                                   int argc, v8::Local<v8::Value>* argv);

    /// Calls a built-in that runs callbacks of the plugin, and counts them itself.
    v8::MaybeLocal<v8::Value> run(Entry entry);

    /// True while code of the plugin, or of the built-ins on its behalf, is on the stack.
    bool running() const { return script_depth_ > 0; }

  private:
    friend class Env;

    v8::MaybeLocal<v8::Value> call_uncounted(v8::Local<v8::Function> function,
                                             v8::Local<v8::Value> receiver, int argc,
                                             v8::Local<v8::Value>* argv);
    /// Calls without reporting. Empty with `caught` filled when it threw or was ended.
    v8::MaybeLocal<v8::Value> invoke(v8::Local<v8::Function> function,
                                     v8::Local<v8::Value> receiver, int argc,
                                     v8::Local<v8::Value>* argv);
    /// Deals with what `caught` holds: reports an error; ends a termination if nothing is below.
    void settle(v8::TryCatch& caught);
    void enter();
    void leave();
    void drain();

    Env& env_;
    GcFigures* payer_below_ = nullptr;
    int depth_ = 0;         // Scopes and calls: the last one out drains.
    int script_depth_ = 0;  // Calls only: below one of them a termination must go on unwinding.
};

}  // namespace plinth
