// SPDX-License-Identifier: MIT
// The adapter to llhttp. Grammar: https://www.rfc-editor.org/rfc/rfc9112

#include "host/api/http/message_parser.h"

#include <algorithm>
#include <array>
#include <utility>

#include "host/base/check.h"

namespace plinth::api {
namespace {

// Of llhttp_t::flags.
constexpr unsigned kIsChunked = 1U << 3;
constexpr unsigned kSaysLength = 1U << 5;
constexpr unsigned kSaysEncoding = 1U << 9;

// https://www.rfc-editor.org/rfc/rfc9110#name-tokens
constexpr std::array<bool, 256> kIsTokenCharacter = [] {
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c)
        table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c)
        table[c] = table[c - 'a' + 'A'] = true;
    for (const char c : std::string_view("!#$%&'*+-.^_`|~"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return kIsTokenCharacter[static_cast<unsigned char>(c)];
    });
}

// The layout in llhttp.h, held against the library itself: a request and a response are parsed, and
// what they say must be where we look for it.
bool layout_holds() {
    llhttp_settings_t none;
    llhttp_settings_init(&none);
    llhttp_t parser{};
    llhttp_init(&parser, HTTP_REQUEST, &none);
    static constexpr std::string_view kRequest = "PUT / HTTP/1.0\r\n\r\n";
    if (llhttp_execute(&parser, kRequest.data(), kRequest.size()) != HPE_OK) return false;
    if (std::string_view(llhttp_method_name(parser.method)) != "PUT" || parser.http_major != 1 ||
        parser.http_minor != 0) {
        return false;
    }
    llhttp_init(&parser, HTTP_REQUEST, &none);
    static constexpr std::string_view kBody = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n";
    if (llhttp_execute(&parser, kBody.data(), kBody.size()) != HPE_OK ||
        parser.content_length != 5 || (parser.flags & kSaysLength) == 0) {
        return false;
    }
    llhttp_init(&parser, HTTP_RESPONSE, &none);
    static constexpr std::string_view kResponse = "HTTP/1.1 418 No\r\nContent-Length: 0\r\n\r\n";
    return llhttp_execute(&parser, kResponse.data(), kResponse.size()) == HPE_OK &&
           parser.status_code == 418 && parser.http_minor == 1 && parser.upgrade == 0;
}

}  // namespace

template <bool (MessageParser::*Take)(std::string_view)>
int MessageParser::take(llhttp_t* parser, const char* at, std::size_t size) {
    return (of(parser).*Take)({at, size}) ? 0 : -1;
}

const llhttp_settings_t& MessageParser::settings() {
    static const llhttp_settings_t settings = [] {
        PLINTH_CHECK(layout_holds());
        llhttp_settings_t made;
        llhttp_settings_init(&made);
        made.on_message_begin = [](llhttp_t* parser) { return of(parser).begin(); };
        made.on_url = &take<&MessageParser::take_url>;
        made.on_status = &take<&MessageParser::take_status>;
        made.on_header_field = &take<&MessageParser::take_field>;
        made.on_header_value = &take<&MessageParser::take_value>;
        made.on_headers_complete = [](llhttp_t* parser) { return of(parser).head_complete(); };
        made.on_chunk_parameters = &take<&MessageParser::take_extension>;
        made.on_chunk_header = [](llhttp_t* parser) { return of(parser).chunk_begins(); };
        made.on_body = [](llhttp_t* parser, const char* at, std::size_t size) {
            return of(parser).take_body({at, size});
        };
        made.on_message_complete = [](llhttp_t* parser) { return of(parser).message_complete(); };
        return made;
    }();
    return settings;
}

MessageParser::MessageParser(MessageEvents& events) : events_(events) {
    reset(Kind::Request, kDefaultHeadBytes, false);
}

