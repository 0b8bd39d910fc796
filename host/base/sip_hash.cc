// SPDX-License-Identifier: MIT
// SipHash from its paper: two rounds for each eight bytes, four at each end.

#include "host/base/sip_hash.h"

#include <bit>
#include <cstring>

namespace plinth {
namespace {

struct State {
    std::uint64_t v0, v1, v2, v3;

    void round() {
        v0 += v1;
        v1 = std::rotl(v1, 13) ^ v0;
        v0 = std::rotl(v0, 32);
        v2 += v3;
        v3 = std::rotl(v3, 16) ^ v2;
        v0 += v3;
        v3 = std::rotl(v3, 21) ^ v0;
        v2 += v1;
        v1 = std::rotl(v1, 17) ^ v2;
        v2 = std::rotl(v2, 32);
    }
    void absorb(std::uint64_t word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }
    std::uint64_t squeeze(std::uint64_t& lane, std::uint64_t mark) {
        lane ^= mark;
        for (int i = 0; i < 4; ++i)
            round();
        return v0 ^ v1 ^ v2 ^ v3;
    }
};

std::uint64_t little_endian(const char* at, std::size_t count) {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < count; ++i)
        word |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
    return word;
}

}  // namespace

std::array<std::uint64_t, 2> sip_hash(const SipKey& key, std::string_view bytes) {
    State state{key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d ^ 0xEE,
                key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573};
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; left -= 8, at += 8) {
        std::uint64_t word;
        if constexpr (std::endian::native == std::endian::little) {
            std::memcpy(&word, at, 8);
        } else {
            word = little_endian(at, 8);
        }
        state.absorb(word);
    }
    state.absorb(little_endian(at, left) | std::uint64_t{bytes.size()} << 56);
    const std::uint64_t low = state.squeeze(state.v2, 0xEE);
    return {low, state.squeeze(state.v1, 0xDD)};
}

std::string to_hex(const std::array<std::uint64_t, 2>& hash) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint64_t word : hash) {
        for (int byte = 0; byte < 8; ++byte) {
            text += kDigits[word >> (8 * byte + 4) & 15];
            text += kDigits[word >> (8 * byte) & 15];
        }
    }
    return text;
}

}  // namespace plinth
