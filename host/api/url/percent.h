// SPDX-License-Identifier: MIT
// Percent-encoding of UTF-8. https://url.spec.whatwg.org/#percent-encoded-bytes

#pragma once

#include <string>
#include <string_view>

namespace plinth::api {

/// Which bytes are encoded; each set holds the one before it, but for the queries'.
enum class EncodeSet { C0Control, Fragment, Query, SpecialQuery, Path, Userinfo };

/// Appends `text` to `out`, encoded.
void percent_encode(std::string_view text, EncodeSet set, std::string& out);
std::string percent_decode(std::string_view text);

/// The value of a hexadecimal digit, or -1.
int hex_value(char digit);

}  // namespace plinth::api
