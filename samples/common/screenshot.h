// SPDX-License-Identifier: MIT
// Saves what OpenGL has drawn as a PNG file.

#pragma once

#include <filesystem>
#include <string>

namespace samples {

/// Reads the back buffer of the current context. Returns what went wrong, or nothing.
std::string save_screenshot(const std::filesystem::path& file, int width, int height);

}  // namespace samples
