// SPDX-License-Identifier: MIT
// What only looks: sparks, debris, rings, floating numbers, the shaking of the screen. Nothing in
// the rules depends on it.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "samples/meteors/rules/color.h"
#include "samples/meteors/rules/random.h"
#include "samples/meteors/rules/vec.h"

namespace meteors {

struct Spark {
    Vec position;
    Vec velocity;
    float life = 1;  ///< Seconds left.
    float whole_life = 1;
    float width = 2;
    Color color;
};

/// A tumbling line, such as a piece of a hull.
struct Debris {
    Vec position;
    Vec velocity;
    float angle = 0;
    float spin = 0;
    float length = 10;
    float life = 1;
    float whole_life = 1;
    Color color;
};

struct Ring {
    Vec position;
    float radius = 0;
    float speed = 300;
    float life = 1;
    float whole_life = 1;
    Color color;
};

struct FloatingText {
    Vec position;
    std::string text;
    float size = 16;
    float life = 1;
    float whole_life = 1;
    Color color;
};

/// How a burst of sparks looks.
struct Burst {
    int count = 20;
    float speed = 200;  ///< Of the fastest.
    float life = 0.8f;  ///< Seconds, of the longest.
    float width = 2;
    Color color;
    Vec drift;  ///< Added to each spark's velocity.
};

class Effects {
  public:
    explicit Effects(std::uint64_t seed) : random_(seed) {}

    void step(float seconds);
    void clear();

    void burst(Vec position, const Burst& burst);
    /// One spark in a cone, as from an engine.
    void jet(Vec position, Vec velocity, float spread, Color color);
    void shatter(Vec position, float radius, Vec drift, int pieces, Color color);
    void ring(Vec position, float radius, float speed, float life, Color color);
    void text(Vec position, std::string text, float size, Color color);
    /// Adds to the shaking; 1 is as much as there is.
    void shake(float amount);
    void flash(float amount);

    const std::vector<Spark>& sparks() const { return sparks_; }
    const std::vector<Debris>& debris() const { return debris_; }
    const std::vector<Ring>& rings() const { return rings_; }
    const std::vector<FloatingText>& texts() const { return texts_; }
    /// By how much the picture is displaced, in world units.
    Vec shake_offset() const { return shake_offset_; }
    /// From 0 to 1: how much white light lies over the picture.
    float flash() const { return flash_; }

  private:
    Random random_;
    std::vector<Spark> sparks_;
    std::vector<Debris> debris_;
    std::vector<Ring> rings_;
    std::vector<FloatingText> texts_;
    float shake_ = 0;
    float flash_ = 0;
    float time_ = 0;
    Vec shake_offset_;
};

}  // namespace meteors
