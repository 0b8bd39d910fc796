// SPDX-License-Identifier: MIT

#include "host/io/byte_search.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace plinth {
namespace {

using Memory = std::vector<std::uint8_t>;

bool lies_at(const Memory& hay, const Memory& needle, std::size_t place) {
    return std::equal(needle.begin(), needle.end(),
                      hay.begin() + static_cast<std::ptrdiff_t>(place));
}

std::size_t first_by_trying(const Memory& hay, const Memory& needle, std::size_t from,
                            std::size_t step) {
    for (std::size_t place = from; place + needle.size() <= hay.size(); ++place) {
        if (place % step == 0 && lies_at(hay, needle, place)) return place;
    }
    return kNotFound;
}

std::size_t last_by_trying(const Memory& hay, const Memory& needle, std::size_t from,
                           std::size_t step) {
    if (needle.size() > hay.size()) return kNotFound;
    for (std::size_t place = std::min(from, hay.size() - needle.size()) + 1; place-- > 0;) {
        if (place % step == 0 && lies_at(hay, needle, place)) return place;
    }
    return kNotFound;
}

TEST(ByteSearch, FindsWhatTryingEveryPlaceFinds) {
    std::mt19937 random(3);
    for (int round = 0; round < 100000; ++round) {
        Memory hay(random() % 60);
        Memory needle(1 + random() % 8);
        const auto letters = 1 + random() % 3;
        for (std::uint8_t& byte : hay)
            byte = static_cast<std::uint8_t>(random() % letters);
        for (std::uint8_t& byte : needle)
            byte = static_cast<std::uint8_t>(random() % letters);
        const std::size_t from = random() % 62;
        const std::size_t step = 1 + random() % 2;

        ASSERT_EQ(find_first(hay, needle, from, step), first_by_trying(hay, needle, from, step));
        ASSERT_EQ(find_last(hay, needle, from, step), last_by_trying(hay, needle, from, step));
    }
}

// Long runs exhaust the patience of the first method: the second one answers.
TEST(ByteSearch, FindsInPeriodicBytes) {
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        Memory hay(20000 + random() % 50, 'a');
        Memory needle(5000 + random() % 50, 'a');
        hay[random() % hay.size()] = 'b';
        needle[random() % needle.size()] = 'b';
        const std::size_t step = 1 + random() % 2;

        ASSERT_EQ(find_first(hay, needle, 0, step), first_by_trying(hay, needle, 0, step));
        ASSERT_EQ(find_last(hay, needle, hay.size(), step),
                  last_by_trying(hay, needle, hay.size(), step));
    }
}

// Quadratic time would be 10^13 steps: hours.
TEST(ByteSearch, IsLinearWhateverTheBytes) {
    const Memory hay(20'000'000, 'a');
    Memory needle(1'000'000, 'a');
    needle[500'000] = 'b';

    EXPECT_EQ(find_first(hay, needle, 0), kNotFound);
    EXPECT_EQ(find_last(hay, needle, hay.size()), kNotFound);
}

}  // namespace
}  // namespace plinth
