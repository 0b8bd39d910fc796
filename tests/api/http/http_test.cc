// SPDX-License-Identifier: MIT
// A server inside of frames: how much of what came at once is done before the budget is asked.

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/env_fixture.h"

namespace plinth {
namespace {

class HttpFrames : public test::EnvTest {
  protected:
    /// One frame whose budget is spent by whatever runs first.
    void late_frame() {
        env().pump().run(Budget(Budget::Clock::time_point::min()), Loop::Wait::No);
    }
    /// As `plinth -e` does: scripts have require().
    void start(const char* code) {
        const Gate::Scope scope(env().gate());
        v8::Isolate* isolate = world_.isolate();
        v8::Local<v8::Value> argv[] = {to_string(isolate, code), to_string(isolate, "[eval]"),
                                       v8::False(isolate)};
        env().gate().call(env().entry(Entry::RunCode), v8::Undefined(isolate), 3, argv);
    }
    int number(std::string_view name) {
        const auto found = run("return globalThis." + std::string(name) + " ?? 0");
        EXPECT_TRUE(found) << (delegate().faults.empty() ? "" : delegate().faults[0].message);
        return found ? std::stoi(*found) : 0;
    }
    /// Runs late frames until that number is there; the most that `what` grew by in one.
    int most_in_a_frame(std::string_view what, std::string_view name, int wanted) {
        int most = 0;
        for (int i = 0; i < 20'000 && number(name) < wanted; ++i) {
            const int before = number(what);
            late_frame();
            most = std::max(most, number(what) - before);
        }
        EXPECT_EQ(number(name), wanted);
        return most;
    }
};

constexpr const char* kPipelined = R"(
    const http = require('http');
    const net = require('net');
    globalThis.requests = globalThis.answers = 0;
    globalThis.order = '';
    const server = http.createServer((request, response) => {
        requests++;
        response.end(`${request.url};`);
    });
    server.listen(0, '127.0.0.1', () => {
        const client = net.connect(server.address().port, '127.0.0.1');
        let all = '';
        for (let i = 0; i < 50; i++) all += `GET /${i} HTTP/1.1\r\nHost: x\r\n\r\n`;
        client.end(all);
        client.setEncoding('latin1').on('data', (text) => {
            order += text;
            answers = order.split(';').length - 1;
        });
        client.on('close', () => server.close());
    });)";

TEST_F(HttpFrames, RequestsThatCameTogetherAreNotAllOfOneFrame) {
    start(kPipelined);

    const int most = most_in_a_frame("requests", "answers", 50);

    EXPECT_EQ(most, 1);
    EXPECT_EQ(run("return order.match(/\\/\\d+(?=;)/g).join()"),
              run("return Array.from({ length: 50 }, (_, i) => `/${i}`).join()"));
    world_.run_loop();
}

TEST_F(HttpFrames, WhoListensInTheMiddleOfThemGetsTheRest) {
    start(kPipelined);
    start(R"(
        const { Server } = require('http');
        const emit = Server.prototype.emit;
        globalThis.heard = '';
        globalThis.listening = 0;
        Server.prototype.emit = function(name, request) {
            if (name === 'request' && request.url === '/9') {
                request.socket.on('data', (bytes) => { heard += bytes; });
                listening = 1;
            }
            return Reflect.apply(emit, this, arguments);
        };)");

    most_in_a_frame("requests", "answers", 50);

    EXPECT_EQ(run("return heard.split('\\r\\n\\r\\n')[0]"), "GET /10 HTTP/1.1\r\nHost: x");
    EXPECT_EQ(run("return heard.split('GET').length - 1"), "40");
    world_.run_loop();
}

TEST_F(HttpFrames, ManyConnectionsAreNotCheckedInOneGo) {
    start(R"(
        const http = require('http');
        globalThis.checked = globalThis.refused = 0;
        const server = http.createServer({ connectionsCheckingInterval: 1, headersTimeout: 1 });
        const expired = { isExpired: () => { checked++; return true; }, forgetMessage() {} };
        server.listen(0, '127.0.0.1', () => {
            for (let i = 0; i < 1000; i++) {
                const socket = new (require('events'))();
                Object.assign(socket, { parser: expired, server, destroy() {
                    refused++;
                    server.openConnections.delete(socket);
                    if (server.openConnections.size === 0) server.close();
                } });
                server.openConnections.add(socket);
            }
        });)");

    const int most = most_in_a_frame("checked", "refused", 1000);

    EXPECT_LE(most, 2 * 256);  // A late frame runs a callback of each phase: a timer, an immediate.
    world_.run_loop();
}

}  // namespace
}  // namespace plinth
