// SPDX-License-Identifier: MIT
// Segments of paths that mean more than their text.

#pragma once

#include <string_view>

#include "host/api/url/record.h"

namespace plinth::api {

/// "C:" and "C|".
bool is_drive_letter(std::string_view segment);
bool starts_with_drive_letter(std::string_view text);
/// Removes the last segment, but no drive.
void shorten_path(UrlRecord& url);

}  // namespace plinth::api
