// SPDX-License-Identifier: MIT
// timers, native half: the loop's clock, the moment of the next timer, and whether the frame's
// budget is spent. The lists of timers are JavaScript's.
//
// Thread: the plugin's loop. Calls JS: never; Env::run_timers does.

#include "host/env/native_module.h"

namespace plinth::api {
namespace {

double now(Env& env) {
    env.loop().update_time();
    return static_cast<double>(env.loop().now_ms());
}

void schedule(Env& env, double due_ms) {
    env.schedule_timers(static_cast<std::int64_t>(due_ms));
}

bool budget_spent(Env& env) {
    return env.budget_spent();
}

}  // namespace

void init_timers(NativeModule& module) {
    module.function<&now>("now")
        .function<&schedule>("schedule")
        .function<&budget_spent>("budgetSpent");
}

}  // namespace plinth::api
