// SPDX-License-Identifier: MIT
// Placement `worker`: the same plugins on threads of their own, which never hold up a frame.

#include <atomic>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <poll.h>

#include <gtest/gtest.h>

#include "bindings/events.h"
#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

using namespace std::chrono_literals;

struct Ship : js::Tracked {
    explicit Ship(double at = 0) : x(at) {}
    double fire(double power) {
        fired += power;
        return fired;
    }
    double x = 0;
    double fired = 0;
};

struct Bang {
    double x = 0;
    double y = 0;
};
constexpr auto describe(js::Type<Bang>) {
    return js::fields(std::pair("x", &Bang::x), std::pair("y", &Bang::y));
}

class WorkerTest : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.hang_limit = hang_limit_;
        made.placement = [](const PluginInfo& plugin) {
            return plugin.name.starts_with("main") ? Placement::Main : Placement::Worker;
        };
        return made;
    }

    void bind_game() {
        host().bind("game", [this](js::Module& module) {
            module.function("add", [](double a, double b) { return a + b; })
                .function("fail",
                          [](bool really) -> int {
                              if (really) throw std::runtime_error("the game says no");
                              return 1;
                          })
                .function("echo", [](const v8::Local<v8::Value> value) { return value; })
                .function("thread", [] { return std::this_thread::get_id() == game_thread(); })
                .function(
                    "onHit",
                    [this](js::Callback<void(double)> handler) { handlers_.push_back(handler); })
                .function("offHit",
                          [this](const js::Callback<void(double)>& handler) {
                              return static_cast<int>(std::erase(handlers_, handler));
                          })
                .function("onShip",
                          [this](js::Callback<void(Ship*)> handler) { on_ship_ = handler; })
                .function("ask",
                          [this](js::Callback<double(double)> handler) { return handler(2); })
                .function("player", [this] { return player_.get(); })
                .function("same", [](Ship& one, Ship& other) { return &one == &other; })
                .function("runAll",
                          [](const std::map<std::string, js::Callback<void()>>& all) {
                              for (const auto& [name, run] : all)
                                  run();
                          })
                .function("calls", [this] { return ++calls_; })
                .function(
                    "where", [] { return std::this_thread::get_id() == game_thread(); },
                    js::thread_safe())
                .function(
                    "scaled", [factor = factor_](double value) { return value * *factor; },
                    js::thread_safe())
                .function(
                    "onlyThere", [] { return 1; }, js::game_thread_only())
                .function("maker",
                          [] {
                              return std::function<double(double)>(
                                  [](double value) { return value * 2; });
                          })
                .function("table",
                          [] {
                              std::map<std::string, std::function<double(double)>> all;
                              all["half"] = [](double value) { return value / 2; };
                              return all;
                          })
                .event("bang", bang_)
                .constant("SHIPS", 64);
            module.type<Ship>("Ship")
                .constructor<double>()
                .method("fire", &Ship::fire)
                .property("x", &Ship::x)
                .constant("MAX", 3)
                .static_function("parse",
                                 [](const std::string& text) { return Ship(std::stod(text)); });
        });
    }
    static std::thread::id& game_thread() {
        static std::thread::id id;
        return id;
    }
    void SetUp() override { game_thread() = std::this_thread::get_id(); }

    /// Loads a worker whose activate() is `code`, with `game` at hand, and waits until it is
    /// active.
    bool start(const std::string& name, const std::string& code) {
        bind_game();
        return load(name, "const game = require('game'); exports.activate = async (plugin) => {" +
                              code + "\n};") &&
               frames_until([&] { return info(name).state != PluginState::Loading; }) &&
               info(name).state == PluginState::Active;
    }
    bool says(const std::string& text) {
        return frames_until([&] { return said_ == text; });
    }

    std::chrono::milliseconds hang_limit_{5000};
    std::vector<js::Callback<void(double)>> handlers_;
    js::Callback<void(Ship*)> on_ship_;
    std::unique_ptr<Ship> player_ = std::make_unique<Ship>(7);
    int calls_ = 0;
    std::shared_ptr<double> factor_ = std::make_shared<double>(3);
    js::EventHub hub_;
    js::Event<Bang> bang_{hub_};
};

TEST_F(WorkerTest, RunsOnAThreadOfItsOwn) {
    ASSERT_TRUE(start("p", "say(String(await game.thread())); say(String(process.pid > 0));"));

    EXPECT_TRUE(says("true true"));
    EXPECT_EQ(info("p").placement, Placement::Worker);
}

