// SPDX-License-Identifier: MIT
// Runs each attack of this folder beside a neighbour that counts its frames. The neighbour's
// counter is the judge: whatever becomes of the attacker, the neighbour and the host go on.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

constexpr int kFrames = 60;

constexpr const char* kNeighbour =
    "const before = Object.getOwnPropertyNames(Object.prototype).length;"
    "exports.activate = (p) => { let n = 0, timers = 0, promises = 0;"
    "  p.on('frame', () => { n++; Promise.resolve().then(() => promises++); });"
    "  setInterval(() => timers++, 1);"
    "  globalThis.report = () => [n, promises, timers > 0, [1].map((x) => x).length,"
    "    Object.getOwnPropertyNames(Object.prototype).length - before, typeof evil].join(); };";

std::vector<std::string> attacks(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(HOSTILE_DIR + folder)) {
        if (file.path().extension() == ".js") names.push_back(file.path().stem());
    }
    std::sort(names.begin(), names.end());
    return names;
}

class HostileTest : public test::HostTest, public testing::WithParamInterface<std::string> {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.heap_limit_bytes = std::size_t{48} << 20;
        made.external_limit_bytes = std::size_t{64} << 20;
        return made;
    }

    // Frames cost next to nothing here: they go on until timers of a few milliseconds have run,
    // too, and until the attack has come to its end. Returns how many there were.
    // `longest_` is the longest of them.
    int run_frames(PluginState end) {
        const auto start = Clock::now();
        int ran = 0;
        for (;; ++ran) {
            const auto passed = Clock::now() - start;
            const bool enough = ran >= kFrames && passed > std::chrono::milliseconds(100);
            if (enough && (info("attacker").state == end || passed > std::chrono::seconds(20))) {
                return ran;
            }
            longest_ = std::max<Clock::duration>(longest_, frame().spent);
        }
    }

    void expect_the_neighbour_goes_on(const std::string& file);

    Clock::duration longest_{0};
};

// Plugins whose names begin with "attacker" are not trusted.
class HardenedTest : public HostileTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostileTest::options();
        made.external_limit_bytes = std::size_t{256} << 20;
        made.hardened = [](const PluginInfo& plugin) { return plugin.name == "attacker"; };
        return made;
    }
};

// Attacker and neighbour share an isolate and a loop.
class SharedHostileTest : public HostileTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostileTest::options();
        made.placement = [](const PluginInfo&) { return Placement::Shared; };
        return made;
    }
};

TEST_P(SharedHostileTest, TheNeighbourGoesOn) {
    expect_the_neighbour_goes_on(GetParam());
}

TEST_P(HostileTest, TheNeighbourGoesOn) {
    expect_the_neighbour_goes_on(GetParam());
}

// Nothing that a wrapper covers may hold a frame for much longer than the hang limit, 1 s.
TEST_P(HardenedTest, TheNeighbourGoesOnAndNoFrameIsLost) {
    expect_the_neighbour_goes_on("hardened/" + GetParam());

    EXPECT_TRUE(info("attacker").hardened);
    EXPECT_FALSE(info("neighbour").hardened);
    EXPECT_LT(longest_, std::chrono::seconds(5));
}

void HostileTest::expect_the_neighbour_goes_on(const std::string& file) {
    std::ostringstream attack;
    attack << std::ifstream(std::string(HOSTILE_DIR) + "/" + file + ".js").rdbuf();
    ASSERT_FALSE(attack.str().empty());
    write("attacker/index.js", attack.str());
    load("neighbour", kNeighbour);
    host().load("attacker");

    // The first comment of the file says what becomes of the attacker.
    const auto ends_as = [&](const char* how) {
        return attack.str().find(std::string("// Ends as: ") + how) != std::string::npos;
    };
    const PluginState end = ends_as("failed") ? PluginState::Failed : PluginState::Active;

    const std::string ran = std::to_string(run_frames(end));

    std::string report;
    host().evaluate("neighbour", "report()", [&](Evaluation answer) { report = answer.text; });
    EXPECT_EQ(report, "'" + ran + "," + ran + ",true,1,0,undefined'");
    EXPECT_EQ(info("neighbour").state, PluginState::Active) << info("neighbour").error;
    EXPECT_EQ(info("attacker").state, end) << info("attacker").error;
    if (ends_as("failed by hang")) {
        const std::optional<BlackBox> box = host().black_box("attacker");
        ASSERT_TRUE(box);
        EXPECT_EQ(box->kind, BlackBox::Kind::Hang) << box->text;
    }
    host().unload("attacker");
    frames(3);
    EXPECT_EQ(info("attacker").handles, 0u);
    EXPECT_EQ(info("neighbour").state, PluginState::Active);
}

std::string test_name(const testing::TestParamInfo<std::string>& one) {
    std::string name = one.param;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Attacks, HostileTest, testing::ValuesIn(attacks("")), test_name);
INSTANTIATE_TEST_SUITE_P(Attacks, SharedHostileTest, testing::ValuesIn(attacks("")), test_name);
INSTANTIATE_TEST_SUITE_P(Attacks, HardenedTest, testing::ValuesIn(attacks("/hardened")), test_name);

}  // namespace
}  // namespace plinth
