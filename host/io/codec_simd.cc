// SPDX-License-Identifier: MIT
// AVX2, asked for at run time. The methods are W. Mula's and D. Lemire's, "Faster Base64 Encoding
// and Decoding Using AVX2 Instructions" (https://arxiv.org/abs/1704.00605).

#include "host/io/codec_simd.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define PLINTH_AVX2 __attribute__((target("avx2")))
#include <immintrin.h>
#endif

namespace plinth::codec::simd {

#if defined(PLINTH_AVX2)

namespace {

bool has_avx2() {
    static const bool answer = __builtin_cpu_supports("avx2") != 0;
    return answer;
}

PLINTH_AVX2 __m256i load256(const std::uint8_t* at) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
}

PLINTH_AVX2 __m128i load128(const std::uint8_t* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

PLINTH_AVX2 __m256i every(char value) {
    return _mm256_set1_epi8(value);
}

// 24 bytes become 32 digits from 0 to 63.
PLINTH_AVX2 __m256i base64_digits(const std::uint8_t* at) {
    const __m256i order = _mm256_setr_epi8(1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10,  //
                                           1, 0, 2, 1, 4, 3, 5, 4, 7, 6, 8, 7, 10, 9, 11, 10);
    const __m256i bytes =
        _mm256_shuffle_epi8(_mm256_set_m128i(load128(at + 12), load128(at)), order);
    const __m256i outer = _mm256_mulhi_epu16(_mm256_and_si256(bytes, _mm256_set1_epi32(0x0FC0FC00)),
                                             _mm256_set1_epi32(0x04000040));
    const __m256i inner = _mm256_mullo_epi16(_mm256_and_si256(bytes, _mm256_set1_epi32(0x003F03F0)),
                                             _mm256_set1_epi32(0x01000010));
    return _mm256_or_si256(outer, inner);
}

// What is added to a digit to make its character: by ranges, 0 for 26 to 51, 1 to 10 for 52 to 61,
// 11 and 12 for 62 and 63, 13 for 0 to 25.
PLINTH_AVX2 __m256i base64_characters(__m256i digits, __m256i offsets) {
    const __m256i capital = _mm256_and_si256(_mm256_cmpgt_epi8(every(26), digits), every(13));
    const __m256i range = _mm256_or_si256(_mm256_subs_epu8(digits, every(51)), capital);
    return _mm256_add_epi8(digits, _mm256_shuffle_epi8(offsets, range));
}

PLINTH_AVX2 __m256i base64_offsets(Alphabet alphabet) {
    const char c62 = alphabet == Alphabet::Base64 ? '+' - 62 : '-' - 62;
    const char c63 = alphabet == Alphabet::Base64 ? '/' - 63 : '_' - 63;
    const __m128i half =
        _mm_setr_epi8('a' - 26, -4, -4, -4, -4, -4, -4, -4, -4, -4, -4, c62, c63, 'A', 0, 0);
    return _mm256_set_m128i(half, half);
}

PLINTH_AVX2 std::size_t base64_encode_avx2(std::span<const std::uint8_t> bytes, Alphabet alphabet,
                                           std::uint8_t* out) {
    const __m256i offsets = base64_offsets(alphabet);
    std::size_t done = 0;
    for (; bytes.size() - done >= 28; done += 24, out += 32) {  // 28 are loaded, 24 encoded.
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out),
                            base64_characters(base64_digits(&bytes[done]), offsets));
    }
    return done;
}

PLINTH_AVX2 __m256i within(__m256i text, char lowest, char highest) {
    const __m256i above = _mm256_sub_epi8(text, every(lowest));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(above, every(static_cast<char>(highest - lowest))),
                             above);
}

PLINTH_AVX2 __m256i offset_where(__m256i mask, char offset) {
    return _mm256_and_si256(mask, every(offset));
}

