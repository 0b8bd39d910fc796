// SPDX-License-Identifier: MIT
// buffer, native half: text in and out of memory, copying, comparing and searching. Every argument
// is checked here, because plugins reach some of these as methods of Buffer.prototype; defaults and
// Node's messages are the JavaScript half's.
//
// Thread: the plugin's loop. Calls JS: only through ToInteger of offsets that plugins pass.

#include <algorithm>
#include <cstring>
#include <limits>
#include <optional>
#include <span>

#include "host/env/native_module.h"
#include "host/io/buffers.h"
#include "host/io/byte_search.h"
#include "host/io/codec.h"
#include "host/io/text.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;
using Span = std::span<std::uint8_t>;

void set_number(const Info& info, std::size_t number) {
    if (number <= std::numeric_limits<std::uint32_t>::max()) {
        info.GetReturnValue().Set(static_cast<std::uint32_t>(number));
    } else {
        info.GetReturnValue().Set(static_cast<double>(number));
    }
}

// The bytes of a view, or nothing after throwing.
std::optional<Span> bytes_of(const Info& info, v8::Local<v8::Value> value) {
    const std::optional<Span> bytes = view_bytes(value);
    if (!bytes) {
        throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "argument must be a buffer");
    }
    return bytes;
}

std::optional<v8::Local<v8::String>> string_of(const Info& info, v8::Local<v8::Value> value) {
    if (value->IsString()) return value.As<v8::String>();
    throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", "argument must be a string");
    return std::nullopt;
}

void throw_out_of_range(const Info& info) {
    throw_range_error(info.GetIsolate(), "ERR_OUT_OF_RANGE", "Index out of range");
}

struct Index {
    std::size_t value = 0;
    bool ran_script = false;  // A valueOf() of the plugin, which may have detached memory.
};

// An offset or a length as a plugin gave it; nothing after throwing.
std::optional<Index> index_of(const Info& info, int argument, std::size_t when_undefined) {
    const v8::Local<v8::Value> value = info[argument];
    if (value->IsUint32()) return Index{value.As<v8::Uint32>()->Value()};
    if (value->IsUndefined()) return Index{when_undefined};
    std::int64_t index = 0;
    if (!value->IntegerValue(info.GetIsolate()->GetCurrentContext()).To(&index)) {
        return std::nullopt;
    }
    if (index >= 0) return Index{static_cast<std::size_t>(index), value->IsObject()};
    throw_out_of_range(info);
    return std::nullopt;
}

// The same of our own JavaScript half, which passes whole numbers in range: all else reads as 0.
std::size_t trusted_index(v8::Local<v8::Value> value) {
    if (value->IsUint32()) return value.As<v8::Uint32>()->Value();
    if (!value->IsNumber()) return 0;
    const double number = value.As<v8::Number>()->Value();
    return number > 0 && number <= 9007199254740991.0 ? static_cast<std::size_t>(number) : 0;
}

Encoding trusted_encoding(v8::Local<v8::Value> value) {
    const std::size_t index = trusted_index(value);
    return index <= static_cast<std::size_t>(Encoding::Base64Url) ? static_cast<Encoding>(index)
                                                                  : Encoding::Utf8;
}

// setPrototype(prototype): once, while the context is set up.
void set_prototype(const Info& info) {
    if (!info[0]->IsObject()) return;
    info.GetIsolate()->GetCurrentContext()->SetEmbedderData(kBufferPrototypeSlot, info[0]);
}

// buffer.utf8Slice(start, end) and its like.
template <Encoding kEncoding>
void slice(const Info& info) {
    const std::optional<Span> whole = bytes_of(info, info.This());
    if (!whole) return;
    if (whole->empty()) return info.GetReturnValue().SetEmptyString();
    const auto start = index_of(info, 0, 0);
    if (!start) return;
    const auto end = index_of(info, 1, whole->size());
    if (!end) return;
    const Span bytes = start->ran_script || end->ran_script ? *view_bytes(info.This()) : *whole;
    const std::size_t from = start->value;
    const std::size_t to = std::max(from, end->value);
    if (to > bytes.size()) return throw_out_of_range(info);
    v8::Local<v8::String> text;
    if (read_text(info.GetIsolate(), bytes.subspan(from, to - from), kEncoding).ToLocal(&text)) {
        info.GetReturnValue().Set(text);
    }
}

