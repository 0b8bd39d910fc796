// SPDX-License-Identifier: MIT
// Moves and retires the pieces of each effect.

#include "samples/meteors/rules/effects.h"

#include <algorithm>
#include <utility>

namespace meteors {
namespace {

constexpr std::size_t kMostSparks = 2500;
constexpr float kShakeReach = 16;
constexpr float kShakeDecay = 1.6f;
constexpr float kFlashDecay = 3.5f;

template <class Piece>
void age(std::vector<Piece>& pieces, float seconds) {
    for (Piece& piece : pieces)
        piece.life -= seconds;
    std::erase_if(pieces, [](const Piece& piece) { return piece.life <= 0; });
}

}  // namespace

void Effects::step(float seconds) {
    time_ += seconds;
    age(sparks_, seconds);
    age(debris_, seconds);
    age(rings_, seconds);
    age(texts_, seconds);

    const float drag = std::exp(-1.9f * seconds);
    for (Spark& spark : sparks_) {
        spark.position += spark.velocity * seconds;
        spark.velocity *= drag;
    }
    for (Debris& piece : debris_) {
        piece.position += piece.velocity * seconds;
        piece.angle += piece.spin * seconds;
    }
    for (Ring& ring : rings_) {
        ring.radius += ring.speed * seconds;
        ring.speed *= std::exp(-2.5f * seconds);
    }
    for (FloatingText& text : texts_)
        text.position.y -= 34 * seconds;

    shake_ = std::max(0.0f, shake_ - kShakeDecay * seconds);
    flash_ = std::max(0.0f, flash_ - kFlashDecay * seconds);
    // Two sines of unrelated speed look random and stay smooth; the square makes small hits mild.
    const float reach = kShakeReach * shake_ * shake_;
    shake_offset_ = {std::sin(time_ * 71) * reach, std::sin(time_ * 93 + 2) * reach};
}

void Effects::clear() {
    sparks_.clear();
    debris_.clear();
    rings_.clear();
    texts_.clear();
    shake_ = flash_ = 0;
    shake_offset_ = {};
}

void Effects::burst(Vec position, const Burst& burst) {
    for (int made = 0; made < burst.count && sparks_.size() < kMostSparks; ++made) {
        Spark spark;
        spark.position = position;
        // More slow ones than fast ones, so that a burst has a body and not only a rim.
        const float pace = random_.unit();
        spark.velocity = from_angle(random_.between(0, kTurn), burst.speed * pace) + burst.drift;
        spark.life = spark.whole_life = burst.life * random_.between(0.35f, 1);
        spark.width = burst.width;
        spark.color = burst.color;
        sparks_.push_back(spark);
    }
}

void Effects::jet(Vec position, Vec velocity, float spread, Color color) {
    if (sparks_.size() >= kMostSparks) return;
    Spark spark;
    spark.position = position;
    spark.velocity = rotated(velocity, random_.between(-spread, spread)) * random_.between(0.6f, 1);
    spark.life = spark.whole_life = random_.between(0.2f, 0.5f);
    spark.width = 2;
    spark.color = color;
    sparks_.push_back(spark);
}

void Effects::shatter(Vec position, float radius, Vec drift, int pieces, Color color) {
    for (int made = 0; made < pieces; ++made) {
        Debris piece;
        const Vec outward = from_angle(random_.between(0, kTurn));
        piece.position = position + outward * (radius * random_.between(0.2f, 0.8f));
        piece.velocity = outward * random_.between(25, 130) + drift;
        piece.angle = random_.between(0, kTurn);
        piece.spin = random_.between(-6, 6);
        piece.length = radius * random_.between(0.25f, 0.6f);
        piece.life = piece.whole_life = random_.between(0.6f, 1.3f);
        piece.color = color;
        debris_.push_back(piece);
    }
}

void Effects::ring(Vec position, float radius, float speed, float life, Color color) {
    rings_.push_back({position, radius, speed, life, life, color});
}

void Effects::text(Vec position, std::string text, float size, Color color) {
    texts_.push_back({position, std::move(text), size, 1.1f, 1.1f, color});
}

void Effects::shake(float amount) {
    shake_ = std::clamp(shake_ + amount, 0.0f, 1.0f);
}

void Effects::flash(float amount) {
    flash_ = std::clamp(flash_ + amount, 0.0f, 1.0f);
}

}  // namespace meteors
