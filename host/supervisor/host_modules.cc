// SPDX-License-Identifier: MIT
// Choosing versions, with errors for whoever installed the plugin.

#include "host/supervisor/host_modules.h"

#include <utility>

namespace plinth {
namespace {

Error missing(const std::filesystem::path& package, const std::string& what) {
    Error error;
    error.code = "ERR_HOST_MODULE";
    error.message = package.string() + ": " + what;
    return error;
}

}  // namespace

void HostModules::add(const std::string& name, Version version, Declare declare) {
    if (!versions_.contains(name)) names_.push_back(name);
    versions_[name][std::move(version)] = std::move(declare);
}

std::vector<HostModules::Offer> HostModules::highest() const {
    std::vector<Offer> offers;
    for (const auto& [name, versions] : versions_)
        offers.push_back({name, versions.rbegin()->first.text(), &versions.rbegin()->second});
    return offers;
}

Result<HostModules::Chosen> HostModules::choose(const Wanted& wanted,
                                                const std::filesystem::path& package) const {
    Chosen chosen;
    for (const auto& [name, versions] : versions_)
        chosen[name] = versions.rbegin()->second;
    for (const auto& [name, text] : wanted) {
        const std::string asks = "it needs the host's module \"" + name + "\" in version " + text;
        const auto known = versions_.find(name);
        if (known == versions_.end()) return missing(package, asks + ", which is not there");
        const auto range = VersionRange::parse(text);
        if (!range) return missing(package, "\"" + text + "\" is no range of versions");
        std::string offered;
        bool found = false;
        for (const auto& [version, declare] : known->second) {
            offered += (offered.empty() ? "" : ", ") + version.text();
            if (!range->allows(version)) continue;
            chosen[name] = declare;
            found = true;
        }
        if (!found) return missing(package, asks + "; the host has " + offered);
    }
    return chosen;
}

}  // namespace plinth
