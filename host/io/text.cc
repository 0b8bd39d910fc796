// SPDX-License-Identifier: MIT
// Long texts are taken from V8 a chunk at a time, so that they stay in the first-level cache and
// need no memory of their own.

#include "host/io/text.h"

#include <algorithm>
#include <cstring>

#include "host/env/errors.h"

namespace plinth {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr int kChunk = 4096;
constexpr int kWriteFlags = v8::String::NO_NULL_TERMINATION | v8::String::HINT_MANY_WRITES_EXPECTED;

std::uint16_t* as_v8(char16_t* units) {
    return reinterpret_cast<std::uint16_t*>(units);
}

int copy(v8::Isolate* isolate, v8::Local<v8::String> text, std::uint8_t* to, int start, int count) {
    return text->WriteOneByte(isolate, to, start, count, kWriteFlags);
}

int copy(v8::Isolate* isolate, v8::Local<v8::String> text, char16_t* to, int start, int count) {
    return text->Write(isolate, as_v8(to), start, count, kWriteFlags);
}

// Calls take(chunk) with all of the text, as long as it returns true. No chunk ends between the two
// halves of a pair of surrogates.
template <class Unit, class Take>
void each_chunk(v8::Isolate* isolate, v8::Local<v8::String> text, Take take) {
    Unit chunk[kChunk];
    const int length = text->Length();
    for (int start = 0; start < length;) {
        int count = copy(isolate, text, chunk, start, std::min(kChunk, length - start));
        if constexpr (sizeof(Unit) == 2) {
            if (start + count < length && (chunk[count - 1] & 0xFC00) == 0xD800) --count;
        }
        if (!take(std::span<const Unit>(chunk, static_cast<std::size_t>(count)))) return;
        start += count;
    }
}

template <class Unit>
std::size_t utf8_size(v8::Isolate* isolate, v8::Local<v8::String> text) {
    std::size_t size = 0;
    each_chunk<Unit>(isolate, text, [&](std::span<const Unit> chunk) {
        size += codec::utf8_length(chunk);
        return true;
    });
    return size;
}

template <class Unit>
std::size_t write_utf8(v8::Isolate* isolate, v8::Local<v8::String> text,
                       std::span<std::uint8_t> out) {
    std::size_t written = 0;
    each_chunk<Unit>(isolate, text, [&](std::span<const Unit> chunk) {
        const codec::Progress progress = codec::utf8_encode(chunk, out.subspan(written));
        written += progress.written;
        return progress.read == chunk.size();
    });
    return written;
}

std::size_t write_utf16(v8::Isolate* isolate, v8::Local<v8::String> text,
                        std::span<std::uint8_t> out) {
    const int count =
        static_cast<int>(std::min(static_cast<std::size_t>(text->Length()), out.size() / 2));
    if (reinterpret_cast<std::uintptr_t>(out.data()) % alignof(char16_t) == 0) {
        copy(isolate, text, reinterpret_cast<char16_t*>(out.data()), 0, count);
        return static_cast<std::size_t>(count) * 2;
    }
    char16_t chunk[kChunk];
    for (int done = 0; done < count;) {
        const int taken = copy(isolate, text, chunk, done, std::min(kChunk, count - done));
        std::memcpy(&out[static_cast<std::size_t>(done) * 2], chunk,
                    static_cast<std::size_t>(taken) * 2);
        done += taken;
    }
    return static_cast<std::size_t>(count) * 2;
}

void throw_no_memory(v8::Isolate* isolate) {
    throw_range_error(isolate, "ERR_MEMORY_ALLOCATION_FAILED", "Failed to allocate memory");
}

// Encodings whose groups do not end where chunks do.
template <class Unit>
std::size_t write_whole(v8::Isolate* isolate, v8::Local<v8::String> text, Encoding encoding,
                        std::span<std::uint8_t> out) {
    Scratch<Unit> whole(static_cast<std::size_t>(text->Length()));
    if (!whole.ok()) {
        throw_no_memory(isolate);
        return 0;
    }
    copy(isolate, text, whole.data(), 0, text->Length());
    const std::span<const Unit> units = whole.span();
    return encoding == Encoding::Hex ? codec::hex_decode(units, out)
                                     : codec::base64_decode(units, out);
}

v8::MaybeLocal<v8::String> too_long(v8::Isolate* isolate) {
    Error error;
    error.code = "ERR_STRING_TOO_LONG";
    error.message = "Cannot create a string longer than 0x1fffffe8 characters";
    throw_error(isolate, error);
    return {};
}

bool fits(std::size_t length) {
    return length <= static_cast<std::size_t>(v8::String::kMaxLength);
}

v8::MaybeLocal<v8::String> from_latin1(v8::Isolate* isolate, Bytes bytes) {
    if (bytes.empty()) return v8::String::Empty(isolate);
    if (!fits(bytes.size())) return too_long(isolate);
    return v8::String::NewFromOneByte(isolate, bytes.data(), v8::NewStringType::kNormal,
                                      static_cast<int>(bytes.size()));
}

v8::MaybeLocal<v8::String> from_utf16(v8::Isolate* isolate, const char16_t* units,
                                      std::size_t count) {
    if (count == 0) return v8::String::Empty(isolate);
    if (!fits(count)) return too_long(isolate);
    return v8::String::NewFromTwoByte(isolate, reinterpret_cast<const std::uint16_t*>(units),
                                      v8::NewStringType::kNormal, static_cast<int>(count));
}

// The text that fill(out) makes, `length` characters of Latin-1.
template <class Fill>
v8::MaybeLocal<v8::String> filled(v8::Isolate* isolate, std::size_t length, Fill fill) {
    if (!fits(length)) return too_long(isolate);
    Scratch<std::uint8_t> text(length);
    if (!text.ok()) {
        throw_no_memory(isolate);
        return {};
    }
    fill(text.data());
    return from_latin1(isolate, text.span());
}

v8::MaybeLocal<v8::String> read_utf8(v8::Isolate* isolate, Bytes bytes) {
    if (codec::is_ascii(bytes)) return from_latin1(isolate, bytes);
    // A character takes at most four bytes.
    if (!fits(bytes.size() / 4)) return too_long(isolate);
    Scratch<char16_t, 2048> text(bytes.size());
    if (!text.ok()) {
        throw_no_memory(isolate);
        return {};
    }
    auto* const latin1 = reinterpret_cast<std::uint8_t*>(text.data());
    if (const auto length = codec::utf8_decode_latin1(bytes, latin1)) {
        return from_latin1(isolate, {latin1, *length});
    }
    return from_utf16(isolate, text.data(), codec::utf8_decode(bytes, text.data()));
}

v8::MaybeLocal<v8::String> read_utf16(v8::Isolate* isolate, Bytes bytes) {
    const std::size_t count = bytes.size() / 2;
    if (!fits(count)) return too_long(isolate);
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(char16_t) == 0) {
        return from_utf16(isolate, reinterpret_cast<const char16_t*>(bytes.data()), count);
    }
    Scratch<char16_t> aligned(count);
    if (!aligned.ok()) {
        throw_no_memory(isolate);
        return {};
    }
    if (count > 0) std::memcpy(aligned.data(), bytes.data(), count * 2);
    return from_utf16(isolate, aligned.data(), count);
}

