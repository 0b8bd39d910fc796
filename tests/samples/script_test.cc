// SPDX-License-Identifier: MIT
// The game as mods see it: real plugins in a real host, without a window.

#include "samples/meteors/script/script.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace meteors {
namespace {

namespace fs = std::filesystem;
using plinth::PluginState;

class ScriptTest : public testing::Test {
  protected:
    ScriptTest() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder_ = fs::path(testing::TempDir()) / (std::string("meteors-") + test->name());
        fs::remove_all(folder_);
        fs::create_directories(folder_ / "mods");
        game.start();
        game.ship().add_shield(1e6f);
        game.take_events();
    }
    ~ScriptTest() override {
        host.reset();
        fs::remove_all(folder_);
    }

    void write_mod(const std::string& name, const std::string& code) {
        const fs::path mod = folder_ / "mods" / name;
        fs::create_directories(mod);
        std::ofstream(mod / "index.js") << "const game = require('game');\n" << code;
        std::ofstream(mod / "package.json")
            << R"({"name":")" << name
            << R"(","version":"1.0.0","main":"index.js","plinth":{"api":"1"}})";
    }

    void open(const fs::path& mods, bool watch = false) {
        plinth::HostOptions options;
        options.plugins_dir = mods;
        options.data_dir = folder_ / "data";
        options.watch = watch;
        options.on_log = [this](const plinth::LogLine& line) { log.push_back(line.text); };
        options.on_event = [this](const plinth::PluginEvent& event) {
            if (!event.message.empty()) failures.push_back(event.plugin + ": " + event.message);
        };
        host = std::make_unique<plinth::Host>(options);
        script.bind(*host);
        host->load_all();
    }
    void open() { open(folder_ / "mods"); }

    void step(const Controls& controls = {}) {
        script.before_step();
        game.step(controls);
        script.after_step(game.take_events());
        host->frame(std::chrono::microseconds(2000));
        canvas.clear();
        script.draw();
    }
    // Runs frames until it is so; false when it is not within some seconds.
    bool wait_until(const std::function<bool()>& done) {
        const auto deadline = plinth::Clock::now() + std::chrono::seconds(20);
        while (!done() && plinth::Clock::now() < deadline)
            step();
        return done();
    }
    bool logged(const std::string& text) const { return std::ranges::find(log, text) != log.end(); }
    bool any_active_with_no_failure() const {
        const auto plugins = host->plugins();
        return !plugins.empty() && std::ranges::all_of(plugins, [](const auto& plugin) {
            return plugin.state == PluginState::Active && plugin.error.empty();
        });
    }

    fs::path folder_;
    std::vector<std::string> log;
    std::vector<std::string> failures;
    Game game{1};
    Canvas canvas;
    Script script{game, canvas, 3};
    std::unique_ptr<plinth::Host> host;
};

TEST_F(ScriptTest, AModHearsWhatHappened) {
    write_mod("listener", R"(
        game.on('meteorDestroyed', ({ size, points }) => console.log(`meteor ${size} ${points}`));
        game.on('scoreChanged', ({ score, gained }) => console.log(`score ${score} ${gained}`));
    )");
    open();
    Entity& meteor = *game.spawn_meteor({10, 10}, 1);
    game.destroy(meteor);
    step();

    EXPECT_TRUE(logged("meteor 1 100"));
    EXPECT_TRUE(logged("score 100 100"));
}

TEST_F(ScriptTest, AnEntityThatIsGoneThrows) {
    write_mod("keeper", R"(
        const kept = game.spawnMeteor({ x: 1, y: 2, size: 1 });
        console.log(String(kept === game.meteors().find((meteor) => meteor.x === 1)));
        game.on('meteorDestroyed', () => console.log(`readable ${kept.size} ${kept.alive}`));
        let steps = 0;
        game.on('update', () => {
          steps += 1;
          if (steps === 1) kept.destroy();
          if (steps < 3) return;
          try { kept.x = 5; console.log('alive'); } catch (error) { console.log(error.name); }
        });
    )");
    open();
    for (int steps = 0; steps < 4; ++steps)
        step();

    EXPECT_TRUE(logged("true"));
    EXPECT_TRUE(logged("readable 1 false"));
    EXPECT_TRUE(logged("Error"));
    EXPECT_FALSE(logged("alive"));
}

TEST_F(ScriptTest, WhatAModSpawnedGoesWithIt) {
    write_mod("spawner", R"(
        game.spawnEnemy({ x: 100, y: 100, update(enemy, seconds) { enemy.vx = 60; } });
        game.spawnPickup({ x: 200, y: 100, label: 'A', collect() {} });
    )");
    open();
    step();
    step();
    ASSERT_EQ(game.world().count(Kind::Enemy), 1);
    ASSERT_EQ(game.world().count(Kind::Pickup), 1);
    EXPECT_FLOAT_EQ(game.world().find(game.world().ids(Kind::Enemy)[0])->velocity.x, 60);

    host->unload("spawner");
    step();
    EXPECT_EQ(game.world().count(Kind::Enemy), 0);
    EXPECT_EQ(game.world().count(Kind::Pickup), 0);
}

TEST_F(ScriptTest, APickupTellsItsModWhenItIsTaken) {
    write_mod("giver", R"(
        const { x, y } = game.player;
        game.spawnPickup({ x, y, label: 'A', collect: () => game.player.setShots(3, 5) });
    )");
    open();
    step();

    EXPECT_EQ(game.ship().shots(), 3);
    EXPECT_EQ(game.world().count(Kind::Pickup), 0);
}

