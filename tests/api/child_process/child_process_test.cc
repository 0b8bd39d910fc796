// SPDX-License-Identifier: MIT
// What scripts that run with all permissions cannot see: refusals, limits, and what becomes of the
// children of a plugin that ends.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "host/env/env.h"
#include "host/env/errors.h"
#include "host/io/files.h"
#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

/// Grants these programs, each by its path.
class Programs final : public Policy {
  public:
    explicit Programs(std::vector<std::string> programs) {
        for (const std::string& program : programs)
            programs_.push_back(canonical_path(program));
    }

    std::optional<Error> denied(Permission permission, std::string_view resource) const override {
        for (const std::string& program : programs_) {
            if (permission == Permission::ChildProcess && program == resource) return std::nullopt;
        }
        return access_denied(to_string(permission), resource);
    }

  private:
    std::vector<std::string> programs_;
};

class ChildProcessTest : public testing::Test {
  protected:
    void start(std::vector<std::string> programs, std::size_t most_children = 0) {
        policy_ = std::make_unique<Programs>(std::move(programs));
        EnvOptions options;
        options.name = "plugin";
        options.policy = policy_.get();
        options.most_children = most_children;
        world_.emplace(test::engine_options(), std::move(options));
    }

    /// Runs code without waiting for what it started.
    void run(std::string_view code) {
        const std::string block =
            "{ const cp = require('child_process');\n"
            "process.env.PATH = '/usr/bin:/bin';\n" +
            std::string(code) + "}";
        Gate::Scope scope(env().gate());
        v8::Local<v8::Value> argv[] = {to_string(env().isolate(), block),
                                       to_string(env().isolate(), "[test]")};
        env().gate().call(env().entry(Entry::RunCode), v8::Undefined(env().isolate()), 2, argv);
    }

    /// All that the code logged, until nothing was left to do.
    std::string log_of(std::string_view code) {
        run(code);
        world_->run_loop();
        EXPECT_TRUE(world_->delegate.faults.empty());
        return world_->delegate.output;
    }

    Env& env() { return world_->env(); }

    std::unique_ptr<Programs> policy_;
    std::optional<test::World> world_;
};

bool is_running(int pid) {
    return kill(pid, 0) == 0;
}

TEST_F(ChildProcessTest, RefusesProgramsThatAreNotGranted) {
    start({"/bin/echo"});

    const std::string log = log_of(R"(
        console.log(cp.execFileSync('echo', ['granted']).toString().trim());
        for (const program of ['sh', '/bin/sh', 'no-such-program', '../bin/sh']) {
            try {
                cp.spawn(program);
            } catch (error) {
                console.log(error.code, error.permission);
            }
        }
        try {
            cp.execSync('echo by the shell');
        } catch (error) {
            console.log(error.code);
        }
    )");

    EXPECT_EQ(log,
              "granted\n"
              "ERR_ACCESS_DENIED child_process\nERR_ACCESS_DENIED child_process\n"
              "ERR_ACCESS_DENIED child_process\nERR_ACCESS_DENIED child_process\n"
              "ERR_ACCESS_DENIED\n");
}

TEST_F(ChildProcessTest, AClusterHasNoWorkersThatAreNotGranted) {
    start({"/bin/echo"});

    const std::string log = log_of(R"(
        const cluster = require('cluster');
        cluster.setupPrimary({ exec: '/worker.js' });
        process.execPath = '/bin/sh';
        try {
            cluster.fork();
        } catch (error) {
            console.log(error.code, error.permission, Object.keys(cluster.workers).length);
        }
    )");

    EXPECT_EQ(log, "ERR_ACCESS_DENIED child_process 0\n");
}

TEST_F(ChildProcessTest, APathOfTheScriptsOwnLeadsToNoOtherProgram) {
    start({"/bin/echo"});

    const std::string log = log_of(R"(
        try {
            cp.spawnSync('sh', ['-c', 'echo no'], { env: { PATH: '/bin' }, argv0: 'echo' });
        } catch (error) {
            console.log(error.code);
        }
    )");

    EXPECT_EQ(log, "ERR_ACCESS_DENIED\n");
}

TEST_F(ChildProcessTest, TheEnvironmentHandedDownIsThePluginsOwn) {
    setenv("PLINTH_TEST_OF_THE_HOST", "secret", 1);
    start({"/usr/bin/env"});

    const std::string log = log_of(R"(
        process.env = { PATH: '/usr/bin', MINE: 'yes' };
        console.log(cp.execFileSync('env').toString().trim().split('\n').sort().join(' '));
    )");

    EXPECT_EQ(log, "MINE=yes PATH=/usr/bin\n");
}