PLINTH_AVX2 Decoded base64_decode_avx2(std::span<const std::uint8_t> text,
                                       std::span<std::uint8_t> out) {
    const __m256i order = _mm256_setr_epi8(2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1,
                                           2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, -1, -1, -1, -1);
    const __m256i joined = _mm256_setr_epi32(0, 1, 2, 4, 5, 6, 7, 7);
    Decoded done;
    while (text.size() - done.read >= 32 && out.size() - done.written >= 24) {
        const __m256i block = load256(&text[done.read]);
        const __m256i capitals = within(block, 'A', 'Z');
        const __m256i smalls = within(block, 'a', 'z');
        const __m256i numbers = within(block, '0', '9');
        const __m256i plus = _mm256_cmpeq_epi8(block, every('+'));
        const __m256i minus = _mm256_cmpeq_epi8(block, every('-'));
        const __m256i slash = _mm256_cmpeq_epi8(block, every('/'));
        const __m256i low_line = _mm256_cmpeq_epi8(block, every('_'));
        __m256i known = _mm256_or_si256(_mm256_or_si256(capitals, smalls), numbers);
        known = _mm256_or_si256(known, _mm256_or_si256(plus, minus));
        known = _mm256_or_si256(known, _mm256_or_si256(slash, low_line));
        if (_mm256_movemask_epi8(known) != -1) break;

        __m256i offset =
            _mm256_or_si256(offset_where(capitals, -'A'), offset_where(smalls, 26 - 'a'));
        offset = _mm256_or_si256(offset, offset_where(numbers, 52 - '0'));
        offset = _mm256_or_si256(offset, offset_where(plus, 62 - '+'));
        offset = _mm256_or_si256(offset, offset_where(minus, 62 - '-'));
        offset = _mm256_or_si256(offset, offset_where(slash, 63 - '/'));
        offset = _mm256_or_si256(offset, offset_where(low_line, 63 - '_'));
        const __m256i digits = _mm256_add_epi8(block, offset);

        const __m256i twelve = _mm256_maddubs_epi16(digits, _mm256_set1_epi32(0x01400140));
        const __m256i groups = _mm256_madd_epi16(twelve, _mm256_set1_epi32(0x00011000));
        const __m256i bytes =
            _mm256_permutevar8x32_epi32(_mm256_shuffle_epi8(groups, order), joined);
        std::uint8_t* to = &out[done.written];
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm256_castsi256_si128(bytes));
        _mm_storel_epi64(reinterpret_cast<__m128i*>(to + 16), _mm256_extracti128_si256(bytes, 1));
        done.read += 32;
        done.written += 24;
    }
    return done;
}

PLINTH_AVX2 std::size_t hex_encode_avx2(std::span<const std::uint8_t> bytes, std::uint8_t* out) {
    const __m128i half = _mm_setr_epi8('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b',
                                       'c', 'd', 'e', 'f');
    const __m256i characters = _mm256_set_m128i(half, half);
    std::size_t done = 0;
    for (; bytes.size() - done >= 16; done += 16, out += 32) {
        const __m256i wide = _mm256_cvtepu8_epi16(load128(&bytes[done]));
        const __m256i low = _mm256_slli_epi16(_mm256_and_si256(wide, _mm256_set1_epi16(15)), 8);
        const __m256i digits = _mm256_or_si256(_mm256_srli_epi16(wide, 4), low);
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(out),
                            _mm256_shuffle_epi8(characters, digits));
    }
    return done;
}

PLINTH_AVX2 std::size_t hex_decode_avx2(std::span<const std::uint8_t> text,
                                        std::span<std::uint8_t> out) {
    std::size_t done = 0;
    for (; text.size() - 2 * done >= 32 && out.size() - done >= 16; done += 16) {
        const __m256i block = load256(&text[2 * done]);
        const __m256i small = _mm256_or_si256(block, every(0x20));
        const __m256i numbers = within(block, '0', '9');
        const __m256i letters = within(small, 'a', 'f');
        if (_mm256_movemask_epi8(_mm256_or_si256(numbers, letters)) != -1) break;
        const __m256i digits = _mm256_blendv_epi8(_mm256_sub_epi8(small, every('a' - 10)),
                                                  _mm256_sub_epi8(block, every('0')), numbers);
        const __m256i bytes = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(0x0110));
        const __m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi16(bytes, bytes), 0x88);
        _mm_storeu_si128(reinterpret_cast<__m128i*>(&out[done]), _mm256_castsi256_si128(packed));
    }
    return done;
}

}  // namespace

std::size_t base64_encode(std::span<const std::uint8_t> bytes, Alphabet alphabet,
                          std::uint8_t* out) {
    return has_avx2() ? base64_encode_avx2(bytes, alphabet, out) : 0;
}

Decoded base64_decode(std::span<const std::uint8_t> text, std::span<std::uint8_t> out) {
    return has_avx2() ? base64_decode_avx2(text, out) : Decoded{};
}

std::size_t hex_encode(std::span<const std::uint8_t> bytes, std::uint8_t* out) {
    return has_avx2() ? hex_encode_avx2(bytes, out) : 0;
}

std::size_t hex_decode(std::span<const std::uint8_t> text, std::span<std::uint8_t> out) {
    return has_avx2() ? hex_decode_avx2(text, out) : 0;
}

#else

std::size_t base64_encode(std::span<const std::uint8_t>, Alphabet, std::uint8_t*) {
    return 0;
}
Decoded base64_decode(std::span<const std::uint8_t>, std::span<std::uint8_t>) {
    return {};
}
std::size_t hex_encode(std::span<const std::uint8_t>, std::uint8_t*) {
    return 0;
}
std::size_t hex_decode(std::span<const std::uint8_t>, std::span<std::uint8_t>) {
    return 0;
}

#endif

}  // namespace plinth::codec::simd
