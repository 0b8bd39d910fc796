// SPDX-License-Identifier: MIT
// Who owns a wrapped object, which script object stands for it, and what is left when either goes.

#include <memory>
#include <stdexcept>
#include <string>

#include "bindings/view.h"
#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

struct Counted {
    static inline int alive = 0;
    Counted() { ++alive; }
    Counted(const Counted& other) : value(other.value) { ++alive; }
    Counted(Counted&& other) noexcept : value(other.value) { ++alive; }
    Counted& operator=(const Counted&) = default;
    ~Counted() { --alive; }
    int value = 1;
};

/// Owned by the game; tells nobody when it goes.
struct Plain {
    int value = 2;
};

/// Owned by the game; every use after its end must be noticed.
struct Rock : js::Tracked {
    int size = 3;
    void hit(double by) { size -= static_cast<int>(by); }
    int weigh(std::string_view unit) { return static_cast<int>(unit.size()) + size; }
};

class Lifetime : public test::V8Test {
  protected:
    Lifetime() {
        Counted::alive = 0;
        declare(globals());
    }
    ~Lifetime() override {
        destroy_realm();
        EXPECT_EQ(Counted::alive, 0);
    }

    static void declare(js::Module&& module) {
        module.type<Counted>("Counted").constructor<>().property("value", &Counted::value);
        module.type<Plain>("Plain").property("value", &Plain::value);
        module.type<Rock>("Rock")
            .constructor<>()
            .property("size", &Rock::size)
            .method("hit", &Rock::hit)
            .method<&Rock::weigh>("weigh")
            .property("double", [](const Rock& rock) { return rock.size * 2; });
    }
};

TEST_F(Lifetime, CollectsWhatScriptOwns) {
    eval("for (let i = 0; i < 100; ++i) new Counted(); globalThis.kept = new Counted()");

    collect_garbage();

    EXPECT_EQ(Counted::alive, 1);
    EXPECT_EQ(eval("kept.value"), "1");
}

TEST_F(Lifetime, OwnsResultsByValue) {
    globals().function("make", [] {
        Counted counted;
        counted.value = 5;
        return counted;
    });

    EXPECT_EQ(eval("make().value"), "5");
    EXPECT_EQ(Counted::alive, 1);
    collect_garbage();
    EXPECT_EQ(Counted::alive, 0);
}

TEST_F(Lifetime, CopiesConstReferences) {
    const Counted original;
    globals().function("show", [&original]() -> const Counted& { return original; });

    EXPECT_EQ(eval("var a = show(); a.value = 8; [a.value, show().value, a === show()]"),
              "8,1,false");
    destroy_realm();
    EXPECT_EQ(original.value, 1);
}

TEST_F(Lifetime, DestroysWhatIsLeftWhenTheRealmGoes) {
    eval("globalThis.kept = new Counted()");
    EXPECT_EQ(Counted::alive, 1);

    destroy_realm();

    EXPECT_EQ(Counted::alive, 0);
    EXPECT_EQ(eval("kept.value"), "Error: Counted.value: the Counted no longer exists");
}

TEST_F(Lifetime, TellsV8HowMuchItWouldFree) {
    const std::int64_t before = isolate()->AdjustAmountOfExternalAllocatedMemory(0);
    // Small ones are added up first.
    eval("globalThis.kept = Array.from({ length: 5000 }, () => new Counted())");
    EXPECT_GE(isolate()->AdjustAmountOfExternalAllocatedMemory(0),
              before + static_cast<std::int64_t>(4000 * sizeof(Counted)));

    eval("globalThis.kept = null");
    collect_garbage();

    EXPECT_NEAR(static_cast<double>(isolate()->AdjustAmountOfExternalAllocatedMemory(0)),
                static_cast<double>(before), 65536);
}

TEST_F(Lifetime, SharesOwnership) {
    auto shared = std::make_shared<Counted>();
    globals()
        .function("give", [&shared] { return shared; })
        .function("take", [](std::shared_ptr<Counted> given) { return given.use_count(); })
        .function("same", [&shared](std::shared_ptr<Counted> given) { return given == shared; });

    EXPECT_EQ(eval("var g = give(); [g === give(), same(g), same(null), take(g)]"),
              "true,true,false,3");
    EXPECT_EQ(eval("take(new Counted())"),
              "TypeError: take(): argument 1 must be a shared Counted, which this one is not, got "
              "Counted");
    shared.reset();
    EXPECT_EQ(eval("g.value"), "1");
    eval("g = null");
    collect_garbage();
    EXPECT_EQ(Counted::alive, 0);
}

