// SPDX-License-Identifier: MIT
// CPU time of the calling thread.

#pragma once

#include <chrono>

namespace plinth {

std::chrono::nanoseconds thread_time();

}  // namespace plinth
