// SPDX-License-Identifier: MIT

#include "host/api/child_process/child_guard.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <string>
#include <thread>

namespace plinth::api {
namespace {

pid_t start_sleep() {
    const pid_t child = fork();
    if (child == 0) {
        setsid();  // Nothing but the guard ends it.
        execl("/bin/sleep", "sleep", "30", nullptr);
        _exit(1);
    }
    return child;
}

// A zombie that nobody collected has ended, too.
bool runs(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string id, name, state;
    return file >> id >> name >> state && state != "Z" && state != "X";
}

bool ends_within(pid_t pid, std::chrono::milliseconds limit) {
    const auto until = std::chrono::steady_clock::now() + limit;
    while (runs(pid)) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

/// Ids that a host of our own started before it was killed: one guarded, one forgotten.
struct Started {
    pid_t guarded = 0;
    pid_t forgotten = 0;
};

Started run_host_and_kill_it() {
    int ends[2];
    EXPECT_EQ(pipe(ends), 0);
    const pid_t host = fork();
    if (host == 0) {
        Started started{start_sleep(), start_sleep()};
        guard_child(started.forgotten);
        guard_child(started.guarded);
        forget_child(started.forgotten);
        if (write(ends[1], &started, sizeof(started)) != sizeof(started)) _exit(1);
        for (;;)
            pause();
    }
    close(ends[1]);
    Started started;
    EXPECT_EQ(read(ends[0], &started, sizeof(started)), static_cast<ssize_t>(sizeof(started)));
    close(ends[0]);
    kill(host, SIGKILL);
    waitpid(host, nullptr, 0);
    return started;
}

TEST(ChildGuard, EndsChildrenWhenTheHostIsKilled) {
    const Started started = run_host_and_kill_it();

    EXPECT_TRUE(ends_within(started.guarded, std::chrono::seconds(20)));
    EXPECT_TRUE(runs(started.forgotten));
    kill(started.forgotten, SIGKILL);
}

}  // namespace
}  // namespace plinth::api
