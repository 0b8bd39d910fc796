// SPDX-License-Identifier: MIT
// One file an entry, named by its key: a mark, the keyed hash of name and content, the content.
// Files appear by rename(), so that nobody sees half of one.

#include "host/modules/cache_folder.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include <uv.h>

namespace plinth {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = "plinth-cache-1\n";
constexpr std::size_t kHeadSize = kMark.size() + sizeof(SipKey);
constexpr std::size_t kLargestEntry = std::size_t{32} << 20;
constexpr int kOwnerOnly = 0600;
constexpr long kTouchAfterSeconds = 24 * 60 * 60;

struct SyncRequest {
    ~SyncRequest() { uv_fs_req_cleanup(&uv); }
    uv_fs_t uv{};
};

// An open file. Symlinks are not followed: what is there is ours, or it is not used.
class File {
  public:
    File(const std::string& path, int flags) {
        SyncRequest request;
        handle_ = uv_fs_open(nullptr, &request.uv, path.c_str(), flags | UV_FS_O_NOFOLLOW,
                             kOwnerOnly, nullptr);
    }
    ~File() {
        SyncRequest request;
        if (handle_ >= 0) uv_fs_close(nullptr, &request.uv, handle_, nullptr);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    bool open() const { return handle_ >= 0; }

    std::optional<uv_stat_t> stat() const {
        SyncRequest request;
        if (uv_fs_fstat(nullptr, &request.uv, handle_, nullptr) < 0) return std::nullopt;
        return request.uv.statbuf;
    }

    std::string read(std::size_t size) const {
        std::string bytes(size, '\0');
        std::size_t at = 0;
        while (at < size) {
            SyncRequest request;
            const uv_buf_t buffer =
                uv_buf_init(bytes.data() + at, static_cast<unsigned>(size - at));
            const int got = uv_fs_read(nullptr, &request.uv, handle_, &buffer, 1, -1, nullptr);
            if (got <= 0) break;
            at += static_cast<std::size_t>(got);
        }
        bytes.resize(at);
        return bytes;
    }

    bool write(std::string_view bytes) const {
        while (!bytes.empty()) {
            SyncRequest request;
            const uv_buf_t buffer =
                uv_buf_init(const_cast<char*>(bytes.data()), static_cast<unsigned>(bytes.size()));
            const int put = uv_fs_write(nullptr, &request.uv, handle_, &buffer, 1, -1, nullptr);
            if (put <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(put));
        }
        return true;
    }

    void touch(double now) const {
        SyncRequest request;
        uv_fs_futime(nullptr, &request.uv, handle_, now, now, nullptr);
    }

  private:
    int handle_;
};

// Nobody else may write it.
bool is_private(const uv_stat_t& status) {
    uv_passwd_t user;
    if (uv_os_get_passwd(&user) != 0) return false;
    const bool ours = user.uid == static_cast<decltype(user.uid)>(-1) ||
                      status.st_uid == static_cast<std::uint64_t>(user.uid);
    uv_os_free_passwd(&user);
    return ours && (status.st_mode & 022) == 0;
}

bool make_private_folder(const std::string& path) {
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    SyncRequest made;
    uv_fs_mkdir(nullptr, &made.uv, path.c_str(), 0700, nullptr);
    SyncRequest request;
    if (uv_fs_lstat(nullptr, &request.uv, path.c_str(), nullptr) < 0) return false;
    return fs::is_directory(fs::path(path), error) && is_private(request.uv.statbuf) &&
           (request.uv.statbuf.st_mode & S_IFMT) == S_IFDIR;
}

std::optional<SipKey> read_key(const std::string& path) {
    const File file(path, UV_FS_O_RDONLY);
    if (!file.open()) return std::nullopt;
    const auto status = file.stat();
    const std::string bytes = file.read(sizeof(SipKey) + 1);
    if (!status || !is_private(*status) || bytes.size() != sizeof(SipKey)) return std::nullopt;
    SipKey key;
    std::memcpy(key.data(), bytes.data(), sizeof(key));
    return key;
}

std::string temporary_name(const std::string& folder) {
    static std::atomic<unsigned> count{0};
    return folder + "/.new-" + std::to_string(uv_os_getpid()) + "-" + std::to_string(++count);
}

bool write_file(const std::string& folder, const std::string& name, std::string_view bytes) {
    const std::string temporary = temporary_name(folder);
    std::error_code error;
    {
        const File file(temporary, UV_FS_O_WRONLY | UV_FS_O_CREAT | UV_FS_O_EXCL);
        if (!file.open() || !file.write(bytes)) {
            fs::remove(temporary, error);
            return false;
        }
    }
    fs::rename(temporary, folder + "/" + name, error);
    return !error;
}

double now_seconds() {
    uv_timeval64_t now;
    return uv_gettimeofday(&now) == 0 ? static_cast<double>(now.tv_sec) : 0;
}

}  // namespace

CacheFolder* CacheFolder::at(const std::string& path) {
    // Never destroyed: the thread pool may still write.
    static auto* mutex = new std::mutex;
    static auto* folders = new std::map<std::string, std::unique_ptr<CacheFolder>>;
    if (path.empty()) return nullptr;
    const std::lock_guard lock(*mutex);
    std::unique_ptr<CacheFolder>& folder = (*folders)[path];
    if (folder == nullptr) folder = std::make_unique<CacheFolder>(path);
    return folder.get();
}

CacheFolder::CacheFolder(std::string path, std::uint64_t limit_bytes)
    : path_(std::move(path)), limit_bytes_(limit_bytes) {}

bool CacheFolder::usable() {
    std::call_once(opened_, [this] { open(); });
    return usable_;
}

void CacheFolder::open() {
    if (!make_private_folder(path_)) return;
    const std::string name = path_ + "/key";
    std::optional<SipKey> key = read_key(name);
    if (!key) {
        SipKey fresh;
        if (uv_random(nullptr, nullptr, fresh.data(), sizeof(fresh), 0, nullptr) != 0) return;
        write_file(path_, "key", {reinterpret_cast<const char*>(fresh.data()), sizeof(fresh)});
        key = read_key(name);  // Another process may have been faster.
    }
    if (!key) return;
    key_ = *key;
    usable_ = true;
}

std::string CacheFolder::key(std::initializer_list<std::string_view> parts) {
    if (!usable()) return {};
    std::string text;
    for (const std::string_view part : parts) {
        text += std::to_string(part.size()) + ":";
        text += part;
    }
    return to_hex(sip_hash(key_, text));
}

std::string CacheFolder::seal(const std::string& key, std::string_view bytes) const {
    // Not of the parts of a key: a key never starts like this.
    const auto content = sip_hash(key_, bytes);
    const auto hash = sip_hash(key_, "entry " + key + to_hex(content));
    return std::string(kMark) +
           std::string(reinterpret_cast<const char*>(hash.data()), sizeof(hash));
}

std::optional<std::string> CacheFolder::find(const std::string& key) {
    if (!usable() || key.empty()) return std::nullopt;
    const File file(path_ + "/" + key, UV_FS_O_RDONLY);
    if (!file.open()) return std::nullopt;
    const auto status = file.stat();
    if (!status || (status->st_mode & S_IFMT) != S_IFREG || status->st_size < kHeadSize ||
        status->st_size > kLargestEntry + kHeadSize) {
        return std::nullopt;
    }
    std::string bytes = file.read(static_cast<std::size_t>(status->st_size));
    if (bytes.size() != status->st_size) return std::nullopt;
    const std::string_view content = std::string_view(bytes).substr(kHeadSize);
    if (std::string_view(bytes).substr(0, kHeadSize) != seal(key, content)) return std::nullopt;
    const double now = now_seconds();
    if (now - static_cast<double>(status->st_mtim.tv_sec) > kTouchAfterSeconds) file.touch(now);
    bytes.erase(0, kHeadSize);
    return bytes;
}

void CacheFolder::keep(const std::string& key, std::string_view bytes) {
    if (!usable() || key.empty() || bytes.size() > kLargestEntry) return;
    const std::string head = seal(key, bytes);
    make_room(head.size() + bytes.size());
    write_file(path_, key, head + std::string(bytes));
}

void CacheFolder::make_room(std::uint64_t bytes) {
    const std::lock_guard lock(room_);
    if (used_bytes_ && *used_bytes_ + bytes <= limit_bytes_) {
        *used_bytes_ += bytes;
        return;
    }
    struct Entry {
        fs::file_time_type time;
        std::uint64_t size;
        fs::path path;
    };
    std::vector<Entry> entries;
    std::uint64_t used = 0;
    std::error_code error;
    for (const auto& file : fs::directory_iterator(path_, error)) {
        if (file.path().filename() == "key" || !file.is_regular_file(error)) continue;
        const Entry entry{file.last_write_time(error), file.file_size(error), file.path()};
        if (error) continue;
        used += entry.size;
        entries.push_back(entry);
    }
    if (used + bytes > limit_bytes_) {
        std::sort(entries.begin(), entries.end(),
                  [](const Entry& a, const Entry& b) { return a.time < b.time; });
        for (const Entry& entry : entries) {
            if (used + bytes <= limit_bytes_ / 4 * 3) break;
            if (fs::remove(entry.path, error)) used -= entry.size;
        }
    }
    used_bytes_ = used + bytes;
}

}  // namespace plinth
