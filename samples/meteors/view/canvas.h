// SPDX-License-Identifier: MIT
// What is to be drawn in one frame: glowing strokes, sparks and dark fills, in world units. It is
// plain data; painter.cc gives it to OpenGL. The game's own screens and the mods use the same one.

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "samples/meteors/rules/color.h"
#include "samples/meteors/rules/vec.h"

namespace meteors {

/// A line, or a dot when both ends are the same. Sent to the graphics card as it is.
struct Stroke {
    Vec from;
    Vec to;
    float width = 2;
    float glow = 10;  ///< How far its light reaches beyond its edge.
    Color color;
};

struct FillVertex {
    Vec position;
    Color color;
};

struct Pen {
    Color color;
    float width = 2;
    float glow = 9;
};

enum class Align { Left, Center, Right };

struct TextStyle {
    Color color;
    float size = 18;  ///< Height of a capital letter.
    Align align = Align::Left;
    float weight = 0;  ///< Width of its lines; 0 follows from the size.
};

class Canvas {
  public:
    void clear();

    void line(Vec from, Vec to, const Pen& pen);
    void polyline(std::span<const Vec> points, const Pen& pen);
    void polygon(std::span<const Vec> points, const Pen& pen);
    void circle(Vec center, float radius, const Pen& pen);
    /// Part of a circle, clockwise from one angle to another.
    void arc(Vec center, float radius, float from, float to, const Pen& pen);
    void rectangle(Vec corner, Vec size, const Pen& pen);
    /// Letters are strokes, too; small ones are drawn as capitals.
    void text(Vec position, std::string_view text, const TextStyle& style);
    static float text_width(std::string_view text, float size);

    /// Sparks add their light up where they overlap; other strokes do not.
    void spark(const Stroke& spark) { sparks_.push_back(spark); }
    /// A darkness behind the strokes: a fan around `center`.
    void fill(Vec center, std::span<const Vec> outline, Color color);
    void fill_rectangle(Vec corner, Vec size, Color color);

    /// Moves everything drawn from now on.
    void move_origin(Vec origin) { origin_ = origin; }
    /// Dims all lines drawn from now on; 1 is their own light.
    void set_light(float light) { light_ = light; }

    const std::vector<Stroke>& strokes() const { return strokes_; }
    const std::vector<Stroke>& sparks() const { return sparks_; }
    const std::vector<FillVertex>& fills() const { return fills_; }  ///< Triangles.
    Vec origin() const { return origin_; }

  private:
    std::vector<Stroke> strokes_;
    std::vector<Stroke> sparks_;
    std::vector<FillVertex> fills_;
    Vec origin_;
    float light_ = 1;
};

}  // namespace meteors
