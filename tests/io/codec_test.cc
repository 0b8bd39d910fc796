// SPDX-License-Identifier: MIT

#include "host/io/codec.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace plinth::codec {
namespace {

using Memory = std::vector<std::uint8_t>;

Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string text_of(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::u16string decode_utf8(std::string_view text) {
    std::u16string out(text.size(), u'\0');
    out.resize(utf8_decode(bytes_of(text), out.data()));
    return out;
}

std::string encode_utf8(std::u16string_view text, std::size_t room = 1000) {
    Memory out(room);
    const Progress progress = utf8_encode(Units(text.data(), text.size()), out);
    return text_of({out.data(), progress.written});
}

std::string encode_base64(std::string_view text) {
    std::string out(base64_length(text.size()), '\0');
    base64_encode(bytes_of(text), reinterpret_cast<std::uint8_t*>(out.data()));
    return out;
}

std::string encode_base64url(std::string_view text) {
    std::string out(base64url_length(text.size()), '\0');
    base64url_encode(bytes_of(text), reinterpret_cast<std::uint8_t*>(out.data()));
    return out;
}

std::string decode_base64(std::string_view text, std::size_t room = 1000) {
    Memory out(room);
    const std::size_t size = base64_decode(bytes_of(text), out);
    return text_of({out.data(), size});
}

std::string decode_hex(std::string_view text, std::size_t room = 1000) {
    Memory out(room);
    const std::size_t size = hex_decode(bytes_of(text), out);
    return text_of({out.data(), size});
}

Memory random_bytes(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    Memory bytes(size);
    for (std::uint8_t& byte : bytes)
        byte = static_cast<std::uint8_t>(random());
    return bytes;
}

TEST(Encoding, IsFoundByEveryNameInAnyCase) {
    EXPECT_EQ(parse_encoding("UTF-8"), Encoding::Utf8);
    EXPECT_EQ(parse_encoding("ucs2"), Encoding::Utf16);
    EXPECT_EQ(parse_encoding("utf-16LE"), Encoding::Utf16);
    EXPECT_EQ(parse_encoding("binary"), Encoding::Latin1);
    EXPECT_EQ(parse_encoding("base64URL"), Encoding::Base64Url);
    EXPECT_EQ(parse_encoding("utf7"), std::nullopt);
    EXPECT_EQ(parse_encoding(""), std::nullopt);
}

TEST(Ascii, IsRefusedWhereverTheHighByteLies) {
    for (std::size_t size = 1; size < 200; ++size) {
        std::string text(size, 'a');
        ASSERT_TRUE(is_ascii(bytes_of(text)));
        for (std::size_t place = 0; place < size; ++place) {
            text[place] = '\x80';
            ASSERT_FALSE(is_ascii(bytes_of(text))) << size << " " << place;
            text[place] = 'a';
        }
    }
}

TEST(Utf8, DecodesEveryLength) {
    EXPECT_EQ(decode_utf8(""), u"");
    EXPECT_EQ(decode_utf8("a\xC3\xA9\xE6\xBC\xA2\xF0\x9F\x98\x80z"), u"aé漢😀z");
    EXPECT_EQ(decode_utf8("\xEF\xBB\xBFx"), u"\uFEFFx");
}

TEST(Utf8, ReplacesEachMaximalPartOfIllFormedText) {
    EXPECT_EQ(decode_utf8("\x80"), u"\uFFFD");
    EXPECT_EQ(decode_utf8("\xC0\xAF"), u"\uFFFD\uFFFD");
    EXPECT_EQ(decode_utf8("\xE0\x80\xAF"), u"\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(decode_utf8("\xED\xA0\x80"), u"\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(decode_utf8("\xF0\x9F\x98z"), u"\uFFFDz");
    EXPECT_EQ(decode_utf8("\xE6\xBC"), u"\uFFFD");
    EXPECT_EQ(decode_utf8("\xF4\x90\x80\x80"), u"\uFFFD\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(decode_utf8("\xF0\x9F\x98\xE6\xBC\xA2"), u"\uFFFD漢");
}

TEST(Utf8, ValidatesAsItDecodes) {
    std::mt19937 random(7);
    constexpr std::uint8_t kInteresting[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F,
                                             0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE6,
                                             0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
    for (int round = 0; round < 200000; ++round) {
        std::string text(random() % 9, '\0');
        for (char& c : text)
            c = static_cast<char>(kInteresting[random() % std::size(kInteresting)]);

        const std::u16string decoded = decode_utf8(text);

        const bool replaced = decoded.find(u'\uFFFD') != std::u16string::npos;
        ASSERT_EQ(is_utf8(bytes_of(text)), !replaced);
        if (!replaced) {
            ASSERT_EQ(encode_utf8(decoded), text);
            ASSERT_EQ(utf8_length(Units(decoded.data(), decoded.size())), text.size());
        }
    }
}

TEST(Utf8, EncodesLoneSurrogatesAsReplacements) {
    EXPECT_EQ(encode_utf8(std::u16string{0xD83D}), "\xEF\xBF\xBD");
    EXPECT_EQ(encode_utf8(std::u16string{0xDE00, 'a'}),
              "\xEF\xBF\xBD"
              "a");
    EXPECT_EQ(encode_utf8(std::u16string{0xD83D, 0xD83D, 0xDE00}), "\xEF\xBF\xBD\xF0\x9F\x98\x80");
}

TEST(Utf8, NeverWritesAPartOfACharacter) {
    EXPECT_EQ(encode_utf8(u"漢漢", 5), "漢");
    EXPECT_EQ(encode_utf8(u"😀", 3), "");
    EXPECT_EQ(encode_utf8(u"aé", 2), "a");
    Memory out(2);
    EXPECT_EQ(utf8_encode(bytes_of("a\xE9"), out).written, 1u);
}

TEST(Utf8, CountsWhatItWrites) {
    std::mt19937 random(11);
    for (int round = 0; round < 3000; ++round) {
        std::u16string text(random() % 90, u'\0');
        for (char16_t& unit : text) {
            const auto kind = random() % 5;
            unit = static_cast<char16_t>(kind == 0   ? random() % 0x80
                                         : kind == 1 ? random() % 0x800
                                         : kind == 2 ? 0xD800 + random() % 0x400
                                         : kind == 3 ? 0xDC00 + random() % 0x400
                                                     : random());
        }
        Memory out(text.size() * 3);

        const Progress progress = utf8_encode(Units(text.data(), text.size()), out);

        ASSERT_EQ(progress.read, text.size());
        ASSERT_EQ(progress.written, utf8_length(Units(text.data(), text.size())));
        ASSERT_TRUE(is_utf8({out.data(), progress.written}));
    }
}

TEST(Utf8, DecodesLatin1OnlyWhenAllOfItIs) {
    std::uint8_t out[32];
    const auto size = utf8_decode_latin1(bytes_of("caf\xC3\xA9 \xC2\x80\xC3\xBF"), out);
    ASSERT_TRUE(size.has_value());
    EXPECT_EQ(text_of({out, *size}), "caf\xE9 \x80\xFF");
    EXPECT_FALSE(utf8_decode_latin1(bytes_of("caf\xC4\x80"), out).has_value());
    EXPECT_FALSE(utf8_decode_latin1(bytes_of("caf\xC3"), out).has_value());
}

TEST(Base64, MatchesTheVectorsOfRfc4648) {
    const std::pair<std::string_view, std::string_view> vectors[] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (const auto& [plain, encoded] : vectors) {
        EXPECT_EQ(encode_base64(plain), encoded);
        EXPECT_EQ(decode_base64(encoded), plain);
    }
}

TEST(Base64, ComesBackAtEveryLengthInBothAlphabets) {
    for (std::size_t size = 0; size < 300; ++size) {
        const std::string plain = text_of(random_bytes(size, static_cast<unsigned>(size)));
        const std::string url = encode_base64url(plain);

        EXPECT_EQ(decode_base64(encode_base64(plain)), plain);
        EXPECT_EQ(decode_base64(url), plain);
        EXPECT_EQ(url.find_first_of("+/="), std::string::npos);
    }
}

TEST(Base64, SkipsWhatIsNotOfTheAlphabet) {
    std::string text;
    for (const char c : encode_base64("a text that is longer than one vector of characters")) {
        text += c;
        text += "\n ";
    }
    EXPECT_EQ(decode_base64(text), "a text that is longer than one vector of characters");
    EXPECT_EQ(decode_base64("Y*W-Jj\xFF"), "a\x6F\x89");
    EXPECT_EQ(decode_base64("-_+/"), "\xFB\xFF\xBF");
}

TEST(Base64, EndsAtThePadding) {
    EXPECT_EQ(decode_base64("YW==YWJj"), "a");
    EXPECT_EQ(decode_base64("YWJj=YWJj"), "abc");
    EXPECT_EQ(decode_base64("YWJjY"), "abc");
    EXPECT_EQ(decode_base64("Y"), "");
}

TEST(Base64, LeavesWhatIsBehindItsBytesAlone) {
    const std::string text = encode_base64(std::string(60, 'x'));
    for (std::size_t room = 0; room < 70; ++room) {
        Memory out(room + 8, 0xEE);
        const std::size_t written = base64_decode(bytes_of(text), std::span(out).first(room));
        ASSERT_EQ(written, std::min<std::size_t>(room, 60));
        for (std::size_t i = written; i < out.size(); ++i)
            ASSERT_EQ(out[i], 0xEE);
    }
}

TEST(Base64, DecodesTextOfTwoByteUnits) {
    const std::u16string text = u"YW漢Jj";
    Memory out(10);
    EXPECT_EQ(base64_decode(Units(text.data(), text.size()), out), 3u);
    EXPECT_EQ(text_of({out.data(), 3}), "abc");
}

TEST(Hex, ComesBackAtEveryLength) {
    for (std::size_t size = 0; size < 100; ++size) {
        const std::string plain = text_of(random_bytes(size, static_cast<unsigned>(size)));
        std::string encoded(size * 2, '\0');
        hex_encode(bytes_of(plain), reinterpret_cast<std::uint8_t*>(encoded.data()));

        EXPECT_EQ(decode_hex(encoded), plain);
        for (char& c : encoded)
            c = static_cast<char>(std::toupper(c));
        EXPECT_EQ(decode_hex(encoded), plain);
    }
}

TEST(Hex, StopsAtTheFirstPairThatIsNone) {
    const std::string good(40, '7');
    for (std::size_t place = 0; place < good.size(); ++place) {
        for (const char bad : {'g', 'G', '/', ':', '@', '`', ' ', '\xB7'}) {
            std::string text = good;
            text[place] = bad;
            ASSERT_EQ(decode_hex(text), std::string(place / 2, 'w')) << place << bad;
        }
    }
    EXPECT_EQ(decode_hex("abc"), "\xAB");
}

TEST(ForgivingBase64, FollowsTheStandard) {
    std::uint8_t out[64];
    const auto outcome = [&](std::string_view text) {
        return base64_decode_forgiving(bytes_of(text), out).outcome;
    };
    EXPECT_EQ(outcome(" YW\tJj\n"), Forgiving::Decoded);
    EXPECT_EQ(outcome("YQ=="), Forgiving::Decoded);
    EXPECT_EQ(outcome("YQ"), Forgiving::Decoded);
    EXPECT_EQ(outcome("YQ="), Forgiving::BadCharacter);
    EXPECT_EQ(outcome("Y=Q="), Forgiving::BadCharacter);
    EXPECT_EQ(outcome("Y*Jj"), Forgiving::BadCharacter);
    EXPECT_EQ(outcome("YW-j"), Forgiving::BadCharacter);
    EXPECT_EQ(outcome("Y"), Forgiving::BadLength);
}

}  // namespace
}  // namespace plinth::codec
