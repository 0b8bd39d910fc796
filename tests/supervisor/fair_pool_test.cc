// SPDX-License-Identifier: MIT
// One plugin that fills the thread pool, beside others.

#include <algorithm>
#include <cstdlib>

#include "host/loop/fair_pool.h"
#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

constexpr int kFlood = 200;
constexpr int kQuickFlood = 20000;

class PluginPoolTest : public test::HostTest {
  protected:
    ~PluginPoolTest() override { set_pool_threads(0); }

    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.pool_threads = threads_;
        made.grant = [](std::string_view, std::string_view, std::string_view) { return true; };
        return made;
    }
    std::size_t threads_ = 2;
    /// A plugin that starts `task(done)` so many times, and says "done" each time one is over.
    void flood(std::string_view task, int count = kFlood) {
        write("flood/package.json", R"({"plinth": {"permissions": {"dns": ["*"]}}})");
        ASSERT_TRUE(load("flood", std::string(task) + "for (let i = 0; i < " +
                                      std::to_string(count) +
                                      "; i++) task(() => say('done')); say('flooded');"));
        ASSERT_TRUE(frames_until([&] { return said_.find("flooded") != std::string::npos; }));
    }
    /// How many of the flood were over before its neighbour had done its things, one by one.
    std::size_t done_before_neighbour(std::string_view things) {
        write("neighbour/package.json", R"({"plinth": {"permissions": {"dns": ["*"]}}})");
        load("neighbour", R"(
            const { promisify } = require('util');
            const { readFile } = require('fs/promises');
            const { lookup } = require('dns/promises');
            const pbkdf2 = promisify(require('crypto').pbkdf2);
            const deflate = promisify(require('zlib').deflate);
            (async () => {)" + std::string(things) +
                              R"(say('neighbour');
            })();
        )");
        EXPECT_TRUE(frames_until([&] { return said_.find("neighbour") != std::string::npos; }));
        std::size_t done = 0;
        const std::string before = said_.substr(0, said_.find("neighbour"));
        for (std::size_t at = 0; (at = before.find("done", at)) != std::string::npos; ++at)
            ++done;
        return done;
    }
};

constexpr const char* kThings = R"(
    await readFile(__filename);
    await pbkdf2('a', 'b', 1, 8, 'sha256');
    await deflate('text');
    await readFile(__filename);
)";

constexpr const char* kKeys = R"(
    const { pbkdf2 } = require('crypto');
    const task = (done) => pbkdf2('secret', 'salt', 4000, 32, 'sha512', done);
)";
constexpr const char* kZlib = R"(
    const { deflate } = require('zlib');
    const bytes = require('crypto').randomBytes(1 << 18);
    const task = (done) => deflate(bytes, done);
)";
constexpr const char* kLookups = R"(
    const { lookup } = require('dns');
    const task = (done) => lookup('localhost', done);
)";

TEST_F(PluginPoolTest, HasNoMoreThreadsThanProcessors) {
    threads_ = 0;
    host();

    EXPECT_GE(pool_threads(), 2u);
    if (std::getenv("UV_THREADPOOL_SIZE") == nullptr) {
        EXPECT_LE(pool_threads(), std::clamp(uv_available_parallelism(), 2u, 4u));
    }
}

TEST_F(PluginPoolTest, DerivedKeysLeaveTurnsToOthers) {
    flood(kKeys);

    EXPECT_LT(done_before_neighbour(kThings), kFlood / 2);
}

TEST_F(PluginPoolTest, CompressionLeavesTurnsToOthers) {
    flood(kZlib);

    EXPECT_LT(done_before_neighbour(kThings), kFlood / 2);
}

TEST_F(PluginPoolTest, LookupsLeaveTurnsToOthers) {
    flood(kLookups, kQuickFlood);

    EXPECT_LT(done_before_neighbour("await lookup('localhost');"), kQuickFlood / 2);
}

TEST_F(PluginPoolTest, UnloadingWaitsForNothingThatHasNotBegun) {
    flood(R"(
        const { pbkdf2 } = require('crypto');
        const { deflate } = require('zlib');
        const { lookup } = require('dns');
        const task = (done) => {
          pbkdf2('secret', 'salt', 1000000, 64, 'sha512', done);  // A second each, or so.
          deflate('text', done);
          lookup('localhost', done);
        };
    )");

    destroy_host();  // Else it would take minutes: it waits for what plugins have under way.

    SUCCEED();
}

}  // namespace
}  // namespace plinth
