// SPDX-License-Identifier: MIT
// Version numbers that scripts and people see.

#pragma once

namespace plinth {

inline constexpr const char* kPlinthVersion = "0.1.0";

/// What process.version says: the Node whose JavaScript level this V8 has, as npm packages ask for
/// features by it. Where Node 18 and 20 behave differently, Plinth does as 20.
inline constexpr const char* kNodeVersion = "18.20.4";

}  // namespace plinth
