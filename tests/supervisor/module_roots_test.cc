// SPDX-License-Identifier: MIT
// Folders of packages that the host grants to all plugins: HostOptions::module_roots.

#include <gtest/gtest.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

class ModuleRootsTest : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = test::HostTest::options();
        made.module_roots = {folder_.path() / "shared", folder_.path() / "more"};
        return made;
    }
    void package(const std::string& place, const std::string& answer) {
        folder_.write(place + "/package.json", R"({"exports": "./main.js"})");
        folder_.write(place + "/main.js", "exports.answer = '" + answer + "';");
    }
};

TEST_F(ModuleRootsTest, EachPluginMayLoadWhatLiesThere) {
    package("shared/lib", "shared");
    package("more/lib", "more");
    package("more/other", "other");

    EXPECT_TRUE(load("a", "say(require('lib').answer + require('other').answer);"));
    write("b/package.json", R"({"type": "module", "main": "main.js"})");
    write("b/main.js",
          "import { say } from 'test'; import { answer } from 'lib'; import o from 'other';"
          "say(answer + o.answer);");
    EXPECT_TRUE(host().load("b"));

    EXPECT_EQ(said_, "sharedother sharedother");
}

TEST_F(ModuleRootsTest, ItsOwnPackagesComeFirst) {
    package("shared/lib", "shared");
    write("a/node_modules/lib/index.js", "exports.answer = 'own';");

    EXPECT_TRUE(load("a", "say(require('lib').answer);"));

    EXPECT_EQ(said_, "own");
}

TEST_F(ModuleRootsTest, WhatLiesBesideThemIsNotFound) {
    folder_.write("secret/index.js", "exports.answer = 'secret';");
    package("shared/lib", "shared");
    std::filesystem::create_directory_symlink(folder_.path() / "secret",
                                              folder_.path() / "shared/link");

    EXPECT_TRUE(load("a",
                     "for (const name of ['../secret', 'lib/../../secret', 'link', "
                     "'./../../shared/../secret/index.js']) {"
                     "  try { require(name); say('loaded'); } catch (e) { say(e.code); } }"));

    EXPECT_EQ(said_,
              "MODULE_NOT_FOUND ERR_PACKAGE_PATH_NOT_EXPORTED MODULE_NOT_FOUND MODULE_NOT_FOUND");
}

TEST_F(ModuleRootsTest, PluginsMayNotWriteThere) {
    package("shared/lib", "shared");

    EXPECT_TRUE(load("a",
                     "const path = require('path').join(require.resolve('lib'), '../x.js');"
                     "try { require('fs').writeFileSync(path, ''); say('written'); }"
                     "catch (e) { say(e.code); }"));

    EXPECT_EQ(said_, "ERR_ACCESS_DENIED");
}

}  // namespace
}  // namespace plinth
