// SPDX-License-Identifier: MIT
// A private libuv loop around one process: pipes, a timer for the time limit, and one that looks
// whether the watchdog wants the plugin back.

#include "host/api/child_process/sync_spawn.h"

#include <csignal>
#include <memory>
#include <utility>

#include "host/base/check.h"

namespace plinth::api {
namespace {

constexpr std::uint64_t kHangCheckMs = 20;
constexpr std::size_t kChunk = 64 * 1024;

class Run;

/// One pipe between the child and us.
///
/// Owner: its Run. Thread: the one that waits. Calls JS: no.
class Pipe {
  public:
    Pipe(Run& run, std::span<const std::uint8_t> input) : run_(run), input_(input) {}

    void open(uv_loop_t* loop) {
        PLINTH_CHECK(uv_pipe_init(loop, &uv_, 0) == 0);
        uv_.data = this;
    }
    uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(&uv_); }
    std::string& output() { return output_; }

    void start(bool child_reads, bool child_writes);
    void close();

  private:
    static void on_allocate(uv_handle_t* handle, std::size_t, uv_buf_t* buffer);
    static void on_read(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer);
    static void on_written(uv_write_t* request, int status);

    Run& run_;
    uv_pipe_t uv_{};
    uv_write_t write_{};
    uv_shutdown_t shutdown_{};
    std::span<const std::uint8_t> input_;
    std::string output_;
    std::vector<char> chunk_;
    bool closed_ = false;
};

/// Owner: the stack of run_to_end(). Thread: the one that waits. Calls JS: no.
class Run {
  public:
    /// `loop` is one of its own.
    Run(Env& env, const SyncLimits& limits, uv_loop_t& loop)
        : env_(env), limits_(limits), loop_(loop) {
        PLINTH_CHECK(uv_timer_init(&loop_, &timeout_) == 0);
        PLINTH_CHECK(uv_timer_init(&loop_, &watch_) == 0);
        timeout_.data = watch_.data = process_.data = this;
        uv_unref(reinterpret_cast<uv_handle_t*>(&watch_));
    }
    ~Run() {
        for (uv_timer_t* timer : {&timeout_, &watch_})
            close(reinterpret_cast<uv_handle_t*>(timer));
        close_pipes();
        uv_run(&loop_, UV_RUN_DEFAULT);
    }
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    Result<void> add_stdio(SpawnPlan& plan, const std::vector<SyncStdio>& stdio);
    SyncResult finish(SpawnPlan& plan, const std::vector<SyncStdio>& stdio);

    void fail(int error) {
        if (result_.error == 0) result_.error = error;
    }
    void kill(int signal);
    std::size_t output_limit() const { return limits_.output_bytes; }
    int kill_signal() const { return limits_.kill_signal != 0 ? limits_.kill_signal : SIGTERM; }

  private:
    static Run& from(uv_timer_t* timer) { return *static_cast<Run*>(timer->data); }
    static void close(uv_handle_t* handle) {
        if (!uv_is_closing(handle)) uv_close(handle, nullptr);
    }
    static void on_exit(uv_process_t* process, std::int64_t status, int signal);

    void watch();
    void close_pipes() {
        for (const auto& pipe : pipes_) {
            if (pipe != nullptr) pipe->close();
        }
    }

