// SPDX-License-Identifier: MIT
// Who opened which file descriptor. Numbers are the OS process's, so one table serves all plugins:
// a plugin with a policy may use only what it opened itself.

#pragma once

#include <string>

#include "host/env/env.h"

namespace plinth {

/// What was just opened becomes the Env's: teardown closes it if the script does not. Closed at
/// once when the Env is gone. `resource` is the file's checked path; only needed of plugins with a
/// policy.
void land_descriptor(Env& env, int descriptor, std::string resource);

/// Closes on the calling thread.
void close_at_once(int descriptor);

/// Ends the ownership, before the descriptor is closed.
void forget_descriptor(Env& env, int descriptor);

/// Whether the Env may use it.
bool may_use_descriptor(Env& env, int descriptor);

/// The checked path of what the Env opened; empty when there is none.
std::string resource_of_descriptor(Env& env, int descriptor);

}  // namespace plinth
