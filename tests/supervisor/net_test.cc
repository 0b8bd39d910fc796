// SPDX-License-Identifier: MIT
// Plugins on the network: what they may reach, and what becomes of their sockets.

#include <atomic>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/host_fixture.h"

namespace plinth {
namespace {

class NetTest : public test::HostTest {
  protected:
    HostOptions options() override {
        HostOptions made = HostTest::options();
        made.grant = [this](std::string_view, std::string_view permission, std::string_view what) {
            asked_.emplace_back(std::string(permission) + " " + std::string(what));
            return grants_;
        };
        return made;
    }
    bool load_with(const std::string& name, std::string_view permissions, std::string_view code) {
        write(name + "/package.json",
              R"({"plinth": {"permissions": )" + std::string(permissions) + "}}");
        return load(name, code);
    }

    std::vector<std::string> asked_;
    bool grants_ = true;
};

/// What this thread has computed, however busy the machine is.
std::chrono::nanoseconds time_on_the_processor() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

/// A client that connects to a port of this machine again and again, from a thread of its own.
class Hammer {
  public:
    explicit Hammer(int port) : port_(port), thread_([this] { run(); }) {}
    ~Hammer() { stop(); }
    Hammer(const Hammer&) = delete;
    Hammer& operator=(const Hammer&) = delete;

    void stop() {
        over_ = true;
        if (thread_.joinable()) thread_.join();
    }
    int answered() const { return answered_; }
    int refused() const { return refused_; }

  private:
    void run() {
        while (!over_) {
            const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_port = htons(static_cast<std::uint16_t>(port_));
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            const timeval limit{5, 0};
            setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
            if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) !=
                0) {
                ++refused_;
            } else {
                char answer[16];
                if (recv(socket, answer, sizeof(answer), 0) > 0) ++answered_;
            }
            close(socket);
        }
    }

    const int port_;
    std::atomic<bool> over_ = false;
    std::atomic<int> answered_ = 0;
    std::atomic<int> refused_ = 0;
    std::thread thread_;
};

constexpr const char* kHandsOver = R"(
    const net = require('net');
    let server;
    exports.activate = (plugin, state) => new Promise((resolve) => {
        server = net.createServer((socket) => socket.on('error', () => {}).end('hello'));
        server.listen(state?.deep.server ?? { port: 0, host: '127.0.0.1' }, () => {
            say(String(server.address().port));
            resolve();
        });
    });
    exports.deactivate = () => ({ deep: { server, other: [1] } });)";

constexpr const char* kEcho = R"(
    const net = require('net');
    exports.activate = () => new Promise((resolve) => {
        const server = net.createServer((socket) => socket.pipe(socket));
        server.on('error', (error) => { say(error.code + ' ' + error.permission); resolve(); });
        server.listen(0, '127.0.0.1', () => {
            const client = net.connect(server.address().port, '127.0.0.1');
            client.on('error', (error) => { say(error.code + ' ' + error.permission); resolve(); });
            client.on('data', (data) => { say(String(data)); resolve(); });
            client.write('echo');
        });
    });)";

TEST_F(NetTest, WithoutPermissionNobodyListens) {
    load("plain", kEcho);

    EXPECT_TRUE(frames_until([this] { return !said_.empty(); }));
    EXPECT_EQ(said_, "ERR_ACCESS_DENIED net.listen");
}

TEST_F(NetTest, WhatTheHostDoesNotGrantIsRefused) {
    grants_ = false;
    load_with("asks", R"({"net.listen": ["localhost"]})", kEcho);

    EXPECT_TRUE(frames_until([this] { return !said_.empty(); }));
    EXPECT_EQ(said_, "ERR_ACCESS_DENIED net.listen");
    EXPECT_EQ(asked_, std::vector<std::string>{"net.listen localhost"});
}

TEST_F(NetTest, ConnectingIsAnotherPermissionThanListening) {
    load_with("asks", R"({"net.listen": ["localhost:0"]})", kEcho);

    EXPECT_TRUE(frames_until([this] { return !said_.empty(); }));
    EXPECT_EQ(said_, "ERR_ACCESS_DENIED net.connect");
}

