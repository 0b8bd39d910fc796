// SPDX-License-Identifier: MIT
// c-ares on libuv: its sockets are polled, and a timer tells it of time.

#include "host/api/dns/channel.h"

#include <algorithm>
#include <mutex>

namespace plinth::api {
namespace {

constexpr std::uint64_t kTimerMs = 1000;

std::int32_t integer_or(v8::Local<v8::Value> value, std::int32_t otherwise) {
    return value->IsInt32() ? value.As<v8::Int32>()->Value() : otherwise;
}

void start_library() {
    static std::once_flag once;
    std::call_once(once, [] { ares_library_init(ARES_LIB_INIT_ALL); });
}

}  // namespace

// new Channel(timeoutMs, tries); -1 leaves it to c-ares.
Channel::Channel(const v8::FunctionCallbackInfo<v8::Value>& info)
    : HandleWrap(Env::from(info), info.This()) {
    start_library();
    ares_options options{};
    options.flags = ARES_FLAG_NOCHECKRESP;
    options.timeout = integer_or(info[0], -1);
    options.tries = std::max(1, integer_or(info[1], 4));
    options.sock_state_cb = &Channel::on_socket;
    options.sock_state_cb_data = this;
    const int chosen = ARES_OPT_FLAGS | ARES_OPT_TRIES | ARES_OPT_SOCK_STATE_CB |
                       (options.timeout > 0 ? ARES_OPT_TIMEOUTMS : 0);
    if (ares_init_options(&ares_, &options, chosen) != ARES_SUCCESS) ares_ = nullptr;
    uv_timer_init(env().uv(), &timer_);
    timer_.data = this;
    let_go();
}

void Channel::close() {
    if (closed_) return;
    closed_ = true;
    // The queries end with c-ares, and may not do so while the ledger is walked.
    uv_close(reinterpret_cast<uv_handle_t*>(&timer_), [](uv_handle_t* uv) {
        Channel& self = *static_cast<Channel*>(uv->data);
        if (self.ares_ != nullptr) ares_destroy(self.ares_);
        self.ares_ = nullptr;
        self.one_closed();
    });
}

void Channel::one_closed() {
    if (--open_ == 0) end_of_life();
}

void Channel::query_started() {
    if (queries_++ == 0) hold();
}

void Channel::query_over() {
    if (--queries_ == 0 && !closed_ && !env().closed()) let_go();
}

Channel::Poll* Channel::find(ares_socket_t socket) {
    const auto found = std::find_if(polls_.begin(), polls_.end(),
                                    [&](const Poll* poll) { return poll->socket == socket; });
    return found == polls_.end() ? nullptr : *found;
}

void Channel::on_socket(void* self, ares_socket_t socket, int readable, int writable) {
    Channel& channel = *static_cast<Channel*>(self);
    if (readable != 0 || writable != 0) {
        channel.watch(socket,
                      (readable != 0 ? UV_READABLE : 0) | (writable != 0 ? UV_WRITABLE : 0));
    } else if (Poll* poll = channel.find(socket)) {
        channel.unwatch(*poll);
    }
}

void Channel::watch(ares_socket_t socket, int events) {
    Poll* poll = find(socket);
    if (poll == nullptr) {
        auto made = std::make_unique<Poll>(Poll{{}, this, socket});
        if (uv_poll_init_socket(env().uv(), &made->uv, socket) < 0) return;
        poll = made.release();  // on_closed() deletes it.
        poll->uv.data = poll;
        polls_.push_back(poll);
        ++open_;
    }
    if (!closed_ && uv_is_active(reinterpret_cast<uv_handle_t*>(&timer_)) == 0) {
        uv_timer_start(&timer_, &Channel::on_timer, kTimerMs, kTimerMs);
    }
    uv_poll_start(&poll->uv, events, &Channel::on_poll);
}

void Channel::unwatch(Poll& poll) {
    polls_.remove(&poll);
    uv_close(reinterpret_cast<uv_handle_t*>(&poll.uv), &Channel::on_closed);
    if (polls_.empty() && !closed_) uv_timer_stop(&timer_);
}

void Channel::on_closed(uv_handle_t* uv) {
    auto* poll = static_cast<Poll*>(uv->data);
    Channel& channel = *poll->channel;
    delete poll;
    channel.one_closed();
}

void Channel::on_poll(uv_poll_t* uv, int status, int events) {
    const auto& poll = *static_cast<Poll*>(uv->data);
    Channel& channel = *poll.channel;
    if (channel.ares() == nullptr) return;
    uv_timer_again(&channel.timer_);
    const ares_socket_t socket = poll.socket;
    const bool failed = status < 0;  // c-ares finds the error when it reads.
    ares_process_fd(channel.ares_, failed || (events & UV_READABLE) != 0 ? socket : ARES_SOCKET_BAD,
                    failed || (events & UV_WRITABLE) != 0 ? socket : ARES_SOCKET_BAD);
}

void Channel::on_timer(uv_timer_t* uv) {
    Channel& channel = *static_cast<Channel*>(uv->data);
    if (channel.ares() != nullptr) {
        ares_process_fd(channel.ares_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    }
}

}  // namespace plinth::api
