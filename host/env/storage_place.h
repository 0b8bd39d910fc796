// SPDX-License-Identifier: MIT
// Where a plugin's storage is, and how large it may be. Under `plinth run` there is none.

#pragma once

#include <cstdint>
#include <string>

#include "host/env/env.h"

namespace plinth {

/// Owner: an Env; filled by who made it. Thread: the Env's. Calls JS: no.
struct StoragePlace final : EnvPart {
    explicit StoragePlace(Env&) {}

    std::string file;  ///< Made when it is needed. Empty: the plugin has no storage.
    std::uint64_t most_bytes = 0;
};

}  // namespace plinth
