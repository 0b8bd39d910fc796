// SPDX-License-Identifier: MIT
// Classes: members, constructors, inheritance, and the refusal of every `this` that is not one.

#include <stdexcept>

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

class Entity {
  public:
    int id = 7;
    const int born = 3;
    std::string describe_it() const { return "entity " + std::to_string(id); }
};

class Ship : public Entity {
  public:
    Ship(double at_x, double at_y) : x(at_x), y(at_y) {}

    double fire(double power) { return fuel_ -= power; }
    double speed() const { return speed_; }
    void set_speed(double speed) {
        if (speed < 0) throw std::runtime_error("a ship cannot fly backwards");
        speed_ = speed;
    }
    Ship& turn(double by) {
        angle += by;
        return *this;
    }
    static int count() { return 42; }

    double x;
    double y;
    double angle = 0;
    std::string label = "none";

  private:
    double speed_ = 1;
    double fuel_ = 100;
};

class Planet {
  public:
    int mass = 5;
};

class Class : public test::V8Test {
  protected:
    Class() {
        js::Module module = globals();
        module.type<Entity>("Entity")
            .property("id", &Entity::id)
            .property("born", &Entity::born)
            .method<&Entity::describe_it>("describe");
        module.type<Ship>("Ship")
            .base<Entity>()
            .constructor<double, double>()
            .method<&Ship::fire>("fire")
            .method("turn", &Ship::turn)
            .method("move",
                    [](Ship& ship, double dx, std::optional<double> dy) {
                        ship.x += dx;
                        ship.y += dy.value_or(0);
                    })
            .method("scaled", [factor = 3.0](const Ship& ship) { return ship.x * factor; })
            .method("boost", js::defaults([](Ship& ship, double by) { return ship.x + by; }, 10.0))
            .property("x", &Ship::x)
            .property<&Ship::y>("y")
            .property("label", &Ship::label)
            .property("speed", &Ship::speed, &Ship::set_speed)
            .property<&Ship::speed, &Ship::set_speed>("velocity")
            .property("area", [](const Ship& ship) { return ship.x * ship.y; })
            .static_function("count", &Ship::count)
            .static_function("twice", [](int number) { return number * 2; })
            .constant("WHEELS", 0);
        module.type<Planet>("Planet").constructor<>().property("mass", &Planet::mass);
    }
};

TEST_F(Class, ConstructsReadsAndWrites) {
    EXPECT_EQ(eval("var s = new Ship(1, 2); s.x += 4; s.y = 9; [s.x, s.y, s.area]"), "5,9,45");
    EXPECT_EQ(eval("s.label = 'hawk'; s.label"), "hawk");
    EXPECT_EQ(eval("s.speed = 3; [s.speed, s.velocity]"), "3,3");
}

TEST_F(Class, CallsMethods) {
    EXPECT_EQ(eval("var s = new Ship(1, 2); s.fire(30)"), "70");
    EXPECT_EQ(eval("s.move(1); s.move(1, 1); [s.x, s.y]"), "3,3");
    EXPECT_EQ(eval("s.scaled()"), "9");
    EXPECT_EQ(eval("[s.boost(), s.boost(undefined), s.boost(1)]"), "13,13,4");
    EXPECT_EQ(eval("s.turn(1) === s && s.turn(2).turn(3) === s"), "true");
    EXPECT_EQ(eval("[Ship.count(), Ship.twice(4), Ship.WHEELS]"), "42,8,0");
}

TEST_F(Class, LooksLikeAJavaScriptClass) {
    EXPECT_EQ(eval("var s = new Ship(1, 2); [s instanceof Ship, s instanceof Entity, Ship.name, "
                   "Ship.length, s.fire.name, s.fire.length, s.move.length, s.boost.length]"),
              "true,true,Ship,2,fire,1,1,0");
    EXPECT_EQ(eval("Object.keys(s).length + Object.keys(Ship.prototype).length"), "0");
}

