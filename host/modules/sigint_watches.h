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
    static void fire(SigintWatch& watch);
};

}  // namespace plinth