TEST_F(ScriptTest, ListenersMayComeAndGoFromCallback) {
    write_mod("restless", R"(
        function once() {
          console.log('once');
          game.off('update', once);
          game.off('update', never);
          game.on('update', later);
        }
        let calls = 0;
        function never() { calls += 1; }
        function later() { console.log(`later, never ran ${calls}`); }
        game.on('update', once);
        game.on('update', never);
    )");
    open();
    for (int steps = 0; steps < 3; ++steps)
        step();

    EXPECT_EQ(std::ranges::count(log, "once"), 1);
    EXPECT_TRUE(logged("later, never ran 1"));
}

TEST_F(ScriptTest, AnErrorInAListenerStopsThatModOnly) {
    write_mod("broken", "game.on('update', () => { throw new Error('oops'); });");
    write_mod("healthy", "game.on('update', () => console.log('tick'));");
    open();
    for (int steps = 0; steps < 5; ++steps)
        step();

    EXPECT_EQ(std::ranges::count(log, "tick"), 5);
    ASSERT_FALSE(failures.empty());
    EXPECT_NE(failures[0].find("oops"), std::string::npos);
}

TEST_F(ScriptTest, BadArgumentsAreRefusedWithAMessage) {
    write_mod("clumsy", R"(
        function attempt(action) {
          try { action(); console.log('accepted'); } catch (error) { console.log(error.message); }
        }
        attempt(() => game.on('nosuch', () => {}));
        attempt(() => game.draw.line([0, 0], [1, 1]));
        attempt(() => game.spawnMeteor({ x: NaN, y: 0 }));
        attempt(() => game.spawnEnemy({ x: 0, y: 0, color: 'red' }));
        attempt(() => game.spawnEnemy({ x: 0, y: 0, shape: [[0, 0]] }));
        attempt(() => { game.player.x = Infinity; });
    )");
    open();
    step();

    EXPECT_EQ(std::ranges::count(log, "accepted"), 0);
    ASSERT_EQ(log.size(), 6u);
    EXPECT_NE(log[0].find("on(): argument 1 must be one of 'update', 'draw'"), std::string::npos);
    EXPECT_NE(log[1].find("only in a listener of 'draw'"), std::string::npos);
    EXPECT_NE(log[3].find("'#ff8800'"), std::string::npos);
}

TEST_F(ScriptTest, NothingThatAModMaySetHarmsTheGame) {
    write_mod("extreme", R"(
        const far = 1e6;
        game.on('update', () => {
          for (const thing of [...game.meteors(), ...game.enemies()]) {
            Object.assign(thing, { x: -far, y: far, vx: far, vy: -far, spin: far, radius: far,
              health: -far, points: -2147483648 });
          }
          Object.assign(game.player, { x: far, y: -far, vx: far, vy: far, angle: far });
          game.player.setShots(2147483647, far);
          game.player.setFireRate(far, far);
          game.shake(far);
          game.flash(-far);
          game.spawnEnemy({ x: far, y: far, radius: far, shape: [[far, far], [-far, far], [0, 0]] });
          game.spawnParticles({ x: far, y: far, count: 2147483647, speed: far, life: far });
        });
        game.on('draw', () => {
          game.draw.circle(far, far, far, { width: far, glow: far });
          game.draw.circle(0, 0, -far);
          game.draw.polygon([], { fill: '#fff' });
          game.draw.text(0, 0, 'x'.repeat(100000), { size: far });
          game.draw.rect(0, 0, -far, far, { fill: '#fff' });
        });
    )");
    open();
    for (int steps = 0; steps < 120; ++steps)
        step({.thrust = true, .fire = true});

    EXPECT_TRUE(any_active_with_no_failure());
}

TEST_F(ScriptTest, TheModsThatComeWithTheGameRun) {
    open(METEORS_MODS_DIR);
    ASSERT_TRUE(wait_until([this] { return any_active_with_no_failure(); }));
    EXPECT_EQ(host->plugins().size(), 5u);
    for (int steps = 0; steps < 3000; ++steps)
        step({.left = steps % 100 < 30, .thrust = steps % 200 < 20, .fire = true});

    EXPECT_TRUE(any_active_with_no_failure());
    EXPECT_GT(game.score(), 0);
    EXPECT_FALSE(canvas.strokes().empty());
    EXPECT_EQ(failures, std::vector<std::string>());
}

TEST_F(ScriptTest, HighScoresAreWrittenAndReadAgain) {
    open(METEORS_MODS_DIR);
    ASSERT_TRUE(wait_until([this] { return any_active_with_no_failure(); }));
    game.add_score(4321);
    while (game.lives() > 0) {
        game.ship().appear({640, 360});
        game.kill_player();
    }
    const fs::path file = folder_ / "data" / "highscores" / "scores.json";
    ASSERT_TRUE(wait_until([&file] { return fs::exists(file); }));

    std::ifstream input(file);
    const std::string text(std::istreambuf_iterator<char>(input), {});
    EXPECT_NE(text.find("4321"), std::string::npos) << text;
}

TEST_F(ScriptTest, SavingAModChangesTheRunningGame) {
    write_mod("line", "game.on('draw', () => game.draw.line([100, 0], [100, 9]));");
    open(folder_ / "mods", true);
    step();
    ASSERT_EQ(canvas.strokes().size(), 1u);
    EXPECT_EQ(canvas.strokes()[0].from.x, 100);

    write_mod("line", "game.on('draw', () => game.draw.line([200, 0], [200, 9]));");
    const auto changed = [this] {
        return canvas.strokes().size() == 1 && canvas.strokes()[0].from.x == 200;
    };
    EXPECT_TRUE(wait_until(changed));
}

}  // namespace
}  // namespace meteors
