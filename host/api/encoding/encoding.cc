// SPDX-License-Identifier: MIT
// encoding, native half of TextEncoder and TextDecoder: UTF-8 by V8 and host/io, the others by ICU.
//
// Thread: the plugin's loop. Calls JS: never.

#include <cstring>

#include "host/api/encoding/converter.h"
#include "host/env/native_module.h"
#include "host/io/buffers.h"
#include "host/io/codec.h"
#include "host/io/text.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;
using Bytes = std::span<std::uint8_t>;

std::optional<Bytes> bytes_of(const Info& info, int argument) {
    const std::optional<Bytes> bytes = view_bytes(info[argument]);
    if (!bytes) {
        throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "argument must be a view");
    }
    return bytes;
}

bool is_text(const Info& info, int argument) {
    if (info[argument]->IsString()) return true;
    throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "argument must be a string");
    return false;
}

// encode(text): an ArrayBuffer.
void encode(const Info& info) {
    if (!is_text(info, 0)) return;
    v8::Isolate* isolate = info.GetIsolate();
    const auto text = info[0].As<v8::String>();
    Env& env = Env::from(info);
    auto bytes = OwnedBytes::allocate(env, text_size(isolate, text, Encoding::Utf8));
    if (!bytes) {
        return throw_range_error(isolate, "ERR_MEMORY_ALLOCATION_FAILED",
                                 "Array buffer allocation failed");
    }
    bytes->shrink(write_text(isolate, text, Encoding::Utf8, bytes->span()));
    info.GetReturnValue().Set(make_array_buffer(env, std::move(*bytes)));
}

// encodeInto(text, bytes, counts): sets the counts of units read and of bytes written.
void encode_into(const Info& info) {
    if (!is_text(info, 0)) return;
    const auto to = bytes_of(info, 1);
    const auto counts = bytes_of(info, 2);
    if (!to || !counts || counts->size() != 2 * sizeof(std::uint32_t)) return;
    int read = 0;
    const int written = info[0].As<v8::String>()->WriteUtf8(
        info.GetIsolate(), reinterpret_cast<char*>(to->data()), static_cast<int>(to->size()), &read,
        v8::String::NO_NULL_TERMINATION | v8::String::REPLACE_INVALID_UTF8);
    const std::uint32_t both[] = {static_cast<std::uint32_t>(read),
                                  static_cast<std::uint32_t>(written)};
    std::memcpy(counts->data(), both, sizeof(both));
}

// decodeUtf8(bytes, fatal): undefined if they are to be valid, and are not.
void decode_utf8(const Info& info) {
    const auto bytes = bytes_of(info, 0);
    if (!bytes || (info[1]->IsTrue() && !codec::is_utf8(*bytes))) return;
    v8::Local<v8::String> text;
    if (read_text(info.GetIsolate(), *bytes, Encoding::Utf8).ToLocal(&text)) {
        info.GetReturnValue().Set(text);
    }
}

// How many bytes at the end begin a character that goes on beyond it.
std::uint32_t incomplete_utf8(std::span<const std::uint8_t> bytes) {
    for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
        const std::uint8_t byte = bytes[bytes.size() - back];
        if ((byte & 0xC0) == 0x80) continue;
        const std::size_t length = byte >= 0xF0 && byte <= 0xF4   ? 4
                                   : byte >= 0xE0 && byte <= 0xEF ? 3
                                   : byte >= 0xC2 && byte <= 0xDF ? 2
                                                                  : 1;
        if (length <= back) return 0;
        // Two bytes of nonsense are not the beginning of anything.
        const std::uint8_t second = back > 1 ? bytes[bytes.size() - back + 1] : 0x80;
        const bool bad =
            back > 1 && ((byte == 0xE0 && second < 0xA0) || (byte == 0xED && second > 0x9F) ||
                         (byte == 0xF0 && second < 0x90) || (byte == 0xF4 && second > 0x8F));
        return bad ? 0 : static_cast<std::uint32_t>(back);
    }
    return 0;
}

// decode(bytes, encoding, fatal, more, incomplete): undefined if invalid; sets incomplete[0].
void decode_other(const Info& info) {
    const auto bytes = bytes_of(info, 0);
    if (!bytes || !is_text(info, 1)) return;
    const auto incomplete = bytes_of(info, 4);
    if (!incomplete || incomplete->size() != sizeof(std::uint32_t)) return;
    const auto decoded = decode(*bytes, to_utf8(info.GetIsolate(), info[1]),
                                info[2]->IsTrue() ? OnInvalid::Fail : OnInvalid::Replace,
                                info[3]->IsTrue() ? Part::MoreFollows : Part::Last);
    if (!decoded) return;
    const auto count = static_cast<std::uint32_t>(decoded->incomplete);
    std::memcpy(incomplete->data(), &count, sizeof(count));
    v8::Local<v8::String> text;
    const auto* units = reinterpret_cast<const std::uint16_t*>(decoded->text.data());
    if (decoded->text.size() > static_cast<std::size_t>(v8::String::kMaxLength) ||
        !v8::String::NewFromTwoByte(info.GetIsolate(), units, v8::NewStringType::kNormal,
                                    static_cast<int>(decoded->text.size()))
             .ToLocal(&text)) {
        return throw_error(info.GetIsolate(), Error{"ERR_STRING_TOO_LONG", 0, "", "",
                                                    "Cannot create a string longer than "
                                                    "0x1fffffe8 characters",
                                                    "", ""});
    }
    info.GetReturnValue().Set(text);
}

}  // namespace

void init_encoding(NativeModule& module) {
    module.raw("encode", &encode)
        .raw("encodeInto", &encode_into)
        .raw("decodeUtf8", &decode_utf8)
        .raw("decode", &decode_other)
        .function<&incomplete_utf8>("incompleteUtf8");
}

}  // namespace plinth::api
