// SPDX-License-Identifier: MIT
// The player's ship: how it flies, and the boosts that mods give it for a while.

#pragma once

#include <array>

#include "samples/meteors/rules/vec.h"

namespace meteors {

/// What the player holds down in one step.
struct Controls {
    bool left = false;
    bool right = false;
    bool thrust = false;
    bool fire = false;
    bool start = false;  ///< True only in the step in which it was pressed.
};

/// Around (0, 0), nose to the right.
inline constexpr std::array<Vec, 4> kShipOutline{Vec{1.15f, 0}, Vec{-0.85f, 0.75f}, Vec{-0.5f, 0},
                                                 Vec{-0.85f, -0.75f}};

class Ship {
  public:
    static constexpr float kRadius = 17;

    Vec position;
    Vec velocity;
    float angle = -kTurn / 4;  ///< Nose up.
    bool alive = false;
    bool thrusting = false;
    float age = 0;  ///< Seconds since it appeared.

    void appear(Vec where);
    void step(const Controls& controls, float seconds);

    /// True when a shot is due; the next one is then due after the interval.
    bool take_shot();

    /// Nothing harms it just after it appeared, nor behind a shield.
    bool safe() const { return age < kGrace || shield_ > 0; }
    bool blinking() const { return age < kGrace; }

    float shield() const { return shield_; }  ///< Seconds left.
    void add_shield(float seconds) { shield_ += seconds; }
    void wear_shield(float seconds) { shield_ = shield_ > seconds ? shield_ - seconds : 0; }

    float fire_rate() const;  ///< Shots a second.
    void boost_fire_rate(float shots_per_second, float seconds);
    int shots() const { return spread_left_ > 0 ? spread_ : 1; }  ///< At once.
    void boost_shots(int shots, float seconds);

  private:
    static constexpr float kGrace = 2.2f;

    float shield_ = 0;
    float reload_ = 0;  // Seconds until the next shot.
    float fire_rate_ = 0;
    float fire_rate_left_ = 0;
    int spread_ = 1;
    float spread_left_ = 0;
};

}  // namespace meteors