TEST_F(Lifetime, LetsScriptOwnAUniquePointer) {
    globals().function("give", [] { return std::make_unique<Counted>(); });

    EXPECT_EQ(eval("give().value"), "1");
    collect_garbage();

    EXPECT_EQ(Counted::alive, 0);
}

TEST_F(Lifetime, KeepsTheIdentityOfBorrowedObjects) {
    Plain plain;
    globals()
        .function("reference", [&plain]() -> Plain& { return plain; })
        .function("pointer", [&plain] { return &plain; })
        .function("none", []() -> Plain* { return nullptr; });

    EXPECT_EQ(eval("reference().mine = 1; pointer().value = 9; "
                   "[reference() === pointer(), pointer().mine, none()]"),
              "true,1,");
    EXPECT_EQ(plain.value, 9);
}

TEST_F(Lifetime, MakesANewWrapperAfterTheOldOneWasCollected) {
    Plain plain;
    globals().function("get", [&plain]() -> Plain& { return plain; });

    eval("get().mine = 1");
    collect_garbage();

    EXPECT_EQ(eval("get().value + ':' + get().mine"), "2:undefined");
    js::forget(&plain);
}

TEST_F(Lifetime, ForgetsWhatTheGameDestroys) {
    auto plain = std::make_unique<Plain>();
    globals()
        .function("get", [&plain]() -> Plain& { return *plain; })
        .function("use", [](const Plain& given) { return given.value; });
    eval("globalThis.p = get()");

    js::forget(plain.get());
    plain.reset();

    EXPECT_EQ(eval("p.value"), "Error: Plain.value: the Plain no longer exists");
    EXPECT_EQ(eval("p.value = 1"), "Error: Plain.value: the Plain no longer exists");
    EXPECT_EQ(eval("use(p)"), "Error: use(): argument 1: the Plain no longer exists");
    plain = std::make_unique<Plain>();
    EXPECT_EQ(eval("get() === p"), "false");
}

TEST_F(Lifetime, NoticesTheEndOfTrackedObjects) {
    auto rock = std::make_unique<Rock>();
    globals().function("get", [&rock]() -> Rock& { return *rock; });
    EXPECT_EQ(eval("globalThis.r = get(); r.hit(1); r.size"), "2");

    rock.reset();

    EXPECT_EQ(eval("r.size"), "Error: Rock.size: the Rock no longer exists");
    EXPECT_EQ(eval("r.hit(1)"), "Error: Rock.hit(): the Rock no longer exists");
    EXPECT_EQ(eval("r.weigh('kg')"), "Error: Rock.weigh(): the Rock no longer exists");
    EXPECT_EQ(eval("r.double"), "Error: Rock.double: the Rock no longer exists");
}

TEST_F(Lifetime, DoesNotTrackCopies) {
    auto rock = std::make_unique<Rock>();
    globals().function("get", [&rock]() -> Rock& { return *rock; });
    eval("globalThis.r = get()");

    { const Rock copy = *rock; }

    EXPECT_EQ(eval("r.size"), "3");
}

TEST_F(Lifetime, TracksAnObjectAcrossRealms) {
    auto rock = std::make_unique<Rock>();
    auto plain = std::make_unique<Plain>();
    const v8::Local<v8::Context> other = v8::Context::New(isolate());
    test::PlainRealm other_realm(other);
    const auto bind = [&](v8::Local<v8::Context> where) {
        const v8::Context::Scope scope(where);
        js::Module module(where, where->Global(), "game");
        declare(js::Module(where, where->Global(), "game"));
        module.function("rock", [&rock]() -> Rock& { return *rock; })
            .function("plain", [&plain]() -> Plain& { return *plain; });
        eval_in(where, "globalThis.r = rock(); globalThis.p = plain()");
    };
    bind(context());
    bind(other);

    rock.reset();
    js::forget(plain.get());

    EXPECT_EQ(eval("r.size"), "Error: Rock.size: the Rock no longer exists");
    EXPECT_EQ(eval_in(other, "r.size"), "Error: Rock.size: the Rock no longer exists");
    EXPECT_EQ(eval("p.value"), "Error: Plain.value: the Plain no longer exists");
    EXPECT_EQ(eval_in(other, "p.value"), "Error: Plain.value: the Plain no longer exists");
}

