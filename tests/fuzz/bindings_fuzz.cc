// SPDX-License-Identifier: MIT
// Calls everything of a bound zoo with values that a friendly script would not pass: foreign
// `this`, wrong types and ranges, proxies, getters that throw or destroy what is being converted,
// objects that are gone, functions that call back in. Nothing may crash; whatever is thrown is
// fine.

#include <bitset>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "bindings/events.h"
#include "bindings/fast.h"
#include "bindings/shared.h"
#include "bindings/value_class.h"
#include "bindings/view.h"
#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

enum class Mood { Calm, Angry };
constexpr auto describe(js::Type<Mood>) {
    return js::strings(std::pair("calm", Mood::Calm), std::pair("angry", Mood::Angry));
}

struct Spot {
    double x = 0;
    double y = 0;
    Spot operator+(const Spot& o) const { return {x + o.x, y + o.y}; }
    Spot operator*(double by) const { return {x * by, y * by}; }
};
constexpr auto describe(js::Type<Spot>) {
    return js::fields(std::pair("x", &Spot::x), std::pair("y", &Spot::y));
}

struct Order {
    Spot at;
    std::optional<std::string> label;
    std::vector<int> numbers;
    Mood mood = Mood::Calm;
};
constexpr auto describe(js::Type<Order>) {
    return js::fields(std::pair("at", &Order::at), std::pair("label", &Order::label),
                      std::pair("numbers", &Order::numbers), std::pair("mood", &Order::mood));
}

struct Beast : js::Tracked {
    virtual ~Beast() = default;
    int legs = 4;
    double weight = 10;
    std::uint8_t age = 1;
    std::string name = "beast";
    double walk(int steps) { return 1.0 * legs * steps; }
    Beast& self() { return *this; }
};
struct Winged {
    double span = 2;
    bool flap(double by) { return (span += by) > 0; }
};
struct Bird : Beast, Winged {
    explicit Bird(double weight_given) { weight = weight_given; }
    std::vector<int> eggs{1, 2, 3};
    auto begin() { return eggs.begin(); }
    auto end() { return eggs.end(); }
    std::size_t size() const { return eggs.size(); }
    int& operator[](std::size_t index) { return eggs[index]; }
};

/// Nobody has to destroy it.
struct Speck {
    double size = 1;
    Speck half() const { return {size / 2}; }
    Speck& self() { return *this; }
    void grow(double by) { size += by; }
};

double add(double a, int b) {
    return a + b;
}

// The zoo's own animals, some of which go away during the calls.
struct Zoo {
    std::vector<std::unique_ptr<Beast>> beasts;
    std::shared_ptr<Bird> shared = std::make_shared<Bird>(3);
    js::EventHub hub;
    js::Event<Order> order{hub};
    js::Event<double> tick{hub};
    std::vector<js::Callback<double(double)>> callbacks;
    js::Columns<Spot> columns{3};
    std::vector<Spot> spots = std::vector<Spot>(4);
    js::Rows<Spot> rows{spots};
    int depth = 0;
};

