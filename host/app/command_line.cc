// SPDX-License-Identifier: MIT
// Options are known by their names only where that changes what follows: those that take a value,
// those that are V8's. All others are passed on, and mean something or nothing to the built-ins.

#include "host/app/command_line.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace plinth {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kShortNames = {{
    {"-e", "--eval"},
    {"-p", "--print"},
    {"-pe", "--print"},
    {"-r", "--require"},
    {"-C", "--conditions"},
    {"-c", "--check"},
    {"-v", "--version"},
    {"-h", "--help"},
    {"-i", "--interactive"},
    {"--loader", "--experimental-loader"},
    {"--es-module-specifier-resolution", "--experimental-specifier-resolution"},
    {"--prof-process", "--prof-process"},
    {"--inspect-brk-node", "--inspect-brk"},
}};

// Options whose value may be the next argument.
constexpr std::string_view kTakeValues[] = {
    "--conditions",
    "--cpu-prof-dir",
    "--cpu-prof-interval",
    "--cpu-prof-name",
    "--diagnostic-dir",
    "--disable-proto",
    "--disable-warning",
    "--dns-result-order",
    "--env-file",
    "--eval",
    "--experimental-default-type",
    "--experimental-loader",
    "--experimental-specifier-resolution",
    "--heap-prof-dir",
    "--heap-prof-name",
    "--icu-data-dir",
    "--import",
    "--input-type",
    "--max-http-header-size",
    "--openssl-config",
    "--print",
    "--redirect-warnings",
    "--report-dir",
    "--report-directory",
    "--report-filename",
    "--report-signal",
    "--require",
    "--secure-heap",
    "--secure-heap-min",
    "--test-concurrency",
    "--test-name-pattern",
    "--test-reporter",
    "--test-reporter-destination",
    "--test-shard",
    "--test-skip-pattern",
    "--test-timeout",
    "--title",
    "--tls-cipher-list",
    "--tls-keylog",
    "--trace-event-categories",
    "--trace-event-file-pattern",
    "--unhandled-rejections",
};

// What V8 is told; its other flags are not for scripts to start with.
constexpr std::string_view kV8Flags[] = {
    "--allow-natives-syntax",
    "--always-opt",
    "--expose-gc",
    "--gc-global",
    "--gc-interval",
    "--harmony",
    "--interrupt-budget",
    "--jitless",
    "--max-lazy",
    "--max-old-space-size",
    "--max-semi-space-size",
    "--min-semi-space-size",
    "--no-harmony",
    "--no-opt",
    "--predictable",
    "--predictable-gc-schedule",
    "--stack-size",
    "--stack-trace-limit",
    "--use-strict",
};

// Not from the environment: they would replace the program that was asked for.
constexpr std::string_view kNotInNodeOptions[] = {"--check", "--eval", "--help",   "--interactive",
                                                  "--print", "--test", "--version"};

constexpr std::string_view kRejectionModes[] = {"none", "strict", "throw", "warn",
                                                "warn-with-error-codes"};

