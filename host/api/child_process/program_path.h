// SPDX-License-Identifier: MIT
// Which file a program's name stands for.

#pragma once

#include <string>
#include <string_view>

namespace plinth::api {

/// As execvp(3) finds it: a name with a slash is a path from `folder`, others are looked for in the
/// folders of `search_path`. Empty when there is none.
std::string find_program(const std::string& name, std::string_view search_path,
                         const std::string& folder);

}  // namespace plinth::api
