// SPDX-License-Identifier: MIT
// Making a startup snapshot: a context is set up once, at build time, and loaded ever after.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include <v8.h>

namespace plinth {

struct SnapshotResult {
    std::string bytes;  ///< The blob; empty when it failed.
    std::string error;
};

/// Runs `set_up` in a fresh context and serialises what it left. `references` are all native
/// addresses that the context may hold, ending with 0; loading needs the same list in this order.
SnapshotResult make_snapshot(const std::intptr_t* references,
                             const std::function<bool(v8::Local<v8::Context>)>& set_up);

}  // namespace plinth
