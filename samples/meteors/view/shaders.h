// SPDX-License-Identifier: MIT
// The GLSL programs of the painter.

#pragma once

namespace meteors::shaders {

// One instance is one stroke; its four corners enclose the line and its glow.
inline constexpr const char* kStrokeVertex = R"(#version 330 core
layout(location = 0) in vec4 ends;    // from.xy, to.xy
layout(location = 1) in vec2 shape;   // width, glow
layout(location = 2) in vec4 tint;
uniform vec2 scale;
uniform float pixels_per_unit;
out vec2 place;                       // Along and across the line, from its start.
flat out float reach;
flat out vec2 edge;                   // Half the width, the glow.
flat out vec4 light;
void main() {
    vec2 way = ends.zw - ends.xy;
    reach = length(way);
    vec2 along = reach > 0.001 ? way / reach : vec2(1, 0);
    vec2 across = vec2(-along.y, along.x);
    float margin = shape.x * 0.5 + shape.y + 1.0 / pixels_per_unit;
    float far_end = float(gl_VertexID & 1);
    float side = float(gl_VertexID >> 1) * 2.0 - 1.0;
    place = vec2(mix(-margin, reach + margin, far_end), side * margin);
    vec2 point = ends.xy + along * place.x + across * place.y;
    edge = vec2(shape.x * 0.5, shape.y);
    light = tint;
    gl_Position = vec4(point * scale + vec2(-1, 1), 0, 1);
})";

inline constexpr const char* kStrokeFragment = R"(#version 330 core
in vec2 place;
flat in float reach;
flat in vec2 edge;
flat in vec4 light;
uniform float pixels_per_unit;
out vec4 color;
void main() {
    float distance = length(vec2(place.x - clamp(place.x, 0.0, reach), place.y)) - edge.x;
    float core = clamp(0.5 - distance * pixels_per_unit, 0.0, 1.0);
    float fall = clamp(1.0 - max(distance, 0.0) / max(edge.y, 0.001), 0.0, 1.0);
    float halo = fall * fall * (0.16 + 0.52 * fall * fall);
    // The middle of a bright line is whiter than its colour.
    vec3 hot = mix(light.rgb, vec3(1), 0.35 * core);
    color = vec4((hot * core + light.rgb * halo * (1.0 - core)) * light.a, 1);
})";

inline constexpr const char* kFillVertex = R"(#version 330 core
layout(location = 0) in vec2 place;
layout(location = 1) in vec4 tint;
uniform vec2 scale;
out vec4 light;
void main() {
    light = tint;
    gl_Position = vec4(place * scale + vec2(-1, 1), 0, 1);
})";

inline constexpr const char* kFillFragment = R"(#version 330 core
in vec4 light;
out vec4 color;
void main() { color = light; })";

inline constexpr const char* kSkyVertex = R"(#version 330 core
out vec2 place;
void main() {
    place = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    gl_Position = vec4(place * 2.0 - 1.0, 0, 1);
})";

// The clouds of the sky come from a small texture; a little noise hides the steps between dark
// colours, and the corners are darker than the middle.
inline constexpr const char* kSkyFragment = R"(#version 330 core
in vec2 place;
uniform sampler2D clouds;
uniform vec3 tint;
uniform vec2 drift;
out vec4 color;
void main() {
    vec2 cloud = texture(clouds, place * vec2(0.8, 0.45) + drift).rg;
    vec3 deep = vec3(0.010, 0.014, 0.034);
    vec3 light = mix(tint, tint.brg, cloud.g) * cloud.r * cloud.r * 0.55;
    vec2 off = place - 0.5;
    float corner = 1.0 - dot(off, off) * 1.1;
    float noise = fract(sin(dot(gl_FragCoord.xy, vec2(12.9898, 78.233))) * 43758.5453);
    color = vec4((deep + light) * corner + (noise - 0.5) / 255.0, 1);
})";

}  // namespace meteors::shaders
