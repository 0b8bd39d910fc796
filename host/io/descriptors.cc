// SPDX-License-Identifier: MIT
// The table of open descriptors, and the ledger entry that closes each at teardown.

#include "host/io/descriptors.h"

#include <mutex>
#include <unordered_map>
#include <utility>

namespace plinth {
namespace {

class OpenFile;

struct Table {
    std::mutex mutex;
    std::unordered_map<int, OpenFile*> files;
};

// Never destroyed: threads may still look something up while the process ends.
Table& table() {
    static Table& instance = *new Table();
    return instance;
}

/// Owner: itself, on the ledger. Thread: the loop's; the table is shared with other Envs' threads.
/// Calls JS: never.
class OpenFile final : public Tracked {
  public:
    OpenFile(Env& env, int descriptor, std::string resource)
        : env_(env), descriptor_(descriptor), resource_(std::move(resource)) {
        uv_.data = this;
        env.ledger().push_back(*this);
    }
    ~OpenFile() override { uv_fs_req_cleanup(&uv_); }

    const char* kind() const override { return "file descriptor"; }
    const Env& env() const { return env_; }
    const std::string& resource() const { return resource_; }

    void close() override {
        if (!leave_table() || uv_fs_close(env_.uv(), &uv_, descriptor_, &on_closed) < 0)
            delete this;
    }

  private:
    // False: the number was closed behind our back, and is somebody else's by now.
    bool leave_table() {
        const std::lock_guard lock(table().mutex);
        const auto found = table().files.find(descriptor_);
        if (found == table().files.end() || found->second != this) return false;
        table().files.erase(found);
        return true;
    }

    static void on_closed(uv_fs_t* uv) { delete static_cast<OpenFile*>(uv->data); }

    Env& env_;
    int descriptor_;
    std::string resource_;
    uv_fs_t uv_{};
};

// The table must be locked.
OpenFile* find(const Env& env, int descriptor) {
    const auto found = table().files.find(descriptor);
    if (found == table().files.end() || &found->second->env() != &env) return nullptr;
    return found->second;
}

}  // namespace

void land_descriptor(Env& env, int descriptor, std::string resource) {
    if (env.closed()) return close_at_once(descriptor);
    auto* file = new OpenFile(env, descriptor, std::move(resource));  // Owned by the ledger.
    const std::lock_guard lock(table().mutex);
    if (OpenFile* stale = find(env, descriptor)) delete stale;
    table().files[descriptor] = file;
}

void close_at_once(int descriptor) {
    uv_fs_t uv{};
    uv_fs_close(nullptr, &uv, descriptor, nullptr);
    uv_fs_req_cleanup(&uv);
}

void forget_descriptor(Env& env, int descriptor) {
    const std::lock_guard lock(table().mutex);
    OpenFile* file = find(env, descriptor);
    if (file == nullptr) return;
    table().files.erase(descriptor);
    delete file;
}

bool may_use_descriptor(Env& env, int descriptor) {
    if (!env.restricted()) return true;
    const std::lock_guard lock(table().mutex);
    return find(env, descriptor) != nullptr;
}

std::string resource_of_descriptor(Env& env, int descriptor) {
    const std::lock_guard lock(table().mutex);
    const OpenFile* file = find(env, descriptor);
    return file == nullptr ? std::string() : file->resource();
}

}  // namespace plinth
