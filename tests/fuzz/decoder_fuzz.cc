// SPDX-License-Identifier: MIT
// libFuzzer target: the decoders of TextDecoder's legacy encodings. However the bytes are cut, the
// text is that of the whole.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "host/api/encoding/converter.h"

namespace {

using plinth::api::decode;
using plinth::api::OnInvalid;
using plinth::api::Part;

constexpr const char* kEncodings[] = {"utf-8",       "utf-16le", "utf-16be",    "gb18030",
                                      "gbk",         "big5",     "shift_jis",   "euc-jp",
                                      "iso-2022-jp", "euc-kr",   "windows-1252"};

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string encoding = kEncodings[data[0] % std::size(kEncodings)];
    const std::span<const std::uint8_t> bytes(data + 2, size - 2);
    const std::size_t cut = std::min<std::size_t>(data[1], bytes.size());

    const auto whole = decode(bytes, encoding, OnInvalid::Replace, Part::Last);
    require(whole.has_value() && whole->incomplete == 0);
    const auto strict = decode(bytes, encoding, OnInvalid::Fail, Part::Last);
    if (strict) require(strict->text == whole->text);

    const auto first = decode(bytes.first(cut), encoding, OnInvalid::Replace, Part::MoreFollows);
    require(first.has_value() && first->incomplete <= cut);
    // What the first part left over comes before the second.
    std::vector<std::uint8_t> rest(bytes.begin() + static_cast<std::ptrdiff_t>(cut) -
                                       static_cast<std::ptrdiff_t>(first->incomplete),
                                   bytes.end());
    const auto second = decode(rest, encoding, OnInvalid::Replace, Part::Last);
    require(second.has_value());
    // ISO-2022-JP has states, which a cut between two characters may lose.
    if (encoding != "iso-2022-jp") require(first->text + second->text == whole->text);
    return 0;
}