TEST_F(WorkerTest, ThreadSafeFunctionsRunThere) {
    ASSERT_TRUE(start("p",
                      "say([game.where(), game.scaled(2), await game.thread(), game.where.name, "
                      "game.scaled.length].join());"));
    EXPECT_TRUE(says("false,6,true,where,1"));
    EXPECT_GT(factor_.use_count(), 1);

    host().unload("p");
    EXPECT_TRUE(frames_until([&] { return factor_.use_count() == 1; }));
}

TEST_F(WorkerTest, FunctionsForTheGamesThreadSaySo) {
    ASSERT_TRUE(start("p", "await game.onlyThere().catch((error) => say(error.message));"));
    EXPECT_TRUE(
        says("onlyThere() can only be called on the game's thread, and this plugin runs "
             "on its own"));
}

TEST_F(WorkerTest, FunctionsThatTheGameReturnsAreCalledThere) {
    ASSERT_TRUE(start("p",
                      "const twice = await game.maker(); const { half } = await game.table();"
                      "say([typeof twice, await twice(4), await half(4), "
                      "await twice('x').catch((error) => error.name), "
                      "await twice(() => {}).catch((error) => error.name)].join());"));
    EXPECT_TRUE(says("function,8,2,TypeError,TypeError"));
}

TEST_F(WorkerTest, EventsReachIt) {
    ASSERT_TRUE(start("p", "await game.on('bang', ({ x, y }) => say(`${x} ${y}`));"));
    bang_.post({1, 2});
    hub_.flush();
    EXPECT_TRUE(says("1 2"));
}