TEST_F(Lifetime, ForgetsElsewhereWhatTheOwningScriptDropped) {
    Counted* lent = nullptr;
    const v8::Local<v8::Context> other = v8::Context::New(isolate());
    test::PlainRealm other_realm(other);
    {
        const v8::Context::Scope scope(other);
        declare(js::Module(other, other->Global(), "game"));
        js::Module(other, other->Global(), "game").function("get", [&lent] { return lent; });
    }
    globals().function("lend", [&lent](Counted& counted) { lent = &counted; });
    eval("lend(new Counted())");
    EXPECT_EQ(eval_in(other, "globalThis.c = get(); c.value"), "1");

    collect_garbage();

    EXPECT_EQ(Counted::alive, 0);
    EXPECT_EQ(eval_in(other, "c.value"), "Error: Counted.value: the Counted no longer exists");
}

TEST_F(Lifetime, NoticesThatAMethodDestroyedItsObject) {
    auto rock = std::make_unique<Rock>();
    globals()
        .function("get", [&rock]() -> Rock& { return *rock; })
        .function("blast", [&rock](Rock&) { rock.reset(); });

    EXPECT_EQ(eval("var r = get(); blast(r); blast(r)"),
              "Error: blast(): argument 1: the Rock no longer exists");
}

struct Impact {
    double force = 0;
};
constexpr auto describe(js::Type<Impact>) {
    return js::fields(std::pair("force", &Impact::force));
}

TEST_F(Lifetime, NoticesThatAGetterFromCallbackDestroyedTheObject) {
    std::unique_ptr<Rock> rock;
    globals()
        .function("get",
                  [&rock]() -> Rock& {
                      if (rock == nullptr) rock = std::make_unique<Rock>();
                      return *rock;
                  })
        .function("destroy", [&rock] { rock.reset(); })
        .function("strike", [](Rock& struck, const Impact& impact) {
            struck.size -= static_cast<int>(impact.force);
        });
    globals().function("strike_all", [](const std::vector<Rock*>& rocks) {
        for (Rock* const struck : rocks)
            struck->size = 0;
    });
    globals().type<Rock>("Rock").method("strike", [](Rock& struck, const Impact& impact) {
        struck.size -= static_cast<int>(impact.force);
    });
    const std::string trap = "{ get force() { destroy(); return 1 } }";

    EXPECT_EQ(eval("strike(get(), " + trap + ")"),
              "Error: strike(): argument 1: the Rock no longer exists");
    EXPECT_EQ(eval("get().strike(" + trap + ")"),
              "Error: Rock.strike(): the Rock no longer exists");
    EXPECT_EQ(eval("var a = [get(), null]; Object.defineProperty(a, 1, { get() { destroy(); return "
                   "get() } }); strike_all(a)"),
              "Error: strike_all(): argument 1[0]: the Rock no longer exists");
}

struct Engine {
    int power = 4;
};

struct Car {
    Car() = default;
    ~Car() { engine.power = -1; }
    Engine engine;
    std::unique_ptr<Engine> spare = std::make_unique<Engine>();
};

class Parts : public Lifetime {
  protected:
    Parts() {
        js::Module module = globals();
        module.type<Engine>("Engine").property("power", &Engine::power);
        module.type<Car>("Car")
            .factory([] { return std::make_unique<Car>(); })
            .method("self", [](Car& car) -> Car& { return car; })
            .method("engine", [](Car& car) { return &car.engine; })
            .property("spare", [](Car& car) -> Engine& { return *car.spare; })
            .method("none", [](Car&) -> Engine* { return nullptr; });
    }
};

TEST_F(Parts, KeepTheObjectAliveThatScriptGotThemFrom) {
    eval("globalThis.e = new Car().engine(); globalThis.s = new Car().spare");

    collect_garbage();

    EXPECT_EQ(eval("[e.power, s.power, new Car().none()]"), "4,4,");
    EXPECT_EQ(eval("var c = new Car(); c.self() === c && c.engine() === c.engine()"), "true");
}

TEST_F(Parts, EndWithTheGamesObject) {
    auto car = std::make_unique<Car>();
    globals().function("car", [&car]() -> Car& { return *car; });
    eval("globalThis.e = car().engine()");
    collect_garbage();
    EXPECT_EQ(eval("e.power"), "4");

    js::forget(car.get());
    car.reset();

    EXPECT_EQ(eval("e.power"), "Error: Engine.power: the Engine no longer exists");
}

