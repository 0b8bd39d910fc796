// SPDX-License-Identifier: MIT
// Children by libuv. No child is left as a zombie: its handle is closed only when it has ended, or
// when it is to live on by itself.

#include "host/api/child_process/process_handle.h"

#include <csignal>
#include <unordered_map>
#include <utility>

#include "host/api/child_process/child_guard.h"
#include "host/env/errors.h"

namespace plinth::api {
namespace {

// Between the request to end and the end by force.
constexpr std::uint64_t kGraceMs = 500;

// Children by Env; one that has none is not in it. An Env stays on its thread.
std::unordered_map<const Env*, std::size_t>& running_children() {
    thread_local std::unordered_map<const Env*, std::size_t> counts;
    return counts;
}

uv_handle_t* base(auto& handle) {
    return reinterpret_cast<uv_handle_t*>(&handle);
}

}  // namespace

ProcessHandle::ProcessHandle(Env& env, v8::Local<v8::Object> object) : HandleWrap(env, object) {
    process_.data = grace_.data = this;
    let_go();
}

std::size_t ProcessHandle::running(Env& env) {
    const auto found = running_children().find(&env);
    return found == running_children().end() ? 0 : found->second;
}

void ProcessHandle::go_to(State state) {
    if (state_ == State::Running) {
        const auto count = running_children().find(&env());
        if (--count->second == 0) running_children().erase(count);
    }
    state_ = state;
    if (state == State::Running) ++running_children()[&env()];
}

int ProcessHandle::spawn(SpawnPlan plan) {
    if (state_ != State::New) return UV_EINVAL;
    detached_ = plan.detached();
    const int status = plan.spawn(env().uv(), &process_, &on_exit);
    // libuv has initialised the handle even when it failed.
    open_handles_ = 1;
    go_to(status < 0 ? State::Ended : State::Running);
    if (status < 0) return status;
    hold();
    if (dies_with_plugin()) guard_child(process_.pid);
    return process_.pid;
}

int ProcessHandle::kill(int signal) {
    return state_ == State::Running ? uv_process_kill(&process_, signal) : UV_ESRCH;
}

void ProcessHandle::set_referenced(bool referenced) {
    if (state_ != State::Running) return;
    referenced ? uv_ref(base(process_)) : uv_unref(base(process_));
}

bool ProcessHandle::referenced() const {
    return state_ == State::Running &&
           uv_has_ref(reinterpret_cast<const uv_handle_t*>(&process_)) != 0;
}

void ProcessHandle::on_exit(uv_process_t* process, std::int64_t status, int signal) {
    ProcessHandle& self = *static_cast<ProcessHandle*>(process->data);
    if (self.dies_with_plugin()) forget_child(process->pid);
    self.go_to(State::Ended);
    if (self.ending_) return self.close_handles();
    if (!self.env().closed()) self.push_exit(status, signal);
}

void ProcessHandle::push_exit(std::int64_t status, int signal) {
    v8::Isolate::Scope entered(env().isolate());
    v8::HandleScope handles(env().isolate());
    auto* event = new HandleEvent(env(), object(), "onexit");  // Owned by the ready queue.
    event->arguments = [status, signal](Env& in, v8::Local<v8::Value>* argv) {
        argv[0] = v8::Number::New(in.isolate(), static_cast<double>(status));
        argv[1] = v8::Integer::New(in.isolate(), signal);
        return 2;
    };
    env().push_ready(*event);
    let_go();
}

void ProcessHandle::close() {
    if (state_ == State::Closing || ending_) return;
    if (state_ == State::New) return end_of_life();
    if (state_ == State::Ended || !dies_with_plugin()) return close_handles();
    ending_ = true;
    uv_process_kill(&process_, SIGTERM);
    uv_timer_init(env().uv(), &grace_);
    ++open_handles_;
    uv_timer_start(&grace_, &on_grace_over, kGraceMs, 0);
}

void ProcessHandle::on_grace_over(uv_timer_t* timer) {
    uv_process_kill(&static_cast<ProcessHandle*>(timer->data)->process_, SIGKILL);
}

void ProcessHandle::close_handles() {
    go_to(State::Closing);
    const auto on_closed = [](uv_handle_t* closed) {
        static_cast<ProcessHandle*>(closed->data)->one_closed();
    };
    uv_close(base(process_), on_closed);
    if (ending_) uv_close(base(grace_), on_closed);
}

void ProcessHandle::one_closed() {
    if (--open_handles_ == 0) end_of_life();
}

}  // namespace plinth::api
