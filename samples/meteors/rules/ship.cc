// SPDX-License-Identifier: MIT
// Inertia with a little drag: the ship drifts, and can still be caught by a new player.

#include "samples/meteors/rules/ship.h"

#include <algorithm>

#include "samples/meteors/rules/world.h"

namespace meteors {
namespace {

constexpr float kTurnSpeed = 4.6f;
constexpr float kThrust = 560;
constexpr float kDrag = 0.55f;
constexpr float kTopSpeed = 580;
constexpr float kUsualFireRate = 5;

}  // namespace

void Ship::appear(Vec where) {
    *this = Ship();
    position = where;
    alive = true;
}

void Ship::step(const Controls& controls, float seconds) {
    age += seconds;
    reload_ -= seconds;
    fire_rate_left_ -= seconds;
    spread_left_ -= seconds;
    wear_shield(seconds);

    const float turn = static_cast<float>(controls.right) - static_cast<float>(controls.left);
    angle += turn * kTurnSpeed * seconds;
    thrusting = controls.thrust;
    if (thrusting) velocity += from_angle(angle, kThrust * seconds);
    velocity *= std::exp(-kDrag * seconds);
    const float speed = length(velocity);
    if (speed > kTopSpeed) velocity *= kTopSpeed / speed;
    position = wrapped(position + velocity * seconds);
}

bool Ship::take_shot() {
    if (reload_ > 0) return false;
    reload_ = 1 / fire_rate();
    return true;
}

float Ship::fire_rate() const {
    return fire_rate_left_ > 0 ? fire_rate_ : kUsualFireRate;
}

void Ship::boost_fire_rate(float shots_per_second, float seconds) {
    fire_rate_ = std::clamp(shots_per_second, 0.5f, 60.0f);
    fire_rate_left_ = seconds;
}

void Ship::boost_shots(int shots, float seconds) {
    spread_ = std::clamp(shots, 1, 15);
    spread_left_ = seconds;
}

}  // namespace meteors
