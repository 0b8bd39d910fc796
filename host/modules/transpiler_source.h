// SPDX-License-Identifier: MIT
// The transpiler's JavaScript, which the build bundled and linked into this program.

#pragma once

#include <string_view>

namespace plinth {

/// ASCII; there as long as the program.
std::string_view transpiler_source();
/// "amaro 1.2.1".
const char* transpiler_version();

}  // namespace plinth
