// SPDX-License-Identifier: MIT
// A small seeded generator (splitmix64), so that one seed is one game on every machine.

#pragma once

#include <cstdint>

namespace meteors {

class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    /// From 0 up to, not including, 1.
    float unit() { return static_cast<float>(next() >> 40) * 0x1.0p-24f; }
    float between(float low, float high) { return low + (high - low) * unit(); }
    /// From low to high, both included.
    int whole(int low, int high) {
        return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1));
    }

  private:
    std::uint64_t next() {
        std::uint64_t mixed = (state_ += 0x9e3779b97f4a7c15);
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }

    std::uint64_t state_;
};

}  // namespace meteors
