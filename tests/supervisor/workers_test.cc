// SPDX-License-Identifier: MIT
// Workers of plugins: who may have them, and that they go with their plugin.

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

class WorkersTest : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.grant = [this](std::string_view, std::string_view permission, std::string_view) {
            return grants_ && permission == "worker";
        };
        return made;
    }
    bool load_with(std::string_view permissions, std::string_view code) {
        write("a/package.json", R"({"plinth": {"permissions": )" + std::string(permissions) + "}}");
        return load("a", code);
    }

    bool grants_ = true;
};

constexpr const char* kTries = R"(
    const { Worker } = require('worker_threads');
    try {
      new Worker('', { eval: true }).on('exit', (code) => console.log('exit', code));
    } catch (error) {
      console.log(error.code, error.permission);
    }
)";

TEST_F(WorkersTest, AreRefusedUnlessAskedFor) {
    load_with("{}", kTries);

    EXPECT_TRUE(frames_until([&] { return logged("ERR_ACCESS_DENIED worker"); }));
}

TEST_F(WorkersTest, AreRefusedUnlessGranted) {
    grants_ = false;
    load_with(R"({"worker": true})", kTries);

    EXPECT_TRUE(frames_until([&] { return logged("ERR_ACCESS_DENIED worker"); }));
}

TEST_F(WorkersTest, RunWhenGranted) {
    load_with(R"({"worker": true})", kTries);

    EXPECT_TRUE(frames_until([&] { return logged("exit 0"); }));
}

TEST_F(WorkersTest, EndWithTheirPlugin) {
    load_with(R"({"worker": true})", R"(
        const { Worker } = require('worker_threads');
        new Worker("require('worker_threads').parentPort.postMessage(1); for (;;);", { eval: true })
          .on('message', () => console.log('spins'));
    )");
    ASSERT_TRUE(frames_until([&] { return logged("spins"); }));

    // The end of the test waits for the thread.
    EXPECT_TRUE(host().unload("a"));
}

}  // namespace
}  // namespace plinth
