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

std::vector<std::string> attacks() {
    std::vector<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(HOSTILE_DIR)) {
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
};

TEST_P(HostileTest, TheNeighbourGoesOn) {
    std::ostringstream attack;
    attack << std::ifstream(std::string(HOSTILE_DIR) + "/" + GetParam() + ".js").rdbuf();
    write("attacker/index.js", attack.str());
    load("neighbour", kNeighbour);
    host().load("attacker");

    frames(kFrames);

    std::string report;
    host().evaluate("neighbour", "report()", [&](Evaluation answer) { report = answer.text; });
    EXPECT_EQ(report, "'60,60,true,1,0,undefined'");
    EXPECT_EQ(info("neighbour").state, PluginState::Active);
    // The first comment of the file says what becomes of the attacker.
    const auto ends_as = [&](const char* how) {
        return attack.str().find(std::string("// Ends as: ") + how) != std::string::npos;
    };
    EXPECT_EQ(info("attacker").state, ends_as("failed") ? PluginState::Failed : PluginState::Active)
        << info("attacker").error;
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

INSTANTIATE_TEST_SUITE_P(Attacks, HostileTest, testing::ValuesIn(attacks()),
                         [](const testing::TestParamInfo<std::string>& one) {
                             std::string name = one.param;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

}  // namespace
}  // namespace plinth
