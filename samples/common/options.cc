// SPDX-License-Identifier: MIT
// Reads the command line. One row of kFlags is one option; the help is made of the same rows.

#include "samples/common/options.h"

#include <array>
#include <charconv>
#include <string_view>

namespace samples {
namespace {

constexpr int kHeadlessFrames = 600;

template <class Number>
std::string read_number(const char* text, Number lowest, Number& number) {
    const std::string_view all = text;
    const auto [end, error] = std::from_chars(all.data(), all.data() + all.size(), number);
    if (error == std::errc() && end == all.data() + all.size() && number >= lowest) return {};
    return "needs a whole number from " + std::to_string(lowest) + ", not '" + text + "'";
}

std::string read_size(const char* text, Options& options) {
    const std::string all = text;
    const std::size_t cross = all.find('x');
    if (cross == std::string::npos) return "needs WIDTHxHEIGHT, such as 1280x720";
    const std::string wrong = read_number(all.substr(0, cross).c_str(), 64, options.width);
    if (!wrong.empty()) return wrong;
    return read_number(all.substr(cross + 1).c_str(), 64, options.height);
}

struct Flag {
    const char* name;
    const char* value;  // What the help calls the value; null when there is none.
    const char* help;
    std::string (*read)(Options&, const char* value);  // Returns what is wrong, or nothing.
};

const std::array kFlags{
    Flag{"--headless", nullptr, "draw without a display (600 frames unless told otherwise)",
         [](Options& options, const char*) {
             options.headless = true;
             return std::string();
         }},
    Flag{"--frames", "N", "stop after N frames",
         [](Options& options, const char* value) {
             return read_number(value, 1, options.frames.emplace());
         }},
    Flag{"--screenshot", "FILE.png", "save the last frame",
         [](Options& options, const char* value) {
             options.screenshot = value;
             return std::string();
         }},
    Flag{"--input", "SCRIPT",
         "a file or text of timed inputs, such as '60 tap space; 90 down left'",
         [](Options& options, const char* value) {
             options.input = load_input(value);
             return options.input.error;
         }},
    Flag{"--mods", "DIR", "the folder of mods",
         [](Options& options, const char* value) {
             options.mods = value;
             return std::string();
         }},
    Flag{"--types", "DIR", "write the typings of what mods can call there, and stop",
         [](Options& options, const char* value) {
             options.types = value;
             return std::string();
         }},
    Flag{"--data", "DIR", "where mods may write",
         [](Options& options, const char* value) {
             options.data = value;
             return std::string();
         }},
    Flag{"--seed", "N", "of the random numbers in headless mode",
         [](Options& options, const char* value) {
             return read_number(value, std::uint64_t{0}, options.seed);
         }},
    Flag{"--size", "WxH", "size of the window, 1280x720 by default",
         [](Options& options, const char* value) { return read_size(value, options); }},
};

std::string help(const char* program) {
    std::string text = "Usage: " + std::filesystem::path(program).filename().string();
    text += " [options]\n";
    for (const Flag& flag : kFlags) {
        std::string row = std::string("  ") + flag.name;
        if (flag.value != nullptr) row += std::string(" ") + flag.value;
        row.resize(std::max<std::size_t>(row.size() + 1, 26), ' ');
        text += row + flag.help + "\n";
    }
    return text;
}

CommandLine failed(std::string message) {
    return {{}, std::move(message), 2};
}

}  // namespace

CommandLine parse_command_line(int argc, char** argv) {
    CommandLine line;
    for (int at = 1; at < argc; ++at) {
        const std::string_view name = argv[at];
        if (name == "--help" || name == "-h") return {{}, help(argv[0]), 0};
        const Flag* found = nullptr;
        for (const Flag& flag : kFlags)
            if (name == flag.name) found = &flag;
        if (found == nullptr)
            return failed("unknown option '" + std::string(name) + "'; --help lists them");
        const bool has_value = found->value != nullptr;
        if (has_value && at + 1 == argc)
            return failed(std::string(name) + " needs a value: " + found->value);
        const std::string wrong = found->read(line.options, has_value ? argv[++at] : nullptr);
        if (!wrong.empty()) return failed(std::string(name) + ": " + wrong);
    }
    if (line.options.headless && !line.options.frames) line.options.frames = kHeadlessFrames;
    return line;
}

}  // namespace samples
