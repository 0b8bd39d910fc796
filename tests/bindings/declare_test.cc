// SPDX-License-Identifier: MIT
// Overloads, enums, module properties, objects in modules, notes, several bases, narrowing.

#include <stdexcept>

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

enum class Align { Left, Center, Right };
constexpr auto describe(js::Type<Align>) {
    return js::strings(std::pair("left", Align::Left), std::pair("center", Align::Center),
                       std::pair("right", Align::Right));
}

enum class Kind : std::uint8_t { Rock = 1, Ice = 4 };
constexpr auto describe(js::Type<Kind>) {
    return js::numbers(std::pair("Rock", Kind::Rock), std::pair("Ice", Kind::Ice));
}

struct Named {
    std::string name = "nameless";
    std::string greeting() const { return "I am " + name; }
};
struct Solid {
    double mass = 2;
    virtual ~Solid() = default;
};
struct Body : Named, Solid {
    bool round = true;
};
struct Moon : Body {
    int phase = 3;
};

double area(double radius) {
    return radius * radius;
}
double area(double width, double height) {
    return width * height;
}

class Declare : public test::V8Test {
  protected:
    void declare_bodies() {
        js::Module module = globals();
        module.type<Named>("Named")
            .property("name", &Named::name)
            .method("greeting", &Named::greeting);
        module.type<Solid>("Solid").property("mass", &Solid::mass);
        module.type<Body>("Body")
            .base<Named>()
            .base<Solid>()
            .constructor<>()
            .property("round", &Body::round)
            .derived<Moon>([](Body& body) -> Moon* {
                return body.name == "moon" ? static_cast<Moon*>(&body) : nullptr;
            });
        module.type<Moon>("Moon").base<Body>().constructor<>().property("phase", &Moon::phase);
    }
};

