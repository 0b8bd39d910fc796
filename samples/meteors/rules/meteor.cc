// SPDX-License-Identifier: MIT
// Meteors are circles to the rules; the outline only looks rough.

#include "samples/meteors/rules/meteor.h"

#include <algorithm>
#include <array>

namespace meteors {
namespace {

struct Class {
    float radius;
    float speed;
    int points;
    int corners;
};

constexpr std::array<Class, kLargest> kClasses{Class{19, 120, 100, 8}, Class{36, 88, 50, 11},
                                               Class{64, 58, 20, 14}};

// Each level has its own light.
constexpr std::array<Color, 6> kLight{Color{0.55f, 0.80f, 1.00f, 1}, Color{0.80f, 0.65f, 1.00f, 1},
                                      Color{0.50f, 1.00f, 0.80f, 1}, Color{1.00f, 0.70f, 0.50f, 1},
                                      Color{1.00f, 0.60f, 0.80f, 1}, Color{0.95f, 0.90f, 0.60f, 1}};

void shape_outline(Entity& meteor, int corners, Random& random) {
    for (int corner = 0; corner < corners; ++corner) {
        const float share = static_cast<float>(corner) / static_cast<float>(corners);
        const float angle = (share + random.between(-0.25f, 0.25f) / static_cast<float>(corners));
        meteor.outline.push_back(from_angle(angle * kTurn, random.between(0.78f, 1.12f)));
    }
    // Ridges: from some corners inwards, to a common, off-centre peak.
    const Vec peak = from_angle(random.between(0, kTurn), random.between(0.1f, 0.3f));
    const int step = std::max(2, corners / 4);
    for (int corner = random.whole(0, step - 1); corner < corners; corner += step) {
        const Vec edge = meteor.outline[static_cast<std::size_t>(corner)];
        meteor.markings.push_back(edge);
        meteor.markings.push_back(peak + (edge - peak) * random.between(0.1f, 0.45f));
    }
}

}  // namespace

void shape_meteor(Entity& meteor, int size, int level, Random& random) {
    meteor.size = std::clamp(size, 1, kLargest);
    const Class& kind = kClasses[static_cast<std::size_t>(meteor.size - 1)];
    const float haste = 1 + 0.07f * static_cast<float>(std::min(level, 12));
    meteor.radius = kind.radius * random.between(0.92f, 1.08f);
    meteor.points = kind.points;
    meteor.velocity = from_angle(random.between(0, kTurn), kind.speed * haste);
    meteor.velocity *= random.between(0.65f, 1.25f);
    meteor.angle = random.between(0, kTurn);
    meteor.spin = random.between(-1.1f, 1.1f);
    meteor.color = kLight[static_cast<std::size_t>(std::max(level - 1, 0)) % kLight.size()];
    // No two of the same shade.
    meteor.color.r = std::clamp(meteor.color.r + random.between(-0.12f, 0.18f), 0.0f, 1.0f);
    meteor.color.b = std::clamp(meteor.color.b + random.between(-0.2f, 0.0f), 0.0f, 1.0f);
    shape_outline(meteor, kind.corners, random);
}

}  // namespace meteors
