// SPDX-License-Identifier: MIT
// SipHash against the vectors of its authors.

#include "host/base/sip_hash.h"

#include <gtest/gtest.h>

namespace plinth {
namespace {

constexpr SipKey kKey = {0x0706050403020100, 0x0f0e0d0c0b0a0908};

TEST(SipHash, AgreesWithTheVectorsOfItsAuthors) {
    EXPECT_EQ(to_hex(sip_hash(kKey, "")), "a3817f04ba25a8e66df67214c7550293");
    EXPECT_EQ(to_hex(sip_hash(kKey, std::string("\0", 1))), "da87c1d86b99af44347659119b22fc45");
    EXPECT_EQ(to_hex(sip_hash(kKey, std::string("\0\1\2\3\4\5\6\7", 8))),
              "3b62a9ba6258f5610f83e264f31497b4");
}

TEST(SipHash, AnotherKeyGivesAnotherHash) {
    EXPECT_NE(sip_hash({1, 2}, "text"), sip_hash({1, 3}, "text"));
}

}  // namespace
}  // namespace plinth
