// SPDX-License-Identifier: MIT
// What a binding costs, line by line: written by hand on V8 (slow and fast), bound, and what a game
// might take instead, Lua 5.4 and LuaJIT through their C API. docs/performance.md has the figures.

#include <benchmark/benchmark.h>
#include <dlfcn.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "bindings/async.h"
#include "bindings/bindings.h"
#include "bindings/events.h"
#include "bindings/fast.h"
#include "bindings/shared.h"
#include "bindings/value_class.h"
#include "bindings/view.h"
#include "host/app/startup_snapshot.h"
#include "host/env/env.h"

namespace {

namespace js = plinth::js;
using js::Info;

double add(double a, double b) {
    return a + b;
}

struct Ship {
    void turn(double angle) { heading_ += angle; }
    double heading() const { return heading_; }
    void set_heading(double heading) { heading_ = heading; }
    double x = 0;

  private:
    double heading_ = 0;
};

struct Vec3 {
    double x = 0;
    double y = 0;
    double z = 0;
    Vec3 operator+(const Vec3& o) const { return {x + o.x, y + o.y, z + o.z}; }
    Vec3 operator*(double by) const { return {x * by, y * by, z * by}; }
};
constexpr auto describe(js::Type<Vec3>) {
    return js::fields(std::pair("x", &Vec3::x), std::pair("y", &Vec3::y), std::pair("z", &Vec3::z));
}

struct Hit {
    double target = 0;
    double x = 0;
    double y = 0;
};
constexpr auto describe(js::Type<Hit>) {
    return js::fields(std::pair("target", &Hit::target), std::pair("x", &Hit::x),
                      std::pair("y", &Hit::y));
}

// What a system moves, 10,000 of them: one call of a loop below is one body.
struct Body {
    float x = 0;
    float dx = 1;
};
constexpr auto describe(js::Type<Body>) {
    return js::fields(std::pair("x", &Body::x), std::pair("dx", &Body::dx));
}

// A Vec3 as an object that C++ holds, as most binding libraries have it.
struct HeldVec3 : Vec3 {
    HeldVec3(double a, double b, double c) : Vec3{a, b, c} {}
    HeldVec3 plus(const HeldVec3& o) const { return {x + o.x, y + o.y, z + o.z}; }
};

// By hand: what a careful programmer writes for the same, with its checks and no more.

void add_by_hand(const Info& info) {
    if (info.Length() < 2 || !info[0]->IsNumber() || !info[1]->IsNumber()) return;
    info.GetReturnValue().Set(info[0].As<v8::Number>()->Value() +
                              info[1].As<v8::Number>()->Value());
}
Ship* ship_of(const Info& info) {
    const auto self = info.This();
    if (self->InternalFieldCount() != 1) return nullptr;
    return static_cast<Ship*>(self->GetAlignedPointerFromInternalField(0));
}
void turn_by_hand(const Info& info) {
    Ship* const ship = ship_of(info);
    if (ship == nullptr || info.Length() < 1 || !info[0]->IsNumber()) return;
    ship->turn(info[0].As<v8::Number>()->Value());
}
void heading_by_hand(const Info& info) {
    if (Ship* const ship = ship_of(info)) info.GetReturnValue().Set(ship->heading());
}
void set_heading_by_hand(const Info& info) {
    Ship* const ship = ship_of(info);
    if (ship == nullptr || !info[0]->IsNumber()) return;
    ship->set_heading(info[0].As<v8::Number>()->Value());
}
void new_ship_by_hand(const Info& info) {
    struct Holder {
        Ship ship;
        v8::Global<v8::Object> self;
    };
    auto* const holder = new Holder;
    info.This()->SetAlignedPointerInInternalField(0, &holder->ship);
    holder->self.Reset(info.GetIsolate(), info.This());
    holder->self.SetWeak(
        holder,
        [](const v8::WeakCallbackInfo<Holder>& data) {
            data.GetParameter()->self.Reset();
            data.SetSecondPassCallback(
                [](const v8::WeakCallbackInfo<Holder>& again) { delete again.GetParameter(); });
        },
        v8::WeakCallbackType::kParameter);
}
void text_in_by_hand(const Info& info) {
    if (!info[0]->IsString()) return;
    const auto text = info[0].As<v8::String>();
    std::string bytes(static_cast<std::size_t>(text->Utf8Length(info.GetIsolate())), '\0');
    text->WriteUtf8(info.GetIsolate(), bytes.data(), static_cast<int>(bytes.size()), nullptr,
                    v8::String::NO_NULL_TERMINATION);
    info.GetReturnValue().Set(static_cast<std::uint32_t>(bytes.size()));
}
const std::string kText = "a text of twenty-six bytes";
void text_out_by_hand(const Info& info) {
    info.GetReturnValue().Set(v8::String::NewFromUtf8(info.GetIsolate(), kText.data(),
                                                      v8::NewStringType::kNormal,
                                                      static_cast<int>(kText.size()))
                                  .ToLocalChecked());
}
void numbers_in_by_hand(const Info& info) {
    if (!info[0]->IsArray()) return;
    const auto array = info[0].As<v8::Array>();
    std::vector<double> numbers(array->Length());
    const auto context = info.GetIsolate()->GetCurrentContext();
    for (std::uint32_t i = 0; i < numbers.size(); ++i) {
        v8::Local<v8::Value> value;
        if (!array->Get(context, i).ToLocal(&value) || !value->IsNumber()) return;
        numbers[i] = value.As<v8::Number>()->Value();
    }
    info.GetReturnValue().Set(numbers.back());
}
void numbers_out_by_hand(const Info& info) {
    std::array<v8::Local<v8::Value>, 100> values;
    for (std::size_t i = 0; i < values.size(); ++i)
        values[i] = v8::Number::New(info.GetIsolate(), static_cast<double>(i) + 0.5);
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), values.data(), values.size()));
}
void call_by_hand(const Info& info) {
    v8::Local<v8::Value> argument = v8::Integer::New(info.GetIsolate(), 1);
    v8::Local<v8::Value> result;
    if (info[0]
            .As<v8::Function>()
            ->Call(info.GetIsolate()->GetCurrentContext(), v8::Undefined(info.GetIsolate()), 1,
                   &argument)
            .ToLocal(&result))
        info.GetReturnValue().Set(result);
}

