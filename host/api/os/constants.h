// SPDX-License-Identifier: MIT
// The system's numbers under their C names. What a system lacks is left out.

#pragma once

#include <span>

namespace plinth::api {

struct SystemConstant {
    const char* name;
    int value;
};

/// Of <errno.h>.
std::span<const SystemConstant> error_constants();
/// Of <dlfcn.h>.
std::span<const SystemConstant> library_constants();

}  // namespace plinth::api
