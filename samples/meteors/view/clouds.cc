// SPDX-License-Identifier: MIT
// Value noise in several sizes, bent by itself, so that it looks like smoke and not like spots.

#include "samples/meteors/view/clouds.h"

#include <cmath>
#include <cstdint>

#include "samples/meteors/rules/random.h"

namespace meteors {
namespace {

// A fixed random value at each corner of a grid of `period` cells that repeats.
float corner(int x, int y, int period, std::uint64_t seed) {
    const auto column = static_cast<std::uint64_t>((x % period + period) % period);
    const auto row = static_cast<std::uint64_t>((y % period + period) % period);
    return Random(seed * 7919 + row * 131071 + column * 524287 + 1).unit();
}

float smooth(float t) {
    return t * t * (3 - 2 * t);
}

float noise(float x, float y, int period, std::uint64_t seed) {
    const float column = std::floor(x);
    const float row = std::floor(y);
    const int left = static_cast<int>(column);
    const int top = static_cast<int>(row);
    const float right_share = smooth(x - column);
    const float low_share = smooth(y - row);
    const float high = std::lerp(corner(left, top, period, seed),
                                 corner(left + 1, top, period, seed), right_share);
    const float low = std::lerp(corner(left, top + 1, period, seed),
                                corner(left + 1, top + 1, period, seed), right_share);
    return std::lerp(high, low, low_share);
}

// From 0 to 1; x and y from 0 to 1 are one repetition.
float clouds(float x, float y, std::uint64_t seed) {
    float sum = 0;
    float share = 0.5f;
    int period = 4;
    for (int octave = 0; octave < 5; ++octave) {
        const auto cells = static_cast<float>(period);
        sum += share * noise(x * cells, y * cells, period, seed + static_cast<unsigned>(octave));
        share /= 2;
        period *= 2;
    }
    return sum;
}

unsigned char to_byte(float value) {
    return static_cast<unsigned char>(std::fmin(std::fmax(value, 0), 1) * 255);
}

}  // namespace

std::vector<unsigned char> make_clouds(int size) {
    std::vector<unsigned char> pixels;
    for (int row = 0; row < size; ++row) {
        for (int column = 0; column < size; ++column) {
            const float x = static_cast<float>(column) / static_cast<float>(size);
            const float y = static_cast<float>(row) / static_cast<float>(size);
            const float bend = clouds(x, y, 11) * 0.35f;
            const float density = clouds(x + bend, y + bend * 0.6f, 23);
            pixels.push_back(to_byte((density - 0.28f) * 1.9f));
            pixels.push_back(to_byte((clouds(x, y + bend, 41) - 0.25f) * 2));
        }
    }
    return pixels;
}

}  // namespace meteors
