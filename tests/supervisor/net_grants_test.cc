// SPDX-License-Identifier: MIT
// Which addresses the places of a manifest stand for.

#include "host/supervisor/net_grants.h"

#include <gtest/gtest.h>

namespace plinth {
namespace {

bool allows(std::string_view place, std::string_view resource,
            Permission permission = Permission::NetConnect) {
    NetGrants grants;
    auto parsed = NetPlace::parse(place, "/data");
    if (!parsed) return false;
    grants.add(permission, std::move(*parsed));
    return grants.allow(permission, resource);
}

TEST(NetGrants, NothingIsAllowedThatWasNotGranted) {
    const NetGrants grants;

    EXPECT_FALSE(grants.allow(Permission::NetConnect, "127.0.0.1:80"));
    EXPECT_FALSE(grants.allow(Permission::NetListen, "127.0.0.1:80"));
    EXPECT_FALSE(grants.allow_lookup("localhost"));
}

TEST(NetGrants, PortsAreListsAndRanges) {
    EXPECT_TRUE(allows("192.0.2.1:80,443,8000-8100", "192.0.2.1:80"));
    EXPECT_TRUE(allows("192.0.2.1:80,443,8000-8100", "192.0.2.1:8050"));
    EXPECT_FALSE(allows("192.0.2.1:80,443,8000-8100", "192.0.2.1:81"));
    EXPECT_FALSE(allows("192.0.2.1:80", "192.0.2.2:80"));
    EXPECT_TRUE(allows("192.0.2.1", "192.0.2.1:7"));
}

TEST(NetGrants, AStarIsEachHost) {
    EXPECT_TRUE(allows("*", "[2001:db8::1]:80"));
    EXPECT_TRUE(allows("*:80", "127.0.0.1:80"));
    EXPECT_FALSE(allows("*:80", "127.0.0.1:81"));
}

TEST(NetGrants, LocalhostIsThisMachine) {
    EXPECT_TRUE(allows("localhost:80", "127.0.0.1:80"));
    EXPECT_TRUE(allows("localhost:80", "127.9.9.9:80"));
    EXPECT_TRUE(allows("localhost:80", "[::1]:80"));
    EXPECT_FALSE(allows("localhost:80", "192.0.2.1:80"));
    // Connecting to it reaches this machine; listening there is open to all.
    EXPECT_TRUE(allows("localhost:80", "0.0.0.0:80", Permission::NetConnect));
    EXPECT_FALSE(allows("localhost:80", "0.0.0.0:80", Permission::NetListen));
}

TEST(NetGrants, IPv6IsWrittenInBracketsAndComparedAsAnAddress) {
    EXPECT_TRUE(allows("[2001:db8:0::1]:80", "[2001:db8::1]:80"));
    EXPECT_TRUE(allows("2001:db8::1", "[2001:db8::1]:80"));
}

TEST(NetGrants, DescriptorsAndOtherPathsAreRefused) {
    EXPECT_FALSE(allows("*", "fd:3"));
    EXPECT_FALSE(allows("*", "/run/game.sock"));
    EXPECT_TRUE(allows("/run/game.sock", "/run/game.sock"));
    EXPECT_FALSE(allows("/run/game.sock", "/run/other.sock"));
    EXPECT_TRUE(allows("./a.sock", "/data/a.sock"));
}

TEST(NetGrants, ANameIsWhatItWasResolvedTo) {
    NetGrants grants;
    grants.add(Permission::NetConnect, *NetPlace::parse("Example.org:443", "/data"));

    EXPECT_TRUE(grants.allow_lookup("example.org"));
    EXPECT_FALSE(grants.allow_lookup("other.example.org"));
    EXPECT_FALSE(grants.allow(Permission::NetConnect, "192.0.2.1:443"));

    grants.resolved("EXAMPLE.org.", "192.0.2.1");
    EXPECT_TRUE(grants.allow(Permission::NetConnect, "192.0.2.1:443"));
    EXPECT_FALSE(grants.allow(Permission::NetConnect, "192.0.2.1:80"));
}

TEST(NetGrants, ANameThatStandsForThisMachineGainsNothing) {
    NetGrants grants;
    grants.add(Permission::NetConnect, *NetPlace::parse("example.org", "/data"));

    for (const char* address : {"127.0.0.1", "::1", "169.254.169.254", "fe80::1", "0.0.0.0"})
        grants.resolved("example.org", address);

    EXPECT_FALSE(grants.allow(Permission::NetConnect, "127.0.0.1:80"));
    EXPECT_FALSE(grants.allow(Permission::NetConnect, "[::1]:80"));
    EXPECT_FALSE(grants.allow(Permission::NetConnect, "169.254.169.254:80"));
    EXPECT_FALSE(grants.allow(Permission::NetConnect, "[fe80::1]:80"));
    EXPECT_FALSE(grants.allow(Permission::NetConnect, "0.0.0.0:80"));
}

TEST(NetGrants, MistakesAreTold) {
    EXPECT_FALSE(NetPlace::parse("localhost:http", "/data"));
    EXPECT_FALSE(NetPlace::parse("localhost:90-80", "/data"));
    EXPECT_FALSE(NetPlace::parse("http://example.org", "/data"));
    EXPECT_FALSE(NetPlace::parse("", "/data"));
    EXPECT_FALSE(NetPlace::parse("localhost:65536", "/data"));
}

}  // namespace
}  // namespace plinth
