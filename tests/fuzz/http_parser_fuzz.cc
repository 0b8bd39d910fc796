// SPDX-License-Identifier: MIT
// libFuzzer target: the adapter to the HTTP parser. Whatever comes, it stays within bounds, says
// the same however the bytes are cut into pieces, and keeps what it promises of heads.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "host/api/http/message_parser.h"

namespace {

using plinth::api::MessageEvents;
using plinth::api::MessageHead;
using plinth::api::MessageParser;
using plinth::api::ParseResult;

void require(bool holds) {
    if (!holds) std::abort();
}

/// Writes down all that the parser tells, so that two runs can be compared.
class Recorder final : public MessageEvents {
  public:
    Recorder(MessageParser::Kind kind, bool lenient) : parser_(*this) {
        parser_.reset(kind, 0, lenient);
    }

    /// Feeds the bytes, `step` at a time. False: that ended in an error or another protocol.
    bool feed(std::string_view bytes, std::size_t step) {
        while (!bytes.empty()) {
            piece_ = bytes.substr(0, step);
            const ParseResult result = parser_.execute(piece_);
            require(result.parsed <= piece_.size());
            if (!result.code.empty()) {
                require(!parser_.execute("GET / HTTP/1.1\r\n\r\n").code.empty());
                return fail(result);
            }
            if (result.upgraded) return say("\nupgrade"), false;
            require(result.paused ? result.parsed < piece_.size() : result.parsed == piece_.size());
            bytes.remove_prefix(result.parsed);
        }
        const ParseResult result = parser_.finish();
        require(result.code.empty() || result.code == "HPE_INVALID_EOF_STATE");
        return result.code.empty() ? (say("\nfinish"), true) : fail(result);
    }

    const std::string& told() const { return told_; }

  private:
    bool fail(const ParseResult& result) {
        say("\nerror ");
        say(result.code);
        return false;
    }

    void say(std::string_view text) { told_.append(text); }
    void say(std::size_t number) { told_.append(std::to_string(number)).append(1, ' '); }

    Body on_head(const MessageHead& head) override {
        require(!in_body_);
        in_body_ = true;
        must_end_ = head.is_whole;
        say("\nhead ");
        say(static_cast<std::size_t>(head.major * 10 + head.minor));
        say(static_cast<std::size_t>(head.method));
        say(static_cast<std::size_t>(head.status));
        say(static_cast<std::size_t>(head.upgrade * 2 + head.keep_alive));
        say(parser_.url());
        for (const char c : parser_.url())
            require(c > ' ' && c < '\x7f');
        say(parser_.status_text());
        std::size_t size = parser_.url().size() + parser_.status_text().size();
        bool has_host = false;
        for (std::size_t i = 0; i < parser_.header_count(); ++i) {
            const std::string_view name = parser_.name(i);
            require(!name.empty() && name.find_first_of(": \t\r\n") == std::string_view::npos);
            const std::string_view value = parser_.value(i);
            require(value.find_first_of("\r\n") == std::string_view::npos);
            has_host = has_host || name == "host" || name == "Host";
            size += name.size() + value.size();
            say("\n");
            say(name);
            say(": ");
            say(value);
        }
        require(size < MessageParser::kDefaultHeadBytes);
        if (has_host && parser_.kind() == MessageParser::Kind::Request) require(head.has_host);
        return Body::AsTold;
    }
    bool on_body(std::size_t offset, std::size_t size) override {
        require(in_body_ && !must_end_);
        require(offset <= piece_.size() && size <= piece_.size() - offset && size > 0);
        if (!told_in_body_) say("\nbody ");
        told_in_body_ = true;
        say(piece_.substr(offset, size));
        return true;
    }
    bool on_end() override {
        require(in_body_);
        in_body_ = must_end_ = told_in_body_ = false;
        say("\nend ");
        say(parser_.header_count());
        return true;
    }
    void on_begin() override { require(!in_body_); }
    // Every other message waits for a call of its own.
    bool pauses_before(std::size_t rest) override {
        require(!in_body_ && rest > 0 && rest < piece_.size());
        return ++pauses_asked_ % 2 == 0;
    }

    MessageParser parser_;
    std::string_view piece_;
    std::string told_;
    bool in_body_ = false;
    bool must_end_ = false;
    bool told_in_body_ = false;
    std::size_t pauses_asked_ = 0;
};

}  // namespace

// The first byte says what is parsed and how it is cut.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto kind =
        (data[0] & 1) != 0 ? MessageParser::Kind::Response : MessageParser::Kind::Request;
    const bool lenient = (data[0] & 2) != 0;
    const std::size_t step = (data[0] >> 2) + std::size_t{1};
    // A copy, so that a sanitizer sees each byte that is read beyond it.
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    Recorder whole(kind, lenient);
    whole.feed(bytes, bytes.size());
    Recorder cut(kind, lenient);
    cut.feed(bytes, step);
    require(whole.told() == cut.told());
    return 0;
}
