// SPDX-License-Identifier: MIT
// Breaks shapes and letters down into strokes.

#include "samples/meteors/view/canvas.h"

#include <algorithm>
#include <array>

#include "samples/meteors/view/font.h"

namespace meteors {
namespace {

constexpr std::size_t kMostStrokes = 50000;

}  // namespace

void Canvas::clear() {
    strokes_.clear();
    sparks_.clear();
    fills_.clear();
    origin_ = {};
    light_ = 1;
}

void Canvas::line(Vec from, Vec to, const Pen& pen) {
    if (strokes_.size() >= kMostStrokes) return;  // A mod may ask for any number of them.
    strokes_.push_back(
        {from + origin_, to + origin_, pen.width, pen.glow, faded(pen.color, light_)});
}

void Canvas::polyline(std::span<const Vec> points, const Pen& pen) {
    for (std::size_t at = 1; at < points.size(); ++at)
        line(points[at - 1], points[at], pen);
}

void Canvas::polygon(std::span<const Vec> points, const Pen& pen) {
    polyline(points, pen);
    if (points.size() > 2) line(points.back(), points.front(), pen);
}

void Canvas::circle(Vec center, float radius, const Pen& pen) {
    arc(center, radius, 0, kTurn, pen);
}

void Canvas::arc(Vec center, float radius, float from, float to, const Pen& pen) {
    const float sweep = std::abs(to - from);
    const float pieces = std::clamp(std::sqrt(std::abs(radius)) * sweep, 4.0f, 96.0f);
    const int count = static_cast<int>(pieces);
    Vec before = center + from_angle(from, radius);
    for (int piece = 1; piece <= count; ++piece) {
        const float share = static_cast<float>(piece) / static_cast<float>(count);
        const Vec after = center + from_angle(from + (to - from) * share, radius);
        line(before, after, pen);
        before = after;
    }
}

void Canvas::rectangle(Vec corner, Vec size, const Pen& pen) {
    const std::array<Vec, 4> corners{corner, corner + Vec{size.x, 0}, corner + size,
                                     corner + Vec{0, size.y}};
    polygon(corners, pen);
}

float Canvas::text_width(std::string_view text, float size) {
    const int letters = count_letters(text);
    if (letters == 0) return 0;
    return (static_cast<float>(letters) * kLetterStep - kLetterGap) * size / kLetterHeight;
}

void Canvas::text(Vec position, std::string_view text, const TextStyle& style) {
    const float scale = style.size / kLetterHeight;
    const float weight = style.weight > 0 ? style.weight : std::clamp(style.size / 11, 1.3f, 4.0f);
    const Pen pen{style.color, weight, std::clamp(style.size * 0.5f, 5.0f, 20.0f)};
    if (style.align == Align::Center) position.x -= text_width(text, style.size) / 2;
    if (style.align == Align::Right) position.x -= text_width(text, style.size);
    while (!text.empty()) {
        for (const LetterLine& piece : next_letter(text))
            line(position + piece.from * scale, position + piece.to * scale, pen);
        position.x += kLetterStep * scale;
    }
}

void Canvas::fill(Vec center, std::span<const Vec> outline, Color color) {
    if (fills_.size() >= kMostStrokes) return;
    for (std::size_t at = 0; at < outline.size(); ++at) {
        fills_.push_back({center + origin_, color});
        fills_.push_back({outline[at] + origin_, color});
        fills_.push_back({outline[(at + 1) % outline.size()] + origin_, color});
    }
}

void Canvas::fill_rectangle(Vec corner, Vec size, Color color) {
    const std::array<Vec, 4> corners{corner, corner + Vec{size.x, 0}, corner + size,
                                     corner + Vec{0, size.y}};
    fill(corner + size * 0.5f, corners, color);
}

}  // namespace meteors
