// SPDX-License-Identifier: MIT
// The smallest embedding: one host, one function for the plugins, sixty frames a second.

#include <bindings/bindings.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>

#include "sdk/embed/plinth.h"

int main(int argc, char** argv) {
    using namespace std::chrono_literals;
    const bool limited = argc == 3 && std::string_view(argv[1]) == "--frames";
    const int frames = limited ? std::atoi(argv[2]) : 300;
    int greetings = 0;

    plinth::HostOptions options;
    options.plugins_dir = HELLO_PLUGINS_DIR;
    plinth::Host host(options);
    host.bind("app", [&greetings](plinth::js::Module& module) {
        module.function("greet", [&greetings](const std::string& name) {
            std::printf("%d. Hello, %s!\n", ++greetings, name.c_str());
        });
    });
    host.load_all();

    for (int frame = 0; frame < frames; ++frame) {
        const auto next = plinth::Clock::now() + 16667us;
        host.frame(2ms);  // The plugins' part of the frame; the rest is the app's.
        std::this_thread::sleep_until(next);
    }
    return greetings > 0 ? 0 : 1;
}
