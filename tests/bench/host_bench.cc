// SPDX-License-Identifier: MIT
// What plugins cost a game: an idle frame, loading one, reloading one, and the memory of each.

#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>

#include <uv.h>

#include "bindings/bindings.h"
#include "host/app/startup_snapshot.h"
#include "host/env/env.h"
#include "tests/bench/bench_plugins.h"

namespace {

using plinth::bench::PluginFolder;
using namespace std::chrono_literals;

constexpr const char* kIdlePlugin = "exports.activate = () => { setInterval(() => {}, 10000); };";

void load_idle_plugins(const PluginFolder& folder, std::int64_t count) {
    for (std::int64_t i = 0; i < count; ++i)
        folder.write("plugin" + std::to_string(i), kIdlePlugin);
}

void settle(plinth::Host& host) {
    for (int i = 0; i < 60; ++i)
        host.frame(2ms);
}

void IdleFrame(benchmark::State& state) {
    const PluginFolder folder;
    load_idle_plugins(folder, state.range(0));
    plinth::Host host(folder.options());
    host.load_all();
    settle(host);
    for (auto _ : state)
        benchmark::DoNotOptimize(host.frame(2ms));
}
BENCHMARK(IdleFrame)->Arg(0)->Arg(1)->Arg(10)->Arg(100)->Arg(200)->Unit(benchmark::kMicrosecond);

// One plugin floods the loop, or none does; how late a neighbour's timer of 1 ms is, in a game of
// 250 frames a second whose plugins may have half of each. `late_ms` is the mean, `worst_ms` the
// most.
void FrameUnderFlood(benchmark::State& state) {
    const PluginFolder folder;
    if (state.range(0) > 0) {
        folder.write("flood",
                     "const next = () => setImmediate(next);"
                     "exports.activate = () => { for (let i = 0; i < 100; i++) next(); };");
    }
    folder.write("quiet",
                 "const { report } = require('bench');"
                 "const start = () => { const due = process.hrtime.bigint() + 1000000n;"
                 "setTimeout(() => { report(Number(process.hrtime.bigint() - due) / 1e6); start(); "
                 "}, 1); }; exports.activate = start;");
    plinth::Host host(folder.options());
    double sum = 0;
    double worst = 0;
    int count = 0;
    host.bind("bench", [&](plinth::js::Module& module) {
        module.function("report", [&](double late_ms) {
            sum += late_ms;
            worst = std::max(worst, late_ms);
            ++count;
        });
    });
    host.load_all();
    settle(host);
    sum = worst = count = 0;
    for (auto _ : state) {
        const auto next = plinth::Clock::now() + 4ms;
        benchmark::DoNotOptimize(host.frame(2ms));
        while (plinth::Clock::now() < next) {
        }
    }
    state.counters["late_ms"] = sum / count;
    state.counters["worst_ms"] = worst;
}
BENCHMARK(FrameUnderFlood)->Arg(0)->Arg(1)->Iterations(1000)->Unit(benchmark::kMillisecond);

// A frame in which each plugin has a 'frame' listener.
void FrameWithListeners(benchmark::State& state) {
    const PluginFolder folder;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        folder.write("plugin" + std::to_string(i),
                     "let t = 0; exports.activate = (p) => p.on('frame', (dt) => { t += dt; });");
    }
    plinth::Host host(folder.options());
    host.load_all();
    settle(host);
    for (auto _ : state)
        benchmark::DoNotOptimize(host.frame(2ms));
}
BENCHMARK(FrameWithListeners)->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

// The argument of a benchmark is its plugins' placement.
void each_placement(benchmark::internal::Benchmark* benchmark) {
    benchmark->ArgName("placement");
    for (const auto placement : {plinth::Placement::Main, plinth::Placement::Shared})
        benchmark->Arg(static_cast<int>(placement));
}

plinth::HostOptions placed(plinth::HostOptions options, const benchmark::State& state) {
    const auto placement = static_cast<plinth::Placement>(state.range(0));
    options.placement = [placement](const plinth::PluginInfo&) { return placement; };
    return options;
}

void make_bare_isolate_and_context() {
    plinth::Engine engine((plinth::EngineOptions()));
    const v8::Isolate::Scope entered(engine.isolate());
    const v8::HandleScope handles(engine.isolate());
    benchmark::DoNotOptimize(v8::Context::New(engine.isolate()));
}

