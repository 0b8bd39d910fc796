// SPDX-License-Identifier: MIT
// One row of kNumbers and one of kSwitches is one option.

#include "host/app/frames_options.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "host/supervisor/manifest.h"

namespace plinth {
namespace {

struct Number {
    std::string_view name;
    double FramesOptions::*value;
    double least;
    double most;
    std::string_view range;
};

constexpr std::array<Number, 4> kNumbers = {{
    {"--seconds", &FramesOptions::seconds, 0.01, 1e6, "from 0.01 to 1000000"},
    {"--fps", &FramesOptions::fps, 1, 1000, "from 1 to 1000"},
    {"--render-ms", &FramesOptions::render_ms, 0, 10'000, "from 0 to 10000"},
    {"--budget-ms", &FramesOptions::budget_ms, 0, 10'000, "from 0 to 10000"},
}};

struct Switch {
    std::string_view name;
    bool FramesOptions::*value;
};

constexpr std::array<Switch, 5> kSwitches = {{
    {"--json", &FramesOptions::json},
    {"--plain", &FramesOptions::plain},
    {"--log", &FramesOptions::log},
    {"--help", &FramesOptions::help},
    {"-h", &FramesOptions::help},
}};

std::optional<double> to_number(std::string_view text, const Number& number) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    // Written so that not-a-number is refused, too.
    if (!(value >= number.least && value <= number.most)) return std::nullopt;
    return value;
}

// What follows the '=', or the next word; nothing when the line ends here.
std::optional<std::string> take_value(const std::vector<std::string>& arguments, std::size_t& at,
                                      std::string_view given) {
    const std::size_t equals = given.find('=');
    if (equals != std::string_view::npos) return std::string(given.substr(equals + 1));
    if (at == arguments.size()) return std::nullopt;
    return arguments[at++];
}

// Reads the option at `at` and moves on behind it. Answers what is wrong.
std::string read_option(const std::vector<std::string>& arguments, std::size_t& at,
                        FramesOptions& options) {
    const std::string_view given = arguments[at++];
    for (const Switch& known : kSwitches) {
        if (given == known.name) {
            options.*known.value = true;
            return {};
        }
    }
    const std::string name(given.substr(0, given.find('=')));
    if (name == "--placement") {
        options.placement = to_placement(take_value(arguments, at, given).value_or(""));
        return options.placement ? "" : name + " needs main, shared or worker";
    }
    for (const Number& known : kNumbers) {
        if (name != known.name) continue;
        const std::optional<std::string> text = take_value(arguments, at, given);
        const std::string wanted = name + " needs a number " + std::string(known.range);
        if (!text) return wanted;
        const std::optional<double> value = to_number(*text, known);
        if (!value) return wanted + ", not '" + *text + "'";
        options.*known.value = *value;
        return {};
    }
    return "unknown option " + std::string(given);
}

}  // namespace

FramesOptions parse_frames_options(const std::vector<std::string>& arguments) {
    FramesOptions options;
    for (std::size_t at = 0; at < arguments.size() && options.error.empty();) {
        if (arguments[at].size() > 1 && arguments[at].front() == '-') {
            options.error = read_option(arguments, at, options);
        } else if (arguments[at].empty()) {
            options.error = "a folder's name is empty";
        } else {
            options.folders.push_back(arguments[at++]);
        }
    }
    if (options.error.empty() && !options.help && options.folders.empty()) {
        options.error = "frames of what? Name a plugin, or a folder of plugins";
    }
    return options;
}

const char* frames_usage() {
    return "usage: plinth frames DIR... [OPTIONS]\n"
           "Runs plugins in a simulated game loop without a window, and reports what they cost.\n"
           "DIR is a plugin (a folder or a script), or a folder of plugins.\n"
           "\n"
           "  --seconds S     how long (10)\n"
           "  --fps N         frames a second (60)\n"
           "  --render-ms MS  what the game itself burns of each frame (4)\n"
           "  --budget-ms MS  the plugins' share of each frame (2)\n"
           "  --placement P   where all of them run, whatever they ask for: main, shared, worker\n"
           "  --json          the report as JSON\n"
           "  --log           what the plugins log, on standard error\n"
           "  --plain         turn each event loop once a frame without a budget, to compare\n"
           "\n"
           "Plugins may use the network; files as in a game. Faults are told on standard error,\n"
           "a line each. The exit code is 0 when the host survived, whatever the plugins did.\n";
}

}  // namespace plinth
