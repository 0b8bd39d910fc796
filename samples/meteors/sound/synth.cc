// SPDX-License-Identifier: MIT
// Additive mixing of a few voices, with a soft limit where many are loud at once.

#include "samples/meteors/sound/synth.h"

#include <algorithm>
#include <cmath>

namespace meteors {
namespace {

using Wave = Tone::Wave;

constexpr std::size_t kMostVoices = 24;
constexpr float kSample = 1.0f / kSampleRate;
constexpr float kThrustVolume = 0.10f;

// How much of a new value a one-pole low-pass filter takes.
float share_of(float hertz) {
    return 1 - std::exp(-kTurn * hertz * kSample);
}

}  // namespace

std::vector<Tone> tones_of(const Event& event) {
    const auto size = static_cast<float>(event.size);
    switch (event.kind) {
        case EventKind::Shot:
            return {{Wave::Square, 980, 190, 0.13f, 0.07f}};
        case EventKind::Hit:
            return {{Wave::Noise, 5000, 1500, 0.05f, 0.12f}};
        case EventKind::MeteorDestroyed:
            return {{Wave::Noise, 2600 / size, 120, 0.25f + 0.2f * size, 0.22f + 0.05f * size},
                    {Wave::Sine, 150, 40, 0.1f + 0.1f * size, 0.12f * size}};
        case EventKind::EnemyDestroyed:
            return {{Wave::Noise, 4000, 100, 0.9f, 0.35f}, {Wave::Square, 600, 50, 0.5f, 0.08f}};
        case EventKind::PlayerDied:
            return {{Wave::Noise, 3000, 60, 1.6f, 0.5f}, {Wave::Sine, 220, 28, 1.3f, 0.4f}};
        case EventKind::PlayerSpawned:
            return {{Wave::Sine, 180, 520, 0.35f, 0.12f}};
        case EventKind::PickupCollected:
            return {{Wave::Sine, 660, 660, 0.16f, 0.2f},
                    {Wave::Sine, 990, 990, 0.28f, 0.2f, 0.08f}};
        case EventKind::ExtraLife:
            return {{Wave::Square, 523, 523, 0.14f, 0.06f},
                    {Wave::Square, 659, 659, 0.14f, 0.06f, 0.1f},
                    {Wave::Square, 1047, 1047, 0.4f, 0.06f, 0.2f}};
        case EventKind::LevelStarted:
            return {{Wave::Sine, 110, 110, 0.7f, 0.25f}, {Wave::Sine, 165, 165, 0.9f, 0.2f, 0.15f}};
        case EventKind::GameOver:
            return {{Wave::Square, 196, 98, 1.6f, 0.07f, 0.5f}};
        case EventKind::GameStarted:
        case EventKind::ScoreChanged:
            break;
    }
    return {};
}

void Synth::play(const Tone& tone) {
    if (voices_.size() >= kMostVoices) voices_.erase(voices_.begin());
    voices_.push_back({tone, -tone.delay, 0, 0});
}

void Synth::mix(std::span<float> samples) {
    for (float& sample : samples) {
        float sum = rumble();
        for (Voice& voice : voices_)
            sum += next(voice);
        sample = std::tanh(sum);
    }
    std::erase_if(voices_, [](const Voice& voice) { return voice.age >= voice.tone.seconds; });
}

float Synth::next(Voice& voice) {
    const Tone& tone = voice.tone;
    voice.age += kSample;
    if (voice.age < 0 || voice.age >= tone.seconds) return 0;
    const float done = voice.age / tone.seconds;
    const float hertz = tone.from_hertz * std::pow(tone.to_hertz / tone.from_hertz, done);
    // A short ramp at the start: a jump would click.
    const float loudness = tone.volume * (1 - done) * (1 - done) * std::min(1.0f, voice.age * 400);
    if (tone.wave == Wave::Noise) {
        voice.filtered += (noise() - voice.filtered) * share_of(hertz);
        return voice.filtered * loudness * 2;
    }
    voice.phase = std::fmod(voice.phase + hertz * kSample, 1.0f);
    if (tone.wave == Wave::Square) return voice.phase < 0.5f ? loudness : -loudness;
    return std::sin(voice.phase * kTurn) * loudness;
}

float Synth::rumble() {
    const float wanted = thrust_ ? kThrustVolume : 0;
    thrust_volume_ += (wanted - thrust_volume_) * 0.0006f;
    if (thrust_volume_ < 1e-5f) return 0;
    thrust_filtered_ += (noise() - thrust_filtered_) * 0.035f;
    return thrust_filtered_ * thrust_volume_ * 5;
}

// xorshift: cheap, and nobody hears its period.
float Synth::noise() {
    noise_ ^= noise_ << 13;
    noise_ ^= noise_ >> 17;
    noise_ ^= noise_ << 5;
    return static_cast<float>(noise_) * 0x1.0p-31f - 1;
}

}  // namespace meteors
