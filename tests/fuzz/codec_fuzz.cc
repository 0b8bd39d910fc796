// SPDX-License-Identifier: MIT
// libFuzzer target: the byte functions behind Buffer and the decoders, against what must hold for
// any input: round trips, bounds, both widths of text alike, searches like the naive ones.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "host/io/byte_search.h"
#include "host/io/codec.h"

namespace {

using plinth::codec::Bytes;
using plinth::codec::Units;

void require(bool holds) {
    if (!holds) std::abort();
}

std::u16string decode_utf8(Bytes bytes) {
    std::u16string text(bytes.size(), u'\0');
    text.resize(plinth::codec::utf8_decode(bytes, text.data()));
    return text;
}

std::vector<std::uint8_t> encode_utf8(Units text) {
    std::vector<std::uint8_t> bytes(plinth::codec::utf8_length(text));
    const auto [read, written] = plinth::codec::utf8_encode(text, bytes);
    require(read == text.size() && written == bytes.size());
    return bytes;
}

bool same(Bytes a, Bytes b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

// What a text of two-byte units becomes in less room than it needs ends at a whole character.
void check_room(Units text, Bytes whole, std::size_t room) {
    std::vector<std::uint8_t> out(std::min(room, whole.size()));
    const auto [read, written] = plinth::codec::utf8_encode(text, out);
    require(read <= text.size() && written <= out.size());
    require(out.size() - written < 4);
    require(same(Bytes(out).first(written), whole.first(written)));
    require(plinth::codec::utf8_length(text.first(read)) == written);
}

void check_utf8(Bytes bytes, std::size_t number) {
    const std::u16string text = decode_utf8(bytes);
    const std::vector<std::uint8_t> again = encode_utf8(text);
    require(plinth::codec::is_utf8(again));
    require(decode_utf8(again) == text);
    require(plinth::codec::is_utf8(bytes) == same(bytes, again));
    check_room(text, again, number);

    std::vector<std::uint8_t> narrow(bytes.size());
    const auto count = plinth::codec::utf8_decode_latin1(bytes, narrow.data());
    const bool fits =
        std::all_of(text.begin(), text.end(), [](char16_t unit) { return unit < 256; });
    require(count.has_value() == fits);
    if (count) {
        require(*count == text.size());
        require(std::equal(text.begin(), text.end(), narrow.begin()));
    }
    require(plinth::codec::utf8_length(bytes) >= bytes.size());
    std::vector<std::uint8_t> wide(plinth::codec::utf8_length(bytes));
    const auto [read, written] = plinth::codec::utf8_encode(bytes, wide);
    require(read == bytes.size() && written == wide.size());
}

// Any units, lone surrogates among them.
void check_utf16(Bytes bytes, std::size_t number) {
    std::u16string text;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
        text += static_cast<char16_t>(bytes[i] | bytes[i + 1] << 8);
    check_room(text, encode_utf8(text), number);
}

std::u16string widen(Bytes text) {
    return {text.begin(), text.end()};
}

void check_base64(Bytes bytes) {
    std::vector<std::uint8_t> text(plinth::codec::base64_length(bytes.size()));
    plinth::codec::base64_encode(bytes, text.data());
    std::vector<std::uint8_t> back(bytes.size());
    require(plinth::codec::base64_decode(Bytes(text), back) == bytes.size() && same(back, bytes));
    std::vector<std::uint8_t> url(plinth::codec::base64url_length(bytes.size()));
    plinth::codec::base64url_encode(bytes, url.data());
    require(plinth::codec::base64_decode(Bytes(url), back) == bytes.size() && same(back, bytes));

    std::vector<std::uint8_t> strict(text.size() / 4 * 3 + 3);
    const auto forgiving = plinth::codec::base64_decode_forgiving(text, strict.data());
    require(forgiving.outcome == plinth::codec::Forgiving::Decoded);
    require(same(Bytes(strict).first(forgiving.written), bytes));
}

void check_base64_text(Bytes text, std::size_t room) {
    const std::size_t most = (text.size() + 3) / 4 * 3;
    std::vector<std::uint8_t> whole(most);
    whole.resize(plinth::codec::base64_decode(text, whole));
    std::vector<std::uint8_t> wide(most);
    wide.resize(plinth::codec::base64_decode(Units(widen(text)), wide));
    require(same(whole, wide));
    std::vector<std::uint8_t> part(std::min(room, whole.size()));
    require(plinth::codec::base64_decode(text, part) == part.size());
    require(same(part, Bytes(whole).first(part.size())));

    std::vector<std::uint8_t> strict(text.size() / 4 * 3 + 3);
    const auto forgiving = plinth::codec::base64_decode_forgiving(text, strict.data());
    if (forgiving.outcome == plinth::codec::Forgiving::Decoded) {
        require(same(Bytes(strict).first(forgiving.written), whole));
    }
}

void check_hex(Bytes bytes, std::size_t room) {
    std::vector<std::uint8_t> text(bytes.size() * 2);
    plinth::codec::hex_encode(bytes, text.data());
    std::vector<std::uint8_t> back(bytes.size());
    require(plinth::codec::hex_decode(Bytes(text), back) == bytes.size() && same(back, bytes));

    std::vector<std::uint8_t> narrow(std::min(room, bytes.size() / 2));
    std::vector<std::uint8_t> wide(narrow.size());
    const std::size_t written = plinth::codec::hex_decode(bytes, narrow);
    require(written == plinth::codec::hex_decode(Units(widen(bytes)), wide));
    require(same(Bytes(narrow).first(written), Bytes(wide).first(written)));
}

bool lies_at(Bytes hay, Bytes needle, std::size_t at) {
    return at <= hay.size() && needle.size() <= hay.size() - at &&
           same(hay.subspan(at, needle.size()), needle);
}

void check_search(Bytes bytes, std::size_t number) {
    if (bytes.size() < 2) return;
    const std::size_t step = 1 + bytes[0] % 2;
    const std::size_t split = std::min<std::size_t>(bytes[1] % 24, bytes.size() - 2);
    const Bytes needle = bytes.subspan(2, split / step * step);
    const Bytes hay = bytes.subspan(2 + split);
    if (needle.empty()) return;
    const std::size_t from = hay.empty() ? 0 : number % (hay.size() + 1);

    std::size_t first = plinth::kNotFound;
    for (std::size_t at = from; at < hay.size() && first == plinth::kNotFound; ++at) {
        if (at % step == 0 && lies_at(hay, needle, at)) first = at;
    }
    std::size_t last = plinth::kNotFound;
    for (std::size_t at = 0; at < hay.size() && at <= from; ++at) {
        if (at % step == 0 && lies_at(hay, needle, at)) last = at;
    }
    require(plinth::find_first(hay, needle, from, step) == first);
    require(plinth::find_last(hay, needle, from, step) == last);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::size_t number = data[1];
    const Bytes bytes(data + 2, size - 2);
    switch (data[0] % 6) {
        case 0:
            check_utf8(bytes, number);
            break;
        case 1:
            check_utf16(bytes, number);
            break;
        case 2:
            check_base64(bytes);
            break;
        case 3:
            check_base64_text(bytes, number);
            break;
        case 4:
            check_hex(bytes, number);
            break;
        default:
            check_search(bytes, number);
    }
    return 0;
}