void MessageParser::reset(Kind kind, std::size_t most_head_bytes, bool lenient) {
    llhttp_init(&parser_, static_cast<llhttp_type_t>(kind), &settings());
    parser_.data = this;
    if (lenient) llhttp_set_lenient_headers(&parser_, 1);
    lenient_ = lenient;
    in_message_ = false;
    was_last_message_ = false;
    pause_asked_ = false;
    await_head();
    most_head_bytes_ = most_head_bytes == 0 ? kDefaultHeadBytes : most_head_bytes;
    head_bytes_ = 0;
    extension_bytes_ = 0;
    failure_code_ = nullptr;
    drop_headers();
}

std::string_view MessageParser::value(std::size_t index) const {
    std::string_view value = text_of(headers_[index].value);
    // The library leaves the white space at the end to its user.
    const std::size_t last = value.find_last_not_of(" \t");
    return value.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

void MessageParser::drop_headers() {
    text_.clear();
    url_ = {};
    status_text_ = {};
    headers_.clear();
    in_value_ = true;
}

ParseResult MessageParser::execute(std::string_view bytes) {
    // The library takes a null pointer for "in no span", and goes on after a pause without bytes.
    if (bytes.data() == nullptr) bytes = "";
    input_ = bytes;
    const llhttp_errno_t status = execute_all(bytes);
    input_ = {};
    if (status == HPE_PAUSED) {
        ParseResult paused;
        paused.paused = true;
        paused.parsed = static_cast<std::size_t>(llhttp_get_error_pos(&parser_) - bytes.data());
        llhttp_resume(&parser_);
        return paused;
    }
    if (status == HPE_PAUSED_UPGRADE) {
        ParseResult upgraded;
        upgraded.upgraded = true;
        upgraded.parsed = static_cast<std::size_t>(llhttp_get_error_pos(&parser_) - bytes.data());
        llhttp_resume_after_upgrade(&parser_);
        return upgraded;
    }
    ParseResult ended = result(status, bytes.size());
    if (rest_ > 0) {
        ended.parsed -= std::exchange(rest_, 0);
        ended.paused = true;
        return ended;
    }
    const char* const error_at = refused_at_ != nullptr ? std::exchange(refused_at_, nullptr)
                                                        : llhttp_get_error_pos(&parser_);
    if (status != HPE_OK && error_at != nullptr) {
        ended.parsed = static_cast<std::size_t>(error_at - bytes.data());
    }
    return ended;
}

// One message after the other, as each is looked at before the library gets it.
llhttp_errno_t MessageParser::execute_all(std::string_view bytes) {
    for (;;) {
        if (was_last_message_ && !lenient_) {
            const std::size_t more = bytes.find_first_not_of("\r\n");
            if (more == std::string_view::npos) return HPE_OK;
            refused_at_ = bytes.data() + more;
            fail("HPE_CLOSED_CONNECTION", "Data after `Connection: close`");
            parser_.error = HPE_USER;
            return HPE_USER;
        }
        const std::size_t bad = find_bad_line_end(bytes);
        const std::string_view given = bytes.substr(0, bad);
        const llhttp_errno_t status = llhttp_execute(&parser_, given.data(), given.size());
        if (status == HPE_PAUSED && std::exchange(pause_asked_, false)) return status;
        if (status == HPE_PAUSED) {  // A message came to its end.
            bytes = bytes.substr(
                static_cast<std::size_t>(llhttp_get_error_pos(&parser_) - bytes.data()));
            llhttp_resume(&parser_);
            if (bytes.empty()) return HPE_OK;
            if (!events_.pauses_before(bytes.size())) continue;
            rest_ = bytes.size();
            return HPE_OK;
        }
        if (status != HPE_OK || bad == std::string_view::npos) return status;
        refused_at_ = bytes.data() + bad;
        return refuse_line_end(bytes[bad]);
    }
}

void MessageParser::await_head() {
    in_head_ = true;
    has_first_line_ = false;
    line_is_open_ = false;
    last_ = 0;
}

// The library takes half of a line's end for the whole here and there. Others that pass messages on
// to us might not, and read two messages where we read one. Gives where the head must not go on.
std::size_t MessageParser::find_bad_line_end(std::string_view text) {
    constexpr std::size_t kNone = std::string_view::npos;
    if (!in_head_ || lenient_) return kNone;
    std::size_t at = 0;
    while (at < text.size()) {
        // Empty lines, and halves of them, before the first line are nobody's.
        const bool has_begun = has_first_line_ || line_is_open_;
        if (last_ == '\r' && text[at] == '\n') {
            if (has_first_line_ && !line_is_open_) return kNone;  // The head's end.
            has_first_line_ = has_begun;
            line_is_open_ = false;
            last_ = text[at++];
            continue;
        }
        if (last_ == '\r' && has_begun) return at;
        const std::size_t next = std::min(text.find('\r', at), text.find('\n', at));
        line_is_open_ = line_is_open_ || next != at;
        last_ = next == kNone ? '\0' : text[next];
        if (next == kNone) break;
        if (last_ == '\n' && (has_first_line_ || line_is_open_)) return next;
        at = next + 1;
    }
    return kNone;
}

llhttp_errno_t MessageParser::refuse_line_end(char found) {
    if (found != '\n') {
        if (!line_is_open_) {
            fail("HPE_STRICT", "Expected LF after headers");
        } else if (has_first_line_) {
            fail("HPE_LF_EXPECTED", "Missing expected LF after header value");
        } else if (kind() == Kind::Request) {
            fail("HPE_STRICT", "Expected CRLF after version");
        } else {
            fail("HPE_LF_EXPECTED", "Missing expected LF after response line");
        }
    } else if (!has_first_line_ && kind() == Kind::Request) {
        fail("HPE_INVALID_VERSION", "Expected CRLF after version");
    } else if (!has_first_line_) {
        fail("HPE_CR_EXPECTED", "Missing expected CR after response line");
    } else if (line_is_open_) {
        fail("HPE_CR_EXPECTED", "Missing expected CR after header value");
    } else {
        fail("HPE_INVALID_HEADER_TOKEN", "Invalid header field char");
    }
    parser_.error = HPE_USER;
    return HPE_USER;
}

ParseResult MessageParser::finish() {
    // The pause after a message keeps the library from seeing that it is over.
    if (!in_message_) return {};
    const llhttp_errno_t status = llhttp_finish(&parser_);
    // A message that only the end could complete did not pause anything.
    return result(status == HPE_PAUSED ? HPE_OK : status, 0);
}

ParseResult MessageParser::result(llhttp_errno_t status, std::size_t size) {
    ParseResult result;
    result.parsed = size;
    if (status == HPE_OK) return result;
    result.code = failure_code_ != nullptr ? failure_code_ : llhttp_errno_name(status);
    // The library has words of its own for a callback that failed.
    const char* reason =
        failure_code_ != nullptr ? failure_reason_ : llhttp_get_error_reason(&parser_);
    result.reason = reason != nullptr ? reason : "";
    return result;
}

int MessageParser::fail(const char* code, const char* reason) {
    failure_code_ = code;
    failure_reason_ = reason;
    return HPE_USER;
}

// The parts of the head come in order, each in one or more pieces.
bool MessageParser::append(Piece& piece, std::string_view bytes) {
    head_bytes_ += bytes.size();
    if (head_bytes_ >= most_head_bytes_) {
        fail("HPE_HEADER_OVERFLOW", "Header overflow");
        return false;
    }
    if (piece.size == 0) piece.start = text_.size();
    piece.size += bytes.size();
    text_.append(bytes);
    return true;
}

bool MessageParser::tell_text(MessageEvents::HeadText what, std::string_view bytes) {
    return bytes.empty() || events_.on_head_text(what, offset_of(bytes), bytes.size());
}

bool MessageParser::take_url(std::string_view bytes) {
    const bool holds =
        std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > ' ' && c < '\x7f'; });
    if (holds) return append(url_, bytes);
    fail("HPE_INVALID_URL", "Invalid characters in url");
    return false;
}

