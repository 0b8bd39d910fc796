// SPDX-License-Identifier: MIT
// The policy `hardened`: who gets it, and that what it wraps still behaves as JavaScript says. What
// it holds back is in tests/hostile/hardened.

#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

class HardenedPolicy : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.grant = [](std::string_view, std::string_view, std::string_view) { return true; };
        if (!host_wants_.empty()) {
            made.hardened = [this](const PluginInfo& one) { return one.name == host_wants_; };
        }
        return made;
    }
    bool load_with(const std::string& name, const char* manifest, const char* code) {
        write(name + "/package.json", manifest);
        return load(name, code);
    }

    std::string host_wants_;
};

constexpr const char* kTell = "say(typeof WebAssembly);";

TEST_F(HardenedPolicy, IsOffUnlessSomebodyAsksForIt) {
    load("one", kTell);

    EXPECT_EQ(said_, "object");
    EXPECT_FALSE(info("one").hardened);
}

TEST_F(HardenedPolicy, IsTheHostsToDecide) {
    host_wants_ = "one";

    load("one", kTell);
    load("two", kTell);

    EXPECT_EQ(said_, "undefined object");
    EXPECT_TRUE(info("one").hardened);
    EXPECT_FALSE(info("two").hardened);
}

TEST_F(HardenedPolicy, MayBeAskedForByTheManifest) {
    load_with("one", R"({ "plinth": { "hardened": true } })", kTell);

    EXPECT_EQ(said_, "undefined");
}

TEST_F(HardenedPolicy, CannotBeRefusedByTheManifest) {
    host_wants_ = "one";

    load_with("one", R"({ "plinth": { "hardened": false } })", kTell);

    EXPECT_EQ(said_, "undefined");
}

TEST_F(HardenedPolicy, AWishThatIsNoBooleanIsAnError) {
    EXPECT_FALSE(load_with("one", R"({ "plinth": { "hardened": "yes" } })", kTell));
    EXPECT_NE(info("one").error.find("\"hardened\" must be true or false"), std::string::npos);
}

TEST_F(HardenedPolicy, StaysAfterAReload) {
    host_wants_ = "one";
    load("one", kTell);

    host().reload("one");
    frames(2);

    EXPECT_EQ(said_, "undefined undefined");
}

TEST_F(HardenedPolicy, AModuleFileAboveSixteenMebibytesIsRefused) {
    host_wants_ = "one";
    write("one/big.js", "//" + std::string(std::size_t{17} << 20, ' '));

    load("one", "try { require('./big.js'); } catch (error) { say(error.code); }");

    EXPECT_EQ(said_, "ERR_HARDENED_LIMIT");
}

TEST_F(HardenedPolicy, ANewContextWithoutCapsIsRefused) {
    host_wants_ = "one";

    load("one", "try { require('vm').runInNewContext('WebAssembly'); } catch (e) { say(e.code); }");

    EXPECT_EQ(said_, "ERR_HARDENED_LIMIT");
}

TEST_F(HardenedPolicy, FetchNeedsNoWebAssembly) {
    host_wants_ = "one";

    constexpr const char* kManifest = R"({ "plinth": { "permissions": {
        "net.listen": ["localhost"], "net.connect": ["localhost"] } } })";

    load_with("one", kManifest, R"(
        const server = require('http').createServer((_, response) => response.end('fetched'));
        server.listen(0, '127.0.0.1', () => {
            fetch(`http://127.0.0.1:${server.address().port}`)
                .then((response) => response.text()).then(say, (error) => say(String(error.cause)));
        });)");

    EXPECT_TRUE(frames_until([this] { return !said_.empty(); }));
    EXPECT_EQ(said_, "fetched");
}

// A plugin of checks: each that does not hold says its name.
class HardenedBuiltins : public HardenedPolicy, public testing::WithParamInterface<const char*> {};

TEST_P(HardenedBuiltins, BehaveAsWithoutIt) {
    host_wants_ = "one";

    load("one", "const assert = require('assert');" + std::string(GetParam()) + "; say('done');");

    EXPECT_EQ(said_, "done") << info("one").error;
}

