// SPDX-License-Identifier: MIT
// Which file would a system call on this path touch? The question that comes before a permission
// check. Whether it is allowed is Policy's business.

#pragma once

#include <string>

namespace plinth {

/// Whether a symlink at the very end of the path is followed (open, stat) or is itself what the
/// call works on (unlink, lstat, rename).
enum class LastName { Follow, Keep };

struct CheckedPath {
    /// What to hand to the system call: symlinks are resolved already, so that it touches what was
    /// checked.
    std::string system;
    /// What to ask the policy about: as `system`, without a slash at the end.
    std::string resource;
};

/// Resolves an absolute path. Parts that do not exist stay as they are; a symlink to something that
/// does not exist is resolved too, as creating through it would create its target.
/// Thread: any; makes system calls.
CheckedPath check_path(const std::string& absolute, LastName last);

}  // namespace plinth
