// SPDX-License-Identifier: MIT
// What --input takes, and what it says about lines that it does not.

#include "samples/common/input_script.h"

#include <gtest/gtest.h>

namespace samples {
namespace {

using Action = InputStep::Action;

TEST(InputScript, StepsComeInTheOrderOfTheirFrames) {
    const InputScript script = parse_input("90 up left\n# a comment\n\n60 down left\n70 text 1; 2");

    ASSERT_EQ(script.error, "");
    ASSERT_EQ(script.steps.size(), 3u);
    EXPECT_EQ(script.steps[0].frame, 60);
    EXPECT_EQ(script.steps[0].action, Action::KeyDown);
    EXPECT_EQ(script.steps[0].key, SDL_SCANCODE_LEFT);
    EXPECT_EQ(script.steps[1].text, "1; 2");
    EXPECT_EQ(script.steps[2].action, Action::KeyUp);
}

TEST(InputScript, SemicolonsSeparateWithinOneLine) {
    const InputScript script = parse_input("5 down left; 9 up left");

    EXPECT_EQ(script.error, "");
    EXPECT_EQ(script.steps.size(), 2u);
}

TEST(InputScript, ATapIsLetGo) {
    const InputScript script = parse_input("5 tap backquote");

    ASSERT_EQ(script.steps.size(), 2u);
    EXPECT_EQ(script.steps[0].key, SDL_SCANCODE_GRAVE);
    EXPECT_EQ(script.steps[1].action, Action::KeyUp);
    EXPECT_GT(script.steps[1].frame, script.steps[0].frame);
}

TEST(InputScript, AMistakeIsNamedWithItsLine) {
    const auto error = [](const char* text) { return parse_input(text).error; };

    EXPECT_EQ(error("1 tap space\nten tap space"),
              "input script, line 2: a line starts with a frame number, not 'ten'");
    EXPECT_EQ(error("1 tap nosuchkey"), "input script, line 1: no key is called 'nosuchkey'");
    EXPECT_EQ(error("1 jump"),
              "input script, line 1: unknown action 'jump'; there are down, up, tap, key, text, "
              "move, click");
    EXPECT_EQ(error("1 text"), "input script, line 1: 'text' needs the text to type");
    EXPECT_EQ(error("1 click 7"), "input script, line 1: 'click' needs two numbers, x and y");
    EXPECT_EQ(error("-1 tap space"),
              "input script, line 1: a line starts with a frame number, not '-1'");
}

TEST(InputScript, WhatIsNeitherFileNorScriptIsAnError) {
    EXPECT_EQ(load_input("/no/such/file").error, "input script: no file is called '/no/such/file'");
}

}  // namespace
}  // namespace samples