constexpr const char* kChecks[] = {
    // Names, lengths, attributes, text; no prototype and no `new`.
    "for (const [f, name, length] of [[[].map, 'map', 1], [[].concat, 'concat', 1],"
    "    [''.split, 'split', 2], [JSON.parse, 'parse', 2], [Array.from, 'from', 1],"
    "    [RegExp.prototype[Symbol.replace], '[Symbol.replace]', 2], [Proxy, 'Proxy', 2],"
    "    [Uint8Array, 'Uint8Array', 3], [Function.prototype.toString, 'toString', 0]]) {"
    "  assert.strictEqual(f.name, name); assert.strictEqual(f.length, length);"
    "  assert.match(String(f), /native code/); }"
    "assert.throws(() => new [].map(), TypeError); assert.ok(!('prototype' in [].map));"
    "const d = Object.getOwnPropertyDescriptor(Array.prototype, 'map');"
    "assert.ok(d.writable && d.configurable && !d.enumerable);",
    // Subclasses and species.
    "class List extends Array {} const l = List.from([3, 1, 2]);"
    "assert.ok(l instanceof List); assert.strictEqual(l.sort(), l);"
    "for (const r of [l.map((x) => x), l.filter(Boolean), l.slice(), l.concat([1]), l.flat(),"
    "  l.flatMap((x) => [x]), l.splice(0, 0)]) assert.ok(r instanceof List);"
    "class Bytes extends Uint8Array {} const b = new Bytes([3, 1, 2]);"
    "assert.ok(b.slice(1) instanceof Bytes); assert.strictEqual(b.constructor, Bytes);"
    "assert.strictEqual(new Uint8Array(1).constructor, Uint8Array);"
    "assert.ok(new Uint8Array(1) instanceof Uint8Array && Buffer.alloc(1) instanceof Uint8Array);",
    // Any object as `this`.
    "assert.strictEqual([].join.call({ length: 2, 0: 'a', 1: 'b' }), 'a,b');"
    "assert.deepStrictEqual([].map.call('ab', (x) => x + x), ['aa', 'bb']);"
    "assert.deepStrictEqual([].slice.call(new Uint8Array([1, 2, 3]), 1), [2, 3]);"
    "assert.throws(() => [].map.call(null, () => 1), TypeError);"
    "const o = { length: 1, 0: 5 }; assert.strictEqual([].fill.call(o, 7), o);"
    "const proxied = new Proxy([3, 1, 2], {}); assert.strictEqual(proxied.sort(), proxied);"
    "assert.deepStrictEqual([...proxied], [1, 2, 3]);"
    "assert.deepStrictEqual([0].concat(proxied), [0, 1, 2, 3]);"
    "assert.strictEqual(''.repeat.call(12, 2), '1212');"
    "assert.throws(() => ''.split.call(undefined), TypeError);",
    // Holes, depth, order.
    "assert.deepStrictEqual([1, , [2, [3, [4]]]].flat(Infinity), [1, 2, 3, 4]);"
    "assert.deepStrictEqual([[[1]]].flat(0), [[[1]]]);"
    "assert.deepStrictEqual([10, 9, 1, undefined, 'b', 'B'].sort(),"
    "  [1, 10, 9, 'B', 'b', undefined]);"
    "assert.throws(() => [1, 2].sort(null), TypeError);"
    "assert.ok(!(0 in [,].concat()) && [,].concat().length === 1);"
    "const s = { [Symbol.isConcatSpreadable]: true, length: 1, 0: 'x' };"
    "assert.deepStrictEqual([1].concat(s, { length: 1 }), [1, 'x', { length: 1 }]);",
    // Texts.
    "assert.deepStrictEqual('a,b'.split(','), ['a', 'b']);"
    "assert.deepStrictEqual('a1b'.split(/\\d/, 1), ['a']);"
    "assert.strictEqual('aXb'.replace(/x/i, (m) => m + m), 'aXXb');"
    "assert.strictEqual(/b/[Symbol.replace]('abc', '-'), 'a-c');"
    "assert.strictEqual('a'.padStart(3, 'xy'), 'xya'); assert.strictEqual('a'.padEnd(3), 'a  ');"
    "assert.throws(() => 'a'.repeat(-1), RangeError);"
    "assert.strictEqual(String.raw`a\\n${1}b`, 'a\\\\n1b');"
    "assert.strictEqual(''.trimLeft, ''.trimStart);"
    "assert.deepStrictEqual([...'a1b2'.matchAll(/\\d/g)].map((m) => m[0]), ['1', '2']);"
    "assert.deepStrictEqual(JSON.parse('[1,{\"a\":2}]', (k, v) => v), [1, { a: 2 }]);",
    // Iterables, constructors, proxies.
    "assert.deepStrictEqual(Array.from(new Set([1, 2]), (x) => x * 2), [2, 4]);"
    "assert.deepStrictEqual(Object.fromEntries(new Map([['a', 1]])), { a: 1 });"
    "let closed = 0; const it = { [Symbol.iterator]: () => ({ next: () => ({ value: 1 }),"
    "  return() { closed++; return {}; } }) };"
    "assert.throws(() => Array.from(it, () => { throw new Error('stop'); }), /stop/);"
    "assert.strictEqual(closed, 1);"
    "assert.deepStrictEqual([...new Uint8Array(new Set([1, 2]))], [1, 2]);"
    "assert.strictEqual(new Uint16Array(new ArrayBuffer(8), 2, 2).byteOffset, 2);"
    "assert.throws(() => Proxy({}, {}), TypeError);"
    "const r = Proxy.revocable({}, {}); r.revoke(); assert.throws(() => r.proxy.x, TypeError);"
    "assert.ok(new Intl.NumberFormat('en') instanceof Intl.NumberFormat);"
    "assert.strictEqual(Intl.NumberFormat('en').format(1234), '1,234');"
    "assert.strictEqual(new Intl.NumberFormat().constructor, Intl.NumberFormat);"
    "assert.strictEqual(new Map([[1, 2]]).get(1), 2); assert.ok(new Set([1]).has(1));"
    "assert.strictEqual(Math.max.apply(null, [1, 2]), 2);"
    "assert.strictEqual((function() { return this; }).apply(5) + 1, 6);"
    "assert.strictEqual(eval('1 + 1'), 2); assert.strictEqual(new Function('return 3')(), 3);",
};
INSTANTIATE_TEST_SUITE_P(Checks, HardenedBuiltins, testing::ValuesIn(kChecks),
                         [](const auto& one) { return std::to_string(one.index); });

}  // namespace
}  // namespace plinth
