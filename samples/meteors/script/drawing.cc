// SPDX-License-Identifier: MIT
// game.draw: strokes, shapes and text over the playfield, in world units. It works while a frame is
// drawn, which is when 'draw' listeners run.

#include <algorithm>
#include <stdexcept>

#include "samples/meteors/script/api.h"
#include "samples/meteors/view/scene.h"

namespace meteors {
namespace {

using Options = std::optional<DrawOptions>;

constexpr Color kPlain{0.85f, 0.92f, 1, 1};

Canvas& canvas_of(Api& api) {
    if (!api.drawing) throw std::logic_error("game.draw works only in a listener of 'draw'");
    return api.canvas;
}

Color color_of(const DrawOptions& options) {
    return faded(options.color.value_or(kPlain),
                 std::clamp(options.alpha.value_or(Real{1}).value, 0.0f, 1.0f));
}

Pen pen_of(const DrawOptions& options) {
    return {color_of(options), std::clamp(options.width.value_or(Real{2}).value, 0.1f, 100.0f),
            std::clamp(options.glow.value_or(Real{9}).value, 0.0f, 100.0f)};
}

void draw_text(Api& api, Real x, Real y, std::string_view text, const DrawOptions& options) {
    TextStyle style;
    style.color = color_of(options);
    style.size = std::clamp(options.size.value_or(Real{18}).value, 1.0f, 400.0f);
    style.align = options.align.value_or(Align::Left);
    style.weight = options.width ? pen_of(options).width : 0;
    canvas_of(api).text({x, y}, text, style);
}

void draw_polygon(Api& api, const std::vector<Vec>& points, const DrawOptions& options) {
    Canvas& canvas = canvas_of(api);
    Vec middle;
    for (const Vec point : points)
        middle += point * (1 / static_cast<float>(points.size()));
    if (options.fill) canvas.fill(middle, points, *options.fill);
    canvas.polygon(points, pen_of(options));
}

void draw_rectangle(Api& api, Vec corner, Vec size, const DrawOptions& options) {
    Canvas& canvas = canvas_of(api);
    if (options.fill) canvas.fill_rectangle(corner, size, *options.fill);
    canvas.rectangle(corner, size, pen_of(options));
}

void draw_small_ship(Api& api, Vec place, Real size, const DrawOptions& options) {
    const float angle = options.angle ? options.angle->value : -kTurn / 4;
    draw_ship(place, angle, size, pen_of(options), canvas_of(api));
}

}  // namespace

void declare_drawing(Api& api, plinth::js::Module& module) {
    module.object("draw", [&api](plinth::js::Module& draw) {
        draw.function("text", [&api](Real x, Real y, std::string_view text, Options options) {
            draw_text(api, x, y, text, options.value_or(DrawOptions()));
        });
        draw.function("line", [&api](Vec from, Vec to, Options options) {
            canvas_of(api).line(from, to, pen_of(options.value_or(DrawOptions())));
        });
        draw.function("polyline", [&api](const std::vector<Vec>& points, Options options) {
            canvas_of(api).polyline(points, pen_of(options.value_or(DrawOptions())));
        });
        draw.function("polygon", [&api](const std::vector<Vec>& points, Options options) {
            draw_polygon(api, points, options.value_or(DrawOptions()));
        });
        draw.function("circle", [&api](Real x, Real y, Real radius, Options options) {
            canvas_of(api).circle({x, y}, radius, pen_of(options.value_or(DrawOptions())));
        });
        draw.function("rect", [&api](Real x, Real y, Real width, Real height, Options options) {
            draw_rectangle(api, {x, y}, {width, height}, options.value_or(DrawOptions()));
        });
        draw.function("ship", [&api](Real x, Real y, Real size, Options options) {
            draw_small_ship(api, {x, y}, size, options.value_or(DrawOptions()));
        });
        draw.function("textWidth", [](std::string_view text, Real size) {
            return Canvas::text_width(text, size);
        });
    });
}

}  // namespace meteors