TEST_F(ChildProcessTest, WhatAChildInheritsIsTheLog) {
    start({"/bin/sh"});

    const std::string log = log_of(R"(
        cp.spawn('/bin/sh', ['-c', 'cat; echo child'], { stdio: 'inherit' })
            .on('close', () => console.log('closed'));
        cp.spawnSync('/bin/sh', ['-c', 'echo waited for'], { stdio: 'inherit' });
    )");

    EXPECT_EQ(log, "waited for\nchild\nclosed\n");
}

TEST_F(ChildProcessTest, ItMayNotUseDescriptorsOfTheHost) {
    start({"/bin/cat"});
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);

    const std::string log =
        log_of("try { cp.spawnSync('cat', { stdio: [" + std::to_string(ends[0]) +
               "] }); } catch (error) { console.log(error.code); }");

    EXPECT_EQ(log, "EBADF\n");
    close(ends[0]);
    close(ends[1]);
}

TEST_F(ChildProcessTest, ItMayNotSignalItsHost) {
    start({"/bin/echo"});

    const std::string log = log_of(R"(
        for (const pid of [process.ppid, 0, -1]) {
            try {
                process.kill(pid, 'SIGTERM');
            } catch (error) {
                console.log(error.code);
            }
        }
        process.on('SIGTERM', (name) => console.log('own', name));
        process.kill(process.pid, 'SIGTERM');
    )");

    EXPECT_EQ(log, "ERR_ACCESS_DENIED\nERR_ACCESS_DENIED\nERR_ACCESS_DENIED\nown SIGTERM\n");
}

TEST_F(ChildProcessTest, AForkBombEndsAtTheLimit) {
    start({"/bin/sleep"}, 8);

    run(R"(
        let refused = 0;
        for (let i = 0; i < 10000; i++) {
            cp.spawn('sleep', ['100'], { stdio: 'ignore' }).on('error', (error) => {
                if (error.code === 'EAGAIN' && ++refused === 9992) {
                    console.log('refused', refused);
                }
            });
        }
    )");
    for (int turn = 0; turn < 100 && world_->delegate.output.empty(); ++turn)
        env().pump().run(Budget::unlimited(), Loop::Wait::No);

    EXPECT_EQ(world_->delegate.output, "refused 9992\n");
    world_.reset();
    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);  // Not even a zombie is left.
}

TEST_F(ChildProcessTest, ChildrenEndWithTheirPlugin) {
    start({"/bin/sh", "/bin/sleep"});
    run(R"(
        const polite = cp.spawn('sleep', ['100']);
        const stubborn = cp.spawn('/bin/sh', ['-c', 'trap "" TERM; echo ready; while :; do :; done']);
        stubborn.stdout.on('data', () => console.log(polite.pid, stubborn.pid));
    )");
    while (world_->delegate.output.empty())
        env().pump().run(Budget::unlimited(), Loop::Wait::UntilNextEvent);
    std::istringstream pids(world_->delegate.output);
    int polite = 0;
    int stubborn = 0;
    pids >> polite >> stubborn;
    ASSERT_TRUE(is_running(polite) && is_running(stubborn));

    world_.reset();

    EXPECT_FALSE(is_running(polite));
    EXPECT_FALSE(is_running(stubborn));
}

TEST_F(ChildProcessTest, ADetachedChildLivesOn) {
    start({"/bin/sleep"});
    run("console.log(cp.spawn('sleep', ['100'], { detached: true, stdio: 'ignore' }).pid)");
    const int pid = std::stoi(world_->delegate.output);

    world_.reset();

    EXPECT_TRUE(is_running(pid));
    kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
}

TEST_F(ChildProcessTest, UnloadingWithPipesAndMessagesInFlightLeavesNothing) {
    start({"/bin/cat", "/usr/bin/yes"});
    run(R"(
        cp.spawn('/usr/bin/yes').stdout.on('data', () => {});
        cp.spawn('cat').stdin.write(Buffer.alloc(1 << 20));
    )");
    env().pump().run(Budget::unlimited(), Loop::Wait::No);

    world_.reset();  // The fixture fails when a handle is left.

    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
}

TEST_F(ChildProcessTest, UnloadingWithAHandleOnItsWayLeavesNothing) {
    start({"/bin/sleep"});
    run(R"(
        const child = cp.spawn('sleep', ['100'], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
        const { stdout } = cp.spawn('sleep', ['100']);
        child.send('x'.repeat(2 ** 21));
        child.send('it waits behind that', stdout._handle);
        stdout.destroy();
    )");
    env().pump().run(Budget::unlimited(), Loop::Wait::No);

    world_.reset();  // The fixture fails when a handle is left.

    EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
}

}  // namespace
}  // namespace plinth
