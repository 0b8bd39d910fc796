// SPDX-License-Identifier: MIT
// The rules of meteors, without screen and scripts.

#include <gtest/gtest.h>

#include <algorithm>

#include "samples/meteors/rules/game.h"

namespace meteors {
namespace {

constexpr Vec kFarAway{200, 150};

int count(const std::vector<Event>& events, EventKind kind) {
    return static_cast<int>(std::ranges::count(events, kind, &Event::kind));
}

// A game without meteors and with a ship that can be hurt.
class RulesTest : public testing::Test {
  protected:
    RulesTest() {
        game.start();
        clear();
        game.ship().age = 100;
        game.take_events();
    }

    void clear() {
        for (Entity& entity : game.world().slots())
            game.world().kill(entity);
    }
    // A meteor far away keeps the level from ending.
    Entity& add_meteor(Vec place, int size) {
        Entity& meteor = *game.spawn_meteor(place, size);
        meteor.velocity = {};
        return meteor;
    }
    void shoot_at(const Entity& target, bool hostile = false) {
        BulletOptions bullet;
        bullet.position = target.position;
        bullet.hostile = hostile;
        game.spawn_bullet(bullet);
        game.step({});
    }

    Game game{1};
};

TEST_F(RulesTest, AShotSplitsAMeteorInTwo) {
    shoot_at(add_meteor(kFarAway, 3));

    EXPECT_EQ(game.world().count(Kind::Meteor), 2);
    EXPECT_EQ(game.score(), 20);
    for (const EntityId id : game.world().ids(Kind::Meteor))
        EXPECT_EQ(game.world().find(id)->size, 2);
}

TEST_F(RulesTest, TheSmallestMeteorLeavesNothing) {
    shoot_at(add_meteor(kFarAway, 1));

    EXPECT_EQ(game.world().count(Kind::Meteor), 0);
    EXPECT_EQ(game.score(), 100);
}

TEST_F(RulesTest, WhatAnEnemyShootsEarnsNothing) {
    shoot_at(add_meteor(kFarAway, 1), true);

    EXPECT_EQ(game.world().count(Kind::Meteor), 0);
    EXPECT_EQ(game.score(), 0);
}

TEST_F(RulesTest, TheDeadCanBeReadForAStep) {
    const EntityId id = add_meteor(kFarAway, 1).id;
    add_meteor({900, 600}, 3);
    shoot_at(*game.world().find(id));

    const auto events = game.take_events();
    ASSERT_EQ(count(events, EventKind::MeteorDestroyed), 1);
    EXPECT_EQ(game.world().find(id), nullptr);
    EXPECT_EQ(game.world().slots()[id.slot].id, id);
    game.step({});
    game.step({});
    EXPECT_NE(game.world().slots()[id.slot].id, id);
}

TEST_F(RulesTest, ASlotThatIsUsedAgainIsAnotherEntity) {
    World world;
    const EntityId first = world.spawn(Kind::Meteor)->id;
    world.kill(*world.find(first));
    std::vector<EntityId> freed;
    world.on_free = [&](const Entity& entity) { freed.push_back(entity.id); };
    world.sweep();
    ASSERT_TRUE(freed.empty());
    world.sweep();
    const EntityId second = world.spawn(Kind::Enemy)->id;

    EXPECT_EQ(freed, std::vector{first});
    EXPECT_EQ(second.slot, first.slot);
    EXPECT_EQ(world.find(first), nullptr);
    EXPECT_NE(world.find(second), nullptr);
}

TEST_F(RulesTest, AFullWorldSpawnsNothing) {
    while (game.world().spawn(Kind::Bullet) != nullptr)
        continue;

    EXPECT_EQ(game.spawn_meteor(kFarAway, 3), nullptr);
    EXPECT_EQ(game.spawn_bullet({}), nullptr);
    game.step({.fire = true});
}

TEST_F(RulesTest, TheNextLevelBeginsWhenTheMeteorsAreGone) {
    const int level = game.level();
    for (int step = 0; step < 120; ++step)
        game.step({});

    EXPECT_EQ(game.level(), level + 1);
    EXPECT_GT(game.world().count(Kind::Meteor), 0);
    EXPECT_EQ(count(game.take_events(), EventKind::LevelStarted), 1);
}

TEST_F(RulesTest, TheLastShipsDeathEndsTheGame) {
    add_meteor(kFarAway, 3);
    for (int ships = game.lives(); ships > 0; --ships) {
        EXPECT_EQ(game.phase(), Phase::Playing);
        game.ship().appear({640, 360});
        game.kill_player();
    }

    EXPECT_EQ(game.phase(), Phase::GameOver);
    EXPECT_EQ(count(game.take_events(), EventKind::GameOver), 1);
}

TEST_F(RulesTest, AMeteorKillsAShipWithoutAShield) {
    add_meteor(game.ship().position, 3);
    game.step({});

    EXPECT_FALSE(game.ship().alive);
}

TEST_F(RulesTest, AShieldDestroysTheMeteorInstead) {
    game.ship().add_shield(10);
    add_meteor(game.ship().position, 1);
    game.step({});

    EXPECT_TRUE(game.ship().alive);
    EXPECT_EQ(game.world().count(Kind::Meteor), 0);
    EXPECT_LT(game.ship().shield(), 9.9f);
}

TEST_F(RulesTest, ATenThousandPointsAreAShip) {
    const int lives = game.lives();
    game.add_score(9999);
    EXPECT_EQ(game.lives(), lives);
    game.add_score(1);
    EXPECT_EQ(game.lives(), lives + 1);
}

TEST_F(RulesTest, ABoostEnds) {
    const float usual = game.ship().fire_rate();
    game.ship().boost_fire_rate(20, 0.5f);
    game.ship().boost_shots(3, 0.5f);
    EXPECT_EQ(game.ship().fire_rate(), 20);
    EXPECT_EQ(game.ship().shots(), 3);
    for (int step = 0; step < 40; ++step)
        game.step({});

    EXPECT_EQ(game.ship().fire_rate(), usual);
    EXPECT_EQ(game.ship().shots(), 1);
}

TEST(Space, HasNoEdges) {
    EXPECT_FLOAT_EQ(wrapped({kWidth + 5, -5}).x, 5);
    EXPECT_FLOAT_EQ(wrapped({kWidth + 5, -5}).y, kHeight - 5);
    EXPECT_FLOAT_EQ(shortest({10, 10}, {kWidth - 10, 10}).x, -20);
}

TEST(Game, OneSeedIsOneGame) {
    const auto play = [](std::uint64_t seed) {
        Game game(seed);
        for (int step = 0; step < 2000; ++step)
            game.step({.left = step % 90 < 20,
                       .thrust = step % 200 < 30,
                       .fire = true,
                       .start = step == 10});
        return std::pair(game.score(), game.ship().position.x);
    };

    EXPECT_EQ(play(3), play(3));
    EXPECT_NE(play(3), play(4));
}

}  // namespace
}  // namespace meteors
