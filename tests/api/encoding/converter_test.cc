// SPDX-License-Identifier: MIT

#include "host/api/encoding/converter.h"

#include <gtest/gtest.h>

namespace plinth::api {
namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(Converter, CountsWhatIsIncomplete) {
    const auto decoded =
        decode(bytes_of("a\xc4\xe3\xc4"), "gb18030", OnInvalid::Replace, Part::MoreFollows);

    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, u"a\u4f60");
    EXPECT_EQ(decoded->incomplete, 1u);
}

TEST(Converter, KeepsNothingOfACallBefore) {
    decode(bytes_of("\xc4"), "gb18030", OnInvalid::Replace, Part::MoreFollows);

    const auto decoded = decode(bytes_of("b"), "gb18030", OnInvalid::Replace, Part::Last);

    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, u"b");
}

TEST(Converter, FailsOrReplaces) {
    EXPECT_FALSE(decode(bytes_of("\x81"), "gb18030", OnInvalid::Fail, Part::Last));
    const auto replaced = decode(bytes_of("\x81"), "gb18030", OnInvalid::Replace, Part::Last);
    ASSERT_TRUE(replaced);
    EXPECT_EQ(replaced->text, u"\ufffd");
    EXPECT_FALSE(decode(bytes_of("a"), "no such", OnInvalid::Replace, Part::Last));
}

}  // namespace
}  // namespace plinth::api
