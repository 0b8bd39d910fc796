// SPDX-License-Identifier: MIT
// Ctrl-C ends a script instead of the program: vm's `breakOnSigint`. For programs only: in a game
// the signal is the game's. The system's half is in sigint_watch_posix.cc.

#pragma once

#include "host/env/env.h"

namespace plinth {

/// Owner: the stack of who runs the script. Thread: the Env's; all watches share one more.
class SigintWatch {
  public:
    enum class Mode { Off, On };

    SigintWatch(Env& env, Mode mode);
    ~SigintWatch();
    SigintWatch(const SigintWatch&) = delete;
    SigintWatch& operator=(const SigintWatch&) = delete;

    /// Ends the watch. True when the signal came, and nobody else ended the script: then JavaScript
    /// can run again.
    bool interrupted();

  private:
    friend class SigintWatches;

    void stop();

    Env& env_;
    bool active_ = false;
    bool came_ =
        false;  // The signal. Written by the watches' thread, read when the watch has ended.
};

/// The error of a script that Ctrl-C ended.
void throw_interrupted(v8::Isolate* isolate);

}  // namespace plinth
