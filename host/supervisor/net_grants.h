// SPDX-License-Identifier: MIT
// NetGrants: the places that a plugin may connect to or listen on, as its manifest writes them:
// "*", "localhost:8000-8100", "192.0.2.1:80,443", "[::1]:80", "example.org:443", "/run/my.sock",
// "./my.sock" (in its data folder).

#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host/base/result.h"
#include "host/env/policy.h"

namespace plinth {

/// One place: a host and ports, or a path.
class NetPlace {
  public:
    /// An error for people when it is not written as it must be.
    static Result<NetPlace> parse(std::string_view text, const std::string& data_folder);

    enum class Kind { Any, Localhost, Address, Name, Path };
    Kind kind() const { return kind_; }
    /// The address in its shortest form, the name in small letters, or the path.
    const std::string& host() const { return host_; }
    bool has_port(std::uint16_t port) const;

  private:
    Kind kind_ = Kind::Any;
    std::string host_;
    std::vector<std::pair<std::uint16_t, std::uint16_t>> ports_;  // Empty: each.
};

/// Owner: the plugin's policy. Thread: any. Calls JS: no.
class NetGrants {
  public:
    void add(Permission permission, NetPlace place);
    /// A name that may be looked up, "*" for each.
    void add_name(std::string name);

    /// Whether the system call may have this: "127.0.0.1:80", "[::1]:80" or a path.
    bool allow(Permission permission, std::string_view resource) const;
    bool allow_lookup(std::string_view name) const;
    /// From now on what is granted for the name is granted for the address, too; never for one of
    /// this machine or of its link.
    void resolved(std::string_view name, std::string_view address);

  private:
    bool matches(const NetPlace& place, Permission permission, const std::string& address,
                 std::uint16_t port) const;

    std::vector<NetPlace> connect_;
    std::vector<NetPlace> listen_;
    std::vector<std::string> names_;
    mutable std::mutex mutex_;
    std::map<std::string, std::vector<std::string>, std::less<>> addresses_;  // By name.
};

}  // namespace plinth
