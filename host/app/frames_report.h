// SPDX-License-Identifier: MIT
// The report of `plinth frames`, for people and for programs.

#pragma once

#include <string>

#include "host/app/frames.h"

namespace plinth {

std::string to_table(const FramesReport& report);
std::string to_json(const FramesReport& report);

}  // namespace plinth
