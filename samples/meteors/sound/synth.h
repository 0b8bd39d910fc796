// SPDX-License-Identifier: MIT
// The sounds of the game, computed: falling tones and muffled noise. Nothing here knows a device.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "samples/meteors/rules/events.h"

namespace meteors {

inline constexpr int kSampleRate = 48000;

/// One sound: a wave that slides from one pitch to another and fades away.
struct Tone {
    enum class Wave { Square, Sine, Noise };
    Wave wave = Wave::Sine;
    float from_hertz = 440;  ///< Of noise: up to where it is let through.
    float to_hertz = 440;
    float seconds = 0.2f;
    float volume = 0.2f;
    float delay = 0;
};

/// The tones that belong to what happened; none for what is silent.
std::vector<Tone> tones_of(const Event& event);

class Synth {
  public:
    void play(const Tone& tone);
    /// The engine's rumble, as long as it is on.
    void set_thrust(bool on) { thrust_ = on; }
    /// Fills in the next samples, from -1 to 1.
    void mix(std::span<float> samples);

  private:
    struct Voice {
        Tone tone;
        float age = 0;
        float phase = 0;
        float filtered = 0;
    };

    float next(Voice& voice);
    float rumble();
    float noise();

    std::vector<Voice> voices_;
    std::uint32_t noise_ = 1;
    bool thrust_ = false;
    float thrust_volume_ = 0;
    float thrust_filtered_ = 0;
};

}  // namespace meteors
