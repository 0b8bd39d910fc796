// SPDX-License-Identifier: MIT
// `plinth check`: what it finds, where, and its exit codes.

#include "host/app/check.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

namespace plinth {
namespace {

namespace fs = std::filesystem;

class CheckTest : public testing::Test {
  protected:
    CheckTest() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        root_ = fs::canonical(fs::temp_directory_path()) /
                ("plinth-check-" + std::string(test->name()) + "-" + std::to_string(getpid()));
        fs::remove_all(root_);
        write("package.json", R"({"name": "checked", "main": "index.js"})");
        write("index.js", "exports.activate = () => {};\n");
    }
    ~CheckTest() override { fs::remove_all(root_); }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name, std::ios::binary) << text;
    }

    // What it prints, below "file:", without the folder's name, and its exit code.
    struct Outcome {
        int code;
        std::string text;
    };
    Outcome check(std::vector<std::string> options = {}) const {
        options.push_back(root_);
        testing::internal::CaptureStdout();
        Outcome outcome{run_check(options), ""};
        outcome.text = testing::internal::GetCapturedStdout();
        const fs::path shown = fs::relative(root_, fs::current_path());
        for (const std::string& prefix : {root_.string() + "/", shown.string() + "/"}) {
            for (std::size_t at; (at = outcome.text.find(prefix)) != std::string::npos;)
                outcome.text.erase(at, prefix.size());
        }
        return outcome;
    }
    void expect_found(const std::string& line) const {
        const Outcome outcome = check();
        EXPECT_EQ(outcome.code, 1);
        EXPECT_NE(outcome.text.find(line), std::string::npos) << outcome.text;
    }

    fs::path root_;
};

TEST_F(CheckTest, NothingIsWrongWithAGoodPlugin) {
    write("lib/a.ts", "enum A { B }\nexport const a: A = A.B;\n");
    write("index.mjs", "import { a } from './lib/a.ts';\nimport fs from 'node:fs';\n");
    write("node_modules/dep/index.js", "syntax error");
    write("types.d.ts", "syntax error");

    const Outcome outcome = check();

    EXPECT_EQ(outcome.code, 0);
    EXPECT_EQ(outcome.text, "no problems in 3 scripts\n");
}

TEST_F(CheckTest, FindsSyntaxErrors) {
    write("a.js", "\nlet x = ;\n");
    expect_found("a.js:2:9: SyntaxError: Unexpected token ';'");
}

TEST_F(CheckTest, FindsTypeScriptThatCannotBeStripped) {
    write("a.ts", "const a = 1;\nlet x: = 1;\n");
    write("b.ts", "@decorator class B {}\n");
    expect_found("a.ts:2:8: SyntaxError: ");
    expect_found("b.ts:1:1: SyntaxError: Decorators");
}

TEST_F(CheckTest, FindsImportsThatLeadNowhere) {
    write("a.mjs", "export * from './gone.mjs';\nawait import('./away.mjs');\n");
    expect_found("a.mjs:1:15: Cannot find module");
    expect_found("a.mjs:2:14: Cannot find module");
    write("b.cjs", "if (x) require('./gone');\n require.resolve('nowhere');\n");
    expect_found("b.cjs:1:16: Cannot find module './gone'");
    expect_found("b.cjs:2:18: Cannot find module 'nowhere'");
}

TEST_F(CheckTest, PlacesOfATransformedFileAreThoseOfTheSource) {
    write("a.ts", "enum A {\n  B,\n  C,\n}\nimport './gone.ts';\n");
    expect_found("a.ts:5:8: Cannot find module");
}

TEST_F(CheckTest, WhatMayBeMissingIsNoProblem) {
    write("index.js",
          "try { require('optional'); } catch {}\n"
          "define((require) => require('amd'));\n"
          "require(name);\n");

    EXPECT_EQ(check().code, 0);
}

TEST_F(CheckTest, HostModulesAreNamedOnTheCommandLine) {
    write("index.js", "require('game');\n");

    EXPECT_EQ(check().code, 1);
    EXPECT_EQ(check({"--host-modules", "world,game"}).code, 0);
    EXPECT_EQ(check({"--host-modules=game"}).code, 0);
}

TEST_F(CheckTest, ABrokenManifestIsToldWithItsPlaceAndTheScriptsAreCheckedToo) {
    write("package.json", "{\n  oops");
    write("a.js", "let x = ;");
    expect_found("package.json:2:");
    expect_found("a.js:1:9");
    expect_found("2 problems");
}

TEST_F(CheckTest, AMissingEntryIsAProblem) {
    write("package.json", R"({"name": "checked", "main": "gone.js"})");
    fs::remove(root_ / "index.js");
    expect_found("package.json");
}

TEST_F(CheckTest, FindingsAreSortedAndCounted) {
    write("b.js", "let x = ;");
    write("a.js", "require('./z');\nrequire('./y');\n");

    const std::string text = check().text;

    EXPECT_LT(text.find("a.js:1:"), text.find("a.js:2:"));
    EXPECT_LT(text.find("a.js:2:"), text.find("b.js:1:"));
    EXPECT_NE(text.find("3 problems in 3 scripts"), std::string::npos) << text;
}

TEST_F(CheckTest, JsonForOtherTools) {
    EXPECT_EQ(check({"--json"}).text,
              "{\n  \"ok\": true,\n  \"files\": 1,\n  \"problems\": []\n}\n");
    write("a.js", "let x = ;");
    EXPECT_NE(check({"--json"}).text.find("\"line\": 1,\n      \"column\": 9,"), std::string::npos);
}

TEST_F(CheckTest, RunsNothing) {
    write("index.js", "process.exit(7);\n");
    write("b.mjs", "process.exit(7);\n");

    EXPECT_EQ(check().code, 0);
}

TEST(CheckUsage, AWrongCommandLineIsTwo) {
    testing::internal::CaptureStderr();
    EXPECT_EQ(run_check({}), 2);
    EXPECT_EQ(run_check({"/nowhere-at-all"}), 2);
    EXPECT_EQ(run_check({"--what", "/"}), 2);
    EXPECT_EQ(run_check({"/tmp", "/tmp"}), 2);
    testing::internal::GetCapturedStderr();
}

}  // namespace
}  // namespace plinth