TEST_F(Class, InheritsMembers) {
    EXPECT_EQ(eval("var s = new Ship(1, 2); s.id = 8; s.describe()"), "entity 8");
    EXPECT_EQ(eval("'use strict'; try { s.born = 4 } catch (e) { e.name + s.born }"), "TypeError3");
}

TEST_F(Class, CanBeExtendedInScript) {
    EXPECT_EQ(eval("class Fast extends Ship { constructor() { super(5, 6) } fire(p) { return "
                   "super.fire(p * 2) } }; var f = new Fast(); [f.x, f.fire(10), f instanceof "
                   "Ship, f instanceof Fast]"),
              "5,80,true,true");
}

TEST_F(Class, NamesTheConstructorInErrors) {
    EXPECT_EQ(eval("Ship(1, 2)"), "TypeError: new Ship() is a constructor: the new is missing");
    EXPECT_EQ(eval("new Ship(1)"), "TypeError: new Ship() needs 2 arguments, got 1");
    EXPECT_EQ(eval("new Ship(1, 'a')"),
              "TypeError: new Ship(): argument 2 must be a number, got string");
    EXPECT_EQ(eval("new Entity()"),
              "TypeError: new Entity() is not possible: script cannot make objects of this class");
}

TEST_F(Class, NamesTheMemberInErrors) {
    EXPECT_EQ(eval("var s = new Ship(1, 2); s.fire()"),
              "TypeError: Ship.fire() needs 1 argument, got 0");
    EXPECT_EQ(eval("s.fire('a')"),
              "TypeError: Ship.fire(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("s.x = 'far'"), "TypeError: Ship.x must be a number, got string");
    EXPECT_EQ(eval("s.label = null"), "TypeError: Ship.label must be a string, got null");
    EXPECT_EQ(eval("s.speed = {}"), "TypeError: Ship.speed must be a number, got object");
    EXPECT_EQ(eval("s.id = 1.5"),
              "RangeError: Entity.id must be an integer from -2147483648 to 2147483647, got 1.5");
}

TEST_F(Class, TurnsCppExceptionsIntoErrors) {
    EXPECT_EQ(eval("new Ship(1, 2).speed = -1"), "Error: a ship cannot fly backwards");
}

TEST_F(Class, RefusesAForeignThis) {
    const std::string message = "TypeError: Ship.fire(): this must be an instance of Ship, got ";

    EXPECT_EQ(eval("Ship.prototype.fire.call({}, 1)"), message + "object");
    EXPECT_EQ(eval("Ship.prototype.fire.call(5, 1)"), message + "Number");
    EXPECT_EQ(eval("Ship.prototype.fire.call(new Planet(), 1)"), message + "Planet");
    EXPECT_EQ(eval("Ship.prototype.fire.call(new Uint8Array(8), 1)"), message + "Uint8Array");
    EXPECT_EQ(eval("Ship.prototype.fire.call(new ArrayBuffer(8), 1)"), message + "ArrayBuffer");
    EXPECT_EQ(eval("Ship.prototype.fire(1)").substr(0, message.size()), message);
    EXPECT_EQ(eval("Object.create(Ship.prototype).fire(1)").substr(0, message.size()), message);
    EXPECT_EQ(eval("new Proxy(new Ship(1, 2), {}).fire(1)"), message + "object");
    EXPECT_EQ(eval("Object.setPrototypeOf(new Planet(), Ship.prototype).fire(1)"),
              message + "Planet");
    EXPECT_EQ(eval("(0, new Ship(1, 2).fire)(1)").substr(0, message.size()), message);
    EXPECT_EQ(eval("Reflect.construct(Object, [], Ship).fire(1)").substr(0, message.size()),
              message);
}

TEST_F(Class, RefusesAForeignThisOnProperties) {
    EXPECT_EQ(eval("Object.getOwnPropertyDescriptor(Ship.prototype, 'x').get.call(new Planet())"),
              "TypeError: Ship.x: this must be an instance of Ship, got Planet");
    EXPECT_EQ(eval("Object.getOwnPropertyDescriptor(Ship.prototype, 'x').set.call({}, 1)"),
              "TypeError: Ship.x: this must be an instance of Ship, got object");
    EXPECT_EQ(eval("Ship.prototype.area").substr(0, 54),
              "TypeError: Ship.area: this must be an instance of Ship");
}

TEST_F(Class, TellsTheClassByTheObjectNotByItsPrototype) {
    EXPECT_EQ(eval("Ship.prototype.fire.call(Object.setPrototypeOf(new Ship(1, 2), null), 1)"),
              "99");
    EXPECT_EQ(eval("Reflect.construct(Ship, [1, 2], Planet).mass").substr(0, 50),
              "TypeError: Planet.mass: this must be an instance o");
}

TEST_F(Class, PassesObjectsAsArguments) {
    globals()
        .function("by_reference", [](Ship& ship) { ship.x = 50; })
        .function("by_const", [](const Ship& ship) { return ship.x; })
        .function("by_value", [](Ship ship) { return ship.x = 9; })
        .function("by_pointer", [](const Ship* ship) { return ship == nullptr ? -1 : ship->x; })
        .function("by_base", [](const Entity& entity) { return entity.id; });

    EXPECT_EQ(eval("var s = new Ship(1, 2); by_reference(s); s.x"), "50");
    EXPECT_EQ(eval("[by_const(s), by_value(s), s.x]"), "50,9,50");
    EXPECT_EQ(eval("[by_pointer(s), by_pointer(null), by_pointer(undefined), by_pointer()]"),
              "50,-1,-1,-1");
    EXPECT_EQ(eval("by_base(s)"), "7");
    EXPECT_EQ(eval("by_reference(new Planet())"),
              "TypeError: by_reference(): argument 1 must be an instance of Ship, got Planet");
    EXPECT_EQ(eval("by_reference(null)"),
              "TypeError: by_reference(): argument 1 must be an instance of Ship, got null");
    EXPECT_EQ(eval("by_value({})"),
              "TypeError: by_value(): argument 1 must be an instance of Ship, got object");
}

TEST_F(Class, RefusesABaseWhereTheDerivedIsWanted) {
    Entity entity;
    globals()
        .function("entity", [&entity]() -> Entity& { return entity; })
        .function("ship", [](const Ship& ship) { return ship.x; });

    EXPECT_EQ(eval("ship(entity())"),
              "TypeError: ship(): argument 1 must be an instance of Ship, got Entity");
    EXPECT_EQ(eval("Ship.prototype.fire.call(entity(), 1)"),
              "TypeError: Ship.fire(): this must be an instance of Ship, got Entity");
}

TEST_F(Class, MakesObjectsWithAFactory) {
    class Shared {
      public:
        explicit Shared(int given) : value(given) {}
        int value;
    };
    class Failing {};
    globals()
        .type<Shared>("Shared")
        .factory([](int value) { return std::make_shared<Shared>(value); })
        .property("value", &Shared::value);
    globals().type<Failing>("Failing").factory([count = 0]() mutable -> std::unique_ptr<Failing> {
        if (++count == 1) throw std::runtime_error("no luck");
        return nullptr;
    });

    EXPECT_EQ(eval("new Shared(4).value"), "4");
    EXPECT_EQ(eval("new Shared('x')"),
              "TypeError: new Shared(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("new Failing()"), "Error: no luck");
    EXPECT_EQ(eval("new Failing()"), "Error: new Failing failed");
}

TEST_F(Class, SaysWhenAClassIsNotBound) {
    struct Stranger {
        int secret = 1;
    };
    globals()
        .function("stranger", [] { return Stranger(); })
        .function("meet", [](const Stranger& stranger) { return stranger.secret; });

    EXPECT_NE(eval("stranger()").find("Stranger is not bound in this plugin"), std::string::npos);
    EXPECT_NE(eval("meet({})").find("must be an instance of"), std::string::npos);
}

}  // namespace
}  // namespace plinth
