// SPDX-License-Identifier: MIT
// What the C library does with memory that is freed. For programs of our own: a game decides for
// itself.

#pragma once

namespace plinth {

/// From here on up to 64 MiB of freed memory stay with the process. Buffers of a few hundred KiB
/// come and go in floods between two collections, and each page that was given back costs a page
/// fault when the next buffer needs it. Does nothing where the C library has no such setting.
void keep_freed_memory();

}  // namespace plinth