std::vector<double> hundred_numbers() {
    std::vector<double> numbers(100);
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = static_cast<double>(i) + 0.5;
    return numbers;
}

class World {
  public:
    World() : runtime_(engine_options()), env_(runtime_, {}) {
        const plinth::Gate::Scope scope(env_.gate());
        env_.gate().call(env_.entry(plinth::Entry::Start), v8::Undefined(env_.isolate()), 0,
                         nullptr);
        const v8::Local<v8::Object> game = v8::Object::New(env_.isolate());
        js::Module module(env_.context(), game, "game");
        bind(module);
        by_hand(game);
        env_.context()
            ->Global()
            ->Set(env_.context(), js::to_name(env_.isolate(), "game"), game)
            .Check();
    }
    ~World() {
        env_.close();
        while (!env_.drained())
            runtime_.loop().turn(plinth::Loop::Wait::No);
    }

    plinth::Env& env() { return env_; }
    js::EventHub& hub() { return hub_; }
    js::Event<Hit>& hit() { return hit_; }

    v8::Local<v8::Function> function(const char* source) {
        v8::Local<v8::String> text = js::to_string(env_.isolate(), source).ToLocalChecked();
        return v8::Script::Compile(env_.context(), text)
            .ToLocalChecked()
            ->Run(env_.context())
            .ToLocalChecked()
            .As<v8::Function>();
    }

  private:
    static plinth::EngineOptions engine_options() {
        plinth::EngineOptions options;
        options.snapshot = plinth::startup_snapshot();
        return options;
    }

    void bind(js::Module& module) {
        module.function<&add>("add")
            .fast_function<&add>("fastAdd")
            .function("textIn", [](std::string_view text) { return static_cast<int>(text.size()); })
            .function("textOut", []() -> const std::string& { return kText; })
            .function("numbersIn", [](const std::vector<double>& all) { return all.back(); })
            .function("spanIn", [](std::span<const double> all) { return all.back(); })
            .function("numbersOut", &hundred_numbers)
            .function("callMe",
                      [](v8::Isolate* isolate, v8::Local<v8::Function> f) {
                          v8::Local<v8::Value> argument = v8::Integer::New(isolate, 1);
                          return f->Call(isolate->GetCurrentContext(), v8::Undefined(isolate), 1,
                                         &argument);
                      })
            .function("callBack", [](js::Callback<int(int)> f) { return f.call_or_throw(1); })
            .value_type<Vec3>("Vec3")
            .function("plus", [](const Vec3& a, const Vec3& b) { return a + b; })
            .event("hit", hit_)
            .property("columns", [this]() -> js::Columns<Body>& { return columns_; })
            .property("rows", [this]() -> js::Rows<Body>& { return rows_; });
        module.type<Ship>("Ship")
            .constructor<>()
            .method<&Ship::turn>("turn")
            .fast_method<&Ship::turn>("fastTurn")
            .property("heading", &Ship::heading, &Ship::set_heading);
        struct Seen : Ship {};
        module.type<Seen>("Seen").constructor<>().view("x", &Seen::x);
        module.type<HeldVec3>("HeldVec3")
            .constructor<double, double, double>()
            .method("plus", &HeldVec3::plus);
    }

