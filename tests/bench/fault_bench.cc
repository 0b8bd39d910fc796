// SPDX-License-Identifier: MIT
// What a fault costs the game: how long after a hang's limit the next frame can begin, and whether
// heaps that filled up leave memory behind.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>

#include <uv.h>

#include "tests/bench/bench_plugins.h"

namespace {

using plinth::bench::PluginFolder;
using namespace std::chrono_literals;

constexpr auto kLimit = 100ms;

// `after_ms`: from the limit to the end of the frame that held the endless loop, on average and at
// most; all that a game waits beyond what it allowed.
void FrameAfterHang(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "exports.activate = (p) => p.once('frame', () => { for (;;); });");
    plinth::HostOptions options = folder.options();
    options.hang_limit = kLimit;
    plinth::Host host(options);
    double sum = 0;
    double worst = 0;
    int count = 0;
    for (auto _ : state) {
        host.load("one");
        const auto stats = host.frame(2ms);
        const std::chrono::duration<double, std::milli> after = stats.spent - kLimit;
        sum += after.count();
        worst = std::max(worst, after.count());
        ++count;
        host.unload("one");
        host.frame(2ms);
    }
    state.counters["after_ms"] = sum / count;
    state.counters["worst_ms"] = worst;
}
BENCHMARK(FrameAfterHang)->Iterations(50)->Unit(benchmark::kMillisecond);

// Resident memory after the first tenth of the bombs, and after all of them, in bytes.
void MemoryAfterHeapBombs(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one",
                 "exports.activate = (p) => p.once('frame', () => { for (const a = [];;) "
                 "a.push([a.length]); });");
    plinth::HostOptions options = folder.options();
    options.heap_limit_bytes = std::size_t{32} << 20;
    plinth::Host host(options);
    const std::int64_t bombs = state.range(0);
    std::size_t early = 0;
    std::size_t late = 0;
    for (auto _ : state) {
        for (std::int64_t i = 0; i < bombs; ++i) {
            host.load("one");
            host.frame(2ms);
            host.unload("one");
            host.frame(2ms);
            if (i == bombs / 10) uv_resident_set_memory(&early);
        }
        uv_resident_set_memory(&late);
    }
    state.counters["rss_early"] = static_cast<double>(early);
    state.counters["rss_late"] = static_cast<double>(late);
}
BENCHMARK(MemoryAfterHeapBombs)->Arg(1000)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
