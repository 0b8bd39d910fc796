// SPDX-License-Identifier: MIT
// What process needs of POSIX and libuv does not wrap.

#pragma once

#include <array>
#include <optional>
#include <vector>

namespace plinth::api {

/// Real and effective user id, real and effective group id.
std::array<unsigned, 4> process_ids();

/// Columns and rows of a terminal.
std::optional<std::array<int, 2>> window_size(int descriptor);

/// The process's file mode mask. Reading it without changing it is not possible in one call; the
/// window is closed at once.
unsigned file_mode_mask();

struct SignalName {
    const char* name;
    int number;
};
/// All signals of this system.
const std::vector<SignalName>& signal_names();

}  // namespace plinth::api
