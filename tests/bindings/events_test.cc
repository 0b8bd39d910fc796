// SPDX-License-Identifier: MIT
// Events: what listeners get, in which order, and what they may do meanwhile.

#include "bindings/events.h"

#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

struct Hit {
    int target = 0;
    double x = 0;
    bool hard = false;
    std::string by;
};
constexpr auto describe(js::Type<Hit>) {
    return js::fields(std::pair("target", &Hit::target), std::pair("x", &Hit::x),
                      std::pair("hard", &Hit::hard), std::pair("by", &Hit::by));
}

class Events : public test::V8Test {
  protected:
    void declare() {
        globals()
            .event("hit", hit_)
            .event("update", update_)
            .event("over", over_)
            .function("flush", [this] { hub_.flush(); });
        eval("var log = []");
    }

    js::EventHub hub_;
    js::Event<Hit> hit_{hub_};
    js::Event<double> update_{hub_};
    js::Event<> over_{hub_};
};

TEST_F(Events, AreToldInTheOrderInWhichTheyWerePosted) {
    declare();
    eval(
        "on('hit', (h) => log.push(h.target + h.by + h.x + h.hard)); on('update', (dt) => "
        "log.push(dt));"
        "on('over', (...all) => log.push('over' + all[0]))");

    update_.post(0.5);
    hit_.post({3, 1.5, true, "me"});
    over_.post();
    update_.post(0.25);
    EXPECT_EQ(eval("log.length"), "0");
    hub_.flush();

    EXPECT_EQ(eval("log.join()"), "0.5,3me1.5true,overundefined,0.25");
    hub_.flush();
    EXPECT_EQ(eval("log.length"), "4");
}

TEST_F(Events, AreToldAtOnceIfWanted) {
    declare();
    eval("on('hit', (h) => log.push(h.target))");
    EXPECT_TRUE(hit_.heard());
    EXPECT_FALSE(update_.heard());

    hit_.post({1, 0, false, ""});
    hit_.emit({2, 0, false, ""});
    hub_.flush();

    EXPECT_EQ(eval("log.join()"), "2,1");
}

TEST_F(Events, CallEachListenerInTurnAndOnceOnce) {
    declare();
    eval(
        "const a = (dt) => log.push('a' + dt); on('update', a); once('update', (dt) => "
        "log.push('o' + dt));"
        "on('update', (dt) => log.push('b' + dt))");

    update_.emit(1);
    eval("off('update', a)");
    update_.emit(2);

    EXPECT_EQ(eval("log.join()"), "a1,o1,b1,b2");
    EXPECT_EQ(eval("off('update', () => {})"), "undefined");
}

TEST_F(Events, ListenersMayChangeTheListWhileItRuns) {
    declare();
    eval(
        "on('over', function first() { log.push('first'); off('over', first); off('over', second);"
        "on('over', () => log.push('new')); }); function second() { log.push('second') }"
        "on('over', second)");

    over_.emit();
    EXPECT_EQ(eval("log.join()"), "first,second");
    over_.emit();
    EXPECT_EQ(eval("log.join()"), "first,second,new");
}

TEST_F(Events, AnErrorIsReportedAndTheOthersGoOn) {
    declare();
    eval("on('over', () => { throw new Error('oh') }); on('over', () => log.push('next'))");

    over_.post();
    over_.post();
    hub_.flush();

    EXPECT_EQ(eval("log.join()"), "next,next");
    ASSERT_EQ(realm().reported.size(), 2u);
    EXPECT_EQ(realm().reported[0], "Error: oh");
}

TEST_F(Events, MayBeToldFromCallback) {
    declare();
    globals()
        .function("again", [this](double x) { update_.emit(x); })
        .function("later", [this](double x) { update_.post(x); });
    eval(
        "on('over', () => { again(1); later(2); flush(); later(3); log.push('end') });"
        "on('update', (dt) => log.push(dt))");

    over_.emit();
    EXPECT_EQ(eval("log.join()"), "1,2,end");
    hub_.flush();
    EXPECT_EQ(eval("log.join()"), "1,2,end,3");
}

TEST_F(Events, TheRealmMayEndFromCallback) {
    declare();
    globals().function("unload", [this] { realm().open = false; });
    eval("on('over', () => { unload(); log.push(1) }); on('over', () => log.push(2))");

    over_.emit();
    over_.emit();
    realm().close();
    over_.emit();
    hub_.flush();

    EXPECT_FALSE(over_.heard());
}

TEST_F(Events, OutliveTheirHubAndTheOtherWayRound) {
    auto hub = std::make_unique<js::EventHub>();
    auto event = std::make_unique<js::Event<double>>(*hub);
    globals().event("early", *event);
    eval("on('early', () => {})");
    hub.reset();
    event->emit(1);
    event.reset();

    EXPECT_EQ(eval("on('early', () => {})"), "undefined");
}

TEST_F(Events, RefuseBadArguments) {
    declare();

    EXPECT_EQ(eval("on('hits', () => {})"),
              "RangeError: on(): argument 1 must be one of 'hit', 'update', 'over', got 'hits'");
    EXPECT_EQ(eval("off()"),
              "TypeError: off(): argument 1 must be one of 'hit', 'update', 'over', got undefined");
    EXPECT_EQ(eval("once('hit', 5)"),
              "TypeError: once(): argument 2 must be a function, got number");
    EXPECT_EQ(eval("on('__proto__', () => {})").substr(0, 10), "RangeError");
}

TEST_F(Events, NeedTheirPermission) {
    realm().granted = {"other"};
    globals().event("secret", over_, js::permission("world.read"));

    EXPECT_EQ(eval("try { on('secret', () => {}) } catch (e) { e.code }"), "ERR_ACCESS_DENIED");
}

TEST_F(Events, StandWhateverThePluginDoesToPrototypes) {
    declare();
    eval(
        "on('over', () => log.push('a')); Array.prototype.push = null; "
        "Array.prototype[Symbol.iterator] = null;"
        "Object.defineProperty(Array.prototype, 5, { set() { throw 1 } });"
        "var count = 0; for (let i = 0; i < 8; i++) on('update', () => { count++ })");

    update_.emit(1);

    EXPECT_EQ(eval("count"), "8");
}

}  // namespace
}  // namespace plinth