// buffer.utf8Write(string, offset, length) and its like.
template <Encoding kEncoding>
void write(const Info& info) {
    const std::optional<Span> whole = bytes_of(info, info.This());
    if (!whole) return;
    const auto text = string_of(info, info[0]);
    if (!text) return;
    const auto offset = index_of(info, 1, 0);
    if (!offset) return;
    const std::size_t from = offset->value;
    if (from > whole->size()) {
        return throw_range_error(info.GetIsolate(), "ERR_BUFFER_OUT_OF_BOUNDS",
                                 "\"offset\" is outside of buffer bounds");
    }
    const auto length = index_of(info, 2, whole->size() - from);
    if (!length) return;
    const Span bytes = offset->ran_script || length->ran_script ? *view_bytes(info.This()) : *whole;
    if (from > bytes.size()) return throw_out_of_range(info);
    const Span room = bytes.subspan(from, std::min(length->value, bytes.size() - from));
    set_number(info, write_text(info.GetIsolate(), *text, kEncoding, room));
}

void byte_length_utf8(const Info& info) {
    const auto text = string_of(info, info[0]);
    if (text) set_number(info, text_size(info.GetIsolate(), *text, Encoding::Utf8));
}

// utf8Guess(string): the memory to try first; exact unless the text is Latin-1, which is nearly
// always ASCII.
void utf8_guess(const Info& info) {
    const auto text = string_of(info, info[0]);
    if (!text) return;
    set_number(info, (*text)->IsOneByte() ? static_cast<std::size_t>((*text)->Length())
                                          : text_size(info.GetIsolate(), *text, Encoding::Utf8));
}

// utf8Fill(target, string): the bytes that the text takes. If the target has just this size it now
// holds them, else the target's bytes are of no use.
void utf8_fill(const Info& info) {
    const std::optional<Span> target = bytes_of(info, info[0]);
    const auto text = target ? string_of(info, info[1]) : std::nullopt;
    if (!text) return;
    v8::Isolate* isolate = info.GetIsolate();
    const auto length = static_cast<std::size_t>((*text)->Length());
    if ((*text)->IsOneByte() && target->size() == length) {
        write_text(isolate, *text, Encoding::Latin1, *target);
        if (codec::is_ascii(*target)) return set_number(info, length);
        return set_number(info, text_size(isolate, *text, Encoding::Utf8));
    }
    set_number(info, write_text(isolate, *text, Encoding::Utf8, *target));
}

// copy(source, target, targetStart, sourceStart, count): as much of it as lies in both.
void copy(const Info& info) {
    const std::optional<Span> source = bytes_of(info, info[0]);
    const std::optional<Span> target = source ? bytes_of(info, info[1]) : std::nullopt;
    if (!target) return;
    const std::size_t to = trusted_index(info[2]);
    const std::size_t from = trusted_index(info[3]);
    if (to >= target->size() || from >= source->size()) return set_number(info, 0);
    const std::size_t count =
        std::min({trusted_index(info[4]), target->size() - to, source->size() - from});
    std::memmove(target->data() + to, source->data() + from, count);
    set_number(info, count);
}

int order(std::span<const std::uint8_t> a, std::span<const std::uint8_t> b) {
    const std::size_t common = std::min(a.size(), b.size());
    const int difference = common == 0 ? 0 : std::memcmp(a.data(), b.data(), common);
    if (difference != 0) return difference < 0 ? -1 : 1;
    return a.size() == b.size() ? 0 : a.size() < b.size() ? -1 : 1;
}

void compare(const Info& info) {
    const std::optional<Span> a = bytes_of(info, info[0]);
    const std::optional<Span> b = a ? bytes_of(info, info[1]) : std::nullopt;
    if (b) info.GetReturnValue().Set(order(*a, *b));
}

