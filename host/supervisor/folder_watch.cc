// SPDX-License-Identifier: MIT
// inotify (through libuv) says that something happened; sizes and times say whether it matters.

#include "host/supervisor/folder_watch.h"

#include <utility>

namespace plinth {
namespace {

namespace fs = std::filesystem;

// Editors write a file in several steps, some through a second file and a rename.
constexpr std::chrono::milliseconds kQuiet{30};

}  // namespace

FolderWatch::FolderWatch(Loop& loop, fs::path path)
    : loop_(loop), path_(std::move(path)), single_file_(!fs::is_directory(path_)) {
    watch_folders();
    stamps_ = read_stamps();
}

bool FolderWatch::changed(Clock::time_point now) {
    if (!touched_ || now - touched_at_ < kQuiet) return false;
    touched_ = false;
    watch_folders();
    Stamps stamps = read_stamps();
    if (stamps == stamps_) return false;
    stamps_ = std::move(stamps);
    return true;
}

void FolderWatch::on_event(uv_fs_event_t* handle, const char* file, int, int) {
    auto* watch = static_cast<FolderWatch*>(handle->data);
    if (watch == nullptr || (file != nullptr && watch->ignored(file))) return;
    watch->touched_ = true;
    watch->touched_at_ = Clock::now();
}

// A folder that is gone keeps its entry until the watch ends; libuv reports nothing for it.
void FolderWatch::watch_folders() {
    std::vector<std::string> folders = {single_file_ ? path_.parent_path().string()
                                                     : path_.string()};
    std::error_code error;
    if (!single_file_) {
        for (auto at = fs::recursive_directory_iterator(path_, error);
             at != fs::recursive_directory_iterator(); at.increment(error)) {
            if (error || !at->is_directory(error)) continue;
            if (ignored(at->path().filename())) {
                at.disable_recursion_pending();
            } else {
                folders.push_back(at->path());
            }
        }
    }
    for (const std::string& folder : folders) {
        if (watched_.contains(folder)) continue;
        UvHandle<uv_fs_event_t> handle;
        if (uv_fs_event_init(loop_.uv(), handle.get()) != 0) continue;
        handle.mark_initialised();
        handle->data = this;
        if (uv_fs_event_start(handle.get(), &FolderWatch::on_event, folder.c_str(), 0) != 0)
            continue;
        watched_.emplace(folder, std::move(handle));
    }
}

bool FolderWatch::ignored(const std::string& name) const {
    if (single_file_) return name != path_.filename();
    return name == "node_modules" || name.starts_with('.') || name.ends_with('~');
}

FolderWatch::Stamps FolderWatch::read_stamps() const {
    Stamps stamps;
    std::error_code error;
    const auto add = [&](const fs::path& file) {
        Stamp stamp;
        stamp.size = fs::file_size(file, error);
        stamp.written = fs::last_write_time(file, error);
        stamps[file] = stamp;
    };
    if (single_file_) {
        add(path_);
        return stamps;
    }
    for (auto at = fs::recursive_directory_iterator(path_, error);
         at != fs::recursive_directory_iterator(); at.increment(error)) {
        if (error) break;
        if (ignored(at->path().filename())) {
            at.disable_recursion_pending();
        } else if (at->is_regular_file(error)) {
            add(at->path());
        }
    }
    return stamps;
}

}  // namespace plinth
