// SPDX-License-Identifier: MIT
// The part of llhttp's binary interface that we use. Debian packages llhttp 6.1 inside of libnode,
// without a header (docs/decisions/http-parser.md); where there is one, it is used.

#pragma once

#if __has_include(<llhttp.h>)
#include <llhttp.h>
#else

#include <cstddef>
#include <cstdint>

extern "C" {

// Layout: read off the accessors of the library that we link; MessageParser checks it when it is
// first used.
struct llhttp_t {
    std::int32_t index;
    void* span_position;
    void* span_callback;
    std::int32_t error;
    const char* reason;
    const char* error_position;
    void* data;
    void* current;
    std::uint64_t content_length;
    std::uint8_t type;
    std::uint8_t method;
    std::uint8_t http_major;
    std::uint8_t http_minor;
    std::uint8_t header_state;
    std::uint8_t lenient_flags;
    std::uint8_t upgrade;
    std::uint8_t finish;
    std::uint16_t flags;
    std::uint16_t status_code;
    void* settings;
    std::uint64_t reserved[8];  // For what a later library may add at the end.
};

using llhttp_data_cb = int (*)(llhttp_t*, const char* at, std::size_t length);
using llhttp_cb = int (*)(llhttp_t*);

struct llhttp_settings_t {
    llhttp_cb on_message_begin;
    llhttp_data_cb on_url;
    llhttp_data_cb on_status;
    llhttp_data_cb on_header_field;
    llhttp_data_cb on_header_value;
    llhttp_cb on_headers_complete;
    llhttp_data_cb on_chunk_parameters;
    llhttp_data_cb on_body;
    llhttp_cb on_message_complete;
    llhttp_cb on_chunk_header;
    llhttp_cb on_chunk_complete;
    llhttp_cb on_url_complete;
    llhttp_cb on_status_complete;
    llhttp_cb on_header_field_complete;
    llhttp_cb on_header_value_complete;
    llhttp_cb reserved[8];
};

enum llhttp_type_t { HTTP_BOTH = 0, HTTP_REQUEST = 1, HTTP_RESPONSE = 2 };
enum llhttp_errno_t { HPE_OK = 0, HPE_PAUSED = 21, HPE_PAUSED_UPGRADE = 22, HPE_USER = 24 };

void llhttp_settings_init(llhttp_settings_t*);
void llhttp_init(llhttp_t*, llhttp_type_t, const llhttp_settings_t*);
llhttp_errno_t llhttp_execute(llhttp_t*, const char* data, std::size_t length);
llhttp_errno_t llhttp_finish(llhttp_t*);
const char* llhttp_get_error_reason(const llhttp_t*);
const char* llhttp_get_error_pos(const llhttp_t*);
const char* llhttp_errno_name(llhttp_errno_t);
const char* llhttp_method_name(int method);
int llhttp_should_keep_alive(const llhttp_t*);
void llhttp_resume(llhttp_t*);
void llhttp_resume_after_upgrade(llhttp_t*);
void llhttp_set_lenient_headers(llhttp_t*, int enabled);
void llhttp_set_lenient_chunked_length(llhttp_t*, int enabled);

}  // extern "C"

#endif