void equals(const Info& info) {
    const std::optional<Span> a = bytes_of(info, info[0]);
    const std::optional<Span> b = a ? bytes_of(info, info[1]) : std::nullopt;
    if (!b) return;
    info.GetReturnValue().Set(a->size() == b->size() &&
                              (a->empty() || std::memcmp(a->data(), b->data(), a->size()) == 0));
}

Span part(Span bytes, v8::Local<v8::Value> start, v8::Local<v8::Value> end) {
    const std::size_t from = std::min(trusted_index(start), bytes.size());
    const std::size_t to = std::min(trusted_index(end), bytes.size());
    return bytes.subspan(from, to > from ? to - from : 0);
}

// compareParts(a, b, aStart, aEnd, bStart, bEnd)
void compare_parts(const Info& info) {
    const std::optional<Span> a = bytes_of(info, info[0]);
    const std::optional<Span> b = a ? bytes_of(info, info[1]) : std::nullopt;
    if (!b) return;
    info.GetReturnValue().Set(order(part(*a, info[2], info[3]), part(*b, info[4], info[5])));
}

// Repeats the first `size` bytes to the end, doubling what there is.
void repeat(Span target, std::size_t size) {
    for (std::size_t done = size; done < target.size();) {
        const std::size_t count = std::min(done, target.size() - done);
        std::memcpy(target.data() + done, target.data(), count);
        done += count;
    }
}

// The text's bytes, cut anywhere, even within a character.
std::size_t write_pattern(const Info& info, v8::Local<v8::String> text, Encoding encoding,
                          Span target) {
    v8::Isolate* isolate = info.GetIsolate();
    const std::size_t size = text_size(isolate, text, encoding);
    if (size <= target.size()) return write_text(isolate, text, encoding, target);
    Scratch<std::uint8_t> whole(size);
    if (!whole.ok()) return 0;
    const std::size_t written = write_text(isolate, text, encoding, whole.span());
    const std::size_t count = std::min(written, target.size());
    if (count > 0) std::memcpy(target.data(), whole.data(), count);
    return count;
}

// fill(target, start, end, pattern, encoding): the pattern is a string or bytes. False when it has
// no bytes to fill with.
void fill(const Info& info) {
    const std::optional<Span> bytes = bytes_of(info, info[0]);
    if (!bytes) return;
    const Span target = part(*bytes, info[1], info[2]);
    if (target.empty()) return info.GetReturnValue().Set(true);
    std::size_t size = 0;
    if (info[3]->IsString()) {
        size = write_pattern(info, info[3].As<v8::String>(), trusted_encoding(info[4]), target);
    } else {
        const std::optional<Span> pattern = bytes_of(info, info[3]);
        if (!pattern) return;
        size = std::min(pattern->size(), target.size());
        if (size > 0) std::memmove(target.data(), pattern->data(), size);
    }
    if (size > 0) repeat(target, size);
    info.GetReturnValue().Set(size > 0);
}

enum class Direction { Forwards, Backwards };

// Where a search begins, from an offset that counts from the end when it is negative; nothing when
// the needle can't be found from there.
std::optional<std::size_t> search_start(std::size_t hay, std::size_t needle, double offset,
                                        Direction direction) {
    const bool forwards = direction == Direction::Forwards;
    const auto size = static_cast<double>(hay);
    if (offset < 0) {
        offset += size;
        if (offset >= 0) return static_cast<std::size_t>(offset);
        if (forwards || needle == 0) return 0;
        return std::nullopt;
    }
    if (offset + static_cast<double>(needle) <= size) return static_cast<std::size_t>(offset);
    if (needle == 0) return hay;
    if (forwards || hay == 0) return std::nullopt;
    return hay - 1;
}

struct Search {
    double offset = 0;
    Direction direction = Direction::Forwards;
    Encoding encoding = Encoding::Utf8;
};

// (hay, needle, offset, encoding, forwards)
Search search_of(const Info& info) {
    Search search;
    if (info[2]->IsNumber()) search.offset = info[2].As<v8::Number>()->Value();
    search.encoding = trusted_encoding(info[3]);
    search.direction = info[4]->IsTrue() ? Direction::Forwards : Direction::Backwards;
    return search;
}

