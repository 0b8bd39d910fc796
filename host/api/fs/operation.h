// SPDX-License-Identifier: MIT
// One file system operation: what it works on, how it starts and how its result looks to a script.
// Reading arguments is call.h's business, running it request.h's.

#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <uv.h>
#include <v8.h>

#include "host/env/env.h"
#include "host/io/buffers.h"
#include "host/io/held_path.h"

namespace plinth::api {

/// Which permissions a path needs.
enum class Access { None, Read, Write, ReadWrite };

struct PathArgument {
    std::string shown;     ///< As the script gave it, for errors.
    std::string system;    ///< What the system call gets.
    std::string resource;  ///< What the policy is asked about; set by resolve_paths().
    Access access = Access::None;
    LastName last = LastName::Follow;
    Missing missing = Missing::Fails;
    HeldPath held;  ///< From resolve_paths() to release_paths().

    const char* c_str() const { return system.c_str(); }
    /// `flags` to open it with. A symlink is there now only if it was put there after the check.
    int open_flags(int flags) const {
        return resource.empty() || held.is_object ? flags : flags | UV_FS_O_NOFOLLOW;
    }
};

/// What a listing found.
class FolderEntries {
  public:
    struct Entry {
        std::string_view folder;  ///< Relative to the listed folder; empty for the folder itself.
        std::string_view name;
        uv_dirent_type_t type;
    };

    std::size_t size() const { return entries_.size(); }
    /// Valid until the next change.
    Entry operator[](std::size_t index) const {
        const Packed& entry = entries_[index];
        const std::string_view text(text_);
        return {folders_[entry.folder], text.substr(entry.at, entry.size), entry.type};
    }
    /// The folder that add() means from now on.
    void enter(std::string folder) { folders_.push_back(std::move(folder)); }
    void add(std::string_view name, uv_dirent_type_t type) {
        entries_.push_back({folders_.size() - 1, text_.size(), name.size(), type});
        text_ += name;
    }

  private:
    struct Packed {
        std::size_t folder;
        std::size_t at;
        std::size_t size;
        uv_dirent_type_t type;
    };
    std::vector<std::string> folders_;
    std::string text_;  // All names.
    std::vector<Packed> entries_;
};

/// Owner: the stack of a synchronous call, else an FsRequest. Thread: the loop's; blocking() and
/// resolve_paths() run in the thread pool. Calls JS: no.
struct Operation {
    /// The system call. A null loop and callback: do it now. Returns libuv's status.
    using Start = int (*)(uv_loop_t* loop, uv_fs_t* uv, Operation& operation, uv_fs_cb done);
    /// In place of Start: several system calls in a row.
    using Blocking = int (*)(Operation& operation);
    /// The script's value; empty after throwing. None: undefined.
    using Convert = v8::MaybeLocal<v8::Value> (*)(Env& env, uv_fs_t& uv, Operation& operation);
    /// Takes over what the system call made, also when no script will hear of it.
    using Landed = void (*)(Env& env, std::int64_t result, Operation& operation);

    const char* syscall = "";
    Start start = nullptr;
    Blocking blocking = nullptr;
    Convert convert = nullptr;
    Landed landed = nullptr;

    PathArgument path;
    PathArgument destination;
    int descriptor = -1;
    int flags = 0;
    int mode = 0;
    uv_uid_t user = 0;
    uv_gid_t group = 0;
    double accessed = 0;
    double modified = 0;
    std::int64_t position = -1;
    std::int64_t length = 0;
    std::vector<uv_buf_t> buffers;
    /// Keeps the memory of `buffers`, or of `figures`.
    std::vector<std::shared_ptr<v8::BackingStore>> stores;
    /// Where stat results go: doubles, or 64-bit integers.
    void* figures = nullptr;
    bool big_figures = false;
    bool names_as_bytes = false;
    bool quiet_when_missing = false;
    bool recursive = false;
    bool with_types = false;
    bool flush = false;
    /// A signal that interrupts it makes it start again; false for close(), which is over then.
    bool repeatable = true;
    /// Decided before it starts: the status or the refusal that it ends with.
    int status_before = 0;
    std::optional<Error> refusal;
    /// For blocking(): whose memory it takes, and how much of it for a file.
    Env* payer = nullptr;
    std::uint64_t most = 0;
    /// Results of blocking().
    std::string text;
    std::optional<OwnedBytes> bytes;
    std::int64_t filled = -1;  ///< How much of `buffers`.
    FolderEntries entries;

    int open_flags() const { return path.open_flags(flags); }
    bool uses_paths() const {
        return path.access != Access::None || destination.access != Access::None;
    }
    /// Finds out what the paths really name, and holds it. Only for plugins with a policy. What is
    /// found to be wrong becomes status_before: the policy's answer comes first.
    void resolve_paths();
    void release_paths();
    /// Asks the policy about the resolved paths.
    std::optional<Error> denied(const Env& env) const;
    Error error(int status) const;
};

}  // namespace plinth::api