    Env& env_;
    const SyncLimits limits_;
    uv_loop_t& loop_;
    uv_timer_t timeout_{};
    uv_timer_t watch_{};
    uv_process_t process_{};
    std::vector<std::unique_ptr<Pipe>> pipes_;
    SyncResult result_;
    bool running_ = false;
    bool killed_ = false;
};

void Pipe::start(bool child_reads, bool child_writes) {
    if (child_writes) uv_read_start(stream(), &on_allocate, &on_read);
    if (!child_reads) return;
    write_.data = this;
    const uv_buf_t buffer =
        uv_buf_init(reinterpret_cast<char*>(const_cast<std::uint8_t*>(input_.data())),
                    static_cast<unsigned>(input_.size()));
    const int status = uv_write(&write_, stream(), &buffer, 1, &on_written);
    if (status < 0) run_.fail(status);
}

void Pipe::close() {
    if (std::exchange(closed_, true)) return;
    uv_close(reinterpret_cast<uv_handle_t*>(&uv_), nullptr);
}

void Pipe::on_allocate(uv_handle_t* handle, std::size_t, uv_buf_t* buffer) {
    auto& self = *static_cast<Pipe*>(handle->data);
    self.chunk_.resize(kChunk);
    *buffer = uv_buf_init(self.chunk_.data(), static_cast<unsigned>(self.chunk_.size()));
}

void Pipe::on_read(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
    auto& self = *static_cast<Pipe*>(stream->data);
    if (size < 0) {
        if (size != UV_EOF) self.run_.fail(static_cast<int>(size));
        return self.close();
    }
    // As in Node, all of what was read is shown, also beyond the limit.
    self.output_.append(buffer->base, static_cast<std::size_t>(size));
    if (self.output_.size() <= self.run_.output_limit()) return;
    self.run_.fail(UV_ENOBUFS);
    self.run_.kill(self.run_.kill_signal());
}

// The child sees the end of its input once all is written. That it does not want to read it is its
// own affair.
void Pipe::on_written(uv_write_t* request, int status) {
    auto& self = *static_cast<Pipe*>(request->data);
    if (self.closed_) return;
    if (status < 0 && status != UV_EPIPE) self.run_.fail(status);
    uv_shutdown(&self.shutdown_, self.stream(), [](uv_shutdown_t*, int) {});
}

Result<void> Run::add_stdio(SpawnPlan& plan, const std::vector<SyncStdio>& stdio) {
    for (const SyncStdio& entry : stdio) {
        pipes_.push_back(nullptr);
        if (entry.kind == StdioKind::Descriptor) {
            if (auto added = plan.add_descriptor(env_, entry.descriptor); !added) return added;
        } else if (entry.kind == StdioKind::Pipe) {
            pipes_.back() = std::make_unique<Pipe>(*this, entry.input);
            pipes_.back()->open(&loop_);
            plan.add_stream(pipes_.back()->stream(), UV_CREATE_PIPE |
                                                         (entry.readable ? UV_READABLE_PIPE : 0) |
                                                         (entry.writable ? UV_WRITABLE_PIPE : 0));
        } else {
            plan.add_nothing();
        }
    }
    return {};
}

void Run::kill(int signal) {
    if (std::exchange(killed_, true)) return;
    if (running_) {
        const int status = uv_process_kill(&process_, signal);
        if (status < 0 && status != UV_ESRCH) {
            fail(status);
            uv_process_kill(&process_, SIGKILL);
        }
    }
    close_pipes();
    uv_timer_stop(&timeout_);
}

void Run::on_exit(uv_process_t* process, std::int64_t status, int signal) {
    auto& self = *static_cast<Run*>(process->data);
    self.running_ = false;
    self.result_.exit_status = status;
    self.result_.term_signal = signal;
    uv_timer_stop(&self.timeout_);
    if (status < 0) self.fail(static_cast<int>(status));
    close(reinterpret_cast<uv_handle_t*>(process));
}

// A plugin that runs for too long is ended by its watchdog: also while it waits here.
void Run::watch() {
    if (!env_.watch().hung()) return;
    killed_ = false;
    kill(SIGKILL);
}

SyncResult Run::finish(SpawnPlan& plan, const std::vector<SyncStdio>& stdio) {
    if (limits_.timeout_ms > 0) {
        uv_timer_start(
            &timeout_,
            [](uv_timer_t* timer) {
                from(timer).fail(UV_ETIMEDOUT);
                from(timer).kill(from(timer).kill_signal());
            },
            limits_.timeout_ms, 0);
    }
    const int status = plan.spawn(&loop_, &process_, &on_exit);
    if (status < 0) {
        fail(status);
        close(reinterpret_cast<uv_handle_t*>(&process_));
        return std::move(result_);
    }
    running_ = result_.started = true;
    result_.pid = process_.pid;
    for (std::size_t i = 0; i < stdio.size(); ++i) {
        if (pipes_[i] != nullptr) pipes_[i]->start(stdio[i].readable, stdio[i].writable);
    }
    if (env_.restricted()) {
        uv_timer_start(
            &watch_, [](uv_timer_t* timer) { from(timer).watch(); }, kHangCheckMs, kHangCheckMs);
    }
    uv_run(&loop_, UV_RUN_DEFAULT);
    for (std::size_t i = 0; i < stdio.size(); ++i) {
        const bool read = pipes_[i] != nullptr && stdio[i].writable;
        result_.output.push_back(read ? std::optional(std::move(pipes_[i]->output()))
                                      : std::nullopt);
    }
    return std::move(result_);
}

}  // namespace

Result<SyncResult> run_to_end(Env& env, SpawnPlan plan, const std::vector<SyncStdio>& stdio,
                              const SyncLimits& limits) {
    uv_loop_t loop;
    if (const int status = uv_loop_init(&loop); status != 0) {
        SyncResult failed;
        failed.error = status;
        return failed;
    }
    const auto close = [](uv_loop_t* ended) { PLINTH_CHECK(uv_loop_close(ended) == 0); };
    const std::unique_ptr<uv_loop_t, decltype(close)> closes(&loop, close);
    Run run(env, limits, loop);
    if (auto added = run.add_stdio(plan, stdio); !added) return added.error();
    return run.finish(plan, stdio);
}

}  // namespace plinth::api