TEST_F(NetTest, WhatIsGrantedWorks) {
    load_with("asks", R"({"net.listen": ["localhost"], "net.connect": ["localhost"]})", kEcho);

    EXPECT_TRUE(frames_until([this] { return !said_.empty(); }));
    EXPECT_EQ(said_, "echo");
}

TEST_F(NetTest, AServerThatIsHandedOverRefusesNobody) {
    load_with("web", R"({"net.listen": ["localhost:0"]})", kHandsOver);
    ASSERT_TRUE(frames_until([this] { return !said_.empty(); }));
    const std::string port = said_;
    const std::size_t descriptors = test::open_descriptors();
    Hammer hammer(std::stoi(port));

    for (std::size_t reloads = 1; reloads <= 20; ++reloads) {
        const int before = hammer.answered();
        host().reload("web");
        ASSERT_TRUE(frames_until(
            [&] { return count(Kind::Reloaded) == reloads && hammer.answered() > before + 2; }));
    }
    hammer.stop();
    frames(3);

    EXPECT_EQ(hammer.refused(), 0);
    std::string same = port;
    for (int i = 0; i < 20; ++i)
        same += " " + port;
    EXPECT_EQ(said_, same);
    EXPECT_LE(test::open_descriptors(), descriptors + 8);
}

TEST_F(NetTest, AServerComesBackWithTheVersionBefore) {
    load_with("web", R"({"net.listen": ["localhost:0"]})", kHandsOver);
    ASSERT_TRUE(frames_until([this] { return !said_.empty(); }));
    const std::string port = said_;

    write_plugin("web", "exports.activate = () => { throw new Error('no'); };");
    host().reload("web");

    EXPECT_TRUE(frames_until([&] { return said_ == port + " " + port; }));
}

TEST_F(NetTest, AnAddressInIPv6ClothesIsTheSameAddress) {
    load_with("asks", R"({"net.connect": ["[::1]"]})", R"(
        require('net').connect(9, '::ffff:127.0.0.1').on('error', (e) => say(e.resource));)");

    EXPECT_TRUE(frames_until([this] { return !said_.empty(); }));
    EXPECT_EQ(said_, "127.0.0.1:9");
}

constexpr const char* kFetches = R"(
    const server = require('http').createServer((_, response) => response.end('fetched'));
    server.listen(0, '127.0.0.1', () => {
        fetch(`http://127.0.0.1:${server.address().port}`).then((response) => response.text())
            .then(say, ({ cause }) => say(`${cause.code} ${cause.permission} ${cause.resource}`));
    });)";

TEST_F(NetTest, FetchingIsConnecting) {
    load_with("may", R"({"net.listen": ["localhost"], "net.connect": ["localhost"]})", kFetches);
    EXPECT_TRUE(frames_until([this] { return said_ == "fetched"; }));
    said_.clear();

    load_with("may-not", R"({"net.listen": ["localhost"]})", kFetches);

    EXPECT_TRUE(frames_until([this] { return !said_.empty(); }));
    EXPECT_EQ(said_.find("ERR_ACCESS_DENIED net.connect 127.0.0.1:"), 0U) << said_;
}

TEST_F(NetTest, ANameThatIsFetchedIsLookedUp) {
    load("asks", R"(
        fetch('http://example.org').catch(({ cause }) => say(cause.code + ' ' + cause.permission));)");

    EXPECT_TRUE(frames_until([this] { return !said_.empty(); }));
    EXPECT_EQ(said_, "ERR_ACCESS_DENIED dns");
}

TEST_F(NetTest, LookingUpIsAPermission) {
    load_with("asks", R"({"net.connect": ["localhost"]})", R"(
        const dns = require('dns');
        dns.lookup('localhost', (error) => {
            say(String(error));
            dns.lookup('example.org', (refused) => say(refused.code + ' ' + refused.permission));
        });)");

    EXPECT_TRUE(frames_until([this] { return said_.find("dns") != std::string::npos; }));
    EXPECT_EQ(said_, "null ERR_ACCESS_DENIED dns");
}

