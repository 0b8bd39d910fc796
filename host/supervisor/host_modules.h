// SPDX-License-Identifier: MIT
// The binding modules that a host offers, each in one or several versions, and which of them a
// plugin gets.

#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "host/base/result.h"
#include "host/base/semver.h"

namespace plinth {

namespace js {
class Module;
}

/// Owner: the supervisor. Thread: the game's. Calls JS: no.
class HostModules {
  public:
    using Declare = std::function<void(js::Module&)>;
    using Chosen = std::map<std::string, Declare>;
    /// Name to range, as a manifest asks: "plinth": {"modules": {"game": "^1.2"}}.
    using Wanted = std::map<std::string, std::string>;

    /// The same version of a name again replaces it.
    void add(const std::string& name, Version version, Declare declare);

    struct Offer {
        std::string name;
        std::string version;
        const Declare* declare;
    };
    /// Of each name the highest version, in the order of the names.
    std::vector<Offer> highest() const;

    /// Of each name the highest version that the wanted range allows; the highest of all where
    /// nothing is wanted. The error names what is missing; `package` is who asks.
    Result<Chosen> choose(const Wanted& wanted, const std::filesystem::path& package) const;

    /// In the order in which they were first added.
    const std::vector<std::string>& names() const { return names_; }

  private:
    std::vector<std::string> names_;
    std::map<std::string, std::map<Version, Declare>> versions_;
};

}  // namespace plinth
