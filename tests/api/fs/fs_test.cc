// SPDX-License-Identifier: MIT
// What scripts that run with all permissions cannot see: refusals, foreign descriptors, and what is
// left when a plugin ends.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

#include "host/env/env.h"
#include "host/env/errors.h"
#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

namespace files = std::filesystem;

class OneFolder final : public Policy {
  public:
    explicit OneFolder(std::string folder) : folder_(std::move(folder)) {}

    std::optional<Error> denied(Permission permission, std::string_view resource) const override {
        if (resource == folder_ || resource.starts_with(folder_ + "/")) return std::nullopt;
        return access_denied(to_string(permission), resource);
    }

  private:
    std::string folder_;
};

/// A plugin that may only touch `own`, beside a folder that it may not.
class FsTest : public testing::Test {
  protected:
    FsTest() {
        std::string name = (files::temp_directory_path() / "plinth-fs-test-XXXXXX").string();
        root_ = files::canonical(mkdtemp(name.data())).string();
        own = root_ + "/own";
        outside = root_ + "/outside";
        files::create_directories(own + "/sub");
        files::create_directories(outside);
        std::ofstream(own + "/mine") << "mine";
        std::ofstream(outside + "/secret") << "secret";
        policy_ = std::make_unique<OneFolder>(own);
    }
    ~FsTest() override {
        world_.reset();
        files::remove_all(root_);
    }

    void start(std::optional<unsigned> file_mode_mask = std::nullopt) {
        EnvOptions options;
        options.name = "test";
        options.working_directory = own;
        options.policy = policy_.get();
        options.file_mode_mask = file_mode_mask;
        world_.emplace(test::engine_options(), std::move(options));
    }

    /// Runs code without waiting for what it started.
    void run(const std::string& code) {
        const std::string block =
            "{ const fs = require('fs');\nconst outside = '" + outside + "';\n" + code + "}";
        Gate::Scope scope(env().gate());
        v8::Local<v8::Value> argv[] = {to_string(env().isolate(), block),
                                       to_string(env().isolate(), "[eval]"),
                                       v8::False(env().isolate())};
        env().gate().call(env().entry(Entry::RunCode), v8::Undefined(env().isolate()), 3, argv);
    }

    /// All that the code logged, until nothing was left to do.
    std::string log_of(const std::string& code) {
        if (!world_) start();
        run(code);
        world_->run_loop();
        EXPECT_TRUE(world_->delegate.faults.empty());
        return world_->delegate.output;
    }

    Env& env() { return world_->env(); }
    test::World& world() { return *world_; }

    static std::string content(const std::string& path) {
        std::ostringstream text;
        text << std::ifstream(path).rdbuf();
        return text.str();
    }
    static std::size_t open_descriptors() {
        return static_cast<std::size_t>(
            std::distance(files::directory_iterator("/proc/self/fd"), files::directory_iterator()));
    }

    std::string own;
    std::string outside;

  private:
    std::string root_;
    std::unique_ptr<OneFolder> policy_;
    std::optional<test::World> world_;
};

TEST_F(FsTest, RefusesEverySynchronousCallOutside) {
    const std::string log = log_of(R"(
        const file = `${outside}/secret`;
        const mine = fs.openSync('mine', 'r+');
        const calls = {
            access: [file], appendFile: [file, 'x'], chmod: [file, 0o777], chown: [file, 0, 0],
            copyFile: [file, 'copy'], cp: [file, 'copy'], lchown: [file, 0, 0], link: [file, 'hard'], lstat: [file],
            lutimes: [file, 1, 1], mkdir: [`${outside}/new`], mkdtemp: [`${outside}/new`],
            open: [file], opendir: [outside], readFile: [file], readdir: [outside],
            readlink: [file], realpath: [file], rename: [file, 'moved'], rm: [file],
            rmdir: [outside], stat: [file], statfs: [file], symlink: ['mine', `${outside}/link`],
            truncate: [file], unlink: [file], utimes: [file, 1, 1], writeFile: [file, 'x'],
        };
        const onDescriptors = ['close', 'fchmod', 'fchown', 'fdatasync', 'fstat', 'fsync',
          'ftruncate', 'futimes', 'read', 'readv', 'write', 'writev', 'exists'];
        for (const name of Object.keys(fs)) {
            if (!name.endsWith('Sync') || fs[name] === undefined) continue;
            const call = name.slice(0, -4);
            if (calls[call] === undefined) {
                if (!onDescriptors.includes(call)) console.log(`unknown: ${name}`);
                continue;
            }
            try {
                fs[name](...calls[call]);
                console.log(`allowed: ${name}`);
            } catch (error) {
                if (error.code !== 'ERR_ACCESS_DENIED') console.log(name, error.message);
            }
        }
        try { fs.watch(outside); console.log('watched'); } catch {}
        console.log(fs.existsSync(file));
    )");

    EXPECT_EQ(log, "false\n");
    EXPECT_EQ(content(outside + "/secret"), "secret");
}