TEST_F(Parts, MayEndBeforeTheWhole) {
    Car car;
    globals().function("car", [&car]() -> Car& { return car; });
    eval("globalThis.c = car(); globalThis.e = c.engine()");

    js::forget(&car.engine);

    EXPECT_EQ(eval("e.power"), "Error: Engine.power: the Engine no longer exists");
    EXPECT_EQ(eval("c.engine().power"), "4");
    js::forget(&car);
    EXPECT_EQ(eval("c.engine()"), "Error: Car.engine(): the Car no longer exists");
}

TEST_F(Lifetime, SweepsWhenNewObjectsAreMade) {
    eval("new Counted()");
    isolate()->LowMemoryNotification();
    EXPECT_EQ(Counted::alive, 1);

    eval("globalThis.kept = new Counted()");

    EXPECT_EQ(Counted::alive, 1);
}

TEST_F(Lifetime, MayBeReleasedTwice) {
    eval("globalThis.kept = new Counted()");

    realm().close();
    realm().close();

    EXPECT_EQ(Counted::alive, 0);
}

// Several addresses, one object.

struct Named : js::Tracked {
    std::string name = "moon";
};
struct Solid {
    double mass = 2;
};
struct Body : Named, Solid {
    int phase = 7;
};

class ManyBases : public test::V8Test {
  protected:
    ManyBases() {
        js::Module module = globals();
        module.type<Named>("Named").property("name", &Named::name);
        module.type<Solid>("Solid").view("mass", &Solid::mass);
        module.type<Body>("Body").base<Named>().base<Solid>().constructor<>().view("phase",
                                                                                   &Body::phase);
        module.function("body", [this]() -> Body& { return *body_; })
            .function("solid", [this]() -> Solid& { return *body_; })
            .function("named", [this]() -> Named& { return *body_; })
            .function("weigh", [](Solid& solid) -> Solid* { return &solid; })
            .function("phase_of", [](const Body& body) { return body.phase; });
    }
    std::unique_ptr<Body> body_ = std::make_unique<Body>();
};

TEST_F(ManyBases, AreOneObjectHoweverItWasShownFirst) {
    EXPECT_EQ(eval("globalThis.s = solid(); [s instanceof Body, s.mass]"), "false,2");
    EXPECT_EQ(eval("[body() === s, s instanceof Body, s.phase, s.name, s.mass, phase_of(s)]"),
              "true,true,7,moon,2,7");
    EXPECT_EQ(eval("[solid() === s, named() === s, weigh(s) === s]"), "true,true,true");
}

TEST_F(ManyBases, AreFoundByTheirSecondBase) {
    EXPECT_EQ(eval("globalThis.b = body(); [solid() === b, named() === b, solid().phase]"),
              "true,true,7");
}

TEST_F(ManyBases, BecomeWhatTheyAreInStepsToo) {
    EXPECT_EQ(eval("globalThis.n = named(); [n instanceof Body, n.name]"), "false,moon");
    EXPECT_EQ(eval("[body() === n, n instanceof Body, n.mass, n.phase]"), "true,true,2,7");
}

TEST_F(ManyBases, EndWhateverTheyWereShownAsFirst) {
    eval("globalThis.s = solid(); globalThis.b = body()");

    body_.reset();

    EXPECT_EQ(eval("b === s"), "true");
    EXPECT_EQ(eval("s.name"), "Error: Named.name: the Named no longer exists");
    EXPECT_EQ(eval("s.mass"), "Error: Solid.mass: the Solid no longer exists");
    EXPECT_EQ(eval("s.phase"), "Error: Body.phase: the Body no longer exists");
}

struct Left {
    int a = 1;
};
struct Right {
    int b = 2;
};
struct Both : Left, Right {};

TEST_F(Lifetime, ForgetsByAnyBase) {
    js::Module module = globals();
    module.type<Left>("Left").property("a", &Left::a);
    module.type<Right>("Right").property("b", &Right::b);
    module.type<Both>("Both").base<Left>().base<Right>();
    Both first;
    Both second;
    Both* shown = &first;
    module.function("both", [&]() -> Both& { return *shown; });
    module.function("right", [&]() -> Right& { return *shown; });

    eval("globalThis.b = both()");
    js::forget(static_cast<Right*>(shown));
    EXPECT_EQ(eval("b.a"), "Error: Left.a: the Left no longer exists");

    shown = &second;
    eval("globalThis.r = right()");
    js::forget(shown);
    EXPECT_EQ(eval("r.b"), "Error: Right.b: the Right no longer exists");
}

// Objects that nobody has to destroy lie together, and have no handle before they need one.

