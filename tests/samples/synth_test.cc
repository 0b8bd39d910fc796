// SPDX-License-Identifier: MIT
// The sounds are numbers before they are heard.

#include "samples/meteors/sound/synth.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace meteors {
namespace {

float loudest(Synth& synth, int samples) {
    std::vector<float> buffer(static_cast<std::size_t>(samples));
    synth.mix(buffer);
    float most = 0;
    for (const float sample : buffer)
        most = std::max(most, std::abs(sample));
    return most;
}

TEST(Synth, IsSilentUntilSomethingHappensAndAfterwards) {
    Synth synth;
    EXPECT_EQ(loudest(synth, 1000), 0);
    synth.play({.seconds = 0.1f});
    EXPECT_GT(loudest(synth, kSampleRate / 20), 0.05f);
    loudest(synth, kSampleRate / 10);
    EXPECT_EQ(loudest(synth, 1000), 0);
}

TEST(Synth, NeverLeavesTheRangeHoweverMuchIsPlayed) {
    Synth synth;
    for (int played = 0; played < 500; ++played)
        synth.play({.wave = Tone::Wave::Square, .volume = 1});
    synth.set_thrust(true);

    EXPECT_LE(loudest(synth, 5000), 1);
}

TEST(Synth, EverySoundEnds) {
    for (int kind = 0; kind <= static_cast<int>(EventKind::ExtraLife); ++kind) {
        Event event;
        event.kind = static_cast<EventKind>(kind);
        event.size = 3;
        for (const Tone& tone : tones_of(event))
            EXPECT_LT(tone.delay + tone.seconds, 4);
    }
}

}  // namespace
}  // namespace meteors