TEST_F(FsTest, RefusesCallbacksAndPromisesToo) {
    const std::string log = log_of(R"(
        fs.readFile(`${outside}/secret`, (error) => {
            console.log(error.code, error.permission, error.resource === `${outside}/secret`);
            fs.promises.writeFile('../outside/secret', 'x').catch((refused) =>
                console.log(refused.code, refused.permission));
        });
    )");

    EXPECT_EQ(log, "ERR_ACCESS_DENIED fs.read true\nERR_ACCESS_DENIED fs.write\n");
    EXPECT_EQ(content(outside + "/secret"), "secret");
}

TEST_F(FsTest, FollowsSymlinksBeforeItAsks) {
    files::create_symlink(outside, own + "/way");
    files::create_symlink(outside + "/new", own + "/dangling");
    files::create_symlink("way/../outside/secret", own + "/twisted");

    const std::string log = log_of(R"(
        const codes = [];
        const note = (error) => codes.push(error ? error.code : 'allowed');
        for (const path of ['way/secret', 'sub/../way/secret', 'twisted', 'way/', 'dangling/']) {
            try { fs.statSync(path); note(); } catch (error) { note(error); }
        }
        try { fs.lstatSync('way/'); note(); } catch (error) { note(error); }
        try { fs.writeFileSync('dangling', 'x'); note(); } catch (error) { note(error); }
        fs.writeFile('dangling', 'x', (error) => {
            note(error);
            fs.rmSync('way', { recursive: true });
            console.log([...new Set(codes)].join());
        });
    )");

    EXPECT_EQ(log, "ERR_ACCESS_DENIED\n");
    EXPECT_FALSE(files::exists(outside + "/new"));
    EXPECT_EQ(content(outside + "/secret"), "secret");
    EXPECT_FALSE(files::is_symlink(own + "/way"));
}

TEST_F(FsTest, AllowsWhatThePolicyAllows) {
    const std::string log = log_of(R"(
        fs.mkdirSync('a/b', { recursive: true });
        fs.writeFileSync('a/b/file', 'x');
        fs.symlinkSync('a/b', 'short');
        fs.promises.readFile('short/file', 'utf8').then((text) => {
            console.log(text, fs.realpathSync('short').endsWith('/own/a/b'));
            fs.rmSync('a', { recursive: true });
            fs.unlinkSync('short');
            console.log(fs.readdirSync('.').join());
        });
    )");

    EXPECT_EQ(log, "x true\nmine,sub\n");
}

TEST_F(FsTest, RefusesDescriptorsOfOthers) {
    const int foreign = open((outside + "/secret").c_str(), O_RDWR);

    const std::string log = log_of("const foreign = " + std::to_string(foreign) + R"(;
        for (const call of [() => fs.fstatSync(foreign), () => fs.closeSync(foreign),
                            () => fs.readFileSync(foreign), () => fs.fchmodSync(foreign, 0),
                            () => fs.writeSync(foreign, 'x'), () => fs.fstatSync(0)]) {
            try { call(); console.log('allowed'); } catch (error) { console.log(error.code); }
        }
        fs.read(foreign, Buffer.alloc(6), (error) => console.log(error.code));
    )");

    EXPECT_EQ(log, "EBADF\nEBADF\nEBADF\nEBADF\nEBADF\nEBADF\nEBADF\n");
    EXPECT_EQ(close(foreign), 0);
}

TEST_F(FsTest, ClosesWhatWasLeftOpen) {
    start();
    const std::size_t before = open_descriptors();
    log_of("fs.openSync('mine'); fs.promises.open('mine'); fs.openSync('mine', 'r+');");
    EXPECT_EQ(open_descriptors(), before + 3);

    env().close();
    const auto& left = env().left_open();
    EXPECT_EQ(std::count(left.begin(), left.end(), "file descriptor"), 3);
    world().close();

    EXPECT_LE(open_descriptors(), before);
}

TEST_F(FsTest, EndsWithWorkInFlight) {
    // The loop keeps what the first watcher made.
    log_of("fs.watch('.').close();");
    const std::size_t before = open_descriptors();
    run(R"(
        const fd = fs.openSync('mine');
        for (let i = 0; i < 300; i++) {
            fs.open('mine', () => console.log('called back'));
            fs.readFile('mine', () => console.log('called back'));
            fs.promises.stat('mine').then(() => console.log('called back'));
            fs.mkdir(`deep/er/${i}`, { recursive: true }, () => console.log('called back'));
        }
        fs.close(fd);
        fs.watch('.');
    )");

    world().close();

    EXPECT_LE(open_descriptors(), before);
    EXPECT_EQ(world().delegate.output, "");
}

TEST_F(FsTest, MasksTheModesOfNewFiles) {
    start(077);

    log_of("fs.writeFileSync('private', ''); fs.mkdirSync('closed');");

    const auto others = files::perms::group_all | files::perms::others_all;
    EXPECT_EQ(files::status(own + "/private").permissions() & others, files::perms::none);
    EXPECT_EQ(files::status(own + "/closed").permissions() & others, files::perms::none);
}

}  // namespace
}  // namespace plinth
