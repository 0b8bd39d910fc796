// SPDX-License-Identifier: MIT
// Family: what the threads of one plugin or program share, its own and those of its Workers.

#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host/api/worker_threads/channel.h"
#include "host/env/env.h"

namespace plinth::api {

/// An environment that several threads see: process.env with SHARE_ENV.
///
/// Owner: the process.env objects, shared. Thread: any.
class SharedEnvironment {
  public:
    std::optional<std::string> find(const std::string& name) const;
    void set(const std::string& name, const std::string& value);
    void remove(const std::string& name);
    std::vector<std::string> names() const;

  private:
    mutable std::mutex mutex_;
    std::map<std::string, std::string> variables_;
};

/// Owner: the threads, shared. Thread: any.
struct Family {
    BroadcastChannels broadcasts;
    std::atomic<int> last_thread_id{0};
    std::atomic<std::size_t> workers{0};  ///< Threads that run.
};

struct WorkerStart;

/// What an Env knows of the thread that it is.
struct ThreadPart final : EnvPart {
    explicit ThreadPart(Env&);
    ~ThreadPart() override;

    std::shared_ptr<Family> family = std::make_shared<Family>();
    std::shared_ptr<SharedEnvironment> environment;  ///< Null: process.env is its own.
    int thread_id = 0;
    bool is_worker = false;
    /// Of a Worker's thread, until its script starts.
    std::unique_ptr<WorkerStart> start;
};

}  // namespace plinth::api
