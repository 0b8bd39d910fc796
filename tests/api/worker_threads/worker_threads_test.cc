// SPDX-License-Identifier: MIT
// What scripts that run with all permissions cannot see of worker_threads: refusals, the end of a
// plugin whose threads run, plugins that do not hear each other, and channels between threads.

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "host/api/worker_threads/channel.h"
#include "host/env/env.h"
#include "host/env/errors.h"
#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

/// Grants Workers, or nothing at all.
class Workers final : public Policy {
  public:
    explicit Workers(bool granted) : granted_(granted) {}

    std::optional<Error> denied(Permission permission, std::string_view resource) const override {
        if (granted_ && permission == Permission::Worker) return std::nullopt;
        return access_denied(to_string(permission), resource);
    }

  private:
    const bool granted_;
};

class WorkerThreadsTest : public testing::Test {
  protected:
    test::World& plugin(bool granted) {
        policies_.push_back(std::make_unique<Workers>(granted));
        EnvOptions options;
        options.name = "plugin" + std::to_string(worlds_.size());
        options.policy = policies_.back().get();
        worlds_.push_back(
            std::make_unique<test::World>(test::engine_options(), std::move(options)));
        return *worlds_.back();
    }

    /// Runs code that finds worker_threads as `threads`.
    static void run(test::World& world, std::string_view code) {
        const std::string block =
            "{ const threads = require('worker_threads');\n" + std::string(code) + "}";
        Env& env = world.env();
        Gate::Scope scope(env.gate());
        v8::Local<v8::Value> argv[] = {to_string(env.isolate(), block),
                                       to_string(env.isolate(), "[test]")};
        env.gate().call(env.entry(Entry::RunCode), v8::Undefined(env.isolate()), 2, argv);
    }

    std::vector<std::unique_ptr<Policy>> policies_;
    std::vector<std::unique_ptr<test::World>> worlds_;
};

TEST_F(WorkerThreadsTest, IsRefusedWithoutThePermission) {
    test::World& world = plugin(false);

    run(world,
        "try { new threads.Worker('', { eval: true }); }"
        "catch (error) { log(`${error.code} ${error.permission}`); }");
    world.run_loop();

    EXPECT_EQ(world.logged, "ERR_ACCESS_DENIED worker");
    EXPECT_TRUE(world.env().ledger().empty());
}

TEST_F(WorkerThreadsTest, SaysWhatItCountsTo) {
    test::World& world = plugin(true);

    run(world,
        "new threads.Worker(\"require('worker_threads').parentPort.postMessage([1, 2])\","
        "                   { eval: true })"
        "    .on('message', (list) => log(String(list))).on('exit', (code) => log(String(code)));");
    world.run_loop();

    EXPECT_EQ(world.logged, "1,2 0");
    EXPECT_TRUE(world.delegate.faults.empty());
}

TEST_F(WorkerThreadsTest, EndsWithItsPluginWhateverItDoes) {
    test::World& world = plugin(true);

    run(world,
        "for (const code of ['for (;;);', 'setInterval(() => {}, 1000)',"
        "     'new (require(\"worker_threads\").Worker)(\"for (;;);\", { eval: true })'])"
        "  new threads.Worker(code, { eval: true });");

    // The end of the test closes the plugin, and waits until all of it is gone.
    EXPECT_TRUE(world.delegate.faults.empty());
    EXPECT_FALSE(world.env().ledger().empty());
}

TEST_F(WorkerThreadsTest, RunsNoMoreThanSixteen) {
    test::World& world = plugin(true);

    run(world,
        "let started = 0; try { for (; started < 100; ++started)"
        "  new threads.Worker('setInterval(() => {}, 1000)', { eval: true }).unref(); }"
        "catch (error) { log(`${started} ${error.code}`); }");

    EXPECT_EQ(world.logged, "16 ERR_WORKER_INIT_FAILED");
}

TEST_F(WorkerThreadsTest, BroadcastsStayInThePlugin) {
    test::World& first = plugin(true);
    test::World& second = plugin(true);

    run(second,
        "const channel = new threads.BroadcastChannel('c'); globalThis.channel = channel;"
        "channel.unref();");
    run(first,
        "const channel = new threads.BroadcastChannel('c'); channel.unref();"
        "channel.postMessage('secret');");
    run(second, "log(String(threads.receiveMessageOnPort(channel)));");

    EXPECT_EQ(second.logged, "undefined");
}

class NumberParcel final : public api::Parcel {
  public:
    explicit NumberParcel(int value) : number(value) {}
    bool carries(const api::ChannelEnd&) const override { return false; }
    const int number;
};

TEST(Channel, KeepsTheOrderBetweenThreads) {
    constexpr int kCount = 10'000;
    const auto channel = std::make_shared<api::Channel>(false);
    api::ChannelEnd receiver(channel);
    std::atomic<int> woken{0};
    receiver.set_waker([&woken] { ++woken; });

    std::thread sender([&channel] {
        api::ChannelEnd end(channel);
        for (int i = 0; i < kCount; ++i)
            channel->send(end, std::make_shared<NumberParcel>(i));
    });
    int next = 0;
    for (bool open = true; open;) {
        const api::ChannelEnd::Taken taken = receiver.take();
        if (!taken.any) continue;
        open = taken.parcel != nullptr;
        if (open) {
            ASSERT_EQ(static_cast<NumberParcel&>(*taken.parcel).number, next++);
        }
    }
    sender.join();

    EXPECT_EQ(next, kCount);
    EXPECT_GE(woken.load(), kCount);
}

TEST(Channel, WakesWhoeverComesLate) {
    const auto channel = std::make_shared<api::Channel>(false);
    api::ChannelEnd receiver(channel);
    api::ChannelEnd sender(channel);
    channel->send(sender, std::make_shared<NumberParcel>(1));
    int woken = 0;

    receiver.set_waker([&woken] { ++woken; });

    EXPECT_EQ(woken, 1);
    EXPECT_EQ(receiver.waiting(), 1U);
}

TEST(Channel, TellsOfNoCloseInABroadcast) {
    api::BroadcastChannels channels;
    api::ChannelEnd listener(channels.of("name"));
    { const api::ChannelEnd gone(channels.of("name")); }

    EXPECT_EQ(listener.waiting(), 0U);
    EXPECT_EQ(channels.of("name"), channels.of("name"));
    EXPECT_NE(channels.of("name"), channels.of("other"));
}

}  // namespace
}  // namespace plinth
