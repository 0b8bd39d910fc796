// SPDX-License-Identifier: MIT
// What a watch means for its script; hearing the signal is in sigint_watch_posix.cc.

#include "host/modules/sigint_watch.h"

#include "host/env/errors.h"
#include "host/modules/script_timeout.h"
#include "host/modules/sigint_watches.h"

namespace plinth {

SigintWatch::SigintWatch(Env& env, Mode mode) : env_(env) {
    // Signals of a game are the game's.
    if (mode == Mode::Off || env.restricted()) return;
    active_ = SigintWatches::add(*this);
}

SigintWatch::~SigintWatch() {
    stop();
}

void SigintWatch::stop() {
    if (!active_) return;
    active_ = false;
    SigintWatches::remove(*this);
}

bool SigintWatch::interrupted() {
    stop();
    return came_ && forgive_end_of_script(env_);
}

void SigintWatches::note(SigintWatch& watch) {
    watch.came_ = true;
}

void SigintWatches::fire(SigintWatch& watch) {
    watch.env_.runtime().engine().terminate();
}

void throw_interrupted(v8::Isolate* isolate) {
    Error error;
    error.code = "ERR_SCRIPT_EXECUTION_INTERRUPTED";
    error.message = "Script execution was interrupted by `SIGINT`";
    throw_error(isolate, error);
}

}  // namespace plinth
