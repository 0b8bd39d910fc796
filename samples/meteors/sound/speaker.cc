// SPDX-License-Identifier: MIT
// SDL asks for samples on its own thread; the synth is touched under the device's lock only.

#include "samples/meteors/sound/speaker.h"

#include <SDL.h>

namespace meteors {

Speaker::Speaker() {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return;
    SDL_AudioSpec wanted{};
    wanted.freq = kSampleRate;
    wanted.format = AUDIO_F32SYS;
    wanted.channels = 1;
    wanted.samples = 512;
    wanted.callback = &Speaker::on_samples;
    wanted.userdata = this;
    device_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    if (device_ != 0) SDL_PauseAudioDevice(device_, 0);
}

Speaker::~Speaker() {
    if (device_ != 0) SDL_CloseAudioDevice(device_);
}

void Speaker::play(const std::vector<Event>& events) {
    if (device_ == 0) return;
    SDL_LockAudioDevice(device_);
    for (const Event& event : events)
        for (const Tone& tone : tones_of(event))
            synth_.play(tone);
    SDL_UnlockAudioDevice(device_);
}

void Speaker::set_thrust(bool on) {
    if (device_ == 0) return;
    SDL_LockAudioDevice(device_);
    synth_.set_thrust(on);
    SDL_UnlockAudioDevice(device_);
}

void Speaker::toggle_mute() {
    if (device_ == 0) return;
    muted_ = !muted_;
    SDL_PauseAudioDevice(device_, muted_ ? 1 : 0);
}

void Speaker::on_samples(void* self, Uint8* bytes, int size) {
    const std::span samples(reinterpret_cast<float*>(bytes),
                            static_cast<std::size_t>(size) / sizeof(float));
    static_cast<Speaker*>(self)->synth_.mix(samples);
}

}  // namespace meteors
