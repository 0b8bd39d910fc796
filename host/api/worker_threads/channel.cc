// SPDX-License-Identifier: MIT
// Queues and locks. A channel's lock is taken before that of an end, never the other way round, and
// a parcel dies outside of both: it may hold ends itself.

#include "host/api/worker_threads/channel.h"

#include <algorithm>
#include <utility>

namespace plinth::api {

bool Channel::send(const ChannelEnd& from, const std::shared_ptr<Parcel>& parcel) {
    const std::lock_guard lock(mutex_);
    for (const ChannelEnd* end : ends_) {
        if (end != &from && parcel->carries(*end)) return false;
    }
    for (ChannelEnd* end : ends_) {
        if (end != &from) end->add(parcel);
    }
    return true;
}

void Channel::leave(ChannelEnd& end) {
    const std::lock_guard lock(mutex_);
    ends_.erase(std::find(ends_.begin(), ends_.end(), &end));
    if (broadcast_) return;
    for (ChannelEnd* other : ends_)
        other->add(nullptr);
}

ChannelEnd::ChannelEnd(std::shared_ptr<Channel> channel) : channel_(std::move(channel)) {
    const std::lock_guard lock(channel_->mutex_);
    channel_->ends_.push_back(this);
}

ChannelEnd::~ChannelEnd() {
    channel_->leave(*this);
}

void ChannelEnd::set_waker(std::function<void()> waker) {
    const std::lock_guard lock(mutex_);
    waker_ = std::move(waker);
    if (waker_ && !parcels_.empty()) waker_();
}

std::size_t ChannelEnd::waiting() const {
    const std::lock_guard lock(mutex_);
    return parcels_.size();
}

bool ChannelEnd::next_is_close() const {
    const std::lock_guard lock(mutex_);
    return !parcels_.empty() && parcels_.front() == nullptr;
}

ChannelEnd::Taken ChannelEnd::take() {
    const std::lock_guard lock(mutex_);
    if (parcels_.empty()) return {};
    Taken taken{true, std::move(parcels_.front())};
    parcels_.pop_front();
    return taken;
}

void ChannelEnd::add(std::shared_ptr<Parcel> parcel) {
    const std::lock_guard lock(mutex_);
    parcels_.push_back(std::move(parcel));
    if (waker_) waker_();
}

std::shared_ptr<Channel> BroadcastChannels::of(const std::string& name) {
    const std::lock_guard lock(mutex_);
    std::erase_if(channels_, [](const auto& entry) { return entry.second.expired(); });
    std::weak_ptr<Channel>& place = channels_[name];
    std::shared_ptr<Channel> channel = place.lock();
    if (channel == nullptr) {
        channel = std::make_shared<Channel>(true);
        place = channel;
    }
    return channel;
}

}  // namespace plinth::api
