// SPDX-License-Identifier: MIT
// What scripts that run with all permissions cannot see: refusals, foreign descriptors, and what is
// left when a plugin ends.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/fs.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "host/api/fs/faults.h"
#include "host/env/env.h"
#include "host/env/errors.h"
#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

namespace files = std::filesystem;

/// Fails what it is told to, and moves a few bytes at a time.
class Faults final : public api::FsFaults {
  public:
    Faults() { api::set_fs_faults(this); }
    ~Faults() override { api::set_fs_faults(nullptr); }

    int status(std::string_view syscall) override {
        if (syscall != failing_ || left_ == 0) return 0;
        --left_;
        return status_;
    }
    std::size_t most_bytes(std::string_view, std::size_t size) override {
        return most_ == 0 ? size : most_;
    }

    void fail(std::string syscall, int status, int times) {
        failing_ = std::move(syscall);
        status_ = status;
        left_ = times;
    }
    void move_at_most(std::size_t bytes) { most_ = bytes; }

  private:
    std::string failing_;
    int status_ = 0;
    std::atomic<int> left_ = 0;
    std::size_t most_ = 0;
};

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
    void run(const std::string& code) { run_in(env(), code); }
    void run_in(Env& env, const std::string& code) {
        const std::string block =
            "{ const fs = require('fs');\nconst outside = '" + outside + "';\n" + code + "}";
        Gate::Scope scope(env.gate());
        v8::Local<v8::Value> argv[] = {to_string(env.isolate(), block),
                                       to_string(env.isolate(), "[eval]"),
                                       v8::False(env.isolate())};
        env.gate().call(env.entry(Entry::RunCode), v8::Undefined(env.isolate()), 3, argv);
    }

    /// All that the code logged, until nothing was left to do.
    std::string log_of(const std::string& code) {
        if (!world_) start();
        run(code);
        world_->run_loop();
        EXPECT_TRUE(world_->delegate.faults.empty()) << world_->delegate.faults.front().text;
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

// Names that lead out by ways which are no plain path.
TEST_F(FsTest, RefusesEveryOtherNameOfAFile) {
    std::ofstream(own + "/..secret") << "x";
    const int foreign = open((outside + "/secret").c_str(), O_RDONLY | O_CLOEXEC);
    ASSERT_GE(foreign, 0);

    const std::string log = log_of("const foreign = " + std::to_string(foreign) + ";" + R"(
        const { pathToFileURL } = require('url');
        for (const path of [
            '/proc/self/root' + outside + '/secret', '/proc/self/cwd/../..' + outside + '/secret',
            '/proc/thread-self/root' + outside + '/secret', `/proc/self/fd/${foreign}`,
            `/dev/fd/${foreign}`, '/proc/self/environ', '/proc/self/mem', '/proc/self/maps',
            `/proc/${process.pid}/environ`, pathToFileURL(`${outside}/secret`),
            Buffer.from(`${outside}/secret`), `${outside}/./secret`, `${outside}/secret/`,
            `${outside}/secret/.`, '../outside/secret', './sub/../../outside/secret',
            '//' + outside + '/secret',
        ]) {
            for (const call of ['readFileSync', 'statSync', 'openSync', 'lstatSync']) {
                try {
                    fs[call](path);
                    console.log('allowed', call, String(path));
                } catch (error) {
                    if (error.code !== 'ERR_ACCESS_DENIED') console.log(call, String(path), error.code);
                }
            }
        }
        for (const bad of ['mine\0', Buffer.from('mine\0x'), 'file:///etc/passwd\0']) {
            try { fs.readFileSync(bad); console.log('read'); } catch (error) { console.log(error.code); }
        }
        console.log(fs.readFileSync('..secret', 'utf8'), fs.existsSync('mine.'), fs.existsSync('mine/'));
        try { fs.rmdirSync('sub/.'); } catch (error) { console.log(error.code); }
        try { fs.rmdirSync('sub/..'); } catch (error) { console.log(error.code); }
        try { fs.mkdirSync('sub/'); } catch (error) { console.log(error.code); }
        fs.mkdirSync('new/');
        try { fs.openSync('fresh/', 'w'); } catch (error) { console.log(error.code); }
    )");
    close(foreign);

    EXPECT_EQ(log,
              "ERR_INVALID_ARG_VALUE\nERR_INVALID_ARG_VALUE\nERR_INVALID_ARG_VALUE\n"
              "x false false\nEINVAL\nEINVAL\nEEXIST\nEISDIR\n");
    EXPECT_TRUE(files::is_directory(own + "/new"));
}

/// A thread that swaps names of a folder, as fast as it can, for as long as it lives.
class Swapper {
  public:
    using Pair = std::pair<std::string, std::string>;

    explicit Swapper(std::vector<Pair> pairs)
        : pairs_(std::move(pairs)), thread_([this] {
              while (!over_) {
                  for (const auto& [one, other] : pairs_) {
                      syscall(SYS_renameat2, AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(),
                              RENAME_EXCHANGE);
                  }
              }
          }) {}
    ~Swapper() {
        over_ = true;
        thread_.join();
    }

  private:
    const std::vector<Pair> pairs_;
    std::atomic<bool> over_ = false;
    std::thread thread_;
};

// A thread swaps a folder, and a file, for symlinks that lead out, and back.
TEST_F(FsTest, DoesNotFollowASymlinkThatIsSwappedInMeanwhile) {
    files::create_directories(own + "/real");
    std::ofstream(own + "/real/secret") << "mine";
    std::ofstream(outside + "/outsider") << "x";
    files::create_symlink(outside, own + "/link");
    std::ofstream(own + "/plain") << "mine";
    files::create_symlink(outside + "/secret", own + "/to-secret");
    std::optional<Swapper> swapper;
    swapper.emplace(std::vector<Swapper::Pair>{{own + "/real", own + "/link"},
                                               {own + "/plain", own + "/to-secret"}});

    const std::string log = log_of(R"(
        const attempt = (name, ...args) => {
            try { return fs[name](...args); } catch (error) { return error.code; }
        };
        const seen = new Set();
        for (let i = 0; i < 400; i++) {
            seen.add(attempt('readFileSync', 'real/secret', 'utf8'));
            seen.add(attempt('readFileSync', 'plain', 'utf8'));
            attempt('writeFileSync', 'real/secret', 'mine');
            attempt('writeFileSync', 'plain', 'mine');
            attempt('appendFileSync', 'real/new', 'x');
            attempt('copyFileSync', 'mine', 'real/copied');
            attempt('mkdirSync', 'real/a/b', { recursive: true });
            attempt('chmodSync', 'plain', 0o600);
            attempt('unlinkSync', 'real/copied');
            const names = attempt('readdirSync', '.', { recursive: true });
            for (const name of Array.isArray(names) ? names : []) {
                if (name === 'link/outsider' || name === 'real/outsider') seen.add('listed');
            }
        }
        async function later() {
            for (let i = 0; i < 200; i++) {
                const all = await Promise.allSettled([
                    fs.promises.readFile('real/secret', 'utf8'), fs.promises.readFile('plain', 'utf8'),
                    fs.promises.writeFile('plain', 'mine'),
                ]);
                for (const { value, reason } of all.slice(0, 2)) seen.add(value ?? reason.code);
            }
            seen.delete('mine'); seen.delete('ERR_ACCESS_DENIED'); seen.delete('');
            seen.delete('ENOENT'); seen.delete('ELOOP'); seen.delete('ENOTDIR');
            console.log([...seen].join(' '));
        }
        later();
    )");
    swapper.reset();

    EXPECT_EQ(log, "\n");
    EXPECT_EQ(content(outside + "/secret"), "secret");
    EXPECT_FALSE(files::exists(outside + "/new"));
    EXPECT_FALSE(files::exists(outside + "/copied"));
    EXPECT_FALSE(files::exists(outside + "/a"));
}

TEST_F(FsTest, LoadsNoModuleThatIsSwappedInMeanwhile) {
    files::create_directories(own + "/real");
    std::ofstream(own + "/real/module.js") << "module.exports = 'mine';";
    std::ofstream(own + "/real/data.json") << R"("mine")";
    std::ofstream(outside + "/module.js") << "module.exports = 'not mine';";
    std::ofstream(outside + "/data.json") << R"("not mine")";
    files::create_symlink(outside, own + "/link");
    std::optional<Swapper> swapper;
    swapper.emplace(std::vector<Swapper::Pair>{{own + "/real", own + "/link"}});

    const std::string log = log_of(R"(
        const seen = new Set();
        for (let i = 0; i < 400; i++) {
            for (const name of ['./real/module.js', './real/data.json', './link/module']) {
                try { seen.add(require(name)); } catch {}
            }
            for (const key of Object.keys(require.cache)) delete require.cache[key];
        }
        console.log(seen.has('not mine'));
    )");
    swapper.reset();

    EXPECT_EQ(log, "false\n");
}

// Servers of this test, which any name may lead to, answer with the folder that they are in.
TEST_F(FsTest, ConnectsToNoSocketThatIsSwappedInMeanwhile) {
    files::create_directories(own + "/real");
    files::create_symlink(outside, own + "/link");
    test::World friendly(test::engine_options(), EnvOptions{});
    const auto serve = [&](const std::string& folder, const std::string& word) {
        run_in(friendly.env(), "require('net').createServer((socket) => socket.end('" + word +
                                   "')).listen('" + folder + "/s.sock').unref();");
    };
    serve(own + "/real", "mine");
    serve(outside, "not mine");
    std::optional<Swapper> swapper;
    swapper.emplace(std::vector<Swapper::Pair>{{own + "/real", own + "/link"}});

    start();
    run(R"(
        const net = require('net');
        const seen = new Set();
        let left = 300;
        function once() {
            if (left-- === 0) return console.log(seen.has('not mine'));
            const socket = net.connect('real/s.sock');
            socket.setEncoding('utf8').on('data', (word) => seen.add(word));
            socket.on('error', () => {}).on('close', once);
        }
        once();
    )");
    while (world().delegate.output.empty()) {
        for (Env* each : {&friendly.env(), &env()})
            each->pump().run(Budget::unlimited(), Loop::Wait::No);
    }
    swapper.reset();

    EXPECT_EQ(world().delegate.output, "false\n");
}

TEST_F(FsTest, BindsSocketsInTheirOwnFolderOnly) {
    files::create_symlink(outside, own + "/link");
    files::create_symlink(own + "/sub", own + "/inside");

    const std::string log = log_of(R"(
        const net = require('net');
        const listen = (path) => new Promise((resolve) => {
            const server = net.createServer();
            server.on('error', (error) => resolve(error.code));
            server.listen(path, () => server.close(() => resolve(fs.existsSync(path))));
        });
        (async () => {
            const codes = [];
            for (const path of ['a.sock', 'inside/b.sock', 'link/c.sock', 'none/d.sock', 'mine']) {
                codes.push(await listen(path));
            }
            console.log(codes.join(' '));
        })();
    )");

    EXPECT_EQ(log, "false false ERR_ACCESS_DENIED EACCES EADDRINUSE\n");
    EXPECT_FALSE(files::exists(outside + "/c.sock"));
}

TEST_F(FsTest, LeavesNoDescriptorOpenWhateverFails) {
    log_of("fs.readFileSync('mine');");
    const std::size_t before = open_descriptors();

    log_of(R"(
        const names = ['none/x', 'mine/x', `${outside}/x`, 'sub', 'none', 'x'.repeat(300)];
        for (const name of names) {
            for (const [call, ...args] of [
                ['readFile'], ['writeFile', 'x'], ['stat'], ['mkdir', { recursive: true }], ['rename', 'other'],
                ['copyFile', 'copy'], ['readdir', { recursive: true }], ['unlink'], ['realpath'],
                ['cp', 'copied', { recursive: true }], ['truncate'],
            ]) {
                try { fs[`${call}Sync`](name, ...args); } catch {}
                fs.promises[call](name, ...args).catch(() => {});
            }
        }
    )");

    EXPECT_EQ(open_descriptors(), before);
}

TEST_F(FsTest, ReportsWhatRecursiveMkdirMade) {
    const std::string log = log_of(R"(
        console.log(fs.mkdirSync('a/b/c', { recursive: true }));
        console.log(fs.mkdirSync(`${process.cwd()}/a/b/d/e`, { recursive: true }) ===
                    `${process.cwd()}/a/b/d`);
        console.log(fs.mkdirSync('a/b/c', { recursive: true }));
        for (const path of ['mine', 'mine/x']) {
            try { fs.mkdirSync(path, { recursive: true }); } catch (error) { console.log(error.code); }
        }
    )");

    EXPECT_EQ(log, "a\ntrue\nundefined\nEEXIST\nENOTDIR\n");
}

// What another plugin waits for is done long before ten thousand tasks of this one.
TEST_F(FsTest, DoesNotKeepAnotherPluginWaiting) {
    start();
    test::World other(test::engine_options(), [this] {
        EnvOptions options;
        options.name = "other";
        options.working_directory = own;
        return options;
    }());
    run("let left = 10000; for (let i = 0; i < 10000; i++)"
        "  fs.readFile('mine', () => { if (--left === 0) console.log('all'); });");
    run_in(other.env(), "fs.promises.readFile('mine').then(() => log('read'));");

    other.run_loop();

    EXPECT_EQ(other.logged, "read");
    EXPECT_EQ(world().delegate.output, "");
    world().run_loop();
    EXPECT_EQ(world().delegate.output, "all\n");
}

// Each call with each error that the system might give it, at once and later.
TEST_F(FsTest, TellsEveryErrorOfTheSystemAndLeaksNothing) {
    start();
    world().define("codeOf", [](int status) { return std::string(uv_err_name(status)); });
    Faults faults;
    world().define("fail", [&](const std::string& syscall, int status, int times) {
        faults.fail(syscall, status, times);
    });
    run("fs.readFileSync('mine');");
    const std::size_t before = open_descriptors();

    const std::string log = log_of(R"(
        const { UV_ENOSPC, UV_EIO, UV_EMFILE, UV_EROFS, UV_EINTR } =
            Object.fromEntries([...require('util').getSystemErrorMap()].map(([n, [c]]) => [`UV_${c}`, n]));
        fs.writeFileSync('large', 'x'.repeat(400000));
        const calls = [
            ['open', 'readFile', 'mine'], ['read', 'readFile', 'mine'], ['read', 'readFile', 'large'],
            ['open', 'writeFile', 'new', 'x'], ['write', 'writeFile', 'new', 'x'],
            ['write', 'appendFile', 'new', 'x'], ['stat', 'stat', 'mine'], ['lstat', 'rm', 'mine'],
            ['copyfile', 'cp', 'mine', 'copy2', { recursive: true }],
            ['ftruncate', 'truncate', 'mine'], ['chmod', 'chmod', 'mine', 0o600],
            ['rename', 'rename', 'mine', 'other'], ['mkdir', 'mkdir', 'folder'],
            ['symlink', 'symlink', 'mine', 'l'], ['link', 'link', 'mine', 'h'],
            ['mkdtemp', 'mkdtemp', 't'], ['statfs', 'statfs', '.'], ['utime', 'utimes', 'mine', 1, 1],
        ];
        async function main() {
            for (const [syscall, name, ...args] of calls) {
                for (const status of [UV_ENOSPC, UV_EIO, UV_EMFILE, UV_EROFS]) {
                    fail(syscall, status, 1);
                    try { fs[`${name}Sync`](...args); console.log('no error', name); } catch (error) {
                        if (error.code !== codeOf(status) || error.errno !== status)
                            console.log(name, error.code, codeOf(status));
                    }
                    fail(syscall, status, 1);
                    await fs.promises[name](...args).then(() => console.log('no error', name), (error) => {
                        if (error.code !== codeOf(status)) console.log(name, error.code);
                    });
                }
            }
            // A signal is no error.
            for (const [syscall, name, ...args] of [
                ['read', 'readFile', 'mine'], ['open', 'writeFile', 'new', 'xy'], ['stat', 'stat', 'mine'],
                ['write', 'writeFile', 'new', 'xy'],
            ]) {
                fail(syscall, UV_EINTR, 3);
                fs[`${name}Sync`](...args);
                fail(syscall, UV_EINTR, 3);
                await fs.promises[name](...args);
            }
            console.log(fs.readFileSync('new', 'utf8'));
        }
        main();
    )");

    EXPECT_EQ(log, "xy\n");
    EXPECT_EQ(content(own + "/mine"), "mine");
    EXPECT_EQ(open_descriptors(), before);
}

TEST_F(FsTest, ShortReadsAndWritesLoseNothing) {
    start();
    Faults faults;
    faults.move_at_most(1000);

    const std::string log = log_of(R"(
        const { pipeline } = require('stream/promises');
        const text = Array.from({ length: 50000 }, (_, i) => i).join();
        const same = (name) => console.log(name, fs.readFileSync(name, 'utf8') === text);
        async function main() {
            fs.writeFileSync('sync', text);
            same('sync');
            await fs.promises.writeFile('promise', text);
            same('promise');
            await pipeline(fs.createReadStream('sync'), fs.createWriteStream('stream'));
            same('stream');
            console.log((await fs.promises.readFile('sync', 'utf8')) === text);
            const handle = await fs.promises.open('handle', 'w+');
            await handle.writeFile(text);
            await handle.close();
            same('handle');
            fs.readFile('sync', 'utf8', (error, read) => console.log(read === text));
        }
        main();
    )");

    EXPECT_EQ(log, "sync true\npromise true\nstream true\ntrue\nhandle true\ntrue\n");
}

TEST_F(FsTest, ADiskThatIsFullLosesNothingThatWasThere) {
    const std::string small = own + "/small";
    files::create_directories(small);
    if (mount("plinth", small.c_str(), "tmpfs", 0, "size=64k") != 0) return;  // Only root may.

    const std::string log = log_of(R"(
        fs.writeFileSync('small/kept', 'kept');
        const code = (promise) => promise.then(() => 'done', (error) => error.code);
        async function main() {
            console.log(await code(fs.promises.writeFile('small/big', 'x'.repeat(100000))));
            console.log(await code(require('plinth').writeFileAtomic('small/kept', 'x'.repeat(100000))));
            try { fs.writeFileSync('small/big', 'x'.repeat(100000)); } catch ({ code }) { console.log(code); }
            fs.unlinkSync('small/big');
            const stream = fs.createWriteStream('small/stream');
            stream.on('error', ({ code }) => {
                console.log(code, fs.readFileSync('small/kept', 'utf8'), fs.readdirSync('small').join());
            });
            stream.end('x'.repeat(100000));
        }
        main();
    )");
    umount(small.c_str());

    EXPECT_EQ(log, "ENOSPC\nENOSPC\nENOSPC\nENOSPC kept kept,stream\n");
}

TEST_F(FsTest, ManyOpenFilesAreAnErrorAndNoCrash) {
    start();
    run("fs.readFileSync('mine');");
    const std::size_t before = open_descriptors();
    rlimit old{};
    getrlimit(RLIMIT_NOFILE, &old);
    const rlimit tight{open_descriptors() + 8, old.rlim_max};
    setrlimit(RLIMIT_NOFILE, &tight);

    const std::string log = log_of(R"(
        const open = [];
        try { for (;;) open.push(fs.openSync('mine')); } catch (error) { console.log(error.code); }
        const attempt = (f) => { try { f(); return 'done'; } catch (error) { return error.code; } };
        console.log(attempt(() => fs.readFileSync('mine')), attempt(() => fs.readdirSync('.')));
        for (const fd of open) fs.closeSync(fd);
        console.log(attempt(() => fs.readFileSync('mine')), attempt(() => fs.readdirSync('.')));
    )");
    setrlimit(RLIMIT_NOFILE, &old);

    EXPECT_EQ(log, "EMFILE\nEMFILE EMFILE\ndone done\n");
    EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace plinth
