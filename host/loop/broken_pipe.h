// SPDX-License-Identifier: MIT
// What becomes of the process when it writes to a pipe or socket that nobody reads any more, or
// past the size that a file may have.

#pragma once

namespace plinth {

/// Makes it an error of that write instead of the end of the process, unless the program around us
/// has decided about it. libuv needs that.
void survive_broken_pipes();

}  // namespace plinth
