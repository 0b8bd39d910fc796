// SPDX-License-Identifier: MIT
// storage as scripts see it. What the file goes through is key_store_test.cc's.

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

#include "host/env/storage_place.h"
#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

namespace files = std::filesystem;

class StorageTest : public testing::Test {
  protected:
    StorageTest() {
        std::string name = (files::temp_directory_path() / "plinth-storage-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    ~StorageTest() override { files::remove_all(folder_); }

    test::World& start(std::optional<test::World>& world, std::uint64_t most_bytes = 1 << 20) {
        EnvOptions options;
        options.name = "plugin";
        world.emplace(test::engine_options(), std::move(options));
        auto& place = world->env().part<StoragePlace>();
        place.file = folder_ + "/plugin.sqlite";
        place.most_bytes = most_bytes;
        return *world;
    }

    /// All that an async function of this body logged.
    static std::string log_of(test::World& world, const std::string& body) {
        world.logged.clear();
        begin(world, body);
        world.run_loop();
        EXPECT_TRUE(world.delegate.faults.empty());
        return world.logged;
    }

    static void begin(test::World& world, const std::string& body) {
        const std::string code =
            "{ const { storage } = require('plinth');\n"
            "const log = (...values) => globalThis.log(values.map(String).join(' '));\n"
            "const code = (promise) => promise.then(() => 'done', (error) => error.code);\n"
            "(async () => {" +
            body + "})().catch((error) => log(`!${error.stack}`)); }";
        Env& env = world.env();
        Gate::Scope scope(env.gate());
        v8::Local<v8::Value> argv[] = {to_string(env.isolate(), code),
                                       to_string(env.isolate(), "[eval]"),
                                       v8::False(env.isolate())};
        env.gate().call(env.entry(Entry::RunCode), v8::Undefined(env.isolate()), 3, argv);
    }

    std::string folder_;
};

TEST_F(StorageTest, KeepsCopiesOfValues) {
    std::optional<test::World> world;
    start(world);
    EXPECT_EQ(log_of(*world, R"(
        const value = { list: [1, 2n], when: new Date(0), map: new Map([['a', new Set([1])]]) };
        value.self = value;
        const written = storage.set('a', value);
        value.list.push(3);
        await written;
        const read = await storage.get('a');
        log(read.list.length, read.when.getTime(), read.map.get('a').has(1), read.self === read);
        log(await storage.get('none'), await storage.has('a'), await storage.has('none'));
        log(await storage.delete('a'), await storage.delete('a'), await storage.get('a'));
    )"),
              "2 0 true true undefined true false true false undefined");
}

TEST_F(StorageTest, OutlivesItsPlugin) {
    {
        std::optional<test::World> world;
        start(world);
        begin(*world, "storage.set('kept', 1); storage.set('last', 'not awaited');");
    }
    std::optional<test::World> world;
    start(world);
    EXPECT_EQ(log_of(*world, "log(await storage.get('kept'), await storage.get('last'));"),
              "1 not awaited");
}

TEST_F(StorageTest, ListsByPrefixAndRange) {
    std::optional<test::World> world;
    start(world);
    EXPECT_EQ(log_of(*world, R"(
        for (const key of ['b/2', 'a', 'b/1', 'c', 'b/\u{10000}', 'b/\uffff']) storage.set(key, key);
        const names = async (options) => (await storage.list(options)).map(([key]) => key).join();
        log(await names('b/') === 'b/1,b/2,b/\uffff,b/\u{10000}');
        log(await names({ start: 'b/2', end: 'c' }) === 'b/2,b/\uffff,b/\u{10000}');
        log(await names({ prefix: 'b/', limit: 2, reverse: true }) === 'b/\u{10000},b/\uffff');
        log((await storage.keys({ limit: 1 })).join());
        log(JSON.stringify((await storage.list({ limit: 1 }))[0]));
    )"),
              "true true true a [\"a\",\"a\"]");
}

TEST_F(StorageTest, RefusesBadArguments) {
    std::optional<test::World> world;
    start(world);
    EXPECT_EQ(log_of(*world, R"(
        log(await code(storage.set('', 1)), await code(storage.set(1, 1)));
        log(await code(storage.set('x'.repeat(1025), 1)), await code(storage.set('x')));
        log(await code(storage.list({ limit: -1 })), await code(storage.list({ prefix: 1 })));
        log(await code(storage.transaction()), await storage.set('f', () => {}).catch((e) => e.name));
        log(await storage.size());
    )"),
              "ERR_INVALID_ARG_VALUE ERR_INVALID_ARG_TYPE ERR_INVALID_ARG_VALUE "
              "ERR_INVALID_ARG_TYPE ERR_OUT_OF_RANGE ERR_INVALID_ARG_TYPE ERR_INVALID_ARG_TYPE "
              "DataCloneError 0");
}

TEST_F(StorageTest, HasAQuota) {
    std::optional<test::World> world;
    start(world, 1000);
    EXPECT_EQ(log_of(*world, R"(
        log(await code(storage.set('a', 'x'.repeat(2000))), await code(storage.set('b', 'x')));
        log(await storage.keys() + '', await storage.size() < 20);
        const many = [];
        for (let i = 0; i < 3000; i++) many.push(code(storage.set('c', 'x'.repeat(900))));
        log([...new Set(await Promise.all(many))].join());
    )"),
              "ERR_STORAGE_QUOTA done b true done,ERR_STORAGE_QUOTA");
}

// What could never be kept is not copied first: this one would take more memory than there is.
TEST_F(StorageTest, GivesUpCopyingWhatIsLongerThanTheQuota) {
    std::optional<test::World> world;
    start(world, 100000);
    EXPECT_EQ(log_of(*world, R"(
        let copied = 0;
        const part = { get part() { copied++; return 'x'.repeat(1000); } };
        const error = await storage.set('a', new Array(1e4).fill(0).map(() => Object.create(part,
            { part: { enumerable: true, get() { return part.part; } } }))).catch((e) => e);
        log(error.code, error.message.includes('100000'), copied < 250);
        log(await code(storage.transaction((tx) => tx.set('b', 'x'.repeat(100001)))));
        log(await code(storage.set('c', 'x'.repeat(99900))), await storage.keys() + '');
        const failed = await storage.set('d', ['x'.repeat(1000), () => {}]).catch((e) => e.name);
        log(failed);
    )"),
              "ERR_STORAGE_QUOTA true true ERR_STORAGE_QUOTA done c DataCloneError");
}

TEST_F(StorageTest, TransactionsReadWhatTheyWrote) {
    std::optional<test::World> world;
    start(world);
    EXPECT_EQ(log_of(*world, R"(
        await storage.set('a', 1);
        await storage.set('b', 2);
        const result = await storage.transaction(async (tx) => {
            tx.set('c', 3);
            tx.delete('a');
            log(await tx.get('a'), await tx.get('c'), await tx.has('b'), await tx.has('a'));
            log((await tx.list({ limit: 2, reverse: true })).join(';'));
            log((await storage.keys()).join(''));
            return 'result';
        });
        log(result, (await storage.keys()).join(''));
        const failed = await storage.transaction((tx) => {
            tx.set('d', 4);
            throw new Error('no');
        }).catch((error) => error.message);
        log(failed, await storage.has('d'));
        let late;
        await storage.transaction((tx) => { late = tx; });
        try { late.set('x', 1); } catch (error) { log(error.code); }
    )"),
              "undefined 3 true false c,3;b,2 ab result bc no false ERR_INVALID_STATE");
}

TEST_F(StorageTest, TransactionsDoNotLoseWhatOthersWrote) {
    std::optional<test::World> world;
    start(world);
    EXPECT_EQ(log_of(*world, R"(
        await storage.set('n', 0);
        const add = () => storage.transaction(async (tx) => tx.set('n', await tx.get('n') + 1));
        await Promise.all(Array.from({ length: 20 }, add));
        log(await storage.get('n'));
        let runs = 0;
        await storage.transaction(async (tx) => {
            const keys = (await tx.list('p/')).length;
            if (runs++ === 0) await storage.set('p/new', 1);
            tx.set('count', keys);
        });
        log(runs, await storage.get('count'));
    )"),
              "20 2 1");
}

// As while a plugin is reloaded: the old version and the new one at the same time.
TEST_F(StorageTest, TwoVersionsShareIt) {
    std::optional<test::World> old;
    std::optional<test::World> fresh;
    start(old);
    start(fresh);
    EXPECT_EQ(log_of(*old, "await storage.set('n', 1); log(await storage.get('n'));"), "1");
    EXPECT_EQ(log_of(*fresh, "log(await storage.get('n')); await storage.set('n', 2);"), "1");
    EXPECT_EQ(log_of(*old, "log(await storage.get('n'));"), "2");
}

TEST_F(StorageTest, IsNotThereWithoutAPlace) {
    test::World world;
    EXPECT_EQ(log_of(world, "log(await code(storage.get('a')));"), "ERR_INVALID_STATE");
}

}  // namespace
}  // namespace plinth