TEST_F(Declare, ChoosesTheOverloadByNumberThenByType) {
    globals().function(
        "f", js::overload([] { return std::string("none"); },
                          [](double) { return std::string("number"); },
                          [](const std::string&) { return std::string("string"); },
                          [](double, std::optional<bool>) { return std::string("number, bool"); },
                          [](const std::vector<int>&) { return std::string("array"); }));

    EXPECT_EQ(eval("[f(), f(1), f('a'), f(1, true), f([1])]"),
              "none,number,string,number, bool,array");
    EXPECT_EQ(eval("f(1, 'a')"), "TypeError: f(): argument 2 must be a boolean, got string");
    EXPECT_EQ(eval("f(null)"), "TypeError: f() has no form that takes (null)");
    EXPECT_EQ(eval("f('a', 1, 2)"), "TypeError: f(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("f.length"), "0");
}

TEST_F(Declare, LetsTheOnlyCandidateSpeakForItself) {
    globals().function("area", js::overload(js::signature<double(double)>(&area),
                                            js::signature<double(double, double)>(&area)));

    EXPECT_EQ(eval("[area(3), area(2, 4)]"), "9,8");
    EXPECT_EQ(eval("area('a')"), "TypeError: area(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("area()"), "TypeError: area() has no form that takes ()");
}

TEST_F(Declare, OverloadsMembersAndConstructors) {
    struct Gun {
        Gun() = default;
        explicit Gun(int given) : shots(given) {}
        int shots = 6;
    };
    globals().type<Gun>("Gun").constructors<Gun(), Gun(int)>().method(
        "fire", js::overload([](Gun& gun) { return --gun.shots; },
                             [](Gun& gun, int times) { return gun.shots -= times; },
                             [](Gun&, const std::string& cry) { return cry; }));

    EXPECT_EQ(eval("var g = new Gun(); [g.fire(), g.fire(2), g.fire('ha')]"), "5,3,ha");
    EXPECT_EQ(eval("[new Gun(9).fire(), Gun.length]"), "8,0");
    EXPECT_EQ(eval("new Gun('x')"),
              "TypeError: new Gun(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("Gun(1)"), "TypeError: new Gun() is a constructor: the new is missing");
    EXPECT_EQ(eval("g.fire.call({}, 1)"),
              "TypeError: Gun.fire(): this must be an instance of Gun, got object");
}

TEST_F(Declare, HasEnumsAsStrings) {
    globals().function(
        "next", [](Align align) { return static_cast<Align>((static_cast<int>(align) + 1) % 4); });

    EXPECT_EQ(eval("next('left')"), "center");
    EXPECT_EQ(
        eval("next('lefty')"),
        "RangeError: next(): argument 1 must be one of 'left', 'center', 'right', got 'lefty'");
    EXPECT_EQ(eval("next(0)"),
              "TypeError: next(): argument 1 must be one of 'left', 'center', 'right', got number");
    EXPECT_EQ(eval("next('right')"), "Error: The result 3 is no Align");
}

TEST_F(Declare, HasEnumsAsNumbers) {
    globals().enumeration<Kind>("Kind").function("same", [](Kind kind) { return kind; });

    EXPECT_EQ(eval("[Kind.Rock, Kind.Ice, same(Kind.Ice)]"), "1,4,4");
    EXPECT_EQ(eval("same(2)"), "RangeError: same(): argument 1 must be one of 1, 4, got 2");
    EXPECT_EQ(eval("same(NaN)"), "RangeError: same(): argument 1 must be one of 1, 4, got NaN");
    EXPECT_EQ(eval("Kind.Rock = 5; Kind.New = 6; Kind = 7; [Kind.Rock, Kind.New]"), "1,");
}

TEST_F(Declare, HasPropertiesAndObjects) {
    int score = 5;
    globals()
        .property(
            "score", [&] { return score; }, [&](int given) { score = given; })
        .property("twice", [&] { return score * 2; })
        .object("draw", [](js::Module& draw) {
            draw.function("line", [](double length) { return length; }).constant("WIDTH", 3);
        });

    EXPECT_EQ(eval("score += 2; [score, twice]"), "7,14");
    EXPECT_EQ(eval("'use strict'; try { twice = 3 } catch (e) { e.name }"), "TypeError");
    EXPECT_EQ(eval("score = 'many'"),
              "TypeError: score(): argument 1 must be a number, got string");
    EXPECT_EQ(eval("[draw.line(4), draw.WIDTH]"), "4,3");
}

TEST_F(Declare, RefusesWhatThePluginHasNoPermissionFor) {
    realm().granted = {"world.read"};
    struct World {
        int size = 4;
    };
    globals()
        .function(
            "read", [] { return 1; }, js::permission("world.read"))
        .function(
            "write", [] { return 2; }, js::permission("world.write"))
        .type<World>("World")
        .note(js::permission("world.write"))
        .constructor<>()
        .property("size", &World::size);

    EXPECT_EQ(eval("read()"), "1");
    EXPECT_EQ(eval("write()"),
              "Error: write() needs the permission world.write, which this plugin does not have");
    EXPECT_EQ(eval("try { write() } catch (e) { e.code + ' ' + e.permission }"),
              "ERR_ACCESS_DENIED world.write");
    EXPECT_EQ(eval("try { new World() } catch (e) { e.code }"), "ERR_ACCESS_DENIED");
}

TEST_F(Declare, CallsSomeMembersAtCertainPointsOnly) {
    bool drawing = false;
    const js::Condition in_draw{[&] { return drawing; }, "during the 'draw' event"};
    globals().function("line", js::only(in_draw, [](double length) { return length; }));

    EXPECT_EQ(eval("line(2)"), "Error: line() can only be called during the 'draw' event");
    drawing = true;
    EXPECT_EQ(eval("line(2)"), "2");
}

TEST_F(Declare, InheritsFromSeveralBases) {
    declare_bodies();
    globals()
        .function("mass_of", [](const Solid& solid) { return solid.mass; })
        .function("name_of", [](const Named& named) { return named.name; });

    EXPECT_EQ(eval("var b = new Body(); b.name = 'rock'; b.mass += 1; "
                   "[b.greeting(), b.mass, b.round, mass_of(b), name_of(b)]"),
              "I am rock,3,true,3,rock");
    EXPECT_EQ(
        eval("[b instanceof Named, b instanceof Solid, b instanceof Body, {} instanceof Solid, "
             "Object.create(Solid.prototype) instanceof Solid]"),
        "true,true,true,false,true");
    EXPECT_EQ(eval("var m = new Moon(); [m.mass, mass_of(m), m instanceof Solid]"), "2,2,true");
    EXPECT_EQ(eval("Object.getOwnPropertyDescriptor(Body.prototype, 'mass').get.call({})"),
              "TypeError: Solid.mass: this must be an instance of Solid, got object");
}

TEST_F(Declare, ShowsAnObjectAsTheClassThatItReallyIs) {
    declare_bodies();
    Moon moon;
    Body body;
    moon.name = "moon";
    auto shared = std::make_shared<Moon>();
    shared->name = "moon";
    globals()
        .function("sky", [&](bool first) -> Body& { return first ? moon : body; })
        .function("shared", [&]() -> std::shared_ptr<Body> { return shared; });

    EXPECT_EQ(eval("var m = sky(true); [m instanceof Moon, m.phase, m === sky(true)]"),
              "true,3,true");
    EXPECT_EQ(eval("sky(false) instanceof Moon"), "false");
    EXPECT_EQ(eval("var s = shared(); [s.phase, s === shared()]"), "3,true");
    js::forget(static_cast<Body*>(&moon));
    EXPECT_EQ(eval("m.phase"), "Error: Moon.phase: the Moon no longer exists");
}

TEST_F(Declare, WritesDownWhatItDeclares) {
    js::ModuleDescription description;
    js::Module module = globals();
    module.describe_to(description);
    struct Ship {
        double x = 0;
    };
    module
        .function(
            "now", [] { return 1.0; }, js::thread_safe())
        .object("draw", [](js::Module& draw) { draw.function("line", [] {}); })
        .enumeration<Kind>("Kind");
    module.type<Ship>("Ship").note(js::doc("A ship.").thread_safe()).property("x", &Ship::x);

    ASSERT_EQ(description.members.size(), 1u);
    EXPECT_EQ(description.members[0].note.threads(), js::Threads::Any);
    EXPECT_EQ(description.objects.front().members[0].name, "line");
    EXPECT_EQ(description.enums[0].values[1].second, 4);
    EXPECT_EQ(description.classes[0].members[0].kind, js::MemberKind::Property);
    EXPECT_EQ(description.classes[0].members[0].note.threads(), js::Threads::Any);
}

}  // namespace
}  // namespace plinth
