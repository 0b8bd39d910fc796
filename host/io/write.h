// SPDX-License-Identifier: MIT
// Writing whole texts to a descriptor, at once, and the end of writing.

#pragma once

#include <string_view>

namespace plinth {

/// Writes all bytes, waiting where the descriptor would block. 0, or libuv's negative status, as
/// when the reader went away.
int write_all(int descriptor, std::string_view bytes);

/// Says to the other end of a socket that no more will come. 0, or libuv's negative status, as for
/// what is no socket.
int end_writing(int descriptor);

}  // namespace plinth