void search_bytes(const Info& info, std::span<const std::uint8_t> hay,
                  std::span<const std::uint8_t> needle, const Search& search) {
    info.GetReturnValue().Set(-1);
    // UTF-16 is searched by whole units.
    if (search.encoding == Encoding::Utf16) hay = hay.first(hay.size() & ~std::size_t{1});
    const auto start = search_start(hay.size(), needle.size(), search.offset, search.direction);
    if (!start) return;
    if (needle.empty()) return set_number(info, *start);
    std::size_t from = *start;
    std::size_t step = 1;
    if (search.encoding == Encoding::Utf16) {
        if (hay.size() < 2 || needle.size() < 2) return;
        needle = needle.first(needle.size() & ~std::size_t{1});
        from &= ~std::size_t{1};
        step = 2;
    }
    const std::size_t found = search.direction == Direction::Forwards
                                  ? find_first(hay, needle, from, step)
                                  : find_last(hay, needle, from, step);
    if (found != kNotFound) set_number(info, found);
}

void index_of_string(const Info& info) {
    const std::optional<Span> hay = bytes_of(info, info[0]);
    const auto text = hay ? string_of(info, info[1]) : std::nullopt;
    if (!text) return;
    const Search search = search_of(info);
    Scratch<std::uint8_t> needle(text_size(info.GetIsolate(), *text, search.encoding));
    if (!needle.ok()) return info.GetReturnValue().Set(-1);
    const std::size_t size = write_text(info.GetIsolate(), *text, search.encoding, needle.span());
    search_bytes(info, *hay, needle.span().first(size), search);
}

void index_of_bytes(const Info& info) {
    const std::optional<Span> hay = bytes_of(info, info[0]);
    const std::optional<Span> needle = hay ? bytes_of(info, info[1]) : std::nullopt;
    if (needle) search_bytes(info, *hay, *needle, search_of(info));
}

void index_of_number(const Info& info) {
    const std::optional<Span> hay = bytes_of(info, info[0]);
    if (!hay) return;
    Search search = search_of(info);
    search.encoding = Encoding::Latin1;
    const auto byte = static_cast<std::uint8_t>(trusted_index(info[1]));
    search_bytes(info, *hay, {&byte, 1}, search);
}

template <class Unit>
void swap(const Info& info) {
    const std::optional<Span> bytes = bytes_of(info, info[0]);
    if (!bytes) return;
    for (std::size_t at = 0; at + sizeof(Unit) <= bytes->size(); at += sizeof(Unit)) {
        Unit unit;
        std::memcpy(&unit, bytes->data() + at, sizeof(unit));
        if constexpr (sizeof(Unit) == 2) unit = __builtin_bswap16(unit);
        if constexpr (sizeof(Unit) == 4) unit = __builtin_bswap32(unit);
        if constexpr (sizeof(Unit) == 8) unit = __builtin_bswap64(unit);
        std::memcpy(bytes->data() + at, &unit, sizeof(unit));
    }
}

// The bytes of a view or of an ArrayBuffer; nothing after throwing.
std::optional<std::span<const std::uint8_t>> any_bytes(const Info& info) {
    const v8::Local<v8::Value> value = info[0];
    if (value->IsArrayBuffer()) {
        const v8::Local<v8::ArrayBuffer> buffer = value.As<v8::ArrayBuffer>();
        return std::span(static_cast<const std::uint8_t*>(buffer->Data()), buffer->ByteLength());
    }
    if (value->IsSharedArrayBuffer()) {
        const v8::Local<v8::SharedArrayBuffer> buffer = value.As<v8::SharedArrayBuffer>();
        return std::span(static_cast<const std::uint8_t*>(buffer->Data()), buffer->ByteLength());
    }
    return bytes_of(info, value);
}

void is_utf8(const Info& info) {
    if (const auto bytes = any_bytes(info)) info.GetReturnValue().Set(codec::is_utf8(*bytes));
}