bool MessageParser::take_status(std::string_view bytes) {
    return tell_text(MessageEvents::HeadText::Status, bytes) && append(status_text_, bytes);
}

bool MessageParser::take_field(std::string_view bytes) {
    if (in_value_) headers_.emplace_back();
    in_value_ = false;
    return tell_text(MessageEvents::HeadText::Name, bytes) && append(headers_.back().name, bytes);
}

bool MessageParser::take_value(std::string_view bytes) {
    in_value_ = true;
    return tell_text(MessageEvents::HeadText::Value, bytes) && append(headers_.back().value, bytes);
}

bool MessageParser::take_extension(std::string_view bytes) {
    extension_bytes_ += bytes.size();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (is_escaped_ || bytes[i] != '"') {
            is_escaped_ = !is_escaped_ && in_quotes_ && bytes[i] == '\\';
        } else {
            in_quotes_ = !in_quotes_;
        }
    }
    if (extension_bytes_ <= kMostExtensionBytes) return true;
    fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow");
    return false;
}

// What was quoted must have come to its end in the line.
int MessageParser::chunk_begins() {
    extension_bytes_ = 0;
    is_escaped_ = false;
    if (!std::exchange(in_quotes_, false) || lenient_) return 0;
    fail("HPE_STRICT", "Invalid character in chunk extensions quoted value");
    return -1;
}

