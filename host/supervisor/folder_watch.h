// SPDX-License-Identifier: MIT
// FolderWatch: tells when files of a plugin changed and have come to rest, so that a half-written
// file is not a change.

#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "host/loop/loop.h"
#include "host/loop/uv_handle.h"

namespace plinth {

/// Owner: a Plugin. Thread: the loop's. Calls JS: no.
class FolderWatch {
  public:
    using Clock = std::chrono::steady_clock;

    /// Watches a folder with its sub-folders (without node_modules and names that start with a
    /// dot), or a single file. The loop must outlive it.
    FolderWatch(Loop& loop, std::filesystem::path path);
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    /// True once for each change, when nothing has been written for a moment. Ask it each frame.
    bool changed(Clock::time_point now);

  private:
    // A file's identity for our purpose: what a save changes.
    struct Stamp {
        std::uintmax_t size = 0;
        std::filesystem::file_time_type written;
        bool operator==(const Stamp&) const = default;
    };
    using Stamps = std::map<std::string, Stamp>;

    static void on_event(uv_fs_event_t* handle, const char* file, int events, int status);
    void watch_folders();
    bool ignored(const std::string& name) const;
    Stamps read_stamps() const;

    Loop& loop_;
    const std::filesystem::path path_;
    const bool single_file_;
    std::map<std::string, UvHandle<uv_fs_event_t>> watched_;
    Stamps stamps_;
    Clock::time_point touched_at_;
    bool touched_ = false;
};

}  // namespace plinth