    void by_hand(v8::Local<v8::Object> game) {
        v8::Isolate* const isolate = env_.isolate();
        const auto context = env_.context();
        const auto hand = v8::Object::New(isolate);
        const auto put = [&](const char* name, v8::FunctionCallback callback) {
            hand->Set(context, js::to_name(isolate, name),
                      v8::Function::New(context, callback).ToLocalChecked())
                .Check();
        };
        put("add", &add_by_hand);
        put("textIn", &text_in_by_hand);
        put("textOut", &text_out_by_hand);
        put("numbersIn", &numbers_in_by_hand);
        put("numbersOut", &numbers_out_by_hand);
        put("callMe", &call_by_hand);
        const auto ship = v8::FunctionTemplate::New(isolate, &new_ship_by_hand);
        ship->InstanceTemplate()->SetInternalFieldCount(1);
        const auto prototype = ship->PrototypeTemplate();
        prototype->Set(js::to_name(isolate, "turn"),
                       v8::FunctionTemplate::New(isolate, &turn_by_hand));
        prototype->SetAccessorProperty(js::to_name(isolate, "heading"),
                                       v8::FunctionTemplate::New(isolate, &heading_by_hand),
                                       v8::FunctionTemplate::New(isolate, &set_heading_by_hand));
        hand->Set(context, js::to_name(isolate, "Ship"),
                  ship->GetFunction(context).ToLocalChecked())
            .Check();
        game->Set(context, js::to_name(isolate, "hand"), hand).Check();
    }

    js::EventHub hub_;
    js::Event<Hit> hit_{hub_};
    js::Columns<Body> columns_{10000};
    std::vector<Body> bodies_ = std::vector<Body>(10000);
    js::Rows<Body> rows_{bodies_};
    plinth::Runtime runtime_;
    plinth::Env env_;
};

constexpr std::int64_t kCallsPerBatch = 10000;

