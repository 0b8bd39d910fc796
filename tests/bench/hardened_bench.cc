// SPDX-License-Identifier: MIT
// What the policy `hardened` costs: hot methods of arrays and strings, and the load of a plugin.
// Argument 0: without it; 1: hardened.

#include <benchmark/benchmark.h>

#include "bindings/bindings.h"
#include "tests/bench/bench_plugins.h"

namespace {

using plinth::bench::PluginFolder;
using namespace std::chrono_literals;

plinth::HostOptions options(const PluginFolder& folder, bool hardened) {
    plinth::HostOptions made = folder.options();
    made.hardened = [hardened](const plinth::PluginInfo&) { return hardened; };
    made.hang_limit = 0ms;
    return made;
}

// Times are the plugin's own, of the optimised loop: ns per call.
void HardenedMethod(benchmark::State& state, const char* setup, const char* call) {
    const PluginFolder folder;
    folder.write("one", std::string("const { report } = require('bench');") + setup +
                            "; function run(n) { let s = 0; for (let i = 0; i < n; i++) { const r "
                            "= " +
                            call +
                            "; if (r) s++; } return s; }"
                            "exports.activate = (p) => { for (let i = 0; i < 50; i++) run(5000);"
                            "p.on('frame', () => { const t = process.hrtime.bigint(); run(50000);"
                            "report(Number(process.hrtime.bigint() - t) / 50000); }); };");
    plinth::Host host(options(folder, state.range(0) != 0));
    double sum = 0;
    int count = 0;
    host.bind("bench", [&](plinth::js::Module& module) {
        module.function("report", [&](double ns) {
            sum += ns;
            ++count;
        });
    });
    host.load_all();
    for (auto _ : state)
        host.frame(0ms);
    state.counters["ns_per_call"] = sum / count;
}

#define PLINTH_METHOD(name, setup, call) \
    BENCHMARK_CAPTURE(HardenedMethod, name, setup, call)->Arg(0)->Arg(1)->Iterations(20)
PLINTH_METHOD(array_indexOf, "const a = [1, 2, 3, 4, 5, 6, 7, 8]", "a.indexOf(i & 7)");
PLINTH_METHOD(array_map, "const a = [1, 2, 3, 4, 5, 6, 7, 8]", "a.map((x) => x + i)");
PLINTH_METHOD(array_slice, "const a = [1, 2, 3, 4, 5, 6, 7, 8]", "a.slice(1)");
PLINTH_METHOD(array_sort_numbers, "const a = [5, 2, 3, 4, 1, 6, 8, 7]",
              "a.slice().sort((x, y) => x - y)");
PLINTH_METHOD(array_sort_texts, "const a = ['e', 'b', 'c', 'd', 'a', 'f']", "a.slice().sort()");
PLINTH_METHOD(array_queue, "const a = [1, 2, 3]", "(a.push(i), a.shift())");
PLINTH_METHOD(string_split, "const t = 'a,b,c,d'", "t.split(',')");
PLINTH_METHOD(string_replace, "const t = 'hello world'", "t.replace(/o/g, 'x')");
PLINTH_METHOD(string_indexOf, "const t = 'hello world'", "t.indexOf('w')");
PLINTH_METHOD(json_parse, "const t = '{\"a\":[1,2,3]}'", "JSON.parse(t)");
PLINTH_METHOD(map_set, "const m = new Map()", "m.set(i & 63, i)");
PLINTH_METHOD(object_keys, "const o = { a: 1, b: 2, c: 3 }", "Object.keys(o)");
PLINTH_METHOD(new_uint8array, "", "new Uint8Array(16)");
PLINTH_METHOD(buffer_from, "", "Buffer.from('hello')");
PLINTH_METHOD(function_apply, "const f = (a, b) => a + b", "f.apply(null, [i, 2])");

void HardenedLoadAndUnload(benchmark::State& state) {
    const PluginFolder folder;
    folder.write("one", "exports.activate = () => {};");
    plinth::Host host(options(folder, state.range(0) != 0));
    host.load_all();
    for (auto _ : state) {
        host.unload("one");
        host.load("one");
    }
}
BENCHMARK(HardenedLoadAndUnload)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