TEST_F(NetTest, DatagramsAreCheckedWhenTheyAreSent) {
    load_with("asks", R"({"net.listen": ["localhost"], "net.connect": ["localhost:9"]})", R"(
        const socket = require('dgram').createSocket('udp4');
        socket.bind(0, '127.0.0.1', () => {
            socket.send('a', 9, '127.0.0.1', (error) => {
                say(String(error));
                socket.send('a', 10, '127.0.0.1', (refused) => say(refused.code));
            });
        });)");

    EXPECT_TRUE(frames_until([this] { return said_.find("ERR") != std::string::npos; }));
    EXPECT_EQ(said_, "null ERR_ACCESS_DENIED");
}

TEST_F(NetTest, DescriptorsOfTheGameAreNotForPlugins) {
    load_with("asks", R"({"net.listen": ["*"], "net.connect": ["*"]})", R"(
        const net = require('net');
        try { new net.Socket({ fd: 0 }); } catch (error) { say(error.code); }
        net.createServer().on('error', (error) => say(error.code)).listen({ fd: 0 });)");

    EXPECT_TRUE(frames_until([this] { return said_.find(' ') != std::string::npos; }));
    EXPECT_EQ(said_.find("undefined"), std::string::npos);
}

TEST_F(NetTest, UnloadClosesSocketsAtOnce) {
    const std::size_t before = (host(), test::open_descriptors());
    load_with("busy", R"({"net.listen": ["localhost"], "net.connect": ["*"]})", R"(
        const net = require('net');
        const server = net.createServer((socket) => socket.pause());
        server.listen(0, '127.0.0.1', () => {
            const { port } = server.address();
            const client = net.connect(port, '127.0.0.1', () => {
                client.write(Buffer.alloc(8 << 20));  // More than the system takes.
                net.connect(9, '192.0.2.1').on('error', () => {});  // Is never answered.
                say('busy');
            });
        });
        exports.deactivate = () => {};)");
    ASSERT_TRUE(frames_until([this] { return !said_.empty(); }));
    frames(3);
    EXPECT_GT(info("busy").handles, 3u);

    host().unload("busy");
    frames(3);

    EXPECT_EQ(test::open_descriptors(), before);
    EXPECT_EQ(info("busy").state, PluginState::Unloaded);
}

TEST_F(NetTest, AFloodDelaysOnlyItsOwnPlugin) {
    load("neighbour",
         "let n = 0; exports.activate = (p) => p.on('frame', () => { n++; });"
         "setInterval(() => say('tick'), 20);");
    load_with("flooded", R"({"net.listen": ["localhost"], "net.connect": ["localhost"]})", R"(
        const net = require('net');
        const server = net.createServer((socket) => socket.on('data', () => {
            const end = performance.now() + 0.2;
            while (performance.now() < end);
        }));
        server.listen(0, '127.0.0.1', () => {
            for (let i = 0; i < 8; i++) {
                const client = net.connect(server.address().port, '127.0.0.1');
                const piece = Buffer.alloc(1 << 16);
                const write = () => { while (client.write(piece)); client.once('drain', write); };
                client.on('connect', write);
            }
        });)");
    frames(20);
    said_.clear();

    constexpr int kFrames = 200;
    const auto start = Clock::now();
    std::chrono::nanoseconds longest{};
    for (int i = 0; i < kFrames; ++i) {
        const auto before = time_on_the_processor();
        host().frame(std::chrono::milliseconds(2));
        longest = std::max(longest, time_on_the_processor() - before);
    }
    const auto passed = std::chrono::duration<double>(Clock::now() - start).count();

    // The neighbour's timer keeps to its time, give or take, or to the frames of a busy machine;
    // and no frame took long.
    const auto ticks = static_cast<double>(std::count(said_.begin(), said_.end(), 'k'));
    EXPECT_GT(ticks, std::min(passed / 0.02, double{kFrames}) / 2);
    EXPECT_LT(longest, std::chrono::milliseconds(100));
}

}  // namespace
}  // namespace plinth
