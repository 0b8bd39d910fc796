// SPDX-License-Identifier: MIT
// Host::write_types(): the files that it writes, and whether TypeScript believes them.

#include <cstdio>

#include "bindings/shared.h"
#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

enum class Mode { Easy, Hard };
constexpr auto describe(js::Type<Mode>) {
    return js::strings(std::pair("easy", Mode::Easy), std::pair("hard", Mode::Hard));
}
enum class Layer { Ground = 0, Air = 2 };
constexpr auto describe(js::Type<Layer>) {
    return js::numbers(std::pair("Ground", Layer::Ground), std::pair("Air", Layer::Air));
}

struct Point {
    double x = 0;
    double y = 0;
};
constexpr auto describe(js::Type<Point>) {
    return js::fields(std::pair("x", &Point::x), std::pair("y", &Point::y));
}
js::Columns<Point>& columns() {
    static js::Columns<Point> points(3);
    return points;
}
js::Rows<Point>& rows() {
    static js::Rows<Point> points;
    return points;
}
js::Numbers<float>& heights() {
    static js::Numbers<float> numbers;
    return numbers;
}

struct Options {
    Point at;
    std::optional<Mode> mode;
    std::vector<Point> path;
};
constexpr auto describe(js::Type<Options>) {
    return js::fields(std::pair("at", &Options::at), std::pair("mode", &Options::mode),
                      std::pair("path", &Options::path));
}

struct Thing {
    int id = 1;
};
struct Movable {
    double speed = 0;
};
struct Tank : Thing, Movable {
    std::int64_t serial = 0;
    void aim(const Point&) {}
};

// One of nearly everything that can be bound.
void declare_zoo(js::Module& zoo) {
    zoo.type<Thing>("Thing").note(js::doc("Anything.")).readonly("id", &Thing::id);
    zoo.type<Movable>("Movable").property("speed", &Movable::speed);
    zoo.type<Tank>("Tank")
        .base<Thing>()
        .base<Movable>()
        .constructor<>()
        .property("serial", &Tank::serial)
        .method("aim", &Tank::aim, js::doc("Turns the gun.").names("at"))
        .static_function("count", [] { return 3; })
        .constant("WHEELS", 8);
    zoo.enumeration<Layer>("Layer")
        .function(
            "spawn", [](const Options& given) { return given; }, js::names("options"))
        .function("layer", [](Layer layer) { return layer; })
        .function("find", [](const std::string&) -> Tank* { return nullptr; })
        .function("each", [](js::Callback<bool(Tank&, int)>) {})
        .function("pick",
                  js::overload([](double) { return 1.0; }, [](std::string text) { return text; }))
        .function(
            "any",
            [](std::variant<std::monostate, double, std::set<std::string>> value) { return value; })
        .function("when",
                  [](std::chrono::system_clock::time_point at, std::optional<bool>) { return at; })
        .function("table", [](std::map<std::string, std::pair<int, char>> map) { return map; })
        .function("bytes", [](std::span<const std::byte>, std::span<float>) {})
        .function("make", []() -> std::function<double(double)> { return {}; })
        .function("delete", [](v8::Local<v8::Value>) {})
        .function("raw", [](const js::Info&) {})
        .property(
            "score", [] { return 1; }, [](int) {})
        .property("columns", &columns, js::doc("Thousands of points.").game_thread_only())
        .property("rows", &rows)
        .property("heights", &heights)
        .constant("NAME", "zoo")
        .object("draw", [](js::Module& draw) {
            draw.function(
                "line", [](const Point&, const Point&) {}, js::names("from", "to"));
        });
}

constexpr const char* kProgram = R"(
import * as zoo from 'zoo';
const tank: zoo.Tank = new zoo.Tank();
tank.speed = tank.id + zoo.Tank.WHEELS + zoo.Tank.count();
tank.serial = 5n;
tank.aim({ x: 1, y: 2 });
const made = zoo.spawn({ at: { x: 1, y: 2 }, mode: 'easy', path: [] });
const mode: 'easy' | 'hard' | undefined = made.mode;
const layer: zoo.Layer = zoo.layer(zoo.Layer.Air);
zoo.each((one, index) => one.id > index);
const n: number = zoo.pick(1);
const s: string = zoo.pick('a');
zoo.any(new Set(['a'])); zoo.any(); zoo.when(new Date());
zoo.table({ a: [1, 'x'] }).a?.[0];
zoo.draw.line({ x: 0, y: 0 }, { x: 1, y: 1 });
zoo.bytes(new Uint8Array(4), new Float32Array(4));
for (let i = 0; i < zoo.columns.length; i++) zoo.columns.x[i] += zoo.columns.y[i] ?? 0;
for (const point = zoo.rows.cursor(); point.next();) point.x += point.index;
zoo.rows.at(-1)!.y = zoo.rows.x.array[zoo.rows.x.offset + zoo.rows.x.stride]!;
zoo.heights.fill(1);
// @ts-expect-error
zoo.columns.x = zoo.columns.y;
// @ts-expect-error
zoo.rows.at(0)!.index = 1;
// @ts-expect-error
zoo.spawn({ at: { x: 1 }, path: [] });
// @ts-expect-error
tank.id = 4;
// @ts-expect-error
new zoo.Thing();
// @ts-expect-error
zoo.layer(1);
// @ts-expect-error
const wrong: string = zoo.find('a').id;
export { mode, layer, n, s, wrong };
)";

class Types : public test::HostTest {};

TEST_F(Types, AreWrittenAndPassTsc) {
    Host host(options());
    host.bind("zoo", "1.2.0", &declare_zoo);
    const auto types = folder_.path() / "types";

    ASSERT_TRUE(host.write_types(types));

    EXPECT_TRUE(std::filesystem::exists(types / "api.json"));
    EXPECT_TRUE(std::filesystem::exists(types / "zoo.md"));
    folder_.write("types/program.ts", kProgram);
    folder_.write("types/tsconfig.json", R"({
        "compilerOptions": { "strict": true, "noEmit": true, "target": "es2022",
                             "module": "commonjs", "types": [] },
        "files": ["zoo.d.ts", "program.ts"] })");
    const std::string command = std::string(PLINTH_TSC) + " --project " + types.string() + " 2>&1";
    std::string said;
    if (FILE* const pipe = popen(command.c_str(), "r")) {
        char bytes[4096];
        while (std::fgets(bytes, sizeof(bytes), pipe) != nullptr)
            said += bytes;
        EXPECT_EQ(pclose(pipe), 0) << said;
    }
    EXPECT_EQ(said, "");
}

TEST_F(Types, SayWhyTheyWereNotWritten) {
    Host host(options());
    folder_.write("file", "");

    EXPECT_FALSE(host.write_types(folder_.path() / "file" / "types"));
    EXPECT_NE(host.log_since(0).back().text.find("typings were not written"), std::string::npos);
}

}  // namespace
}  // namespace plinth
