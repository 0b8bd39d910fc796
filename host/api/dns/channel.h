// SPDX-License-Identifier: MIT
// Channel: a set of name servers and the queries to them, by c-ares. What becomes of a reply is
// replies.cc's.

#pragma once

#include <list>
#include <string>
#include <string_view>

#include <ares.h>

#include "host/env/completion.h"
#include "host/env/handle_wrap.h"

namespace plinth::api {

/// Owner: the ledger, see HandleWrap; kept while queries are under way. Thread: the loop's.
/// Calls JS: no, its queries do.
class Channel final : public HandleWrap {
  public:
    explicit Channel(const v8::FunctionCallbackInfo<v8::Value>& info);

    const char* kind() const override { return "ChannelWrap"; }
    void close() override;

    /// Null once it is closed.
    ares_channel ares() const { return closed_ ? nullptr : ares_; }

    void query_started();
    void query_over();
    /// c-ares refuses new servers meanwhile.
    bool busy() const { return queries_ > 0; }

  private:
    struct Poll {
        uv_poll_t uv;
        Channel* channel;
        ares_socket_t socket;
    };

    static void on_socket(void* self, ares_socket_t socket, int readable, int writable);
    static void on_poll(uv_poll_t* uv, int status, int events);
    static void on_timer(uv_timer_t* uv);
    static void on_closed(uv_handle_t* uv);

    Poll* find(ares_socket_t socket);
    void watch(ares_socket_t socket, int events);
    void unwatch(Poll& poll);
    void one_closed();

    ares_channel ares_ = nullptr;
    uv_timer_t timer_{};
    std::list<Poll*> polls_;
    std::size_t open_ = 1;  // The timer, and polls that are not closed.
    std::size_t queries_ = 0;
    bool closed_ = false;
};

/// What Node calls a status of c-ares: "ENOTFOUND", ...
const char* status_name(int status);

/// The kinds of record that can be asked for, with their number in DNS.
struct RecordKind {
    const char* name;
    int number;
};
const RecordKind* find_kind(std::string_view name);

/// A reply as what Node's callback gets; `status` is c-ares's, and not ARES_SUCCESS when the reply
/// is broken or empty.
v8::Local<v8::Value> parse_reply(v8::Local<v8::Context> context, const RecordKind& kind,
                                 const std::string& reply, int& status);
}  // namespace plinth::api
