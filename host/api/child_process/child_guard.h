// SPDX-License-Identifier: MIT
// What becomes of a plugin's children when the host dies without a word: a process of its own
// notices and ends them.

#pragma once

namespace plinth::api {

/// From now on the child ends when this process does: SIGTERM, and SIGKILL half a second later.
/// Thread: any.
void guard_child(int pid);
/// The child has ended by itself.
void forget_child(int pid);

}  // namespace plinth::api