struct Vec {
    double x = 0;
    double y = 0;
    Vec& self() { return *this; }
    Vec doubled() const { return {x * 2, y * 2}; }
    void grow(double by) { x += by; }
};

class Light : public Lifetime {
  protected:
    Light() {
        js::Module module = globals();
        declare_vec(module);
        module.function("longest", [](Vec& a, Vec& b) -> Vec& { return a.x > b.x ? a : b; });
        module.function("same", [](Vec* vec) { return vec; });
        module.function("made", [] { return Vec{1, 2}; });
    }
    static void declare_vec(js::Module& module) {
        module.type<Vec>("Vec")
            .factory([](double x, double y) {
                if (x < 0) throw std::out_of_range("negative");
                return Vec{x, y};
            })
            .property("x", &Vec::x)
            .property("length", [](const Vec& vec) { return vec.x; })
            .method("self", &Vec::self)
            .method("doubled", &Vec::doubled)
            .method("grow", &Vec::grow);
    }
};

TEST_F(Light, KeepTheirIdentity) {
    EXPECT_EQ(eval("globalThis.a = new Vec(1, 2); globalThis.b = new Vec(3, 4); "
                   "[a.self() === a, longest(a, b) === b, longest(b, a) === b, same(a) === a]"),
              "true,true,true,true");
    EXPECT_EQ(eval("var c = made(); [same(c) === c, c.doubled().x, c.doubled() === c.doubled()]"),
              "true,2,false");
    collect_garbage();
    EXPECT_EQ(eval("[a.x, b.x, same(b) === b]"), "1,3,true");
}

TEST_F(Light, ComeAndGo) {
    const std::int64_t before = isolate()->AdjustAmountOfExternalAllocatedMemory(0);
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(eval("globalThis.few = []; for (let i = 0; i < 5000; ++i) { "
                       "const v = new Vec(i, 0); if (i % 100 === 0) few.push(v); "
                       "if (i % 3 === 0) v.grow(1); if (i % 7 === 0) v.doubled(); } "
                       "few.map((v) => v.x).slice(0, 4).join()"),
                  "1,100,200,301");
        collect_garbage();
        EXPECT_EQ(eval("[few[1].x, few[3].self() === few[3], few.length]"), "100,true,50");
    }
    eval("few = null");
    collect_garbage();
    EXPECT_LE(isolate()->AdjustAmountOfExternalAllocatedMemory(0), before + (256 << 10));
}

TEST_F(Light, AreNotMadeWhenTheFactoryThrows) {
    EXPECT_EQ(eval("try { new Vec(-1, 0) } catch (e) { globalThis.v = new Vec(5, 0); v.x }"), "5");
    EXPECT_EQ(eval("v.grow(1); v.self().x"), "6");
}

TEST_F(Light, EndWithTheRealm) {
    eval("globalThis.loose = new Vec(1, 2); globalThis.pinned = new Vec(3, 4).self()");

    destroy_realm();

    EXPECT_EQ(eval("loose.x"), "Error: Vec.x: the Vec no longer exists");
    EXPECT_EQ(eval("loose.grow(1)"), "Error: Vec.grow(): the Vec no longer exists");
    EXPECT_EQ(eval("pinned.x"), "Error: Vec.x: the Vec no longer exists");
    EXPECT_EQ(eval("new Vec(1, 2)"),
              "Error: new Vec(): the plugin that it belongs to has been unloaded");
    isolate()->LowMemoryNotification();
    EXPECT_EQ(eval("loose.x"), "Error: Vec.x: the Vec no longer exists");
}

TEST_F(Light, TellOfTheirEndOnlyIfTheyWereShownElsewhere) {
    const v8::Local<v8::Context> other = v8::Context::New(isolate());
    test::PlainRealm neighbour(other);
    Vec* shown = nullptr;
    globals().function("show", [&](Vec& vec) { shown = &vec; });
    {
        const v8::Context::Scope scope(other);
        js::Module module(other, other->Global(), "game");
        declare_vec(module);
        module.function("shown", [&]() -> Vec* { return shown; });
    }
    eval("globalThis.v = new Vec(8, 0); show(v)");
    EXPECT_EQ(eval_in(other, "globalThis.w = shown(); w.x"), "8");

    eval("v = null");
    collect_garbage();

    EXPECT_EQ(eval_in(other, "w.x"), "Error: Vec.x: the Vec no longer exists");
}

}  // namespace
}  // namespace plinth
