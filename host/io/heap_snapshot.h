// SPDX-License-Identifier: MIT
// A picture of an isolate's heap, as the JSON that DevTools reads.

#pragma once

#include <deque>
#include <string>

#include <v8.h>

namespace plinth {

/// The snapshot in pieces; it takes a while. Thread: the isolate's.
std::deque<std::string> take_heap_snapshot(v8::Isolate* isolate);

}  // namespace plinth