int MessageParser::take_body(std::string_view bytes) {
    if (bytes.empty()) return 0;
    if (!events_.on_body(offset_of(bytes), bytes.size())) return -1;
    return pause_asked_ ? HPE_PAUSED : HPE_OK;
}

int MessageParser::begin() {
    drop_headers();
    head_bytes_ = 0;
    extension_bytes_ = 0;
    in_message_ = true;
    events_.on_begin();
    return 0;
}

// The library takes more than a token for a name; others might not read it as we do.
bool MessageParser::names_hold() const {
    return std::all_of(headers_.begin(), headers_.end(),
                       [this](const Header& header) { return is_token(text_of(header.name)); });
}

bool MessageParser::has(std::string_view lower_case_name) const {
    const auto is_it = [&](const Header& header) {
        const std::string_view name = text_of(header.name);
        // Setting this bit makes a letter small; of a token, it makes no other character a letter.
        return std::equal(name.begin(), name.end(), lower_case_name.begin(), lower_case_name.end(),
                          [](char a, char b) { return (a | 0x20) == b; });
    };
    return std::any_of(headers_.begin(), headers_.end(), is_it);
}

int MessageParser::head_complete() {
    if (!names_hold()) {
        fail("HPE_INVALID_HEADER_TOKEN", "Invalid header token");
        return -1;
    }
    if (kind() == Kind::Response && parser_.status_code < 100) {
        fail("HPE_INVALID_STATUS", "Invalid status code");
        return -1;
    }
    in_head_ = false;
    MessageHead head;
    head.major = parser_.http_major;
    head.minor = parser_.http_minor;
    head.method = parser_.method;
    head.status = parser_.status_code;
    head.upgrade = parser_.upgrade != 0;
    head.keep_alive = llhttp_should_keep_alive(&parser_) != 0;
    if (parser_.type == HTTP_REQUEST) {
        head.has_host = has("host");
        head.has_expect = has("expect");
        head.is_whole = !head.upgrade && (parser_.flags & (kIsChunked | kSaysEncoding)) == 0 &&
                        ((parser_.flags & kSaysLength) == 0 || parser_.content_length == 0);
    }
    head_bytes_ = 0;
    const MessageEvents::Body body = events_.on_head(head);
    drop_headers();
    switch (body) {
        case MessageEvents::Body::AsTold:
            return pause_asked_ ? HPE_PAUSED : HPE_OK;
        case MessageEvents::Body::None:
            return 1;
        case MessageEvents::Body::Upgrade:
            return 2;
        case MessageEvents::Body::Failed:
            break;
    }
    return -1;
}

int MessageParser::message_complete() {
    in_message_ = false;
    was_last_message_ = llhttp_should_keep_alive(&parser_) == 0;
    const bool went_on = events_.on_end();
    drop_headers();
    await_head();
    if (!went_on) return -1;
    return parser_.upgrade != 0 ? HPE_OK : HPE_PAUSED;
}

}  // namespace plinth::api
