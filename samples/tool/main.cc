// SPDX-License-Identifier: MIT
// An app that draws no frames: it sleeps until something happens, as a tool or an editor does. Here
// "something" is only what plugins wait for; in an app with a window on_wake would push an event
// (SDL_PushEvent) and the main loop would wait in SDL_WaitEvent.

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <string_view>

#include "sdk/embed/plinth.h"

namespace {

// The app's queue of events, of which there is one kind.
class WakeUp {
  public:
    void push() {
        const std::lock_guard lock(mutex_);
        pending_ = true;
        changed_.notify_one();
    }
    // False: the time came first.
    bool wait_until(plinth::Clock::time_point end) {
        std::unique_lock lock(mutex_);
        const bool woken = changed_.wait_until(lock, end, [this] { return pending_; });
        pending_ = false;
        return woken;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool pending_ = false;
};

double cpu_ms() {
    return 1000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    const bool limited = argc == 3 && std::string_view(argv[1]) == "--seconds";
    const auto seconds = std::chrono::seconds(limited ? std::atoi(argv[2]) : 10);

    WakeUp wake_up;
    plinth::HostOptions options;
    options.plugins_dir = TOOL_PLUGINS_DIR;
    options.on_wake = [&wake_up] { wake_up.push(); };
    plinth::Host host(options);
    host.load_all();

    const auto end = plinth::Clock::now() + seconds;
    const double cpu_before = cpu_ms();
    int wakes = 0;
    while (wake_up.wait_until(end)) {
        ++wakes;
        host.frame(5ms);
    }
    std::printf("%lld s: woken %d times, %.1f ms of CPU\n", static_cast<long long>(seconds.count()),
                wakes, cpu_ms() - cpu_before);
    return wakes > 0 ? 0 : 1;
}
