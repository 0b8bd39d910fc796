// SPDX-License-Identifier: MIT
// Telling sources to go on, until it is full again.

#include "host/env/backlog.h"

namespace plinth {

void Backlog::let_go_on() {
    while (!full()) {
        Source* source = parked_.front();
        if (source == nullptr) return;
        source->unlink();
        source->go_on();
    }
}

}  // namespace plinth
