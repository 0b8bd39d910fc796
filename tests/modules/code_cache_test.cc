// SPDX-License-Identifier: MIT
// Code that one plugin compiled, found by the next: on disk and in memory, and never the wrong one.

#include "host/modules/code_cache.h"

#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "host/engine/compile.h"
#include "host/modules/code_pack.h"
#include "tests/support/env_fixture.h"

namespace plinth::test {
namespace {

namespace fs = std::filesystem;

class CodeCacheTest : public testing::Test {
  protected:
    CodeCacheTest() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        root_ = fs::temp_directory_path() /
                ("plinth-code-" + std::string(test->name()) + "-" + std::to_string(getpid()));
        fs::remove_all(root_);
        fs::create_directories(root_);
        write("main.js", module_text("'first'"));
    }
    ~CodeCacheTest() override { fs::remove_all(root_); }

    static std::string module_text(const std::string& value) {
        std::string text = "exports.value = () => " + value + ";\n";
        text += "exports.fail = () => { throw new Error('here'); };\n";
        for (int i = 0; i < 600; ++i)
            text += "exports.f" + std::to_string(i) + " = (a) => a + " + std::to_string(i) + ";\n";
        return text;
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(root_ / name, std::ios::binary) << text;
    }
    std::string path(const std::string& name) const { return root_ / name; }

    // A plugin of this name that requires main.js as `m`, and logs what the code gives.
    struct Loaded {
        std::string result;
        bool from_cache = false;
    };
    Loaded load(const std::string& code, const std::string& plugin = "a") const {
        EnvOptions options;
        options.name = plugin;
        options.cache_folder = path("cache");
        World world(engine_options(), std::move(options));
        const v8::HandleScope handles(world.isolate());
        const std::string text =
            "const m = require('" + path("main.js") + "'); log(String(" + code + "))";
        {
            Gate::Scope scope(world.env().gate());
            v8::Local<v8::Value> argv[] = {to_string(world.isolate(), text),
                                           to_string(world.isolate(), "[eval]"),
                                           v8::False(world.isolate())};
            world.env().gate().call(world.env().entry(Entry::RunCode),
                                    v8::Undefined(world.isolate()), 3, argv);
        }
        world.run_loop();
        Loaded loaded{world.logged};
        CodeCache& cache = CodeCache::of(world.env());
        loaded.from_cache = cache.holds(CodeCache::Kind::Function, path("main.js"));
        cache.produce_all();
        return loaded;
    }
    fs::path pack_file() const {
        for (const auto& entry : fs::directory_iterator(path("cache"))) {
            if (entry.path().filename() != "key") return entry.path();
        }
        return {};
    }

    fs::path root_;
};

TEST_F(CodeCacheTest, TheSecondLoadTakesItFromTheDisk) {
    const Loaded first = load("m.value()");
    const Loaded second = load("m.value()");

    EXPECT_EQ(first.result, "first");
    EXPECT_FALSE(first.from_cache);
    EXPECT_EQ(second.result, "first");
    EXPECT_TRUE(second.from_cache);
}

TEST_F(CodeCacheTest, ASourceThatChangedIsCompiled) {
    load("m.value()");
    write("main.js", module_text("'other'"));  // As long as the old one.

    const Loaded second = load("m.value()");

    EXPECT_EQ(second.result, "other");
    EXPECT_FALSE(second.from_cache);
    EXPECT_TRUE(load("m.value()").from_cache);
}

TEST_F(CodeCacheTest, PlacesInStacksStay) {
    const std::string place =
        "(() => { try { m.fail(); } catch (error) { return "
        "error.stack.split('\\n')[1].trim(); } })()";
    const Loaded first = load(place);
    const Loaded second = load(place);

    EXPECT_NE(first.result.find(path("main.js") + ":2:"), std::string::npos) << first.result;
    EXPECT_EQ(first.result, second.result);
    EXPECT_TRUE(second.from_cache);
}

TEST_F(CodeCacheTest, ImportInCachedCodeIsAnswered) {
    write("imported.mjs", "export default 'imported';\n");
    write("main.js", module_text("import('./imported.mjs')"));
    const std::string code = "(m.value().then((it) => log(it.default)), 'waits')";

    EXPECT_EQ(load(code).result, "waits imported");
    const Loaded second = load(code);
    EXPECT_EQ(second.result, "waits imported");
    EXPECT_TRUE(second.from_cache);
}

TEST_F(CodeCacheTest, AnotherNameOfThePluginIsAnotherFile) {
    load("m.value()", "a");

    EXPECT_FALSE(load("m.value()", "b").from_cache);
}

TEST_F(CodeCacheTest, WhatAnotherPluginHoldsIsShared) {
    EnvOptions options;
    options.name = "a";
    options.cache_folder = path("cache");
    World world(engine_options(), std::move(options));
    const v8::HandleScope handles(world.isolate());
    const v8::Context::Scope entered(world.env().context());
    CodeCache& cache = CodeCache::of(world.env());
    const auto name = to_string(world.isolate(), "/shared.js");
    const auto text = to_string(world.isolate(), module_text("1"));
    FunctionSource source;
    source.text = text;
    source.name = name;
    auto lookup = cache.look_up(CodeCache::Kind::Function, name, text);
    const auto compiled = compile_function(world.env().context(), source).result.ToLocalChecked();
    EXPECT_EQ(lookup.cached, nullptr);
    cache.note(std::move(lookup), false, compiled);
    cache.produce_all();

    EnvOptions others;
    others.name = "b";
    others.cache_folder = path("cache");
    World other(engine_options(), std::move(others));
    const v8::HandleScope other_handles(other.isolate());
    const auto found =
        CodeCache::of(other.env())
            .look_up(CodeCache::Kind::Function, to_string(other.isolate(), "/shared.js"),
                     to_string(other.isolate(), module_text("1")));

    EXPECT_NE(found.cached, nullptr);
}

TEST_F(CodeCacheTest, ABrokenFileIsAsGoodAsNone) {
    load("m.value()");
    const fs::path file = pack_file();
    const auto size = fs::file_size(file);
    for (const auto cut : {std::uintmax_t{0}, std::uintmax_t{5}, size / 2, size - 1}) {
        fs::resize_file(file, cut);
        const Loaded loaded = load("m.value()");  // It writes the file anew.
        EXPECT_EQ(loaded.result, "first");
        EXPECT_FALSE(loaded.from_cache);
        EXPECT_EQ(fs::file_size(file), size);
    }
}

TEST(CodePack, AnyPrefixAndAnyChangedByteIsEndured) {
    const CodePack pack = {{"one", std::make_shared<const std::string>("first code")},
                           {"two", std::make_shared<const std::string>("")}};
    const std::string whole = to_bytes(pack);

    ASSERT_TRUE(parse_pack(whole));
    EXPECT_EQ(*parse_pack(whole)->at("one"), "first code");
    for (std::size_t at = 0; at < whole.size(); ++at) {
        parse_pack(std::string_view(whole).substr(0, at));
        std::string changed = whole;
        changed[at] = '\xFF';
        parse_pack(changed);
    }
}

}  // namespace
}  // namespace plinth::test