template <class List>
bool has(const List& list, std::string_view name) {
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool is_v8_flag(std::string_view name) {
    return has(kV8Flags, name) || name.starts_with("--harmony-") ||
           name.starts_with("--no-harmony-");
}

struct Option {
    std::string name;
    std::optional<std::string> value;
};

// "--stack_size=9" is "--stack-size" with the value 9.
Option split(const std::string& argument) {
    Option option;
    const std::size_t equals = argument.starts_with("--") ? argument.find('=') : std::string::npos;
    option.name = argument.substr(0, equals);
    if (equals != std::string::npos) option.value = argument.substr(equals + 1);
    if (option.name.starts_with("--")) {
        std::replace(option.name.begin() + 2, option.name.end(), '_', '-');
    }
    for (const auto& [given, full] : kShortNames) {
        if (option.name == given) {
            option.name = full;
            break;
        }
    }
    return option;
}

class Parser {
  public:
    CommandLine parse(const std::vector<std::string>& arguments, const std::string& node_options) {
        read_options(split_words(node_options), Source::Environment);
        const std::size_t rest = read_options(arguments, Source::CommandLine);
        if (line_.kind == CommandLine::Kind::Error) return std::move(line_);
        const std::size_t options = rest - (found_dashes_ ? 1 : 0);
        line_.exec_arguments.assign(arguments.begin(),
                                    arguments.begin() + static_cast<std::ptrdiff_t>(options));
        finish({arguments.begin() + static_cast<std::ptrdiff_t>(rest), arguments.end()});
        return std::move(line_);
    }

  private:
    enum class Source { Environment, CommandLine };

    static std::vector<std::string> split_words(const std::string& text) {
        std::vector<std::string> words;
        std::string word;
        bool quoted = false;
        bool started = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\' && quoted && i + 1 < text.size()) {
                word += text[++i];
            } else if (text[i] == '"') {
                quoted = !quoted;
                started = true;
            } else if (text[i] == ' ' && !quoted) {
                if (started) words.push_back(std::exchange(word, {}));
                started = false;
            } else {
                word += text[i];
                started = true;
            }
        }
        if (started) words.push_back(word);
        return words;
    }

    // Answers how many of them are options.
    std::size_t read_options(const std::vector<std::string>& words, Source source) {
        std::size_t at = 0;
        while (at < words.size() && words[at].size() > 1 && words[at].front() == '-') {
            if (words[at] == "--") {
                found_dashes_ = source == Source::CommandLine;
                return at + (found_dashes_ ? 1 : 0);
            }
            Option option = split(words[at]);
            if (source == Source::Environment && has(kNotInNodeOptions, option.name)) {
                fail(words[at] + " is not allowed in NODE_OPTIONS");
                return at;
            }
            if (!option.value && has(kTakeValues, option.name)) {
                const bool has_next = at + 1 < words.size();
                if (has_next && (option.name == "--print" || option.name == "--eval" ||
                                 words[at + 1].empty() || words[at + 1].front() != '-')) {
                    option.value = words[++at];
                } else if (option.name != "--print") {
                    fail(words[at] + " requires an argument");
                    return at;
                }
            }
            ++at;
            take(option);
        }
        return at;
    }

    void take(const Option& option) {
        if (is_v8_flag(option.name)) {
            line_.v8_flags.push_back(option.name + (option.value ? "=" + *option.value : ""));
        }
        if (option.name == "--eval" || option.name == "--print") {
            line_.print_result = line_.print_result || option.name == "--print";
            if (option.value) code_ = option.value;
        }
        if (option.name == "--check") checks_ = true;
        if (option.name == "--unhandled-rejections" &&
            !has(kRejectionModes, option.value.value_or(""))) {
            fail("invalid value for --unhandled-rejections");
        }
        if (option.name == "--version") line_.kind = CommandLine::Kind::Version;
        if (option.name == "--help") line_.kind = CommandLine::Kind::Help;
        if (option.name == "--interactive") is_interactive_ = true;
        if (option.name == "--test") tests_ = true;
        line_.options.emplace_back(option.name, option.value.value_or(""));
    }

    void finish(std::vector<std::string> rest) {
        using Kind = CommandLine::Kind;
        if (given("--tls-min-v1.3") && given("--tls-max-v1.2")) {
            return fail("either --tls-min-v1.3 or --tls-max-v1.2 can be used, not both");
        }
        if (line_.kind == Kind::Version || line_.kind == Kind::Help) return;
        if (code_) {
            if (checks_) return fail("either --check or --eval can be used, not both");
            line_.kind = Kind::Code;
            line_.script = *code_;
            line_.arguments = std::move(rest);
            return;
        }
        if (tests_) {
            if (is_interactive_)
                return fail("either --test or --interactive can be used, not both");
            line_.kind = Kind::Test;
            line_.arguments = std::move(rest);
            return;
        }
        if (is_interactive_ && rest.empty()) {
            line_.kind = Kind::Prompt;
            return;
        }
        const bool from_stdin = rest.empty() || rest.front() == "-";
        if (!from_stdin) {
            line_.kind = Kind::File;
            line_.script = rest.front();
        }
        // "-" is what such a program finds as its own name.
        if (!rest.empty()) line_.arguments.assign(rest.begin() + (from_stdin ? 0 : 1), rest.end());
    }

    bool given(std::string_view name) const {
        return std::any_of(line_.options.begin(), line_.options.end(),
                           [&](const auto& option) { return option.first == name; });
    }

    void fail(std::string error) {
        line_.kind = CommandLine::Kind::Error;
        line_.error = std::move(error);
    }

    CommandLine line_;
    std::optional<std::string> code_;
    bool found_dashes_ = false;  // "--", the end of the options.
    bool checks_ = false;
    bool tests_ = false;
    bool is_interactive_ = false;
};

}  // namespace

CommandLine parse_command_line(const std::vector<std::string>& arguments,
                               const std::string& node_options) {
    return Parser().parse(arguments, node_options);
}

}  // namespace plinth