void run_loop(benchmark::State& state, const char* source) {
    World world;
    const plinth::Gate::Scope scope(world.env().gate());
    const v8::Local<v8::Function> loop = world.function(source);
    v8::Local<v8::Value> argv[] = {
        v8::Number::New(world.env().isolate(), static_cast<double>(kCallsPerBatch))};
    const auto once = [&] {
        const v8::HandleScope handles(world.env().isolate());
        benchmark::DoNotOptimize(
            world.env().gate().call(loop, v8::Undefined(world.env().isolate()), 1, argv));
    };
    for (int i = 0; i < 20; ++i)
        once();  // Until it is optimised.
    for (auto _ : state) {
        once();
        world.env().sweep();
    }
    state.counters["ns/call"] =
        benchmark::Counter(static_cast<double>(state.iterations() * kCallsPerBatch) / 1e9,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

struct Line {
    const char* name;
    const char* source;
};

// The same loop on each side.
constexpr Line kLines[] = {
    {"add/hand",
     "n => { const f = game.hand.add; let s = 0; for (let i = 0; i < n; i++) s = f(s, i); return "
     "s; }"},
    {"add/bound",
     "n => { const f = game.add; let s = 0; for (let i = 0; i < n; i++) s = f(s, i); return s; }"},
    {"add/fast",
     "n => { const f = game.fastAdd; let s = 0; for (let i = 0; i < n; i++) s = f(s, i); return s; "
     "}"},
    {"method/hand",
     "n => { const s = new game.hand.Ship(); for (let i = 0; i < n; i++) s.turn(i); return "
     "s.heading; }"},
    {"method/bound",
     "n => { const s = new game.Ship(); for (let i = 0; i < n; i++) s.turn(i); return s.heading; "
     "}"},
    {"method/fast",
     "n => { const s = new game.Ship(); for (let i = 0; i < n; i++) s.fastTurn(i); return "
     "s.heading; }"},
    {"get/hand",
     "n => { const s = new game.hand.Ship(); let t = 0; for (let i = 0; i < n; i++) t += "
     "s.heading; return t; }"},
    {"get/bound",
     "n => { const s = new game.Ship(); let t = 0; for (let i = 0; i < n; i++) t += s.heading; "
     "return t; }"},
    {"get/view",
     "n => { const s = new game.Seen(); let t = 0; for (let i = 0; i < n; i++) t += s.x; return t; "
     "}"},
    {"get/plain",
     "n => { const s = { x: 0.5 }; let t = 0; for (let i = 0; i < n; i++) { t += s.x; s.x = t; } "
     "return t; }"},
    {"get+set/view",
     "n => { const s = new game.Seen(); let t = 0; for (let i = 0; i < n; i++) { t += s.x; s.x = "
     "t; } return t; }"},
    {"set/hand",
     "n => { const s = new game.hand.Ship(); for (let i = 0; i < n; i++) s.heading = i; return "
     "s.heading; }"},
    {"set/bound",
     "n => { const s = new game.Ship(); for (let i = 0; i < n; i++) s.heading = i; return "
     "s.heading; }"},
    {"set/view",
     "n => { const s = new game.Seen(); for (let i = 0; i < n; i++) s.x = i; return s.x; }"},
    {"new/hand", "n => { const S = game.hand.Ship; for (let i = 0; i < n; i++) new S(); }"},
    {"new/bound", "n => { const S = game.Ship; for (let i = 0; i < n; i++) new S(); }"},
    {"vec3/held",
     "n => { const V = game.HeldVec3; let a = new V(0, 0, 0); const b = new V(1, 2, 3); for (let i "
     "= 0; i < n; i++) a = a.plus(b); }"},
    {"vec3/value in C++",
     "n => { let a = new game.Vec3(0, 0, 0); const b = new game.Vec3(1, 2, 3); const f = "
     "game.plus; for (let i = 0; i < n; i++) a = f(a, b); return a.x; }"},
    {"vec3/value in script",
     "n => { let a = new game.Vec3(0, 0, 0); const b = new game.Vec3(1, 2, 3); for (let i = 0; i < "
     "n; i++) a = a.add(b); return a.x; }"},
    {"text in/hand",
     "n => { const f = game.hand.textIn; let s = 0; for (let i = 0; i < n; i++) s += f('a text of "
     "twenty-six bytes'); return s; }"},
    {"text in/bound",
     "n => { const f = game.textIn; let s = 0; for (let i = 0; i < n; i++) s += f('a text of "
     "twenty-six bytes'); return s; }"},
    {"text out/hand",
     "n => { const f = game.hand.textOut; let s = 0; for (let i = 0; i < n; i++) s += f().length; "
     "return s; }"},
    {"text out/bound",
     "n => { const f = game.textOut; let s = 0; for (let i = 0; i < n; i++) s += f().length; "
     "return s; }"},
    {"callback/hand",
     "n => { const f = game.hand.callMe; const g = (x) => x + 1; let s = 0; for (let i = 0; i < n; "
     "i++) s += f(g); return s; }"},
    {"callback/bound",
     "n => { const f = game.callMe; const g = (x) => x + 1; let s = 0; for (let i = 0; i < n; i++) "
     "s += f(g); return s; }"},
    {"callback/kept",
     "n => { const f = game.callBack; const g = (x) => x + 1; let s = 0; for (let i = 0; i < n; "
     "i++) s += f(g); return s; }"},
    {"numbers in/hand",
     "n => { const f = game.hand.numbersIn; const a = Array.from({ length: 100 }, (_, i) => i + "
     "0.5); let s = 0; for (let i = 0; i < n; i++) s += f(a); return s; }"},
    {"numbers in/bound",
     "n => { const f = game.numbersIn; const a = Array.from({ length: 100 }, (_, i) => i + 0.5); "
     "let s = 0; for (let i = 0; i < n; i++) s += f(a); return s; }"},
    {"numbers in/Float64Array",
     "n => { const f = game.spanIn; const a = Float64Array.from({ length: 100 }, (_, i) => i + "
     "0.5); let s = 0; for (let i = 0; i < n; i++) s += f(a); return s; }"},
    {"numbers out/hand",
     "n => { const f = game.hand.numbersOut; let s = 0; for (let i = 0; i < n; i++) s += "
     "f().length; return s; }"},
    {"body/columns",
     "n => { const { x, dx } = game.columns; for (let i = 0; i < x.length; i++) x[i] += dx[i] * "
     "0.016; }"},
    {"body/rows by stride",
     "n => { const { array: a, offset: x, stride } = game.rows.x, dx = game.rows.dx.offset; for "
     "(let i = 0; i < a.length; i += stride) a[i + x] += a[i + dx] * 0.016; }"},
    {"body/rows by cursor",
     "n => { for (const b = game.rows.cursor(); b.next();) b.x += b.dx * 0.016; }"},
    {"body/plain objects",
     "n => { globalThis.all = globalThis.all || Array.from({ length: n }, () => ({ x: 0.5, dx: 1.5 "
     "})); const all = globalThis.all; for (let i = 0; i < n; i++) { const b = all[i]; b.x += b.dx "
     "* 0.016; } }"},
    {"body/bound objects",
     "n => { globalThis.bound = globalThis.bound || Array.from({ length: n }, () => new "
     "game.Ship()); const all = globalThis.bound; for (let i = 0; i < n; i++) { const b = all[i]; "
     "b.heading = b.heading + 0.016; } }"},
    {"numbers out/bound",
     "n => { const f = game.numbersOut; let s = 0; for (let i = 0; i < n; i++) s += f().length; "
     "return s; }"},
};

// 1,000 events of three fields to 10 listeners each, in one crossing.
void EventsToListeners(benchmark::State& state) {
    World world;
    const plinth::Gate::Scope scope(world.env().gate());
    const auto listen = world.function(
        "() => { globalThis.sum = 0; for (let i = 0; i < 10; i++) "
        "game.on('hit', (h) => { sum += h.x + h.y * i; }); }");
    world.env().gate().call(listen, v8::Undefined(world.env().isolate()), 0, nullptr);
    const auto frame = [&] {
        for (int i = 0; i < 1000; ++i)
            world.hit().post({static_cast<double>(i), i + 0.5, 2});
        world.hub().flush();
    };
    for (int i = 0; i < 30; ++i)
        frame();
    for (auto _ : state)
        frame();
    state.counters["ns/listener call"] =
        benchmark::Counter(static_cast<double>(state.iterations() * 10000) / 1e9,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(EventsToListeners)->Name("Binding/events/1000 to 10 each");

// One event to 10 listeners.
void OneEvent(benchmark::State& state) {
    World world;
    const plinth::Gate::Scope scope(world.env().gate());
    const auto listen = world.function(
        "() => { globalThis.sum = 0; for (let i = 0; i < 10; i++) "
        "game.on('hit', (h) => { sum += h.x + h.y * i; }); }");
    world.env().gate().call(listen, v8::Undefined(world.env().isolate()), 0, nullptr);
    for (auto _ : state)
        world.hit().emit({1, 0.5, 2});
}
BENCHMARK(OneEvent)->Name("Binding/event/to 10 listeners");

// Lua and LuaJIT have the same symbols: each is a library of its own, loaded apart.
class LuaLines {
  public:
    explicit LuaLines(const char* library) {
        handle_ = dlopen(library, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
        if (handle_ == nullptr) return;
        run_ = reinterpret_cast<Run>(dlsym(handle_, "plinth_bench_lua"));
        names_ = reinterpret_cast<Names>(dlsym(handle_, "plinth_bench_lua_lines"));
    }
    std::vector<std::string> names() const {
        std::vector<std::string> list;
        if (names_ == nullptr) return list;
        for (const char* const* name = names_(); *name != nullptr; ++name)
            list.emplace_back(*name);
        return list;
    }
    void run(benchmark::State& state, const std::string& name) const {
        for (auto _ : state)
            run_(name.c_str(), kCallsPerBatch);
        state.counters["ns/call"] =
            benchmark::Counter(static_cast<double>(state.iterations() * kCallsPerBatch) / 1e9,
                               benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
    }

  private:
    using Run = void (*)(const char* name, std::int64_t calls);
    using Names = const char* const* (*)();
    void* handle_ = nullptr;
    Run run_ = nullptr;
    Names names_ = nullptr;
};

const int registered = [] {
    for (const Line& line : kLines) {
        benchmark::RegisterBenchmark(
            (std::string("Binding/") + line.name).c_str(),
            [&line](benchmark::State& state) { run_loop(state, line.source); });
    }
    static const LuaLines lua(PLINTH_BENCH_LUA);
    static const LuaLines jit(PLINTH_BENCH_LUAJIT);
    for (const auto& [lines, what] : {std::pair(&lua, "/Lua 5.4"), std::pair(&jit, "/LuaJIT")}) {
        for (const std::string& name : lines->names()) {
            benchmark::RegisterBenchmark(
                ("Binding/" + name + what).c_str(),
                [lines = lines, name](benchmark::State& state) { lines->run(state, name); });
        }
    }
    return 0;
}();

}  // namespace
