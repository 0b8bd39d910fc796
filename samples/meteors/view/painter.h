// SPDX-License-Identifier: MIT
// Draws a canvas with OpenGL: each stroke is one rectangle whose pixels know how far they are from
// the line, which gives smooth edges and a halo without any post-processing.

#pragma once

#include <vector>

#include "samples/meteors/view/canvas.h"

namespace meteors {

/// What lies behind everything: the sky's colours and stars.
struct Sky {
    Color tint;
    Vec drift;  ///< Where the viewer is, for the parallax of the stars.
    double time = 0;
};

class Painter {
  public:
    Painter();
    ~Painter();
    Painter(const Painter&) = delete;
    Painter& operator=(const Painter&) = delete;

    /// Clears a framebuffer of that many pixels and draws; the world keeps its proportions.
    void paint(const Canvas& canvas, const Sky& sky, int width, int height);

  private:
    void paint_sky(const Sky& sky);
    void paint_fills(const std::vector<FillVertex>& fills);
    void paint_strokes(const std::vector<Stroke>& strokes);

    struct View {
        Vec scale;  // From world units to OpenGL's -1 to 1.
        float pixels_per_unit = 1;
    };

    View view_;
    unsigned sky_program_ = 0;
    unsigned fill_program_ = 0;
    unsigned stroke_program_ = 0;
    unsigned sky_texture_ = 0;
    unsigned sky_array_ = 0;
    unsigned fill_array_ = 0;
    unsigned fill_buffer_ = 0;
    unsigned stroke_array_ = 0;
    unsigned stroke_buffer_ = 0;
};

}  // namespace meteors
