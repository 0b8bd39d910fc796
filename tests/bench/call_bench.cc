// SPDX-License-Identifier: MIT
// Crossing between script and C++, in both directions.

#include <benchmark/benchmark.h>

#include <optional>

#include "bindings/bindings.h"
#include "host/app/startup_snapshot.h"
#include "host/env/env.h"
#include "host/env/errors.h"

namespace {

double add(double a, double b) {
    return a + b;
}

class Ship {
  public:
    void turn(double angle) { heading_ += angle; }
    double heading() const { return heading_; }
    void set_heading(double heading) { heading_ = heading; }

  private:
    double heading_ = 0;
};

void add_by_hand(const v8::FunctionCallbackInfo<v8::Value>& info) {
    if (!info[0]->IsNumber() || !info[1]->IsNumber()) return;
    info.GetReturnValue().Set(info[0].As<v8::Number>()->Value() +
                              info[1].As<v8::Number>()->Value());
}

// An Env with the game's module as the global `game`.
class World {
  public:
    World() : runtime_(engine_options()), env_(runtime_, {}) {
        const plinth::Gate::Scope scope(env_.gate());
        env_.gate().call(env_.entry(plinth::Entry::Start), v8::Undefined(env_.isolate()), 0,
                         nullptr);
        const v8::Local<v8::Object> game = v8::Object::New(env_.isolate());
        plinth::js::Module module(env_.context(), game, "game");
        module.function<&add>("add").raw("addByHand", &add_by_hand);
        module.type<Ship>("Ship").constructor<>().method<&Ship::turn>("turn").property(
            "heading", &Ship::heading, &Ship::set_heading);
        env_.context()
            ->Global()
            ->Set(env_.context(), plinth::to_string(env_.isolate(), "game"), game)
            .Check();
    }
    ~World() {
        env_.close();
        while (!env_.drained())
            runtime_.loop().turn(plinth::Loop::Wait::No);
    }

    plinth::Env& env() { return env_; }

    // The value of an expression; for functions.
    v8::Local<v8::Function> function(const char* source) {
        v8::Local<v8::Script> script =
            v8::Script::Compile(env_.context(), plinth::to_string(env_.isolate(), source))
                .ToLocalChecked();
        return script->Run(env_.context()).ToLocalChecked().As<v8::Function>();
    }

  private:
    static plinth::EngineOptions engine_options() {
        plinth::EngineOptions options;
        options.snapshot = plinth::startup_snapshot();
        return options;
    }

    plinth::Runtime runtime_;
    plinth::Env env_;
};

constexpr std::int64_t kCallsPerBatch = 10000;

// Time per call of a script loop that calls into C++; the loop itself is measured by EmptyLoop.
void run_loop(benchmark::State& state, const char* source) {
    World world;
    const plinth::Gate::Scope scope(world.env().gate());
    const v8::Local<v8::Function> loop = world.function(source);
    v8::Local<v8::Value> argv[] = {
        v8::Number::New(world.env().isolate(), static_cast<double>(kCallsPerBatch))};
    for (auto _ : state) {
        const v8::HandleScope handles(world.env().isolate());
        benchmark::DoNotOptimize(
            world.env().gate().call(loop, v8::Undefined(world.env().isolate()), 1, argv));
    }
    state.SetItemsProcessed(state.iterations() * kCallsPerBatch);
}

void EmptyLoop(benchmark::State& state) {
    run_loop(state, "(n) => { let s = 0; for (let i = 0; i < n; i++) s += i; return s; }");
}
BENCHMARK(EmptyLoop);

void ScriptCallsHandWrittenCallback(benchmark::State& state) {
    run_loop(state,
             "(n) => { const f = game.addByHand; let s = 0; "
             "for (let i = 0; i < n; i++) s = f(s, i); return s; }");
}
BENCHMARK(ScriptCallsHandWrittenCallback);

void ScriptCallsFunction(benchmark::State& state) {
    run_loop(state,
             "(n) => { const f = game.add; let s = 0; "
             "for (let i = 0; i < n; i++) s = f(s, i); return s; }");
}
BENCHMARK(ScriptCallsFunction);

void ScriptCallsMethod(benchmark::State& state) {
    run_loop(state,
             "(n) => { const ship = new game.Ship(); "
             "for (let i = 0; i < n; i++) ship.turn(i); return ship.heading; }");
}
BENCHMARK(ScriptCallsMethod);

void ScriptReadsProperty(benchmark::State& state) {
    run_loop(state,
             "(n) => { const ship = new game.Ship(); let s = 0; "
             "for (let i = 0; i < n; i++) s += ship.heading; return s; }");
}
BENCHMARK(ScriptReadsProperty);

// One call of a script function the way the runtime does it: scopes, nextTicks, microtasks.
void CppCallsScriptThroughTheGate(benchmark::State& state) {
    World world;
    const plinth::Gate::Scope scope(world.env().gate());
    const v8::Local<v8::Function> function = world.function("(dt) => dt + 1");
    v8::Local<v8::Value> argv[] = {v8::Number::New(world.env().isolate(), 0.016)};
    for (auto _ : state) {
        const v8::HandleScope handles(world.env().isolate());
        benchmark::DoNotOptimize(
            world.env().gate().call(function, v8::Undefined(world.env().isolate()), 1, argv));
    }
}
BENCHMARK(CppCallsScriptThroughTheGate);

// The same with the outermost scope opened for each call, as for one callback of the loop.
void CppEntersThePluginAndCallsScript(benchmark::State& state) {
    World world;
    v8::Global<v8::Function> function;
    {
        const plinth::Gate::Scope scope(world.env().gate());
        function.Reset(world.env().isolate(), world.function("(dt) => dt + 1"));
    }
    for (auto _ : state) {
        const plinth::Gate::Scope scope(world.env().gate());
        v8::Local<v8::Value> argv[] = {v8::Number::New(world.env().isolate(), 0.016)};
        benchmark::DoNotOptimize(world.env().gate().call(
            function.Get(world.env().isolate()), v8::Undefined(world.env().isolate()), 1, argv));
    }
    function.Reset();
}
BENCHMARK(CppEntersThePluginAndCallsScript);

}  // namespace
