// SPDX-License-Identifier: MIT
// A thread that waits, and ends the script if nobody stopped it before.

#include "host/modules/script_timeout.h"

#include <string>

#include "host/env/errors.h"

namespace plinth {
namespace {

constexpr std::chrono::milliseconds kAgainAfter{20};

}  // namespace

ScriptTimeout::ScriptTimeout(Env& env, std::chrono::milliseconds limit) : env_(env) {
    if (limit.count() < 0) return;
    thread_ = std::thread([this, limit] {
        std::unique_lock lock(mutex_);
        if (stopped_.wait_for(lock, limit, [this] { return is_stopped_; })) return;
        fired_ = true;
        // The request is lost when it meets native code that takes it for its own.
        do {
            env_.runtime().engine().terminate();
        } while (!stopped_.wait_for(lock, kAgainAfter, [this] { return is_stopped_; }));
    });
}

ScriptTimeout::~ScriptTimeout() {
    stop();
}

void ScriptTimeout::stop() {
    {
        const std::lock_guard lock(mutex_);
        is_stopped_ = true;
    }
    stopped_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool ScriptTimeout::ran_out() {
    stop();
    return fired_ && forgive_end_of_script(env_);
}

bool forgive_end_of_script(Env& env) {
    // Somebody else wants the whole plugin to end.
    Engine& engine = env.runtime().engine();
    if (env.watch().hung() || engine.heap_exhausted() || env.unwinding() || !env.can_call_js()) {
        return false;
    }
    engine.forgive();
    return true;
}

void throw_timeout(v8::Isolate* isolate, std::chrono::milliseconds limit) {
    Error error;
    error.code = "ERR_SCRIPT_EXECUTION_TIMEOUT";
    error.message = "Script execution timed out after " + std::to_string(limit.count()) + "ms";
    throw_error(isolate, error);
}

}  // namespace plinth
