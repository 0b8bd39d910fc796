// SPDX-License-Identifier: MIT
// All watches of the process: the last one that began hears the signal.

#pragma once

namespace plinth {

class SigintWatch;

/// Thread: any.
class SigintWatches {
  public:
    /// False where the system can't tell.
    static bool add(SigintWatch& watch);
    static void remove(SigintWatch& watch);

  private:
    friend class SigintListener;
    /// The signal came.
    static void note(SigintWatch& watch);
    /// Asks the script to end.
    static void fire(SigintWatch& watch);
};

}  // namespace plinth
