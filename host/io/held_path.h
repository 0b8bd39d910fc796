// SPDX-License-Identifier: MIT
// A path of a plugin with a policy, between the permission check and the system call: what it names
// is held open, so that nobody can put something else in its place in between. Whether it is
// allowed is Policy's business.

#pragma once

#include <string>

#include "host/io/path_check.h"

namespace plinth {

/// Closes a descriptor when it goes. Thread: any.
class HeldDescriptor {
  public:
    HeldDescriptor() = default;
    explicit HeldDescriptor(int number) : number_(number) {}
    HeldDescriptor(HeldDescriptor&& other) noexcept : number_(other.take()) {}
    HeldDescriptor& operator=(HeldDescriptor&& other) noexcept;
    ~HeldDescriptor() { close(); }

    int number() const { return number_; }
    bool open() const { return number_ >= 0; }
    void close();

  private:
    int take();

    int number_ = -1;
};

/// What becomes of a path whose last name is not there.
enum class Missing {
    Fails,         ///< The system call will say so.
    MayBeMade,     ///< The call makes it.
    ParentsAsWell  ///< ... and the folders above it.
};

struct HeldPath {
    /// What to ask the policy about: an absolute path without symlinks.
    std::string resource;
    /// What to hand to the system call while `descriptor` is open: /proc/self/fd/N, or a name
    /// below.
    std::string system;
    /// The object, or the folder that the last name is in.
    HeldDescriptor descriptor;
    /// The object itself is held: then its name, a link to it, must be followed.
    bool is_object = false;
    /// Names below the held folder that are missing: Missing::ParentsAsWell only.
    std::string missing;
    /// libuv's negative status that the call ends with, once the policy agreed.
    int status = 0;
};

/// Finds and holds what an absolute path names. Linux; where there is no /proc the paths are
/// resolved, and nothing is held. Thread: any; makes system calls.
HeldPath hold_path(const std::string& absolute, LastName last, Missing missing);

/// Opens a folder below a held one without following any symlink. The number, or libuv's negative
/// status.
int open_folder_below(int folder, const std::string& relative);

struct MadeFolders {
    int status = 0;
    std::size_t made = 0;  ///< How many of the last names are new.
};

/// Makes the folders `relative` ("a/b/c") below a held one, without following any symlink.
MadeFolders make_folders_below(int folder, const std::string& relative, int mode);

/// The name under which any system call finds what is open.
std::string path_of_descriptor(int number);

}  // namespace plinth
