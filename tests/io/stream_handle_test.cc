// SPDX-License-Identifier: MIT
// Streams of an Env: back-pressure between libuv and the ready queue, and ends at awkward moments.

#include "host/io/stream_handle.h"

#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

class StreamHandleTest : public test::EnvTest {
  protected:
    /// As `plinth -e` does: scripts have require().
    void run(const std::string& code) {
        Gate::Scope scope(env().gate());
        v8::Isolate* isolate = world_.isolate();
        v8::Local<v8::Value> argv[] = {to_string(isolate, code), to_string(isolate, "[eval]"),
                                       v8::False(isolate)};
        env().gate().call(env().entry(Entry::RunCode), v8::Undefined(isolate), 3, argv);
    }
    std::string log_of(const std::string& code) {
        run(code);
        world_.run_loop();
        return world_.logged;
    }
};

// A server and its client on a port of this machine; `script` gets both ends.
constexpr const char* kPair = R"(
    const net = require('net');
    const pair = (go) => {
        const server = net.createServer((there) => { server.close(); go(here, there); });
        let here;
        server.listen(0, '127.0.0.1', () => {
            here = net.connect(server.address().port, '127.0.0.1');
        });
    };)";

TEST_F(StreamHandleTest, MoreThanTheBacklogHoldsArrivesWholeAndInOrder) {
    const std::string log = log_of(std::string(kPair) + R"(
        pair((here, there) => {
            const total = 8 << 20;
            const bytes = Buffer.alloc(total);
            for (let i = 0; i < total; i += 4) bytes.writeUInt32LE(i, i);
            let at = 0;
            let wrong = 0;
            there.on('data', (piece) => {
                if (!piece.equals(bytes.subarray(at, at + piece.length))) wrong++;
                at += piece.length;
            });
            there.on('end', () => { log(`${at === total} ${wrong}`); there.end(); });
            here.resume();
            here.end(bytes);
        });)");

    EXPECT_EQ(log, "true 0");
    EXPECT_EQ(env().backlog().tasks(), 0u);
    EXPECT_EQ(env().backlog().bytes(), 0u);
    EXPECT_EQ(env().backlog().parked(), 0u);
}

TEST_F(StreamHandleTest, OnePollTakesNoMoreThanTheBacklogHolds) {
    run(std::string(kPair) + R"(
        pair((here, there) => {
            const hold = () => { log('held'); };
            there.on('data', hold);
            for (let i = 0; i < 4; i++) here.write(Buffer.alloc(4 << 20));
        });)");

    std::size_t most = 0;
    for (int i = 0; i < 200; ++i) {
        // A budget that is spent: one callback at a time, and the poll when none is left.
        env().pump().run(Budget(Budget::Clock::time_point::min()), Loop::Wait::No);
        most = std::max(most, env().backlog().bytes());
    }

    EXPECT_LE(most, Backlog::kMostBytes + (std::size_t{64} << 10));
}

TEST_F(StreamHandleTest, MoreConnectionsThanTheBacklogHoldsAreAllAccepted) {
    const std::string log = log_of(R"(
        const net = require('net');
        let count = 0;
        const server = net.createServer((socket) => {
            socket.resume();
            if (++count === 300) { log('all'); server.close(); }
        });
        server.listen(0, '127.0.0.1', 1024, () => {
            for (let i = 0; i < 300; i++) net.connect(server.address().port, '127.0.0.1').end();
        });)");

    EXPECT_EQ(log, "all");
}

TEST_F(StreamHandleTest, APausedStreamKeepsWhatWasReadForLater) {
    EXPECT_EQ(log_of(std::string(kPair) + R"(
        pair((here, there) => {
            there.once('data', () => {
                there.pause();
                here.end('2');
                setTimeout(() => {
                    there.on('data', (piece) => log(String(piece)));
                    there.resume();
                }, 5);
            });
            here.write('1');
            here.resume();
            there.on('end', () => { log('end'); there.end(); });
        });)"),
              "2 end");
}

TEST_F(StreamHandleTest, DestroyedInItsOwnDataCallback) {
    EXPECT_EQ(log_of(std::string(kPair) + R"(
        pair((here, there) => {
            there.on('data', () => { log('data'); there.destroy(); here.destroy(); });
            there.on('close', () => log('close'));
            here.on('error', () => {});
            for (let i = 0; i < 10; i++) here.write(Buffer.alloc(1 << 16));
        });)"),
              "data close");
}

TEST_F(StreamHandleTest, TheEnvMayEndInADataCallback) {
    run(std::string(kPair) + R"(
        pair((here, there) => {
            there.on('data', () => { log('data'); process.exit(0); });
            for (let i = 0; i < 10; i++) here.write(Buffer.alloc(1 << 16));
        });)");
    world_.run_loop();

    EXPECT_EQ(world_.logged, "data");
}

TEST_F(StreamHandleTest, TheEnvMayEndWithAllOfItUnderWay) {
    run(std::string(kPair) + R"(
        pair((here, there) => {
            log('open');
            there.pause();
            here.write(Buffer.alloc(16 << 20));
            net.connect(9, '192.0.2.1').on('error', () => {});
            require('dns').lookup('localhost', () => {});
            const { Resolver } = require('dns').promises;
            const resolver = new Resolver();
            resolver.setServers(['127.0.0.1:9']);
            resolver.resolve4('example.org').catch(() => {});
            require('dgram').createSocket('udp4').bind(0);
        });)");
    while (world_.logged.empty())
        env().pump().run(Budget::unlimited(), Loop::Wait::UntilNextEvent);
    // The end of the test closes it.
    EXPECT_GE(env().ledger().count(), 4u);
}

TEST_F(StreamHandleTest, UdpKeepsTheOrderAndTheBoundsOfDatagrams) {
    EXPECT_EQ(log_of(R"(
        const dgram = require('dgram');
        const there = dgram.createSocket('udp4');
        const got = [];
        there.on('message', (message) => {
            got.push(message.length);
            if (got.length === 5) { log(got.join()); there.close(); here.close(); }
        });
        const here = dgram.createSocket('udp4');
        there.bind(0, '127.0.0.1', () => {
            for (const size of [1, 0, 1000, 3, 9000]) {
                here.send(Buffer.alloc(size), there.address().port, '127.0.0.1');
            }
        });)"),
              "1,0,1000,3,9000");
}

}  // namespace
}  // namespace plinth
