// SPDX-License-Identifier: MIT
// What a plugin may do: read its own folder, read and write its data folder, and what the program
// that hosts it grants to all.

#pragma once

#include <string>
#include <vector>

#include "host/env/policy.h"

namespace plinth {

/// Owner: the plugin's Instance. Thread: the plugin's, and the thread pool's. Calls JS: no.
class FolderPolicy final : public Policy {
  public:
    FolderPolicy(std::vector<std::string> readable, std::vector<std::string> writable,
                 std::vector<Permission> granted = {});

    std::optional<Error> denied(Permission permission, std::string_view resource) const override;

  private:
    const std::vector<std::string> readable_;
    const std::vector<std::string> writable_;
    const std::vector<Permission> granted_;  // For each resource.
};

}  // namespace plinth
