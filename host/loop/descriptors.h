// SPDX-License-Identifier: MIT
// What libuv takes for granted of a process, and ends it where it is not so.

#pragma once

namespace plinth {

/// Opens what is closed of standard input, output and error, to nothing: libuv must not get one of
/// their numbers for a descriptor of its own. A program without a terminal may have closed them.
void open_standard_streams();

/// Whether there are the descriptors that libuv needs before the first loop of the process, once:
/// 0, or libuv's number of the error.
int look_for_first_descriptors();

}  // namespace plinth