void declare(Zoo& zoo, js::Module& module) {
    module.type<Beast>("Beast")
        .view("weight", &Beast::weight)
        .view("age", &Beast::age)
        .property("legs", &Beast::legs)
        .property("name", &Beast::name)
        .method("walk", &Beast::walk)
        .fast_method<&Beast::walk>("fastWalk")
        .method("self", &Beast::self)
        .derived<Bird>([](Beast& beast) -> Bird* {
            return beast.name == "bird" ? static_cast<Bird*>(&beast) : nullptr;
        });
    module.type<Winged>("Winged")
        .constructor<>()
        .property("span", &Winged::span)
        .method("flap", &Winged::flap);
    module.type<Bird>("Bird")
        .base<Beast>()
        .base<Winged>()
        .constructor<double>()
        .indexed()
        .iterable()
        .method("lay", js::overload([](Bird& bird) { bird.eggs.push_back(0); },
                                    [](Bird& bird, int egg) { bird.eggs.push_back(egg); },
                                    [](Bird& bird, const Bird& like) { bird.eggs = like.eggs; }));
    module.type<Speck>("Speck")
        .constructor<>()
        .property("size", &Speck::size)
        .method("half", &Speck::half)
        .method("self", &Speck::self)
        .method("grow", &Speck::grow)
        .fast_method<&Speck::grow>("fastGrow");
    module.value_type<Spot>("Spot")
        .function("bigger", [](Speck& a, Speck& b) -> Speck& { return a.size > b.size ? a : b; })
        .property("columns", [&zoo]() -> js::Columns<Spot>& { return zoo.columns; })
        .property("rows", [&zoo]() -> js::Rows<Spot>& { return zoo.rows; })
        .function("resize",
                  [&zoo](std::uint8_t count) {
                      zoo.columns.resize(count);
                      std::vector<Spot> spots(count);
                      if (count % 4 == 0) return zoo.rows.end();
                      zoo.rows.assign(spots);
                      std::swap(zoo.spots, spots);
                  })
        .fast_function<&add>("add")
        .function("order", [](const Order& given) { return given; })
        .function("text",
                  [](const std::string& a, std::string_view b, std::u16string c) {
                      return a + std::string(b) + std::to_string(c.size());
                  })
        .function("numbers",
                  [](std::vector<double> a, std::optional<std::int64_t> b, float c) {
                      a.push_back(static_cast<double>(b.value_or(1)) + static_cast<double>(c));
                      return a;
                  })
        .function("many", [](std::map<std::string, std::set<int>> map,
                             std::tuple<int, bool> pair) { return std::pair(map, pair); })
        .function(
            "either",
            [](std::variant<double, std::string, Spot, std::vector<Mood>> value) { return value; })
        .function("bits",
                  [](std::bitset<12> bits, std::chrono::milliseconds time, char letter) {
                      return std::to_string(bits.count()) + letter + std::to_string(time.count());
                  })
        .function("bytes",
                  [](std::span<std::uint8_t> to, std::span<const double> from) {
                      for (std::size_t i = 0; i < to.size() && i < from.size(); ++i)
                          to[i] = static_cast<std::uint8_t>(i);
                      return static_cast<int>(to.size() + from.size());
                  })
        .function("beast",
                  [&zoo](std::uint32_t index) -> Beast* {
                      return zoo.beasts.empty() ? nullptr
                                                : zoo.beasts[index % zoo.beasts.size()].get();
                  })
        .function("born",
                  [&zoo](bool bird) {
                      if (zoo.beasts.size() > 50) return;
                      if (bird)
                          zoo.beasts.push_back(std::make_unique<Bird>(1));
                      else
                          zoo.beasts.push_back(std::make_unique<Beast>());
                      if (bird) zoo.beasts.back()->name = "bird";
                  })
        .function("gone",
                  [&zoo](std::uint32_t index) {
                      if (zoo.beasts.empty()) return;
                      zoo.beasts.erase(zoo.beasts.begin() +
                                       static_cast<std::ptrdiff_t>(index % zoo.beasts.size()));
                  })
        .function("shared", [&zoo] { return zoo.shared; })
        .function("take",
                  [](Beast& a, const Beast* b, Bird c) {
                      return 0.0 + a.legs + (b == nullptr ? 0 : b->legs) + c.legs;
                  })
        .function("each",
                  [](const std::vector<Beast*>& all) { return static_cast<int>(all.size()); })
        .function("keep",
                  [&zoo](js::Callback<double(double)> callback) {
                      zoo.callbacks.push_back(std::move(callback));
                      if (zoo.callbacks.size() > 20) zoo.callbacks.clear();
                  })
        .function("call",
                  [&zoo](double number) {
                      if (++zoo.depth < 20) {
                          const auto all = zoo.callbacks;
                          for (const auto& callback : all)
                              number += callback(number);
                      }
                      --zoo.depth;
                      return number;
                  })
        .function("through",
                  [&zoo](js::Callback<double(double)> callback) {
                      if (++zoo.depth > 20) {
                          --zoo.depth;
                          throw js::Error("too deep", js::ErrorClass::RangeError);
                      }
                      struct Out {
                          int& depth;
                          ~Out() { --depth; }
                      } out{zoo.depth};
                      return callback.call_or_throw(1);
                  })
        .function("give",
                  [](int step) -> std::function<int(int)> {
                      return [step](int more) { return step ^ more; };
                  })
        .function("emit",
                  [&zoo](const Order& given, double number) {
                      if (++zoo.depth < 20) {
                          zoo.order.post(given);
                          zoo.tick.emit(number);
                          zoo.hub.flush();
                      }
                      --zoo.depth;
                  })
        .event("order", zoo.order)
        .event("tick", zoo.tick);
}

