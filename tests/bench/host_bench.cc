// SPDX-License-Identifier: MIT
// What plugins cost a game: an idle frame, loading one, reloading one, and the memory of each.

#include <benchmark/benchmark.h>

#include <uv.h>

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
BENCHMARK(IdleFrame)->Arg(0)->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

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

// The floor under a plugin: an isolate and a context of V8's own snapshot, and their end.
void BareIsolateAndContext(benchmark::State& state) {
    for (auto _ : state) {
        plinth::Engine engine((plinth::EngineOptions()));
        const v8::Isolate::Scope entered(engine.isolate());
        const v8::HandleScope handles(engine.isolate());
        benchmark::DoNotOptimize(v8::Context::New(engine.isolate()));
    }
}
BENCHMARK(BareIsolateAndContext)->Unit(benchmark::kMillisecond);

// Loading and unloading one small plugin: runtime from the snapshot, manifest, module, activate().
void LoadAndUnload(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "exports.activate = () => {};");
    plinth::Host host(folder.options());
    host.load_all();
    for (auto _ : state) {
        host.unload("one");
        host.load("one");
    }
}
BENCHMARK(LoadAndUnload)->Unit(benchmark::kMillisecond);

void Reload(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "exports.activate = (p) => {}; exports.deactivate = () => ({ score: 1 });");
    plinth::Host host(folder.options());
    host.load_all();
    for (auto _ : state) {
        host.reload("one");
        // The old version is kept until the new one has proved itself; the frames are not measured.
        state.PauseTiming();
        settle(host);
        state.ResumeTiming();
    }
}
BENCHMARK(Reload)->Unit(benchmark::kMillisecond);

// Not a time: resident memory that each of 50 small plugins adds, in bytes.
void MemoryPerPlugin(benchmark::State& state) {
    for (auto _ : state) {
        const PluginFolder folder;
        load_idle_plugins(folder, 50);
        plinth::Host host(folder.options());
        std::size_t before = 0;
        std::size_t after = 0;
        uv_resident_set_memory(&before);
        host.load_all();
        uv_resident_set_memory(&after);
        state.counters["bytes_per_plugin"] = static_cast<double>(after - before) / 50;
    }
}
BENCHMARK(MemoryPerPlugin)->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
