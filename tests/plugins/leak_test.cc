// SPDX-License-Identifier: MIT
// A plugin that is reloaded a thousand times leaves nothing behind: no memory, no descriptor.

#include <cstdio>

#include <gtest/gtest.h>
#include <uv.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

std::size_t resident_bytes() {
    std::size_t bytes = 0;
    uv_resident_set_memory(&bytes);
    return bytes;
}

// An allocator that keeps what was freed (a sanitizer's quarantine) makes memory figures useless.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMemoryTells = false;
constexpr int kReloads = 100;
#else
constexpr bool kMemoryTells = true;
constexpr int kReloads = 1000;
#endif

class LeakTest : public test::HostTest {
  protected:
    void reload_many(int times) {
        for (int i = 0; i < times; ++i) {
            ASSERT_TRUE(host().reload("one"));
            frame();
            frame();
        }
        frames(40);  // Past the probation, so that the version before is gone, too.
    }
};

TEST_F(LeakTest, AThousandReloadsKeepMemoryAndDescriptorsFlat) {
    ASSERT_TRUE(load("one",
                     "const fs = require('fs');"
                     "const big = new Array(20000).fill(1); const bytes = new Uint8Array(100000);"
                     "exports.activate = (p, state) => {"
                     "  fs.watch(p.folder, () => {}); fs.readFile(__filename, () => {});"
                     "  setInterval(() => big.length, 1); setImmediate(() => bytes.length);"
                     "  p.on('frame', () => Promise.resolve(state)); };"
                     "exports.deactivate = () => ({ n: big.length });"));
    reload_many(kReloads / 10);
    const std::size_t memory = resident_bytes();
    const std::size_t descriptors = test::open_descriptors();

    reload_many(kReloads - kReloads / 10);

    EXPECT_TRUE(frames_until([&] { return test::open_descriptors() <= descriptors; }));
    EXPECT_EQ(info("one").reloads, static_cast<std::uint32_t>(kReloads));
    EXPECT_EQ(count(Kind::ReloadFailed), 0u);
    if (!kMemoryTells) return;
    const double grown = static_cast<double>(resident_bytes()) - static_cast<double>(memory);
    std::printf("RSS after %d reloads: %+.1f MiB since the first %d\n", kReloads, grown / 1048576,
                kReloads / 10);
    // A leaked isolate is 1.4 MiB a reload; what is left moves by one or two in all.
    EXPECT_LT(grown, 8.0 * 1048576);
}

TEST_F(LeakTest, LoadingAndUnloadingClosesEverything) {
    load("one", "");
    host().unload("one");
    frames(3);
    const std::size_t descriptors = test::open_descriptors();

    for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(host().load("one"));
        host().unload("one");
    }

    EXPECT_TRUE(frames_until([&] { return test::open_descriptors() <= descriptors; }));
}

}  // namespace
}  // namespace plinth