// What a script can think of; `next` gives the input's bytes, and 0 when they are used up.
constexpr const char* kDriver = R"js(
(zoo, next, more) => {
  const results = [];
  const keys = Object.getOwnPropertyNames(zoo);
  const numbers = [0, -0, 1, -1, 1.5, NaN, Infinity, -Infinity, 255, 256, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 63), 1e308];
  const strings = ['', 'a', 'calm', 'bird', 'tick', 'order', '\ud800', '\u{1F680}', 'x'.repeat(300), '__proto__'];
  const detached = new Uint8Array(8);
  try { structuredClone(detached.buffer, { transfer: [detached.buffer] }); } catch {}
  const pick = (list) => list[next() % list.length];
  const evil = () => { const action = next() % 6; return () => {
    if (action === 0) throw new Error('evil');
    if (action === 1) { zoo.gone(next()); return 1; }
    if (action === 2) { results.length = 0; return 'a'; }
    if (action === 3) { step(); return {}; }
    if (action === 4) { zoo.gone(0); zoo.gone(0); return pick(numbers); }
    return value();
  }; };
  let depth = 0;
  function value() {
    if (++depth > 5) { depth--; return pick(numbers); }
    try { return make(next() % 30); } finally { depth--; }
  }
  function make(kind) {
    switch (kind) {
      case 0: case 1: case 2: return pick(numbers);
      case 3: case 4: return pick(strings);
      case 5: return pick([true, false, null, undefined, Symbol('s'), 1n, -(2n ** 64n)]);
      case 6: return [value(), value()];
      case 7: return { x: value(), y: value() };
      case 8: return { at: { x: 1, y: value() }, numbers: [1, value()], mood: pick(strings), label: value() };
      case 9: return { get x() { return evil()(); }, y: 1, at: value() };
      case 10: return new Proxy(results[0] ?? {}, { get: evil(), has: evil(), getPrototypeOf: () => Array.prototype });
      case 11: return evil();
      case 12: return pick([new Uint8Array(4), new Float64Array(3), new ArrayBuffer(8), detached, new DataView(new ArrayBuffer(2))]);
      case 13: return new Set([value(), 1]);
      case 14: return new Map([['a', [1]], [1, value()]]);
      case 15: return Object.create(pick([zoo.Beast, zoo.Bird, zoo.Spot, zoo.Speck]).prototype);
      case 16: return new zoo.Bird(next());
      case 17: return new (class extends zoo.Bird { constructor() { super(1); } walk(n) { return super.walk(n); } get name() { return evil()(); } })();
      case 18: return zoo.beast(next());
      case 19: return zoo.shared();
      case 20: { const a = [1, 2, 3]; Object.defineProperty(a, 1, { get: evil() }); return a; }
      case 21: return new zoo.Spot(next(), next());
      case 22: { const o = { toString: evil(), valueOf: evil() }; return o; }
      case 23: { const a = Array.from({ length: 12 }, () => pick(numbers)); if (next() % 2) Object.defineProperty(a, 9, { get: evil() }); return a; }
      case 24: return Array.from({ length: 1500 }, (_, i) => i);
      case 25: return new zoo.Speck();
      case 26: return pick([zoo.columns, zoo.rows]);
      case 27: return pick([zoo.columns, zoo.rows]).at(next() % 6 - 1);
      case 28: { const c = pick([zoo.columns, zoo.rows]).cursor(); c.next(); return c; }
      default: return results.length ? pick(results) : 7;
    }
  }
  function step() {
    if (++depth > 6) { depth--; return; }
    try {
      const self = value();
      const target = next() % 3 === 0 ? zoo : self;
      let names = keys;
      if (target !== zoo && self !== null && (typeof self === 'object' || typeof self === 'function')) {
        names = ['walk', 'fastWalk', 'self', 'legs', 'weight', 'age', 'name', 'span', 'flap', 'lay', 'at', 'length', 'add', 'multiply', 'constructor',
          'size', 'half', 'grow', 'fastGrow', 'x', 'y', 'cursor', 'next', 'index'];
        if (next() % 8 === 0) for (const x of self) { results.push(x); if (results.length > 30) break; }
      }
      const name = pick(names);
      const holder = target === zoo ? zoo : next() % 2 ? self : pick([zoo.Beast, zoo.Bird, zoo.Winged, zoo.Spot, zoo.Speck]).prototype;
      let result;
      switch (next() % 6) {
        case 0: result = new holder[name](value()); break;
        case 1: holder[name] = value(); result = holder[name]; break;
        case 2: result = holder[name].call(self, value(), value(), value()); break;
        case 3: result = holder[name](); break;
        default: result = holder[name](value(), value(), value()); break;
      }
      if (results.length > 40) results.length = 0;
      results.push(result);
    } catch (error) {
      if (results.length < 40) results.push(error);
    } finally { depth--; }
  }
  while (more()) { depth = 0; step(); }
}
)js";

