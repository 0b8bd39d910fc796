// SPDX-License-Identifier: MIT
// Placement `shared`: plugins with worlds of their own in one runtime. What one of them does or
// suffers stays in its world.

#include <uv.h>

#include <gtest/gtest.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

using std::chrono::milliseconds;

class SharedPlacement : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.heap_limit_bytes = heap_limit_bytes_;
        made.hang_limit = hang_limit_;
        made.grant = [](auto...) { return true; };
        made.placement = [this](const PluginInfo& plugin) {
            return plugin.name == in_main_ ? Placement::Main : Placement::Shared;
        };
        return made;
    }
    std::string ask(std::string_view name, std::string_view code) {
        // It may come after this call, if the plugin is busy.
        const auto answer = std::make_shared<std::string>();
        host().evaluate(name, code, [answer](Evaluation found) { *answer = found.text; });
        return *answer;
    }
    bool active(std::string_view name) { return info(name).state == PluginState::Active; }

    std::string in_main_;
    milliseconds hang_limit_{5000};
    std::size_t heap_limit_bytes_ = std::size_t{24} << 20;
};

constexpr const char* kCounts =
    "let n = 0; exports.activate = (p) => p.on('frame', () => { globalThis.frames = ++n; });";
constexpr const char* kBombs =
    "exports.activate = (p) => p.once('frame', () => { for (const a = [];;) a.push([a]); });";

TEST_F(SharedPlacement, EachPluginHasAWorldOfItsOwn) {
    load("one",
         "globalThis.mine = 1; Array.prototype.evil = 1; require('events').evil = 1;"
         "process.env.EVIL = 1; process.chdir(__dirname);");
    load("two", "say([typeof mine, [].evil, require('events').evil, process.env.EVIL].join());");

    EXPECT_EQ(said_, "undefined,,,");
    EXPECT_TRUE(ask("two", "process.cwd()").ends_with("/two'")) << ask("two", "process.cwd()");
    EXPECT_EQ(info("one").placement, Placement::Shared);
}

TEST_F(SharedPlacement, IsAskedForByTheManifestAndDecidedByTheHost) {
    in_main_ = "one";
    write("one/package.json", R"({ "plinth": { "placement": "shared" } })");
    load("one", kCounts);
    load("two", kCounts);

    EXPECT_EQ(info("one").placement, Placement::Main);
    EXPECT_EQ(info("two").placement, Placement::Shared);
}

TEST_F(SharedPlacement, OneLoopServesAll) {
    load("one", kCounts);
    const std::size_t before = test::open_descriptors();

    for (int i = 0; i < 10; ++i)
        load("more" + std::to_string(i), kCounts);

    EXPECT_EQ(test::open_descriptors(), before);
    frames(3);
    EXPECT_EQ(ask("one", "frames"), ask("more9", "frames"));
}

TEST_F(SharedPlacement, EventsReachTheirOwnPlugin) {
    for (const char* name : {"one", "two"}) {
        load(name,
             "const fs = require('fs'); exports.activate = async (p) => {"
             "  fs.readFile(__filename, () => say(p.name + ':read'));"
             "  setTimeout(() => say(p.name + ':timer'), 2);"
             "  await fs.promises.stat(__filename); say(p.name + ':stat'); };");
    }

    EXPECT_TRUE(frames_until([&] { return std::count(said_.begin(), said_.end(), ':') == 6; }))
        << said_;
}

TEST_F(SharedPlacement, AHangEndsOnlyItsPlugin) {
    hang_limit_ = milliseconds(200);
    load("one", kCounts);
    load("two", "exports.activate = (p) => p.once('frame', function spin() { for (;;); });");

    frames(5);

    EXPECT_EQ(info("two").state, PluginState::Failed);
    EXPECT_NE(info("two").error.find("at spin"), std::string::npos) << info("two").error;
    EXPECT_EQ(ask("one", "frames"), "5");
}

TEST_F(SharedPlacement, AHangInAnothersCallbackEndsTheOther) {
    hang_limit_ = milliseconds(200);
    std::function<void()> offered;
    host().bind("game", [&](js::Module& module) {
        module.function("offer", [&](std::function<void()> spin) { offered = std::move(spin); })
            .function("call", [&] { offered(); });
    });
    load("two", "require('game').offer(() => { for (;;); });");
    load("one",
         "exports.activate = (p) => p.on('frame', () => {"
         "  say('in'); require('game').call(); say('out'); });");

    frames(1);

    EXPECT_EQ(said_, "in out");
    EXPECT_EQ(info("two").state, PluginState::Failed);
    EXPECT_TRUE(active("one")) << info("one").error;
    offered = nullptr;
}

