// SPDX-License-Identifier: MIT
// A process without descriptors left: a plugin that needs a loop fails, and the host goes on.

#include <memory>
#include <optional>
#include <string>

#include "tests/support/few_descriptors.h"
#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

// Enough to read a manifest, not for a loop.
constexpr std::size_t kFew = 2;
constexpr const char* kWhy = "too many open files";
constexpr const char* kCounts =
    "globalThis.frames = 0; exports.activate = (p) => p.on('frame', () => ++frames);";

class NoDescriptors : public test::HostTest, public testing::WithParamInterface<Placement> {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.grant = [](auto...) { return true; };
        made.placement = [this](const PluginInfo& plugin) {
            return plugin.name == "neighbour" ? Placement::Main : placement_;
        };
        made.fault_policy = [this](const PluginInfo&) { return policy_; };
        made.restart.first_delay = std::chrono::milliseconds(200);
        made.restart.at_most = 10;
        return made;
    }
    bool is(std::string_view name, PluginState state) { return info(name).state == state; }
    bool reason_of(std::string_view name, std::string_view part) {
        return info(name).reason.find(part) != std::string::npos;
    }
    int frames_of(std::string_view name) {
        const auto text = std::make_shared<std::string>("0");
        host().evaluate(name, "frames", [text](Evaluation found) { *text = found.text; });
        return std::stoi(*text);
    }

    Placement placement_ = Placement::Main;
    FaultPolicy policy_ = FaultPolicy::Disable;
};

class NoDescriptorsIn : public NoDescriptors {
  protected:
    void SetUp() override { placement_ = GetParam(); }
};

TEST_P(NoDescriptorsIn, LoadingFailsAndTheHostGoesOn) {
    ASSERT_TRUE(load("neighbour", kCounts));
    write_plugin("one", kCounts);
    {
        const test::FewDescriptors few(kFew);

        EXPECT_FALSE(host().load("one"));
        EXPECT_TRUE(is("one", PluginState::Failed));
        EXPECT_TRUE(reason_of("one", kWhy)) << info("one").reason;
        const int before = frames_of("neighbour");
        frames(3);
        EXPECT_EQ(frames_of("neighbour"), before + 3);
    }

    host().load("one");
    EXPECT_TRUE(frames_until([&] { return is("one", PluginState::Active); }));
}

INSTANTIATE_TEST_SUITE_P(Placements, NoDescriptorsIn,
                         testing::Values(Placement::Main, Placement::Shared, Placement::Worker),
                         [](const auto& of) {
                             return of.param == Placement::Main     ? "Main"
                                    : of.param == Placement::Shared ? "Shared"
                                                                    : "Worker";
                         });

TEST_F(NoDescriptors, ReloadingFailsAndTheOldVersionGoesOn) {
    ASSERT_TRUE(load("one", kCounts));
    write_plugin("one", "globalThis.frames = -1;");
    {
        const test::FewDescriptors few(kFew);

        EXPECT_FALSE(host().reload("one"));
        EXPECT_EQ(count(Kind::ReloadFailed), 1u);
        EXPECT_TRUE(is("one", PluginState::Active));
        const int before = frames_of("one");
        frames(3);
        EXPECT_EQ(frames_of("one"), before + 3);
    }

    EXPECT_TRUE(host().reload("one"));
    EXPECT_EQ(frames_of("one"), -1);
}

// The game's side of all workers is there already: it is the thread that finds none.
TEST_F(NoDescriptors, AWorkersThreadThatHasNoneFails) {
    placement_ = Placement::Worker;
    load("first", kCounts);
    ASSERT_TRUE(frames_until([&] { return is("first", PluginState::Active); }));
    write_plugin("one", kCounts);
    {
        const test::FewDescriptors few(kFew);

        host().load("one");
        EXPECT_TRUE(frames_until([&] { return is("one", PluginState::Failed); }));
        EXPECT_TRUE(reason_of("one", kWhy)) << info("one").reason;
        EXPECT_TRUE(is("first", PluginState::Active));
    }

    host().load("one");
    EXPECT_TRUE(frames_until([&] { return is("one", PluginState::Active); }));
}

TEST_F(NoDescriptors, ARestartThatFindsNoneIsTriedAgain) {
    policy_ = FaultPolicy::Restart;
    ASSERT_TRUE(load("one",
                     "exports.activate = (p) => p.on('frame', () => { if (fail) throw 1; });"
                     "globalThis.fail = false;"));
    host().evaluate("one", "fail = true", [](Evaluation) {});
    ASSERT_TRUE(frames_until([&] { return is("one", PluginState::Failed); }));
    frames(3);  // It has closed its own.
    {
        const test::FewDescriptors few(kFew);
        ASSERT_TRUE(frames_until([&] { return reason_of("one", kWhy); }));
    }

    EXPECT_TRUE(frames_until([&] { return is("one", PluginState::Active); }));
}

// With as many open files as it is allowed.
TEST_F(NoDescriptors, AWorkerOfAScriptThatTookThemAllIsAnError) {
    write("one/package.json",
          R"({"plinth": {"permissions": {"fs.read": ["/dev"], "worker": true}}})");
    write_plugin("one", R"(
        const fs = require('fs');
        const { Worker } = require('worker_threads');
        const held = [];
        try {
          for (;;) held.push(fs.openSync('/dev/null'));
        } catch (error) {
          say(error.code);
        }
        new Worker('', { eval: true }).on('error', (error) => say(error.code));
    )");
    host();
    const test::FewDescriptors few(12);

    host().load("one");

    EXPECT_TRUE(frames_until([&] { return said_ == "EMFILE ERR_WORKER_INIT_FAILED"; })) << said_;
    EXPECT_TRUE(is("one", PluginState::Active)) << info("one").reason;
}

}  // namespace
}  // namespace plinth
