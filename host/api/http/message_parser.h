// SPDX-License-Identifier: MIT
// MessageParser: the one adapter to the HTTP/1 parser library. It gathers a message's start line
// and headers, bounds their size, and tells of whole heads, pieces of bodies, and ends. No V8.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/api/http/llhttp.h"

namespace plinth::api {

/// A message up to its body. All text is as it came, one byte a character.
struct MessageHead {
    int major = 1;
    int minor = 1;
    int method = 0;  ///< Of a request; the library's number, see llhttp_method_name().
    int status = 0;  ///< Of a response.
    bool upgrade = false;
    bool keep_alive = false;
    bool has_host = false;    ///< A header of that name.
    bool has_expect = false;  ///< The same.
    bool is_whole = false;    ///< A request without a body: on_end() comes next.
};

/// What the parser finds. Thread: the caller's of execute(). Each may run JavaScript.
class MessageEvents {
  public:
    virtual ~MessageEvents() = default;
    /// What follows the head: a body as the headers say, none, or another protocol.
    enum class Body { AsTold, None, Upgrade, Failed };
    virtual Body on_head(const MessageHead& head) = 0;
    /// A piece of the body, within what execute() was given. False: stop with an error.
    virtual bool on_body(std::size_t offset, std::size_t size) = 0;
    virtual bool on_end() = 0;
    /// A message's first byte came.
    virtual void on_begin() = 0;
    /// Asked after each message, when so many bytes are left. True: they wait for another
    /// execute().
    virtual bool pauses_before(std::size_t /*rest*/) { return false; }
    enum class HeadText { Status, Name, Value };
    /// A piece of a head or of trailers as it comes, within what execute() was given, for who does
    /// not wait for the whole. False: stop with an error.
    virtual bool on_head_text(HeadText /*what*/, std::size_t /*offset*/, std::size_t /*size*/) {
        return true;
    }
};

struct ParseResult {
    std::size_t parsed = 0;  ///< Bytes; after an upgrade the rest is the other protocol's.
    bool upgraded = false;
    bool paused = false;  ///< By pause() or pauses_before(); the rest is for the next execute().
    std::string code;     ///< Empty, or the library's: "HPE_INVALID_METHOD", ...
    std::string reason;   ///< In words.
};

/// Owner: an HTTPParser object. Thread: the loop's.
class MessageParser {
  public:
    enum class Kind { Request = HTTP_REQUEST, Response = HTTP_RESPONSE };
    /// Node's bounds: 16 KiB of start line and headers unless the caller says otherwise, and of the
    /// extensions of one chunk.
    static constexpr std::size_t kDefaultHeadBytes = 16 * 1024;
    static constexpr std::size_t kMostExtensionBytes = 16 * 1024;

    explicit MessageParser(MessageEvents& events);

    Kind kind() const { return static_cast<Kind>(parser_.type); }
    /// Starts anew, for a new connection. Lenient: as Node's insecureHTTPParser.
    void reset(Kind kind, std::size_t most_head_bytes, bool lenient);
    ParseResult execute(std::string_view bytes);
    /// The connection came to its end.
    ParseResult finish();
    /// In on_head(), on_body() or on_end(): execute() stops after it.
    void pause() { pause_asked_ = true; }

    /// Valid in on_head(), and in on_end() for what trailers came after the body.
    std::string_view url() const { return text_of(url_); }
    std::string_view status_text() const { return text_of(status_text_); }
    std::size_t header_count() const { return headers_.size(); }
    std::string_view name(std::size_t index) const { return text_of(headers_[index].name); }
    std::string_view value(std::size_t index) const;
    /// Forgets the headers that were given to on_head(), so that on_end() has only trailers.
    void drop_headers();

  private:
    struct Piece {
        std::size_t start = 0;
        std::size_t size = 0;
    };
    struct Header {
        Piece name;
        Piece value;
    };

    static const llhttp_settings_t& settings();
    static MessageParser& of(llhttp_t* parser) {
        return *static_cast<MessageParser*>(parser->data);
    }
    template <bool (MessageParser::*Take)(std::string_view)>
    static int take(llhttp_t* parser, const char* at, std::size_t size);

    std::string_view text_of(Piece piece) const {
        return std::string_view(text_).substr(piece.start, piece.size);
    }
    std::size_t offset_of(std::string_view bytes) const {
        return static_cast<std::size_t>(bytes.data() - input_.data());
    }
    bool append(Piece& piece, std::string_view bytes);
    bool tell_text(MessageEvents::HeadText what, std::string_view bytes);
    bool take_url(std::string_view bytes);
    bool take_status(std::string_view bytes);
    bool take_field(std::string_view bytes);
    bool take_value(std::string_view bytes);
    bool take_extension(std::string_view bytes);
    int take_body(std::string_view bytes);
    bool names_hold() const;
    bool has(std::string_view lower_case_name) const;
    std::size_t find_bad_line_end(std::string_view text);
    llhttp_errno_t execute_all(std::string_view bytes);
    llhttp_errno_t refuse_line_end(char found);
    void await_head();
    int chunk_begins();
    int begin();
    int head_complete();
    int message_complete();
    int fail(const char* code, const char* reason);
    ParseResult result(llhttp_errno_t status, std::size_t size);

    llhttp_t parser_{};
    MessageEvents& events_;
    std::size_t most_head_bytes_ = kDefaultHeadBytes;
    std::string text_;  // Of the head: url, status, names and values one after another.
    Piece url_;
    Piece status_text_;
    std::vector<Header> headers_;
    bool in_value_ = true;  // The next field starts a new header.
    // Where in a head the input stands, for find_bad_line_end().
    bool in_head_ = true;
    bool has_first_line_ = false;
    bool line_is_open_ = false;  // It has more than a carriage return.
    char last_ = 0;
    bool in_message_ = false;
    bool was_last_message_ = false;  // The connection ends with the one before.
    bool in_quotes_ = false;         // Of a chunk's extensions.
    bool is_escaped_ = false;        // The same: the next character.
    bool lenient_ = false;
    bool pause_asked_ = false;
    std::size_t head_bytes_ = 0;
    std::size_t extension_bytes_ = 0;
    const char* failure_code_ = nullptr;
    const char* failure_reason_ = nullptr;
    std::string_view input_;
    const char* refused_at_ = nullptr;  // In it, by refuse_line_end().
    std::size_t rest_ = 0;              // Of it, when it was left for later.
};

}  // namespace plinth::api