TEST_F(WorkerTest, CallsReturnPromisesOfCopies) {
    ASSERT_TRUE(start("p", R"(
        const sent = { list: [1, 'two', new Map([[3, new Date(4)]])], bytes: new Uint8Array([5]) };
        const got = await game.echo(sent);
        say(String(await game.add(2, 3)));
        say(String(got !== sent && got.list[2].get(3).getTime() === 4 && got.bytes[0] === 5));
        say(String(game.SHIPS));
        say(typeof game.add(1, 1).then);)"));

    EXPECT_TRUE(says("5 true 64 function"));
}

TEST_F(WorkerTest, ErrorsOfTheGameAreRejections) {
    ASSERT_TRUE(start("p", R"(
        for (const attempt of [() => game.fail(true), () => game.add('x', 1), () => game.add(1),
          () => game.echo(Symbol('s'))]) {
          await attempt().then(() => say('none'), (error) => say(`${error.name}: ${error.message};`));
        })"));

    EXPECT_TRUE(
        says("Error: the game says no; TypeError: add(): argument 1 must be a number, got "
             "string; TypeError: add() needs 2 arguments, got 1; DataCloneError: Symbol(s) "
             "could not be cloned.;"));
}

TEST_F(WorkerTest, APromiseOfTheGameIsWaitedFor) {
    v8::Isolate* isolate = nullptr;
    v8::Global<v8::Context> realm;
    v8::Global<v8::Promise::Resolver> resolver;
    host().bind("late", [&](js::Module& module) {
        module.function("answer", [&](v8::Local<v8::Context> context) {
            isolate = context->GetIsolate();
            realm.Reset(isolate, context);
            const auto made = v8::Promise::Resolver::New(context).ToLocalChecked();
            resolver.Reset(isolate, made);
            return made->GetPromise().As<v8::Value>();
        });
    });
    ASSERT_TRUE(start("p", R"(
        const { answer } = require('late');
        answer().then((value) => say(String(value)));)"));
    ASSERT_TRUE(frames_until([&] { return isolate != nullptr; }));
    frames(3);
    ASSERT_EQ(said_, "");
    {
        const v8::Isolate::Scope entered(isolate);
        const v8::HandleScope handles(isolate);
        const v8::Local<v8::Context> context = realm.Get(isolate);
        const v8::Context::Scope in_context(context);
        resolver.Get(isolate)->Resolve(context, v8::Integer::New(isolate, 42)).Check();
    }

    EXPECT_TRUE(says("42"));
    resolver.Reset();
    realm.Reset();
}

TEST_F(WorkerTest, OrderIsKept) {
    ASSERT_TRUE(start("p", R"(
        const order = [];
        const calls = [];
        for (let i = 0; i < 3000; i++) calls.push(game.calls().then((n) => order.push(n)));
        await Promise.all(calls);
        say(String(order.every((n, i) => n === i + 1) && order.length === 3000));)"));

    EXPECT_TRUE(says("true"));
    EXPECT_EQ(calls_, 3000);
}

TEST_F(WorkerTest, FunctionsAreCalledThereWithCopies) {
    ASSERT_TRUE(start("p", R"(
        const hit = (power) => say(`hit ${power}`);
        await game.onHit(hit);
        await game.onHit(hit);
        globalThis.off = async () => say(`${await game.offHit(() => {})} ${await game.offHit(hit)}`);
        say('ready');)"));
    ASSERT_TRUE(says("ready"));
    ASSERT_EQ(handlers_.size(), 2u);
    handlers_[0](1);
    handlers_[1](2);
    ASSERT_TRUE(says("ready hit 1 hit 2"));
    host().evaluate("p", "off()", [](Evaluation) {});

    EXPECT_TRUE(says("ready hit 1 hit 2 0 2"));
    EXPECT_TRUE(handlers_.empty());
}

TEST_F(WorkerTest, AFunctionInsideAnArgumentIsFound) {
    ASSERT_TRUE(start("p", R"(
        const run = () => say('a');
        await game.runAll({ a: run, b: () => say('b') });
        say(String(await game.echo(run) === run));)"));

    EXPECT_TRUE(frames_until([&] { return said_.size() == std::string("a b true").size(); }));
    EXPECT_LT(said_.find("a"), said_.find("b")) << said_;
    EXPECT_NE(said_.find("true"), std::string::npos) << said_;
}

TEST_F(WorkerTest, ResultsOfItsFunctionsAreNotWaitedFor) {
    ASSERT_TRUE(start("p", "say(String(await game.ask((n) => { say('asked'); return n; })));"));

    EXPECT_TRUE(frames_until([&] { return said_ == "asked 0" || said_ == "0 asked"; }));
}

TEST_F(WorkerTest, ObjectsOfTheGameAreStandIns) {
    ASSERT_TRUE(start("p", R"(
        const player = await game.player();
        say(String(player instanceof game.Ship && player === await game.player()));
        say(`${await player.x} ${await player.fire(2)} ${await player.fire(3)}`);
        player.x = 9;
        say(`${await player.x} ${await game.same(player, player)} ${game.Ship.MAX}`);)"));

    EXPECT_TRUE(says("true 7 2 5 9 true 3"));
    EXPECT_EQ(player_->x, 9);
}

TEST_F(WorkerTest, ObjectsAreMadeFromThere) {
    ASSERT_TRUE(start("p", R"(
        const ship = new game.Ship(4);
        class Fast extends game.Ship { constructor() { super(1); } twice() { return this.fire(2); } }
        say(`${await ship.x} ${await ship.fire(1)} ${await new Fast().twice()}`);
        const parsed = await game.Ship.parse('12');
        say(`${await parsed.x} ${await game.same(ship, ship)} ${await game.same(ship, parsed)}`);
        const broken = new game.Ship('x');
        await broken.fire(1).catch((error) => say(error.message));
        await game.same(ship, broken).catch((error) => say(error.name));
        try { game.Ship(); } catch (error) { say(error.message); })"));

    EXPECT_TRUE(
        says("4 1 2 12 true false new Ship(): argument 1 must be a number, got string "
             "TypeError new Ship() is a constructor: the new is missing"));
}

TEST_F(WorkerTest, AnObjectThatTheGameDestroyedIsGone) {
    ASSERT_TRUE(start("p", R"(
        globalThis.player = await game.player();
        await game.onShip(async (ship) => say(`${ship === player} ${await ship.x}`));
        globalThis.use = async () => {
          await player.fire(1).catch((error) => say(error.message));
          await game.same(player, player).catch((error) => say(error.message));
          say(String(await game.player() === player));
        };
        say('ready');)"));
    ASSERT_TRUE(says("ready"));
    on_ship_(player_.get());
    ASSERT_TRUE(says("ready true 7"));
    player_ = std::make_unique<Ship>(1);
    said_.clear();
    host().evaluate("p", "use()", [](Evaluation) {});

    EXPECT_TRUE(
        says("Ship.fire(): the Ship no longer exists same(): argument 1: the Ship no longer "
             "exists false"));
}

TEST_F(WorkerTest, FramesReachItAndAreSummedUpWhileItIsBusy) {
    ASSERT_TRUE(start("p", R"(
        let frames = 0;
        let sum = 0;
        plugin.on('frame', (dt, time) => {
          frames++;
          sum += dt;
          const end = Date.now() + 30;
          while (Date.now() < end);
          globalThis.seen = `${frames} ${Math.abs(sum - (time - start)) < 0.2}`;
        });
        const start = require('plinth').gameTime;
        require('plinth').nextFrame().then((dt) => say(typeof dt));)"));
    for (int i = 0; i < 100; ++i) {
        std::this_thread::sleep_for(2ms);
        frame();
    }
    std::string shown;
    host().evaluate("p", "seen", [&](Evaluation result) { shown = result.text; });
    ASSERT_TRUE(frames_until([&] { return !shown.empty(); }));

    EXPECT_NE(shown.find(" true"), std::string::npos) << shown;
    EXPECT_LT(std::stoi(shown.substr(1)), 30) << shown;
    EXPECT_EQ(said_, "number");
}

TEST_F(WorkerTest, SpinningHoldsUpNoFrameAndIsEndedByItsLimit) {
    hang_limit_ = 400ms;
    load("p", "setTimeout(() => { for (;;); }, 1);");
    int frames_meanwhile = 0;
    ASSERT_TRUE(frames_until([&] {
        if (info("p").state == PluginState::Active) ++frames_meanwhile;
        return count(Kind::Failed) == 1;
    }));

    EXPECT_GT(frames_meanwhile, 20);
    EXPECT_EQ(info("p").state, PluginState::Failed);
    EXPECT_NE(info("p").reason.find("ran for more than 400 ms"), std::string::npos);
    ASSERT_TRUE(host().black_box("p").has_value());
    EXPECT_EQ(host().black_box("p")->kind, BlackBox::Kind::Hang);
    EXPECT_NE(host().black_box("p")->text.find("index.js"), std::string::npos);
}

TEST_F(WorkerTest, AFullHeapEndsItAlone) {
    hang_limit_ = 0ms;  // Collections near the limit take long on a busy machine.
    ASSERT_TRUE(start("main-other", "plugin.on('frame', () => { globalThis.alive = true; });"));
    write(
        "p/index.js",
        "const kept = []; setTimeout(() => { for (;;) kept.push(new Array(1e5).fill(1.5)); }, 1);");
    host().load("p");

    for (int attempt = 0; attempt < 3 && count(Kind::Failed) == 0; ++attempt)
        frames_until([&] { return count(Kind::Failed) == 1; });
    ASSERT_EQ(count(Kind::Failed), 1u);
    EXPECT_EQ(host().black_box("p")->kind, BlackBox::Kind::HeapLimit);
    EXPECT_EQ(info("main-other").state, PluginState::Active);
}

TEST_F(WorkerTest, AnUncaughtErrorStopsIt) {
    load("p", "console.log('before'); setTimeout(() => { throw new TypeError('lost'); }, 1);");

    ASSERT_TRUE(frames_until([&] { return count(Kind::Failed) == 1; }));
    EXPECT_EQ(info("p").reason, "TypeError: lost");
    EXPECT_TRUE(logged("before"));
    EXPECT_EQ(host().black_box("p")->log.front().text, "before");
}

TEST_F(WorkerTest, ModulesThatDoNotLoadFail) {
    host().load((write("p/index.js", "require('./missing');"), "p"));

    ASSERT_TRUE(frames_until([&] { return count(Kind::Failed) == 1; }));
    EXPECT_NE(info("p").reason.find("Cannot find module"), std::string::npos);
}

TEST_F(WorkerTest, AReloadHandsStateOver) {
    ASSERT_TRUE(
        start("p", "say('one'); exports.deactivate = async () => ({ kept: new Set([1]) });"));
    write_plugin("p", "exports.activate = (p, state) => say(`two ${state.kept.has(1)}`);");
    host().reload("p");

    EXPECT_TRUE(says("one two true"));
    EXPECT_TRUE(frames_until([&] { return count(Kind::Reloaded) == 1; }));
    EXPECT_EQ(info("p").reloads, 1u);
}

TEST_F(WorkerTest, AReloadThatFailsBringsTheOldOneBack) {
    ASSERT_TRUE(start("p",
                      "plugin.on('frame', () => { globalThis.frames = 1; });"
                      "exports.deactivate = () => say('off');"));
    write_plugin("p", "exports.activate = () => { throw new Error('worse'); };");
    host().reload("p");

    ASSERT_TRUE(frames_until([&] { return count(Kind::ReloadFailed) == 1; }));
    EXPECT_EQ(info("p").state, PluginState::Active);
    EXPECT_NE(info("p").error.find("worse"), std::string::npos);
}

TEST_F(WorkerTest, UnloadsWhileCallsWaitOnBothSides) {
    ASSERT_TRUE(start("p", R"(
        await game.onHit(() => {});
        say('ready');
        const flood = () => { for (let i = 0; i < 5000; i++) game.add(i, 1); setTimeout(flood, 1); };
        flood();)"));
    ASSERT_TRUE(says("ready"));
    for (int i = 0; i < 1000; ++i)
        handlers_[0](i);
    host().unload("p");
    handlers_[0](1);

    ASSERT_TRUE(frames_until([&] { return count(Kind::Unloaded) == 1; }));
    EXPECT_FALSE(handlers_[0].alive());
    EXPECT_EQ(info("p").state, PluginState::Unloaded);
    EXPECT_EQ(count(Kind::Failed), 0u);
}

TEST_F(WorkerTest, TheHostEndsWhileItIsBusy) {
    ASSERT_TRUE(start("p", R"(
        const flood = () => { for (let i = 0; i < 2000; i++) game.add(i, 1); setImmediate(flood); };
        flood();)"));
    ASSERT_TRUE(load("spins", "exports.activate = () => setTimeout(() => { for (;;); }, 1);"));
    frames(3);
    const auto before = Clock::now();
    destroy_host();

    EXPECT_LT(Clock::now() - before, 5s);
}

TEST_F(WorkerTest, TheHostsEndLetsItSayGoodbye) {
    ASSERT_TRUE(start("p", R"(
        exports.deactivate = () => require('fs').writeFileSync(plugin.dataFolder + '/bye', 'bye');)"));
    destroy_host();

    EXPECT_TRUE(std::filesystem::exists(folder_.path() / "data" / "p" / "bye"));
}

TEST_F(WorkerTest, ItsListenersMayBeAsynchronousOnUnload) {
    ASSERT_TRUE(start("p", R"(
        exports.deactivate = async () => {
          await require('timers/promises').setTimeout(5);
          say(String(await game.add(1, 1)));
        };)"));
    host().unload("p");

    ASSERT_TRUE(frames_until([&] { return count(Kind::Unloaded) == 1; }));
    EXPECT_EQ(said_, "2");
}

TEST_F(WorkerTest, WorkersAndOthersRunTogether) {
    bind_game();
    const std::string code = R"(
        const game = require('game');
        let n = 0;
        exports.activate = (plugin) => plugin.on('frame', async () => {
          const sum = await game.add(n++, 1);
          if (sum === 20) say(`${plugin.name} ${sum}`);
        });)";
    for (const char* name : {"one", "two", "main-three"})
        load(name, code);

    ASSERT_TRUE(frames_until([&] { return said_.size() >= 26; }));
    for (const char* word : {"one 20", "two 20", "main-three 20"})
        EXPECT_NE(said_.find(word), std::string::npos) << said_;
}

TEST_F(WorkerTest, TooManyCallsAreRefused) {
    hang_limit_ = 0ms;
    ASSERT_TRUE(start("p", R"(
        setTimeout(() => {
          const failed = [];
          const all = [];
          for (let i = 0; i < 20000; i++) all.push(game.add(i, 1).catch((error) => failed.push(error.code)));
          Promise.all(all).then(() => say(`${failed.length > 0} ${failed[0]}`));
        }, 1);)"));

    EXPECT_TRUE(says("true ERR_TOO_MANY_CALLS"));
    EXPECT_EQ(info("p").state, PluginState::Active);
}

TEST_F(WorkerTest, EventsThatItDoesNotKeepUpWithAreDropped) {
    ASSERT_TRUE(start("p", R"(
        let hits = 0;
        await game.onHit(() => hits++);
        globalThis.hits = () => hits;
        say('ready');
        setTimeout(() => {
          while (!require('fs').existsSync(`${plugin.dataFolder}/go`));
        }, 1);)"));
    ASSERT_TRUE(says("ready"));
    for (int i = 0; i < 20000; ++i)
        handlers_[0](i);
    folder_.write("data/p/go", "");
    std::string hits;
    host().evaluate("p", "hits()", [&](Evaluation result) { hits = result.text; });
    ASSERT_TRUE(frames_until([&] { return !hits.empty(); }));

    EXPECT_GT(std::stoi(hits), 100);
    EXPECT_LT(std::stoi(hits), 20000);
    EXPECT_TRUE(logged("it does not keep up with the game"));
}

TEST_F(WorkerTest, AFloodOfLinesIsCounted) {
    load("p",
         "for (let i = 0; i < 6000; i++) console.log(i);"
         "require('fs').writeFileSync(__dirname + '/../../data/p/done', '');");
    while (!std::filesystem::exists(folder_.path() / "data" / "p" / "done"))
        std::this_thread::sleep_for(1ms);
    host().evaluate("p", "console.log('last')", [](Evaluation) {});
    ASSERT_TRUE(frames_until([&] { return logged("last"); }));

    EXPECT_TRUE(logged("lines were dropped"));
    EXPECT_LT(log_.size(), 6000u);
}

TEST_F(WorkerTest, ItIsAccounted) {
    ASSERT_TRUE(start("p", R"(
        setInterval(() => {
          require('fs').readFileSync(__filename);
          const end = Date.now() + 2;
          while (Date.now() < end);
        }, 1);
        setTimeout(() => {}, 1e6);)"));
    ASSERT_TRUE(frames_until(
        [&] { return info("p").usage.js_time > 30ms && info("p").usage.callbacks > 5; }));
    const PluginInfo known = info("p");

    EXPECT_GT(known.heap_bytes, 100'000u);
    EXPECT_GE(known.handles, 2u);
    EXPECT_EQ(known.handles_by_kind.at("Timeout"), 2u);
    EXPECT_EQ(known.usage.sync_calls, 0u);
    EXPECT_LT(known.usage.frame_time, known.usage.js_time);
    EXPECT_GT(known.usage.callbacks, 5u);
}

TEST_F(WorkerTest, JobsAndGameTimeWorkThere) {
    ASSERT_TRUE(start("p", R"(
        const plinth = require('plinth');
        plinth.setGameTimeout(() => say('game'), 100000);
        say(String(await plinth.runJob(function*() { for (let i = 0; i < 50; i++) yield; return 'job'; })));)"));
    EXPECT_TRUE(says("job"));
    host().set_time_scale(1'000'000);

    EXPECT_TRUE(says("job game"));
}

TEST_F(WorkerTest, PermissionsHoldThere) {
    ASSERT_TRUE(start("p", R"(
        require('fs').readFile('/etc/passwd', (error) => say(error.code));
        require('net').connect(9, '127.0.0.1').on('error', (error) => say(error.code));)"));

    EXPECT_TRUE(says("ERR_ACCESS_DENIED ERR_ACCESS_DENIED"));
}

TEST_F(WorkerTest, AnIdleOneUsesNoTime) {
    ASSERT_TRUE(start("p", ""));
    std::this_thread::sleep_for(50ms);
    frames(2);
    const auto before = info("p").usage.js_time;
    timespec start_cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start_cpu);
    std::this_thread::sleep_for(300ms);
    timespec end_cpu{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end_cpu);

    EXPECT_EQ(info("p").usage.js_time, before);
    const double used = static_cast<double>(end_cpu.tv_sec - start_cpu.tv_sec) +
                        static_cast<double>(end_cpu.tv_nsec - start_cpu.tv_nsec) / 1e9;
    EXPECT_LT(used, 0.1);
}

TEST_F(WorkerTest, ASleepingHostIsWokenByIt) {
    ASSERT_TRUE(start("p", "globalThis.later = () => setTimeout(() => say('late'), 20);"));
    host().evaluate("p", "later()", [](Evaluation) {});
    frames(30);
    const auto end = Clock::now() + 5s;
    while (said_.empty() && Clock::now() < end) {
        pollfd one{host().wake_descriptor(), POLLIN, 0};
        poll(&one, 1, 1000);
        frame();
    }

    EXPECT_EQ(said_, "late");
}

TEST_F(WorkerTest, LoadsAndUnloadsAgainAndAgain) {
    bind_game();
    write_plugin("p", "require('game').add(1, 2).then(() => say('x'));");
    const std::size_t descriptors = [&] {
        host().load("p");
        frames_until([&] { return info("p").state == PluginState::Active; });
        host().unload("p");
        frames_until([&] { return count(Kind::Unloaded) == 1; });
        frames(5);
        return test::open_descriptors();
    }();
    for (std::size_t i = 2; i < 7; ++i) {
        ASSERT_TRUE(host().load("p"));
        ASSERT_TRUE(frames_until([&] { return info("p").state == PluginState::Active; }));
        host().unload("p");
        ASSERT_TRUE(frames_until([&] { return count(Kind::Unloaded) == i; }));
    }
    ASSERT_TRUE(frames_until([&] { return test::open_descriptors() <= descriptors; }));
}

}  // namespace
}  // namespace plinth
