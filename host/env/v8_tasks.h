// SPDX-License-Identifier: MIT
// V8's own threads, as the end of a program sees them.

#pragma once

namespace plinth {

/// Waits until V8's worker threads have done what they were given so far, by any isolate. What they
/// found out may then be a task for Env::run_tasks_of_v8(). Thread: any.
void wait_for_threads_of_v8();

}  // namespace plinth
