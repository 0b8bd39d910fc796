// SPDX-License-Identifier: MIT
// Command lines that scripts start process.execPath with.

#include "host/app/command_line.h"

#include <gtest/gtest.h>

namespace plinth {
namespace {

using Kind = CommandLine::Kind;
using Words = std::vector<std::string>;

CommandLine parse(const Words& words, const std::string& node_options = "") {
    return parse_command_line(words, node_options);
}

TEST(CommandLine, TheFirstWordThatIsNoOptionIsTheScript) {
    const CommandLine line = parse({"--no-warnings", "main.js", "--x", "y"});

    EXPECT_EQ(line.kind, Kind::File);
    EXPECT_EQ(line.script, "main.js");
    EXPECT_EQ(line.arguments, (Words{"--x", "y"}));
    EXPECT_EQ(line.exec_arguments, (Words{"--no-warnings"}));
}

TEST(CommandLine, CodeMayFollowItsOptionOrAnEqualsSign) {
    for (const Words& words : {Words{"-e", "1+1", "a"}, Words{"--eval=1+1", "a"}}) {
        const CommandLine line = parse(words);
        EXPECT_EQ(line.kind, Kind::Code);
        EXPECT_EQ(line.script, "1+1");
        EXPECT_FALSE(line.print_result);
        EXPECT_EQ(line.arguments, (Words{"a"}));
    }
}

TEST(CommandLine, PrintEvaluatesToo) {
    for (const char* option : {"-p", "-pe", "--print"}) {
        const CommandLine line = parse({option, "-1"});
        EXPECT_EQ(line.kind, Kind::Code);
        EXPECT_EQ(line.script, "-1");
        EXPECT_TRUE(line.print_result);
    }
}

TEST(CommandLine, WithoutAScriptTheCodeComesFromStandardInput) {
    EXPECT_EQ(parse({}).kind, Kind::Stdin);
    EXPECT_EQ(parse({"--input-type=module"}).kind, Kind::Stdin);
    EXPECT_EQ(parse({"-", "a"}).arguments, (Words{"-", "a"}));
}

TEST(CommandLine, OptionsHaveTheirFullNamesAndValues) {
    const CommandLine line =
        parse({"-r", "./a", "--input-type", "module", "-C", "x", "--import=./b"});

    ASSERT_EQ(line.options.size(), 4u);
    EXPECT_EQ(line.options[0], (std::pair<std::string, std::string>{"--require", "./a"}));
    EXPECT_EQ(line.options[1], (std::pair<std::string, std::string>{"--input-type", "module"}));
    EXPECT_EQ(line.options[3], (std::pair<std::string, std::string>{"--import", "./b"}));
}

TEST(CommandLine, FlagsOfV8AreToldToIt) {
    const CommandLine line = parse({"--expose_gc", "--stack-size=900", "--inspect", "a.js"});

    EXPECT_EQ(line.v8_flags, (Words{"--expose-gc", "--stack-size=900"}));
}

TEST(CommandLine, TwoDashesEndTheOptions) {
    const CommandLine line = parse({"--", "-script.js"});

    EXPECT_EQ(line.kind, Kind::File);
    EXPECT_EQ(line.script, "-script.js");
}

TEST(CommandLine, AMissingValueIsAnError) {
    EXPECT_EQ(parse({"--require"}).kind, Kind::Error);
    EXPECT_EQ(parse({"-e"}).kind, Kind::Error);
}

TEST(CommandLine, TheEnvironmentAddsOptionsButNoScript) {
    const CommandLine line = parse({"a.js"}, "--no-warnings  --require \"./with space\"");

    ASSERT_EQ(line.options.size(), 2u);
    EXPECT_EQ(line.options[1].second, "./with space");
    EXPECT_TRUE(line.exec_arguments.empty());
    EXPECT_EQ(parse({"a.js"}, "--eval 1").kind, Kind::Error);
}

}  // namespace
}  // namespace plinth
