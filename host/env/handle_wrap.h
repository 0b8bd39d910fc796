// SPDX-License-Identifier: MIT
// HandleWrap: a JavaScript object that stands for a libuv handle. Its class is declared with
// NativeModule::handle().

#pragma once

#include <v8.h>

#include "host/env/env.h"

namespace plinth {

/// Derive for each kind of handle; the derived constructor takes (Env&, v8::Local<v8::Object>), or
/// the call's info when it looks at the arguments.
///
/// Owner: itself, on the Env's ledger; end_of_life() deletes it. The JavaScript object is kept
/// alive between hold() and let_go(), and may be collected otherwise, which closes the handle.
/// Thread: the loop's. Calls JS: notify(), through the ready queue.
class HandleWrap : public Tracked {
  public:
    static constexpr int kFields = 2;
    static constexpr int kTagField = 0;
    static constexpr int kPointerField = 1;

    HandleWrap(Env& env, v8::Local<v8::Object> object);
    ~HandleWrap() override;

    Env& env() { return env_; }
    v8::Local<v8::Object> object() { return object_.Get(env_.isolate()); }

    /// Keeps the JavaScript object alive, as while a watcher runs.
    void hold() { object_.ClearWeak(); }
    /// Lets the garbage collector have it.
    void let_go();

    // Tracked. Derived: close the uv handle; its close callback calls end_of_life(). May come
    // twice, and from inside a garbage collection: use nothing of V8.
    void close() override = 0;

  protected:
    /// The uv handle is closed: frees this.
    void end_of_life() { delete this; }

  private:
    static void on_collected(const v8::WeakCallbackInfo<HandleWrap>& info);

    Env& env_;
    v8::Global<v8::Object> object_;
};

/// A JavaScript event of a handle that waits for its turn: calls `object.<method>(...arguments)`.
class HandleEvent final : public ReadyTask {
  public:
    HandleEvent(Env& env, v8::Local<v8::Object> object, const char* method)
        : object_(env.isolate(), object), method_(method) {}

    /// Builds the arguments when its turn comes; at most kMost.
    static constexpr int kMost = 4;
    using Arguments = std::function<int(Env&, v8::Local<v8::Value>*)>;
    Arguments arguments;

    void run(Env& env) override;
    void drop() override { delete this; }

  private:
    v8::Global<v8::Object> object_;
    const char* method_;
};

}  // namespace plinth
