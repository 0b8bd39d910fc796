// SPDX-License-Identifier: MIT
// The adapter to llhttp. Grammar: https://www.rfc-editor.org/rfc/rfc9112

#include "host/api/http/message_parser.h"

#include <algorithm>

#include "host/base/check.h"

namespace plinth::api {
namespace {

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
        made.on_body = &take<&MessageParser::take_body>;
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
    input_ = bytes;
    const llhttp_errno_t status = llhttp_execute(&parser_, bytes.data(), bytes.size());
    input_ = {};
    if (status == HPE_PAUSED_UPGRADE) {
        ParseResult upgraded;
        upgraded.upgraded = true;
        upgraded.parsed = static_cast<std::size_t>(llhttp_get_error_pos(&parser_) - bytes.data());
        llhttp_resume_after_upgrade(&parser_);
        return upgraded;
    }
    ParseResult ended = result(status, bytes.size());
    if (status != HPE_OK && llhttp_get_error_pos(&parser_) != nullptr) {
        ended.parsed = static_cast<std::size_t>(llhttp_get_error_pos(&parser_) - bytes.data());
    }
    return ended;
}

ParseResult MessageParser::finish() {
    return result(llhttp_finish(&parser_), 0);
}

ParseResult MessageParser::result(llhttp_errno_t status, std::size_t size) {
    ParseResult result;
    result.parsed = size;
    if (status == HPE_OK) return result;
    result.code = failure_code_ != nullptr ? failure_code_ : llhttp_errno_name(status);
    const char* reason = llhttp_get_error_reason(&parser_);
    result.reason = reason != nullptr ? reason : "";
    return result;
}

int MessageParser::fail(const char* code, const char* reason) {
    failure_code_ = code;
    llhttp_set_error_reason(&parser_, reason);
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

bool MessageParser::take_url(std::string_view bytes) {
    return append(url_, bytes);
}

bool MessageParser::take_status(std::string_view bytes) {
    return append(status_text_, bytes);
}

bool MessageParser::take_field(std::string_view bytes) {
    if (in_value_) headers_.emplace_back();
    in_value_ = false;
    return append(headers_.back().name, bytes);
}

bool MessageParser::take_value(std::string_view bytes) {
    in_value_ = true;
    return append(headers_.back().value, bytes);
}

bool MessageParser::take_extension(std::string_view bytes) {
    extension_bytes_ += bytes.size();
    if (extension_bytes_ <= kMostExtensionBytes) return true;
    fail("HPE_CHUNK_EXTENSIONS_OVERFLOW", "Chunk extensions overflow");
    return false;
}

bool MessageParser::take_body(std::string_view bytes) {
    if (bytes.empty()) return true;
    const auto offset = static_cast<std::size_t>(bytes.data() - input_.data());
    return events_.on_body(offset, bytes.size());
}

int MessageParser::begin() {
    drop_headers();
    head_bytes_ = 0;
    extension_bytes_ = 0;
    return events_.on_begin() ? 0 : -1;
}

// The library takes more than a token for a name; others might not read it as we do.
bool MessageParser::names_hold() const {
    static constexpr std::string_view kOther = "!#$%&'*+-.^_`|~";
    for (const Header& header : headers_) {
        const std::string_view name = text_of(header.name);
        const bool holds = std::all_of(name.begin(), name.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                   kOther.find(c) != std::string_view::npos;
        });
        if (name.empty() || !holds) return false;
    }
    return true;
}

int MessageParser::head_complete() {
    if (!names_hold()) {
        fail("HPE_INVALID_HEADER_TOKEN", "Invalid header token");
        return -1;
    }
    MessageHead head;
    head.major = parser_.http_major;
    head.minor = parser_.http_minor;
    if (parser_.type == HTTP_REQUEST) head.method = llhttp_method_name(parser_.method);
    head.status = parser_.status_code;
    head.upgrade = parser_.upgrade != 0;
    head.keep_alive = llhttp_should_keep_alive(&parser_) != 0;
    head_bytes_ = 0;
    const MessageEvents::Body body = events_.on_head(head);
    drop_headers();
    switch (body) {
        case MessageEvents::Body::AsTold:
            return 0;
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
    const bool went_on = events_.on_end();
    drop_headers();
    return went_on ? 0 : -1;
}

}  // namespace plinth::api
