// SPDX-License-Identifier: MIT
// Plays the synth on the system's audio device. A machine without one is silent, and that is fine.

#pragma once

#include <SDL_audio.h>

#include <vector>

#include "samples/meteors/sound/synth.h"

namespace meteors {

class Speaker {
  public:
    Speaker();
    ~Speaker();
    Speaker(const Speaker&) = delete;
    Speaker& operator=(const Speaker&) = delete;

    void play(const std::vector<Event>& events);
    void set_thrust(bool on);
    void toggle_mute();

  private:
    // Thread: SDL's audio thread, under the device's lock.
    static void on_samples(void* self, Uint8* bytes, int size);

    Synth synth_;
    SDL_AudioDeviceID device_ = 0;
    bool muted_ = false;
};

}  // namespace meteors