void is_ascii(const Info& info) {
    if (const auto bytes = any_bytes(info)) info.GetReturnValue().Set(codec::is_ascii(*bytes));
}

// btoa(string): base64, or nothing when the text is not all Latin-1.
void btoa(const Info& info) {
    const auto text = string_of(info, info[0]);
    if (!text || !(*text)->ContainsOnlyOneByte()) return;
    Scratch<std::uint8_t> bytes(static_cast<std::size_t>((*text)->Length()));
    if (!bytes.ok()) return;
    write_text(info.GetIsolate(), *text, Encoding::Latin1, bytes.span());
    v8::Local<v8::String> encoded;
    if (read_text(info.GetIsolate(), bytes.span(), Encoding::Base64).ToLocal(&encoded)) {
        info.GetReturnValue().Set(encoded);
    }
}

// atob(string): the text, or a number: 1 for a character that is not base64's, 2 for a length that
// no bytes have.
void atob(const Info& info) {
    const auto text = string_of(info, info[0]);
    if (!text) return;
    const auto refuse = [&](codec::Forgiving outcome) {
        info.GetReturnValue().Set(static_cast<int>(outcome));
    };
    if (!(*text)->ContainsOnlyOneByte()) return refuse(codec::Forgiving::BadCharacter);
    const auto length = static_cast<std::size_t>((*text)->Length());
    Scratch<std::uint8_t> encoded(length);
    Scratch<std::uint8_t> decoded(length / 4 * 3 + 3);
    if (!encoded.ok() || !decoded.ok()) return refuse(codec::Forgiving::BadLength);
    write_text(info.GetIsolate(), *text, Encoding::Latin1, encoded.span());
    const codec::ForgivingResult result =
        codec::base64_decode_forgiving(encoded.span(), decoded.data());
    if (result.outcome != codec::Forgiving::Decoded) return refuse(result.outcome);
    v8::Local<v8::String> made;
    if (read_text(info.GetIsolate(), decoded.span().first(result.written), Encoding::Latin1)
            .ToLocal(&made)) {
        info.GetReturnValue().Set(made);
    }
}

}  // namespace

void init_buffer(NativeModule& module) {
    module.raw("setPrototype", &set_prototype)
        .raw("asciiSlice", &slice<Encoding::Ascii>)
        .raw("base64Slice", &slice<Encoding::Base64>)
        .raw("base64urlSlice", &slice<Encoding::Base64Url>)
        .raw("latin1Slice", &slice<Encoding::Latin1>)
        .raw("hexSlice", &slice<Encoding::Hex>)
        .raw("ucs2Slice", &slice<Encoding::Utf16>)
        .raw("utf8Slice", &slice<Encoding::Utf8>)
        .raw("asciiWrite", &write<Encoding::Ascii>)
        .raw("base64Write", &write<Encoding::Base64>)
        .raw("base64urlWrite", &write<Encoding::Base64Url>)
        .raw("latin1Write", &write<Encoding::Latin1>)
        .raw("hexWrite", &write<Encoding::Hex>)
        .raw("ucs2Write", &write<Encoding::Utf16>)
        .raw("utf8Write", &write<Encoding::Utf8>)
        .raw("byteLengthUtf8", &byte_length_utf8)
        .raw("utf8Guess", &utf8_guess)
        .raw("utf8Fill", &utf8_fill)
        .raw("copy", &copy)
        .raw("compare", &compare)
        .raw("equals", &equals)
        .raw("compareParts", &compare_parts)
        .raw("fill", &fill)
        .raw("indexOfString", &index_of_string)
        .raw("indexOfBytes", &index_of_bytes)
        .raw("indexOfNumber", &index_of_number)
        .raw("swap16", &swap<std::uint16_t>)
        .raw("swap32", &swap<std::uint32_t>)
        .raw("swap64", &swap<std::uint64_t>)
        .raw("isUtf8", &is_utf8)
        .raw("isAscii", &is_ascii)
        .raw("btoa", &btoa)
        .raw("atob", &atob);
}

}  // namespace plinth::api
