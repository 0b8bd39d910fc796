// SPDX-License-Identifier: MIT
// Queues under one lock, held for a few moves at a time.

#include "host/supervisor/mailbox.h"

#include <algorithm>
#include <utility>

namespace plinth {
namespace {

// Events that wait for a worker, and log lines that wait for the game.
constexpr std::size_t kMostEvents = 4096;
constexpr std::size_t kMostEventBytes = std::size_t{16} << 20;
constexpr std::size_t kMostLines = 4096;
constexpr std::size_t kMostLineBytes = std::size_t{4} << 20;

// Different errors of a plugin that goes on; more of them are not told.
constexpr std::size_t kMostErrors = 8;

}  // namespace

void Mailbox::send(to_worker::Message message) {
    const std::lock_guard lock(mutex_);
    inbox_.push_back(std::move(message));
    wake_worker();
}

void Mailbox::send_frame(double dt, double time) {
    const std::lock_guard lock(mutex_);
    if (frame_at_) {
        auto& frame = std::get<to_worker::Frame>(inbox_[*frame_at_]);
        frame.dt += dt;
        frame.time = time;
        return;
    }
    frame_at_ = inbox_.size();
    inbox_.emplace_back(to_worker::Frame{dt, time});
    wake_worker();
}

bool Mailbox::send_event(RemoteEvent event) {
    const std::lock_guard lock(mutex_);
    // What is released must arrive; it is as much as was sent before.
    if (event.kind != RemoteEvent::Kind::Release) {
        if (events_ >= kMostEvents || event_bytes_ >= kMostEventBytes) return false;
        ++events_;
        event_bytes_ += event.values.size();
    }
    inbox_.emplace_back(std::move(event));
    wake_worker();
    return true;
}

void Mailbox::wake_worker() {
    if (worker_woken_ || worker_loop_ == nullptr) return;
    worker_woken_ = worker_loop_->post([] {});
}

std::deque<to_worker::Message> Mailbox::take_for_worker() {
    const std::lock_guard lock(mutex_);
    worker_woken_ = false;
    frame_at_.reset();
    events_ = 0;
    event_bytes_ = 0;
    return std::exchange(inbox_, {});
}

void Mailbox::open(std::shared_ptr<LoopRef> loop, Engine& engine) {
    const std::lock_guard lock(mutex_);
    worker_loop_ = std::move(loop);
    engine_ = &engine;
}

void Mailbox::shut() {
    const std::lock_guard lock(mutex_);
    worker_loop_.reset();
    engine_ = nullptr;
}

void Mailbox::close() {
    const std::lock_guard lock(mutex_);
    closing_.store(true, std::memory_order_release);
    inbox_.clear();
    frame_at_.reset();
    if (engine_ != nullptr) engine_->terminate();
    wake_worker();
    changed_.notify_all();
}

void Mailbox::await_closing() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return closing(); });
}

void Mailbox::await_deactivation(Clock::time_point until) {
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, until, [this] { return settled_; });
}

void Mailbox::reach_game(std::shared_ptr<LoopRef> loop, std::function<void()> on_mail) {
    const std::lock_guard lock(mutex_);
    game_loop_ = std::move(loop);
    on_mail_ = std::move(on_mail);
}

void Mailbox::send(to_game::Message message) {
    const std::lock_guard lock(mutex_);
    if (const auto* phase = std::get_if<to_game::Phase>(&message)) {
        settled_ = phase->phase == PluginRun::Phase::Deactivated ||
                   phase->phase == PluginRun::Phase::Stopped;
    } else if (std::holds_alternative<to_game::Ended>(message)) {
        settled_ = true;
    }
    if (settled_) changed_.notify_all();
    put(std::move(message));
}

void Mailbox::send_line(LogLevel level, std::string text) {
    const std::lock_guard lock(mutex_);
    if (lines_ >= kMostLines || line_bytes_ >= kMostLineBytes) {
        ++dropped_lines_;
        return;
    }
    if (const std::uint64_t dropped = std::exchange(dropped_lines_, 0); dropped > 0) {
        ++lines_;
        put(to_game::Line{LogLevel::Warning, std::to_string(dropped) +
                                                 " lines were dropped: they came faster than "
                                                 "frames of the game"});
    }
    ++lines_;
    line_bytes_ += text.size();
    put(to_game::Line{level, std::move(text)});
}

void Mailbox::put(to_game::Message message) {
    outbox_.push_back(std::move(message));
    if (game_woken_ || game_loop_ == nullptr) return;
    game_woken_ = game_loop_->post([self = shared_from_this()] {
        if (self->on_mail_) self->on_mail_();
    });
}

void Mailbox::put_news() {
    if (!std::exchange(news_wait_, true)) put(to_game::News{});
}

std::deque<to_game::Message> Mailbox::take_for_game() {
    const std::lock_guard lock(mutex_);
    game_woken_ = false;
    news_wait_ = false;
    lines_ = 0;
    line_bytes_ = 0;
    return std::exchange(outbox_, {});
}

Mailbox::Report Mailbox::report() const {
    const std::lock_guard lock(mutex_);
    return report_;
}

Usage Mailbox::take_recent() {
    const std::lock_guard lock(mutex_);
    return std::exchange(report_.recent, {});
}

std::string Mailbox::take_slow_stack() {
    const std::lock_guard lock(mutex_);
    return std::exchange(report_.slow_stack, {});
}

std::vector<PluginRun::Survived> Mailbox::take_errors() {
    const std::lock_guard lock(mutex_);
    return std::exchange(report_.errors, {});
}

void Mailbox::publish(Report report) {
    const std::lock_guard lock(mutex_);
    report.recent += report_.recent;
    const bool has_news = !report.errors.empty() || !report.slow_stack.empty();
    if (report.slow_stack.empty()) report.slow_stack = std::move(report_.slow_stack);
    std::vector<PluginRun::Survived> errors = std::exchange(report_.errors, {});
    for (PluginRun::Survived& error : report.errors) {
        const auto known = std::find_if(errors.begin(), errors.end(), [&](const auto& each) {
            return each.error.text == error.error.text;
        });
        if (known != errors.end()) {
            known->count += error.count;
        } else if (errors.size() < kMostErrors) {
            errors.push_back(std::move(error));
        }
    }
    report.errors = std::move(errors);
    report_ = std::move(report);
    if (has_news) put_news();
}

void Mailbox::tell_whether_it_listens(bool listens) {
    if (listens_.exchange(listens, std::memory_order_relaxed) == listens) return;
    const std::lock_guard lock(mutex_);
    put_news();
}

}  // namespace plinth