TEST_F(SharedPlacement, WhoCallsOthersInALoopIsEndedAllTheSame) {
    hang_limit_ = milliseconds(200);
    std::function<void()> offered;
    host().bind("game", [&](js::Module& module) {
        module.function("offer", [&](std::function<void()> work) { offered = std::move(work); })
            .function("call", [&] { offered(); });
    });
    load("two", "require('game').offer(() => { globalThis.called = true; });");
    load("one",
         "const { call } = require('game');"
         "exports.activate = (p) => p.once('frame', () => { for (;;) call(); });");

    frames(2);

    EXPECT_EQ(info("one").state, PluginState::Failed);
    EXPECT_TRUE(active("two")) << info("two").error;
    EXPECT_EQ(ask("two", "called"), "true");
    offered = nullptr;
}

TEST_F(SharedPlacement, AnErrorIsItsPluginsOwn) {
    load("one", kCounts);
    load("two", "exports.activate = () => { Promise.reject(new Error('mine')); };");
    load("three", "exports.activate = () => setImmediate(() => process.exit(3));");

    frames(3);

    EXPECT_EQ(ask("one", "frames"), "3");
    EXPECT_NE(info("two").error.find("mine"), std::string::npos);
    EXPECT_NE(info("three").error.find("process.exit(3)"), std::string::npos);
}

TEST_F(SharedPlacement, AFullHeapEndsTheOneThatRan) {
    load("one", kCounts);
    for (int round = 0; round < 2; ++round) {
        load("two", kBombs);
        ASSERT_TRUE(frames_until([&] { return info("two").state == PluginState::Failed; }));
        EXPECT_NE(info("two").reason.find("shares with other plugins"), std::string::npos);
        frames(5);
    }

    EXPECT_TRUE(active("one")) << info("one").error;
    EXPECT_LT(info("one").heap_bytes, std::size_t{12} << 20);
    EXPECT_EQ(ask("one", "globalThis.n = frames, typeof n"), "'number'");
}

TEST_F(SharedPlacement, AHeapThatStaysFullEndsAll) {
    heap_limit_bytes_ = std::size_t{64} << 20;
    load("one",
         // Between an eighth of the limit and nothing is left beside it and what each runtime has.
         "globalThis.hoard = [new Array(131072).fill(0.5)];"
         "while (hoard.length < 57) hoard.push(hoard[0].slice());");
    load("two", kBombs);
    load("three", kCounts);

    // Which of them runs when it is full is left open.
    ASSERT_TRUE(frames_until([&] { return info("one").state == PluginState::Failed; }));

    EXPECT_NE(info("one").reason.find("stayed full"), std::string::npos) << info("one").error;
    EXPECT_EQ(info("two").state, PluginState::Failed);
    EXPECT_EQ(info("three").state, PluginState::Failed);
    EXPECT_TRUE(load("four", kCounts));
    frames(2);
    EXPECT_EQ(ask("four", "frames"), "2");
}

TEST_F(SharedPlacement, AReloadIsATransaction) {
    load("one",
         "exports.activate = (p, n = 0) => { globalThis.n = n; };"
         "exports.deactivate = () => n + 1;");
    load("two", kCounts);
    host().reload("one");
    frames(40);
    EXPECT_EQ(ask("one", "n"), "1");

    write_plugin("one", "exports.activate = () => { throw new Error('new'); };");
    host().reload("one");
    frames(40);

    EXPECT_TRUE(active("one"));
    EXPECT_EQ(ask("one", "n"), "2");
    EXPECT_EQ(count(Kind::ReloadFailed), 1u);
    EXPECT_EQ(ask("two", "frames"), "80");
}

TEST_F(SharedPlacement, UnloadingClosesItsOwnHandlesOnly) {
    constexpr const char* kServes =
        "exports.activate = (p) => { require('net').createServer().listen(0, '127.0.0.1');"
        "  setInterval(() => {}, 1000); require('fs').watch(p.folder, () => {}); };";
    for (const char* name : {"one", "two"}) {
        write(std::string(name) + "/package.json",
              R"({ "plinth": { "permissions": { "net.listen": ["127.0.0.1:*"] } } })");
    }
    load("one", kServes);
    frames(3);
    const std::size_t with_one = test::open_descriptors();
    load("two", kServes);
    frames(3);
    const auto handles = info("one").handles_by_kind;
    std::string kinds;
    for (const auto& [kind, count] : handles)
        kinds += kind + " ";
    ASSERT_EQ(kinds, "FSEvent TCP Timeout ");

    host().unload("two");
    frames(3);

    EXPECT_EQ(test::open_descriptors(), with_one);
    EXPECT_EQ(info("one").handles_by_kind, handles);
    EXPECT_EQ(info("two").handles, 0u);
}

