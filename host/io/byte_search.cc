// SPDX-License-Identifier: MIT
// memchr for the needle's first byte, then a comparison: the fastest way for all ordinary bytes.
// When too many comparisons were in vain, two-way search takes over.

#include "host/io/byte_search.h"

#include <algorithm>
#include <cstring>

namespace plinth {
namespace {

using Bytes = std::span<const std::uint8_t>;

// Bytes compared in vain, for each byte passed, before the search changes its method.
constexpr std::size_t kPatience = 8;
constexpr std::size_t kStartingPatience = 4096;

// The direction as a way of indexing: backwards, both hay and needle are read from their ends.
template <bool kForwards>
std::uint8_t at(Bytes bytes, std::size_t index) {
    return kForwards ? bytes[index] : bytes[bytes.size() - 1 - index];
}

// Where the needle is cut into two, and how far it may be moved after its right part matched.
struct Cut {
    std::size_t place = 0;
    std::size_t period = 1;
};

// The start of the greatest suffix, in the order of bytes or in the reversed order.
template <bool kForwards>
Cut greatest_suffix(Bytes needle, bool reversed) {
    std::size_t best = 0;
    std::size_t candidate = 1;
    std::size_t same = 0;
    std::size_t period = 1;
    while (candidate + same < needle.size()) {
        const std::uint8_t ours = at<kForwards>(needle, candidate + same);
        const std::uint8_t theirs = at<kForwards>(needle, best + same);
        if (ours == theirs) {
            if (++same == period) {
                candidate += period;
                same = 0;
            }
        } else if ((ours < theirs) != reversed) {
            candidate += same + 1;
            same = 0;
            period = candidate - best;
        } else {
            best = candidate++;
            same = 0;
            period = 1;
        }
    }
    return {best, period};
}

// Crochemore and Perrin's two-way search ("Two-way string-matching", 1991): linear time, and no
// memory. Places are counted in the direction of the search.
template <bool kForwards, class Accept>
std::size_t search_linear(Bytes hay, Bytes needle, std::size_t from, Accept accept) {
    const Cut one = greatest_suffix<kForwards>(needle, false);
    const Cut other = greatest_suffix<kForwards>(needle, true);
    auto [cut, period] = one.place > other.place ? one : other;
    const std::size_t size = needle.size();

    bool periodic = cut + period <= size;
    for (std::size_t i = 0; periodic && i < cut; ++i) {
        periodic = at<kForwards>(needle, i) == at<kForwards>(needle, i + period);
    }
    if (!periodic) period = std::max(cut, size - cut) + 1;
    // How much of the needle's beginning is known to match after a move by the period.
    const std::size_t kept = periodic ? size - period : 0;

    std::size_t known = 0;
    for (std::size_t place = from; place + size <= hay.size();) {
        std::size_t right = std::max(cut, known);
        while (right < size && at<kForwards>(needle, right) == at<kForwards>(hay, place + right)) {
            ++right;
        }
        if (right < size) {
            place += right - cut + 1;
            known = 0;
            continue;
        }
        std::size_t left = cut;
        while (left > known &&
               at<kForwards>(needle, left - 1) == at<kForwards>(hay, place + left - 1)) {
            --left;
        }
        if (left <= known && accept(place)) return place;
        place += period;
        known = kept;
    }
    return kNotFound;
}

const std::uint8_t* last_byte(const std::uint8_t* bytes, std::uint8_t wanted, std::size_t size) {
#if defined(__GLIBC__)
    return static_cast<const std::uint8_t*>(memrchr(bytes, wanted, size));
#else
    while (size > 0) {
        if (bytes[--size] == wanted) return bytes + size;
    }
    return nullptr;
#endif
}

std::size_t common_prefix(const std::uint8_t* a, const std::uint8_t* b, std::size_t size) {
    return static_cast<std::size_t>(std::mismatch(a, a + size, b).first - a);
}

}  // namespace

std::size_t find_first(Bytes hay, Bytes needle, std::size_t from, std::size_t step) {
    if (needle.size() > hay.size() || from > hay.size() - needle.size()) return kNotFound;
    if (needle.empty()) return from;
    const std::size_t last = hay.size() - needle.size();
    std::size_t patience = kStartingPatience;
    std::size_t place = from;
    while (place <= last) {
        const void* found = std::memchr(&hay[place], needle[0], last - place + 1);
        if (found == nullptr) return kNotFound;
        const auto next =
            static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - hay.data());
        patience += (next - place + 1) * kPatience;
        place = next;
        const std::size_t same = common_prefix(&hay[place], needle.data(), needle.size());
        if (same == needle.size() && place % step == 0) return place;
        ++place;
        if (same > patience) {
            return search_linear<true>(hay, needle, place,
                                       [&](std::size_t where) { return where % step == 0; });
        }
        patience -= same;
    }
    return kNotFound;
}

std::size_t find_last(Bytes hay, Bytes needle, std::size_t from, std::size_t step) {
    if (needle.size() > hay.size()) return kNotFound;
    std::size_t places = std::min(from, hay.size() - needle.size()) + 1;
    if (needle.empty()) return places - 1;
    std::size_t patience = kStartingPatience;
    while (places > 0) {
        const std::uint8_t* found = last_byte(hay.data(), needle[0], places);
        if (found == nullptr) return kNotFound;
        const auto place = static_cast<std::size_t>(found - hay.data());
        patience += (places - place) * kPatience;
        const std::size_t same = common_prefix(found, needle.data(), needle.size());
        if (same == needle.size() && place % step == 0) return place;
        places = place;
        if (same > patience) {
            const Bytes rest = hay.first(std::min(hay.size(), places + needle.size() - 1));
            const auto to_place = [&](std::size_t back) {
                return rest.size() - needle.size() - back;
            };
            const std::size_t back = search_linear<false>(
                rest, needle, 0, [&](std::size_t where) { return to_place(where) % step == 0; });
            return back == kNotFound ? kNotFound : to_place(back);
        }
        patience -= same;
    }
    return kNotFound;
}

}  // namespace plinth
