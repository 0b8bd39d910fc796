// SPDX-License-Identifier: MIT

#include "host/api/url/parser.h"

#include <gtest/gtest.h>

#include "host/api/url/setters.h"

namespace plinth::api {
namespace {

std::string normalized(std::string_view text) {
    const auto url = parse_url(text, nullptr);
    return url ? serialize(*url).href : "none";
}

TEST(UrlParser, NamesThePlacesOfTheParts) {
    const auto url = parse_url("http://user:pass@host:81/path?query#fragment", nullptr);
    ASSERT_TRUE(url);

    const UrlText text = serialize(*url);

    const auto part = [&](std::uint32_t from, std::uint32_t to) {
        return text.href.substr(from, to - from);
    };
    const UrlPositions& at = text.positions;
    EXPECT_EQ(part(0, at.scheme_end), "http:");
    EXPECT_EQ(part(at.username_start, at.username_end), "user");
    EXPECT_EQ(part(at.username_end, at.password_end), ":pass");
    EXPECT_EQ(part(at.host_start, at.host_end), "host");
    EXPECT_EQ(part(at.host_end, at.port_end), ":81");
    EXPECT_EQ(part(at.path_start, at.query_start), "/path");
    EXPECT_EQ(part(at.query_start, at.fragment_start), "?query");
    EXPECT_EQ(text.href.substr(at.fragment_start), "#fragment");
}

TEST(UrlParser, TakesAnyBytesWithoutHarm) {
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; second += 5) {
            const std::string bytes{static_cast<char>(first), static_cast<char>(second)};
            for (const std::string& text :
                 {bytes, "http://" + bytes, "http://h/" + bytes, "file:" + bytes,
                  "http://[" + bytes + "]", "a:" + bytes, "http://h:" + bytes}) {
                const std::string once = normalized(text);
                if (once == "none") continue;
                EXPECT_EQ(normalized(once), once) << text;
            }
        }
    }
}

TEST(UrlParser, WhatWasSetParsesAgain) {
    for (int part = 0; part <= static_cast<int>(UrlPart::Hash); ++part) {
        for (const char* base : {"http://h/p?q#f", "file:///C:/a", "a:opaque", "b://h", "c:/x"}) {
            for (const char* value : {"", "x", "//", "/..//", "?#", "a b", "\xff", "[::1]", "1.2",
                                      "80", "99999", ":", "@"}) {
                auto url = parse_url(base, nullptr);
                set_part(*url, static_cast<UrlPart>(part), value);
                const std::string text = serialize(*url).href;
                EXPECT_EQ(normalized(text), text) << base << " " << part << " " << value;
            }
        }
    }
}

}  // namespace
}  // namespace plinth::api
