// SPDX-License-Identifier: MIT
// What a plugin may do when nobody granted more: read its own folder, read and write its data
// folder.

#pragma once

#include <string>
#include <vector>

#include "host/env/policy.h"

namespace plinth {

/// Owner: the plugin's Instance. Thread: the plugin's, and the thread pool's. Calls JS: no.
class FolderPolicy final : public Policy {
  public:
    FolderPolicy(std::vector<std::string> readable, std::vector<std::string> writable);

    std::optional<Error> denied(Permission permission, std::string_view resource) const override;

  private:
    const std::vector<std::string> readable_;
    const std::vector<std::string> writable_;
};

}  // namespace plinth