// As long as a game takes for its frames: caches are cold afterwards, as they are there.
void pause(benchmark::State& state) {
    state.PauseTiming();
    std::this_thread::sleep_for(25ms);
    state.ResumeTiming();
}

// The floor under a plugin: an isolate and a context of V8's own snapshot, and their end.
void BareIsolateAndContext(benchmark::State& state) {
    for (auto _ : state)
        make_bare_isolate_and_context();
}
BENCHMARK(BareIsolateAndContext)->Unit(benchmark::kMillisecond);

void BareIsolateAndContextNowAndThen(benchmark::State& state) {
    for (auto _ : state) {
        make_bare_isolate_and_context();
        pause(state);
    }
}
BENCHMARK(BareIsolateAndContextNowAndThen)->Iterations(100)->Unit(benchmark::kMillisecond);

// Loading and unloading one small plugin: runtime from the snapshot, manifest, module, activate().
void LoadAndUnload(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "exports.activate = () => {};");
    folder.write("other", "exports.activate = () => {};");  // The shared runtime stays.
    plinth::Host host(placed(folder.options(), state));
    host.load_all();
    for (auto _ : state) {
        host.unload("one");
        host.load("one");
    }
}
BENCHMARK(LoadAndUnload)->Apply(each_placement)->Unit(benchmark::kMillisecond);

// The same as it comes in a game, with frames in between: the host has a runtime ready.
void LoadAndUnloadNowAndThen(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "exports.activate = () => {};");
    plinth::HostOptions options = folder.options();
    options.keep_spare_runtime = state.range(0) != 0;
    plinth::Host host(std::move(options));
    host.load_all();
    for (auto _ : state) {
        host.unload("one");
        host.load("one");
        pause(state);
    }
}
BENCHMARK(LoadAndUnloadNowAndThen)
    ->ArgName("spare")
    ->Arg(0)
    ->Arg(1)
    ->Iterations(100)
    ->Unit(benchmark::kMillisecond);

void Reload(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "exports.activate = (p) => {}; exports.deactivate = () => ({ score: 1 });");
    folder.write("other", "exports.activate = () => {};");
    plinth::Host host(placed(folder.options(), state));
    host.load_all();
    for (auto _ : state) {
        host.reload("one");
        // The old version is kept until the new one has proved itself; the frames are not measured.
        state.PauseTiming();
        settle(host);
        state.ResumeTiming();
    }
}
BENCHMARK(Reload)->Apply(each_placement)->Unit(benchmark::kMillisecond);

// Not a time: resident memory that each of 50 isolates with a context of V8's own snapshot adds.
void MemoryPerBareIsolate(benchmark::State& state) {
    for (auto _ : state) {
        std::vector<std::unique_ptr<plinth::Engine>> engines;
        std::vector<v8::Global<v8::Context>> contexts;
        std::size_t before = 0;
        std::size_t after = 0;
        for (int i = 0; i <= 50; ++i) {
            if (i == 1) uv_resident_set_memory(&before);  // The program's own pages are read.
            engines.push_back(std::make_unique<plinth::Engine>(plinth::EngineOptions()));
            v8::Isolate* isolate = engines.back()->isolate();
            const v8::Isolate::Scope entered(isolate);
            const v8::HandleScope handles(isolate);
            contexts.emplace_back(isolate, v8::Context::New(isolate));
        }
        uv_resident_set_memory(&after);
        state.counters["bytes_per_isolate"] = static_cast<double>(after - before) / 50;
        contexts.clear();
    }
}
BENCHMARK(MemoryPerBareIsolate)->Iterations(1)->Unit(benchmark::kMillisecond);

// Not a time: resident memory that each of 50 small plugins adds, in bytes.
void MemoryPerPlugin(benchmark::State& state) {
    for (auto _ : state) {
        const PluginFolder folder;
        folder.write("first", kIdlePlugin);  // The program's own pages are read for it.
        plinth::HostOptions options = placed(folder.options(), state);
        options.keep_spare_runtime = false;  // One more, and in memory of another thread.
        plinth::Host host(std::move(options));
        std::size_t before = 0;
        std::size_t after = 0;
        host.load_all();
        uv_resident_set_memory(&before);
        load_idle_plugins(folder, 50);
        host.load_all();
        uv_resident_set_memory(&after);
        state.counters["bytes_per_plugin"] = static_cast<double>(after - before) / 50;
    }
}
BENCHMARK(MemoryPerPlugin)->Apply(each_placement)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