// Node's ASCII drops the highest bit.
v8::MaybeLocal<v8::String> read_ascii(v8::Isolate* isolate, Bytes bytes) {
    if (codec::is_ascii(bytes)) return from_latin1(isolate, bytes);
    return filled(isolate, bytes.size(), [&](std::uint8_t* out) {
        for (std::size_t i = 0; i < bytes.size(); ++i)
            out[i] = bytes[i] & 0x7F;
    });
}

}  // namespace

std::size_t text_size(v8::Isolate* isolate, v8::Local<v8::String> text, Encoding encoding) {
    const auto length = static_cast<std::size_t>(text->Length());
    switch (encoding) {
        case Encoding::Utf8:
            return text->IsOneByte() ? utf8_size<std::uint8_t>(isolate, text)
                                     : utf8_size<char16_t>(isolate, text);
        case Encoding::Utf16:
            return length * 2;
        case Encoding::Hex:
            return length / 2;
        case Encoding::Base64:
        case Encoding::Base64Url:
            return length / 4 * 3 + length % 4;
        case Encoding::Ascii:
        case Encoding::Latin1:
            return length;
    }
    return length;
}

std::size_t write_text(v8::Isolate* isolate, v8::Local<v8::String> text, Encoding encoding,
                       std::span<std::uint8_t> out) {
    if (out.empty()) return 0;
    const bool one_byte = text->IsOneByte();
    switch (encoding) {
        case Encoding::Utf8:
            return one_byte ? write_utf8<std::uint8_t>(isolate, text, out)
                            : write_utf8<char16_t>(isolate, text, out);
        case Encoding::Utf16:
            return write_utf16(isolate, text, out);
        case Encoding::Hex:
        case Encoding::Base64:
        case Encoding::Base64Url:
            return one_byte ? write_whole<std::uint8_t>(isolate, text, encoding, out)
                            : write_whole<char16_t>(isolate, text, encoding, out);
        case Encoding::Ascii:
        case Encoding::Latin1:
            break;
    }
    const int count =
        static_cast<int>(std::min(static_cast<std::size_t>(text->Length()), out.size()));
    return static_cast<std::size_t>(copy(isolate, text, out.data(), 0, count));
}

// Most text is ASCII, which is found out once it is there.
std::optional<std::size_t> write_all_of_text(v8::Isolate* isolate, v8::Local<v8::String> text,
                                             Encoding encoding, std::span<std::uint8_t> out) {
    const auto length = static_cast<std::size_t>(text->Length());
    if (length > out.size()) return std::nullopt;
    const bool is_utf8 = encoding == Encoding::Utf8;
    if (encoding == Encoding::Latin1 || (is_utf8 && text->IsOneByte())) {
        copy(isolate, text, out.data(), 0, static_cast<int>(length));
        if (!is_utf8 || codec::is_ascii(out.first(length))) return length;
    }
    if (text_size(isolate, text, encoding) > out.size()) return std::nullopt;
    return write_text(isolate, text, encoding, out);
}

v8::MaybeLocal<v8::String> read_text(v8::Isolate* isolate, std::span<const std::uint8_t> bytes,
                                     Encoding encoding) {
    if (bytes.empty()) return v8::String::Empty(isolate);
    switch (encoding) {
        case Encoding::Utf8:
            return read_utf8(isolate, bytes);
        case Encoding::Utf16:
            return read_utf16(isolate, bytes);
        case Encoding::Latin1:
            return from_latin1(isolate, bytes);
        case Encoding::Ascii:
            return read_ascii(isolate, bytes);
        case Encoding::Base64:
            return filled(isolate, codec::base64_length(bytes.size()),
                          [&](std::uint8_t* out) { codec::base64_encode(bytes, out); });
        case Encoding::Base64Url:
            return filled(isolate, codec::base64url_length(bytes.size()),
                          [&](std::uint8_t* out) { codec::base64url_encode(bytes, out); });
        case Encoding::Hex:
            return filled(isolate, bytes.size() * 2,
                          [&](std::uint8_t* out) { codec::hex_encode(bytes, out); });
    }
    return {};
}

}  // namespace plinth