TEST_F(SharedPlacement, NothingOfAnUnloadedPluginRuns) {
    load("one", kCounts);
    load("two",
         "const held = new FinalizationRegistry(() => say('late'));"
         "setInterval(() => { for (let i = 0; i < 100; ++i) held.register({}, i); }, 1);"
         "WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))"
         "  .then(() => say('late'));");
    host().unload("two");

    ask("one", "for (let i = 0; i < 30; ++i) new Array(1e5).fill(0).map((_, k) => ({ k })); 0");
    frames(5);

    EXPECT_EQ(said_, "");
    EXPECT_TRUE(active("one"));
}

// V8 would call back in the turn of whichever plugin runs.
TEST_F(SharedPlacement, FinalizersOfAContextThatAPluginMadeAreItsOwnCallbacks) {
    load("one", kCounts);
    load("two",
         "const vm = require('vm');"
         "const sandbox = vm.createContext({ done(held) { say(held + require('path').sep); } });"
         "const registry = vm.runInContext("
         "  'const r = new FinalizationRegistry((held) => done(held)); "
         "   if (Object.getPrototypeOf(FinalizationRegistry) !== Function.prototype) throw 1;"
         "   r', sandbox);"
         "if (Object.keys(sandbox).join() !== 'done') throw 2;"
         "(globalThis.kept = registry).register({}, 'held');");
    ASSERT_TRUE(active("two"));

    EXPECT_TRUE(frames_until([this] {
        ask("one", "new Array(1e5).fill(0).map((_, k) => ({ k })); 0");
        return said_ == "held/";
    })) << said_;
}

TEST_F(SharedPlacement, WhatPluginsUseIsTheirOwnAccount) {
    load("one", kCounts);
    load("two",
         "exports.activate = (p) => p.on('frame', () => {"
         "  const end = Date.now() + 3; while (Date.now() < end); });");

    frames(5);

    const auto used = [this](const char* name) {
        const PluginUsage usage = info(name).usage;
        return usage.js_time - usage.start_time;
    };
    EXPECT_GE(used("two"), milliseconds(10));
    EXPECT_LT(used("one"), used("two") / 3);
}

TEST_F(SharedPlacement, FiftyPluginsAndTwoHundredReloadsLeaveNothingBehind) {
    heap_limit_bytes_ = std::size_t{256} << 20;
    for (int i = 0; i < 50; ++i)
        write_plugin("p" + std::to_string(i), kCounts);
    host().load_all();
    const auto reload_all = [&](int times) {
        for (int i = 0; i < times; ++i) {
            host().reload("p" + std::to_string(i % 50));
            frame();
        }
        frames(40);
    };
    const auto resident = [this] {
        // V8 collects when so much lies outside of its heap.
        ask("p0", "for (let i = 0; i < 16; i++) new Uint8Array(48 << 20)[0] = 1;");
        frames(10);
        std::size_t bytes = 0;
        uv_resident_set_memory(&bytes);
        return bytes;
    };
    reload_all(50);
    const std::size_t before = resident();
    const std::size_t descriptors = test::open_descriptors();

    reload_all(200);

    // It goes up and down by ten from one time to the next; a world that is kept is one each.
    const std::size_t most = before + (std::size_t{32} << 20);
    EXPECT_LT(resident(), most) << before;
    EXPECT_EQ(test::open_descriptors(), descriptors);
    EXPECT_EQ(info("p7").reloads, 5u);
}

TEST_F(SharedPlacement, TheRuntimeGoesWithItsLastPlugin) {
    host().load_all();
    const std::size_t before = test::open_descriptors();
    load("one", kCounts);
    load("two", kCounts);
    EXPECT_GT(test::open_descriptors(), before);

    host().unload("one");
    host().unload("two");
    frames(3);

    EXPECT_EQ(test::open_descriptors(), before);
    load("one", kCounts);
    frames(2);
    EXPECT_EQ(ask("one", "frames"), "2");
}

}  // namespace
}  // namespace plinth
