// SPDX-License-Identifier: MIT
// From declarations to a manifest, declarations for TypeScript, a reference, and a comparison. That
// tsc accepts them is tested in tests/app.

#include "bindings/typings/manifest.h"
#include "tests/support/v8_fixture.h"

namespace plinth {
namespace {

enum class Mood { Calm, Angry };
constexpr auto describe(js::Type<Mood>) {
    return js::strings(std::pair("calm", Mood::Calm), std::pair("angry", Mood::Angry));
}

struct Spot {
    double x = 0;
    std::optional<std::string> label;
};
constexpr auto describe(js::Type<Spot>) {
    return js::fields(std::pair("x", &Spot::x), std::pair("label", &Spot::label));
}

struct Beast {
    int legs = 4;
};
struct Wolf : Beast {
    void howl(double) {}
};

class Typings : public test::V8Test {
  protected:
    template <class F>
    typings::Json manifest(const char* version, F&& declare) {
        js::ModuleDescription description;
        description.name = "zoo";
        description.version = version;
        js::Module module(context(), v8::Object::New(isolate()), "zoo");
        module.describe_to(description);
        declare(module);
        return typings::manifest_of({description});
    }
    template <class F>
    std::string declarations(F&& declare) {
        return typings::declarations_of(manifest("1.0.0", declare)["modules"][0]);
    }
    template <class A, class B>
    std::string difference(A&& before, B&& after) {
        std::string text;
        for (const auto& change :
             typings::changes_between(manifest("1.0.0", before), manifest("1.0.0", after)))
            text += std::to_string(static_cast<int>(change.step)) + " " + change.text + "\n";
        return text;
    }
};

void expect_line(const std::string& text, const std::string& line) {
    EXPECT_NE(text.find(line), std::string::npos) << line << "\n--- is not in\n" << text;
}

TEST_F(Typings, SpellsFunctions) {
    const std::string text = declarations([](js::Module& zoo) {
        zoo.function(
               "feed", [](const std::string&, std::optional<double>) { return 1; },
               js::doc("Feeds.").names("name", "kilos").since("1.1.0").permission("zoo.feed"))
            .function("each", [](js::Callback<void(int, const Beast&)>) {})
            .function("numbers", [](const std::vector<double>& in) { return in; })
            .function("many", js::overload([](double) {}, [](std::string) { return true; }))
            .function("delete", [] {});
    });

    expect_line(text, "declare module 'zoo' {");
    expect_line(
        text,
        "  /**\n   * Feeds.\n   * Needs the permission `zoo.feed`.\n   * @since 1.1.0\n   */\n"
        "  export function feed(name: string, kilos?: number | null | undefined): number;");
    expect_line(text, "each(a: (a: number, b: unknown /* Beast */) => void): void;");
    expect_line(text, "numbers(a: number[] | Float64Array): number[];");
    expect_line(text, "export function many(a: number): void;");
    expect_line(text, "export function many(a: string): boolean;");
    expect_line(text, "export { _delete as delete };");
}

TEST_F(Typings, SpellsClassesEnumsAndRecords) {
    const std::string text = declarations([](js::Module& zoo) {
        zoo.enumeration<Mood>("Mood")
            .function("at", [](const Spot& spot) { return spot; })
            .function("mood", [](Mood mood) { return mood; })
            .function("find", []() -> Wolf* { return nullptr; })
            .constant("MAX", 5)
            .property("count", [] { return 1; })
            .object("draw", [](js::Module& draw) { draw.function("line", [](Wolf&) {}); });
        zoo.type<Beast>("Beast").note(js::doc("An animal.")).property("legs", &Beast::legs);
        zoo.type<Wolf>("Wolf").base<Beast>().constructor<>().method("howl", &Wolf::howl,
                                                                    js::names("loudness"));
    });

    expect_line(text, "export type Mood = \"calm\" | \"angry\";");
    expect_line(text, "export function at(a: SpotInput): Spot;");
    expect_line(text, "    label?: string | undefined;");
    expect_line(text, "    label?: string | null | undefined;");
    expect_line(text, "export function mood(a: Mood): Mood;");
    expect_line(text, "export function find(): Wolf | null;");
    expect_line(text, "export const MAX: 5;");
    expect_line(text, "export const count: number;");
    expect_line(text, "  export namespace draw {\n    export function line(a: Wolf): void;\n  }");
    expect_line(text,
                "  /** An animal. */\n  export class Beast {\n    get legs(): number;\n"
                "    set legs(value: number);\n    protected constructor();\n  }");
    expect_line(text,
                "export class Wolf extends Beast {\n    constructor();\n"
                "    howl(loudness: number): void;");
}

TEST_F(Typings, WritesAReference) {
    const auto json = manifest("1.2.0", [](js::Module& zoo) {
        zoo.function(
            "feed", [](int) {}, js::doc("Feeds.").names("kilos").thread_safe());
    });
    const std::string page = typings::reference_of(json["modules"][0]);

    expect_line(page, "# Module `zoo`\n\nVersion 1.2.0.\n");
    expect_line(page, "## `feed()`\n\n```ts\nfeed(kilos: number): void\n```\n\nFeeds.\n");
    expect_line(page, "Called directly from worker plugins, too.");
}

TEST_F(Typings, NamesWhatChanged) {
    const auto none = [](js::Module&) {};
    const auto one = [](js::Module& zoo) { zoo.function("f", [](double) {}); };
    const auto optional = [](js::Module& zoo) { zoo.function("f", [](std::optional<double>) {}); };
    const auto two = [](js::Module& zoo) { zoo.function("f", [](double, double) {}); };
    const auto guarded = [](js::Module& zoo) {
        zoo.function(
            "f", [](double) {}, js::permission("zoo"));
    };

    EXPECT_EQ(difference(one, one), "");
    EXPECT_EQ(difference(one, none), "3 zoo.f: is gone\n");
    EXPECT_EQ(difference(none, one), "2 zoo.f: is new\n");
    EXPECT_EQ(difference(one, two), "3 zoo.f: parameter 2 is new and required\n");
    EXPECT_EQ(difference(one, guarded), "3 zoo.f: needs the permission zoo now\n");
    EXPECT_EQ(difference(one, optional),
              "2 zoo.f: parameter 1 may be left out now\n"
              "2 zoo.f: parameter 1: took number, takes number | null | undefined\n");
    EXPECT_EQ(difference(optional, one),
              "3 zoo.f: parameter 1 is required now\n"
              "3 zoo.f: parameter 1: took number | null | undefined, takes number\n");
}

TEST_F(Typings, DemandsTheStepThatIsDue) {
    const auto one = [](js::Module& zoo) { zoo.function("f", [] {}); };
    const auto none = [](js::Module&) {};

    EXPECT_FALSE(
        typings::compare(manifest("1.2.3", one), manifest("1.3.0", none)).version_suffices);
    EXPECT_TRUE(typings::compare(manifest("1.2.3", one), manifest("2.0.0", none)).version_suffices);
    EXPECT_TRUE(typings::compare(manifest("0.2.3", one), manifest("0.3.0", none)).version_suffices);
    EXPECT_EQ(typings::compare(manifest("1.2.3", none), manifest("1.2.4", one)).text,
              "zoo 1.2.3 -> 1.2.4: minor\n  minor  zoo.f: is new\n"
              "  The version has to be 1.3.0 at least.\n");
}

TEST_F(Typings, RefusesWhatIsNoManifest) {
    EXPECT_THROW(typings::read_manifest("{"), std::runtime_error);
    EXPECT_THROW(typings::read_manifest("[]"), std::runtime_error);
    EXPECT_THROW(typings::read_manifest("{\"modules\": [{}]}"), std::runtime_error);
}

}  // namespace
}  // namespace plinth
