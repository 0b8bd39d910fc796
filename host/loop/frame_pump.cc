// SPDX-License-Identifier: MIT
// The phase machine. Each phase falls through to the next; a spent budget leaves it where it is.

#include "host/loop/frame_pump.h"

namespace plinth {

Progress FramePump::run(const Budget& budget, Loop::Wait wait) {
    if (started_at_ns_ == 0) started_at_ns_ = uv_hrtime();
    for (;;) {
        Progress progress = Progress::Done;
        switch (step_) {
            case Step::Timers:
                loop_.update_time();
                progress = client_.run_timers(budget);
                break;
            case Step::Poll:
                poll(wait);
                break;
            case Step::Ready:
                progress = client_.run_ready(budget);
                break;
            case Step::Immediates:
                progress = client_.run_immediates(budget);
                break;
            case Step::Closing:
                progress = client_.run_closing(budget);
                if (progress == Progress::Done) {
                    step_ = Step::Timers;
                    return Progress::Done;
                }
                break;
        }
        if (progress == Progress::OutOfBudget) return progress;
        step_ = static_cast<Step>(static_cast<int>(step_) + 1);
    }
}

void FramePump::poll(Loop::Wait wait) {
    const bool may_wait = wait == Loop::Wait::UntilNextEvent && !client_.has_immediates() &&
                          !client_.has_ready() && alive();
    if (!may_wait) {
        loop_.turn(Loop::Wait::No);
        return;
    }
    const std::uint64_t start = uv_hrtime();
    loop_.turn(Loop::Wait::UntilNextEvent, client_.ms_to_next_timer());
    idle_ns_ += uv_hrtime() - start;
}

bool FramePump::alive() const {
    return loop_.alive() || client_.keeps_alive();
}

}  // namespace plinth
