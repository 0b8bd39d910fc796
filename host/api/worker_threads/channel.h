// SPDX-License-Identifier: MIT
// Channels between threads: ends that send to each other, and the messages that wait at one. No V8
// here: what a message is made of is message.h's.

#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace plinth::api {

class ChannelEnd;

/// What goes through a channel. Null in a queue: the other side closed.
class Parcel {
  public:
    virtual ~Parcel() = default;
    /// Whether that end itself travels in it.
    virtual bool carries(const ChannelEnd& end) const = 0;
};

/// The ends that hear each other: two of a MessageChannel, any number of a BroadcastChannel.
///
/// Owner: its ends, shared. Thread: any.
class Channel {
  public:
    explicit Channel(bool broadcast) : broadcast_(broadcast) {}

    /// To all others. False: the parcel carried the end that it was for, and is lost with it.
    bool send(const ChannelEnd& from, const std::shared_ptr<Parcel>& parcel);

  private:
    friend class ChannelEnd;
    void leave(ChannelEnd& end);

    const bool broadcast_;
    std::mutex mutex_;
    std::vector<ChannelEnd*> ends_;
};

/// Owner: a MessagePort, or the message that it travels in. Thread: any.
class ChannelEnd {
  public:
    explicit ChannelEnd(std::shared_ptr<Channel> channel);
    ~ChannelEnd();
    ChannelEnd(const ChannelEnd&) = delete;
    ChannelEnd& operator=(const ChannelEnd&) = delete;

    Channel& channel() { return *channel_; }

    /// Called from any thread when something arrives; null: nobody. Once it returned, the function
    /// before is not running, and will not run.
    void set_waker(std::function<void()> waker);

    /// How many parcels wait, the news that the other side closed included.
    std::size_t waiting() const;
    bool next_is_close() const;
    struct Taken {
        bool any = false;
        std::shared_ptr<Parcel> parcel;  ///< Null: the other side closed.
    };
    Taken take();

  private:
    friend class Channel;
    void add(std::shared_ptr<Parcel> parcel);

    const std::shared_ptr<Channel> channel_;
    mutable std::mutex mutex_;
    std::deque<std::shared_ptr<Parcel>> parcels_;
    std::function<void()> waker_;
};

/// The broadcast channels that are open, by name: those of one plugin with all its threads.
///
/// Owner: its Family. Thread: any.
class BroadcastChannels {
  public:
    std::shared_ptr<Channel> of(const std::string& name);

  private:
    std::mutex mutex_;
    std::map<std::string, std::weak_ptr<Channel>> channels_;
};

}  // namespace plinth::api
