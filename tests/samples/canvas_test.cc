// SPDX-License-Identifier: MIT
// Strokes, letters and colours; none of it needs OpenGL.

#include "samples/meteors/view/canvas.h"

#include <gtest/gtest.h>

#include <string>

namespace meteors {
namespace {

TEST(Color, IsReadFromThreeSixOrEightDigits) {
    EXPECT_FLOAT_EQ(parse_color("#f00")->r, 1);
    EXPECT_FLOAT_EQ(parse_color("#00ff00")->g, 1);
    EXPECT_FLOAT_EQ(parse_color("#0000ff00")->a, 0);
    for (const char* wrong : {"", "#", "red", "#12", "#12345", "#gggggg", "#-12345", "#+1+1+1"})
        EXPECT_FALSE(parse_color(wrong)) << wrong;
}

TEST(Canvas, TextIsAlignedByItsWidth) {
    const float width = Canvas::text_width("HUD", 12);
    Canvas canvas;
    canvas.text({100, 0}, "HUD", {.color = {}, .size = 12, .align = Align::Right});

    EXPECT_GT(width, 0);
    for (const Stroke& stroke : canvas.strokes()) {
        EXPECT_LE(stroke.from.x, 100.001f);
        EXPECT_GE(stroke.from.x, 100 - width - 0.001f);
    }
}

TEST(Canvas, EveryByteSequenceCanBeDrawn) {
    std::string text;
    for (int byte = 0; byte < 256; ++byte)
        text += static_cast<char>(byte);
    text += "\u00d7\xf0\x9f";
    Canvas canvas;
    canvas.text({}, text, {});

    EXPECT_FALSE(canvas.strokes().empty());
}

TEST(Canvas, HoldsOnlySoMuch) {
    Canvas canvas;
    for (int made = 0; made < 200000; ++made)
        canvas.line({}, {1, 1}, {});
    const std::size_t most = canvas.strokes().size();
    canvas.circle({}, 100, {});

    EXPECT_LT(most, 200000u);
    EXPECT_EQ(canvas.strokes().size(), most);
}

}  // namespace
}  // namespace meteors