struct Input {
    const std::uint8_t* at;
    const std::uint8_t* end;
};

}  // namespace
}  // namespace plinth

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace plinth;
    test::v8_platform();
    static v8::ArrayBuffer::Allocator* const allocator =
        v8::ArrayBuffer::Allocator::NewDefaultAllocator();
    static v8::Isolate* const isolate = [] {
        v8::Isolate::CreateParams parameters;
        parameters.array_buffer_allocator = allocator;
        v8::Isolate* const made = v8::Isolate::New(parameters);
        made->Enter();
        return made;
    }();
    static int runs = 0;
    Input input{data, data + size};
    {
        const v8::HandleScope handles(isolate);
        const auto context = v8::Context::New(isolate);
        const v8::Context::Scope scope(context);
        Zoo zoo;
        {
            test::PlainRealm realm(context);
            const auto target = v8::Object::New(isolate);
            js::Module module(context, target, "zoo");
            declare(zoo, module);
            zoo.beasts.push_back(std::make_unique<Beast>());
            module.function("next",
                            [&input]() -> int { return input.at == input.end ? 0 : *input.at++; });
            module.function("more", [&input] { return input.at != input.end; });
            const v8::TryCatch caught(isolate);
            const auto get = [&](const char* name) {
                return target->Get(context, js::to_name(isolate, name)).ToLocalChecked();
            };
            v8::Local<v8::Value> arguments[] = {target, get("next"), get("more")};
            const auto source = js::to_string(isolate, kDriver).ToLocalChecked();
            const auto driver = v8::Script::Compile(context, source)
                                    .ToLocalChecked()
                                    ->Run(context)
                                    .ToLocalChecked();
            static_cast<void>(driver.As<v8::Function>()
                                  ->Call(context, v8::Undefined(isolate), 3, arguments)
                                  .IsEmpty());
            realm.sweep();
        }
        zoo.callbacks.clear();
    }
    if (++runs % 50 == 0) isolate->LowMemoryNotification();
    return 0;
}
