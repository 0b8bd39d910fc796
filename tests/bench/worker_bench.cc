// SPDX-License-Identifier: MIT
// What plugins on threads of their own cost: a start, memory, and calls of the host's bindings. The
// frames are not paced: a game of 60 frames a second adds the wait for its next frame.

#include <benchmark/benchmark.h>

#include <chrono>
#include <ctime>
#include <functional>
#include <string>

#include <uv.h>

#include "bindings/bindings.h"
#include "tests/bench/bench_plugins.h"

namespace {

using plinth::bench::PluginFolder;
using namespace std::chrono_literals;

plinth::HostOptions worker_options(const PluginFolder& folder) {
    plinth::HostOptions options = folder.options();
    options.placement = [](const plinth::PluginInfo&) { return plinth::Placement::Worker; };
    return options;
}

void frames_until(plinth::Host& host, const std::function<bool()>& happened) {
    while (!happened())
        host.frame(2ms);
}

bool all_are(plinth::Host& host, plinth::PluginState state) {
    for (const plinth::PluginInfo& plugin : host.plugins()) {
        if (plugin.state != state) return false;
    }
    return true;
}

double cpu_seconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// From load() until it is active, and from unload() until its thread has ended.
void WorkerLoadAndUnload(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "exports.activate = () => {};");
    plinth::Host host(worker_options(folder));
    for (auto _ : state) {
        host.load("one");
        frames_until(host, [&] { return all_are(host, plinth::PluginState::Active); });
        host.unload("one");
        // It is due as long as something closes.
        frames_until(host, [&] { return host.next_due() == plinth::Clock::time_point::max(); });
    }
}
BENCHMARK(WorkerLoadAndUnload)->Unit(benchmark::kMillisecond)->UseRealTime();

// What load() itself takes of the game's time.
void WorkerLoadCall(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "exports.activate = () => {};");
    plinth::Host host(worker_options(folder));
    for (auto _ : state) {
        host.load("one");
        state.PauseTiming();
        frames_until(host, [&] { return all_are(host, plinth::PluginState::Active); });
        host.unload("one");
        frames_until(host, [&] { return host.next_due() == plinth::Clock::time_point::max(); });
        state.ResumeTiming();
    }
}
BENCHMARK(WorkerLoadCall)->Unit(benchmark::kMillisecond)->UseRealTime();

// Not a time: resident memory that each of 20 small plugins adds, in bytes.
void WorkerMemory(benchmark::State& state) {
    for (auto _ : state) {
        const PluginFolder folder;
        for (int i = 0; i < 20; ++i)
            folder.write("plugin" + std::to_string(i), "setInterval(() => {}, 10000);");
        plinth::Host host(worker_options(folder));
        std::size_t before = 0;
        std::size_t after = 0;
        uv_resident_set_memory(&before);
        host.load_all();
        frames_until(host, [&] { return all_are(host, plinth::PluginState::Active); });
        uv_resident_set_memory(&after);
        state.counters["bytes_per_plugin"] = static_cast<double>(after - before) / 20;
    }
}
BENCHMARK(WorkerMemory)->Iterations(1)->Unit(benchmark::kMillisecond);

// Round trips, so many under way at a time. `cpu_us` is what all threads used for each.
void WorkerCall(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one",
                 "const { add, under } = require('bench'); (async () => { const n = under;"
                 "for (;;) { if (n === 1) { await add(1, 2); continue; } const all = [];"
                 "for (let i = 0; i < n; i++) all.push(add(i, 1)); await Promise.all(all);"
                 "} })();");
    plinth::Host host(worker_options(folder));
    std::int64_t calls = 0;
    host.bind("bench", [&](plinth::js::Module& module) {
        module.constant("under", static_cast<double>(state.range(0)))
            .function("add", [&](double a, double b) {
                ++calls;
                return a + b;
            });
    });
    host.load("one");
    frames_until(host, [&] { return calls > 1000; });
    const std::int64_t calls_before = calls;
    const double cpu_before = cpu_seconds();
    for (auto _ : state) {
        const std::int64_t end = calls + state.range(0);
        frames_until(host, [&] { return calls >= end; });
    }
    const auto made = static_cast<double>(calls - calls_before);
    state.SetItemsProcessed(calls - calls_before);
    state.counters["cpu_us"] = (cpu_seconds() - cpu_before) / made * 1e6;
}
BENCHMARK(WorkerCall)->Arg(1)->Arg(100)->Unit(benchmark::kMicrosecond)->UseRealTime();

// The game calls a function of the plugin: what the call takes of the game's time.
void WorkerEvent(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "require('bench').on((a, b) => a + b);");
    plinth::Host host(worker_options(folder));
    plinth::js::Callback<void(double, double)> handler;
    host.bind("bench", [&](plinth::js::Module& module) {
        module.function("on", [&](plinth::js::Callback<void(double, double)> given) {
            handler = std::move(given);
        });
    });
    host.load("one");
    frames_until(host, [&] { return handler.alive(); });
    for (auto _ : state)
        handler(1, 2);
}
BENCHMARK(WorkerEvent)->Unit(benchmark::kMicrosecond);

}  // namespace
