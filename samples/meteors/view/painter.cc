// SPDX-License-Identifier: MIT
// OpenGL 3.3: three programs, one buffer for each kind of thing, filled anew in each frame.

#include "samples/meteors/view/painter.h"

#define GL_GLEXT_PROTOTYPES
#include <SDL_opengl.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

#include "samples/meteors/rules/random.h"
#include "samples/meteors/rules/world.h"
#include "samples/meteors/view/clouds.h"
#include "samples/meteors/view/shaders.h"

namespace meteors {
namespace {

constexpr int kStars = 260;

// Our own shaders either compile everywhere or are a mistake of ours.
void check(GLuint object, GLint ok, void (*read_log)(GLuint, GLsizei, GLsizei*, GLchar*)) {
    if (ok != 0) return;
    char log[1024] = {};
    read_log(object, sizeof(log), nullptr, log);
    std::fprintf(stderr, "meteors: a shader does not compile: %s\n", log);
    std::abort();
}

GLuint compile(GLenum stage, const char* source) {
    const GLuint shader = glCreateShader(stage);
    glShaderSource(shader, 1, &source, nullptr);
    glCompileShader(shader);
    GLint ok = 0;
    glGetShaderiv(shader, GL_COMPILE_STATUS, &ok);
    check(shader, ok, glGetShaderInfoLog);
    return shader;
}

GLuint link(const char* vertex_source, const char* fragment_source) {
    const GLuint vertex = compile(GL_VERTEX_SHADER, vertex_source);
    const GLuint fragment = compile(GL_FRAGMENT_SHADER, fragment_source);
    const GLuint program = glCreateProgram();
    glAttachShader(program, vertex);
    glAttachShader(program, fragment);
    glLinkProgram(program);
    GLint ok = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &ok);
    check(program, ok, glGetProgramInfoLog);
    glDeleteShader(vertex);
    glDeleteShader(fragment);
    return program;
}

void attribute(GLuint index, GLint floats, std::size_t stride, std::size_t offset) {
    glEnableVertexAttribArray(index);
    glVertexAttribPointer(index, floats, GL_FLOAT, GL_FALSE, static_cast<GLsizei>(stride),
                          reinterpret_cast<const void*>(offset));
}

template <class Item>
void upload(GLuint buffer, const std::vector<Item>& items) {
    glBindBuffer(GL_ARRAY_BUFFER, buffer);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(items.size() * sizeof(Item)),
                 items.data(), GL_STREAM_DRAW);
}

GLuint make_cloud_texture() {
    constexpr int kSize = 256;
    const std::vector<unsigned char> pixels = make_clouds(kSize);
    GLuint texture = 0;
    glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RG8, kSize, kSize, 0, GL_RG, GL_UNSIGNED_BYTE, pixels.data());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    return texture;
}

// Three layers of stars; the nearer ones move more.
std::vector<Stroke> make_stars(const Sky& sky) {
    std::vector<Stroke> stars;
    Random random(7);
    for (int made = 0; made < kStars; ++made) {
        const float depth = 0.02f + 0.10f * static_cast<float>(made % 3) * 0.5f;
        const Vec place{random.between(0, kWidth), random.between(0, kHeight)};
        const float size = random.between(0.6f, 1.1f) + depth * 9;
        const float phase = random.between(0, kTurn);
        const float speed = random.between(0.4f, 2.2f);
        const float twinkle =
            0.75f + 0.25f * std::sin(phase + static_cast<float>(std::fmod(sky.time, 3600)) * speed);
        const float warmth = random.between(0.0f, 1.0f);
        Stroke star;
        star.from = star.to = wrapped(place - sky.drift * depth);
        star.width = size;
        star.glow = made % 17 == 0 ? 9.0f : 2.0f;
        star.color = {0.75f + 0.25f * warmth, 0.85f, 1.0f - 0.25f * warmth,
                      (0.25f + depth * 4) * twinkle};
        stars.push_back(star);
    }
    return stars;
}

}  // namespace

Painter::Painter() {
    sky_program_ = link(shaders::kSkyVertex, shaders::kSkyFragment);
    fill_program_ = link(shaders::kFillVertex, shaders::kFillFragment);
    stroke_program_ = link(shaders::kStrokeVertex, shaders::kStrokeFragment);
    sky_texture_ = make_cloud_texture();
    glGenVertexArrays(1, &sky_array_);

    glGenVertexArrays(1, &fill_array_);
    glGenBuffers(1, &fill_buffer_);
    glBindVertexArray(fill_array_);
    glBindBuffer(GL_ARRAY_BUFFER, fill_buffer_);
    attribute(0, 2, sizeof(FillVertex), offsetof(FillVertex, position));
    attribute(1, 4, sizeof(FillVertex), offsetof(FillVertex, color));

    glGenVertexArrays(1, &stroke_array_);
    glGenBuffers(1, &stroke_buffer_);
    glBindVertexArray(stroke_array_);
    glBindBuffer(GL_ARRAY_BUFFER, stroke_buffer_);
    attribute(0, 4, sizeof(Stroke), offsetof(Stroke, from));
    attribute(1, 2, sizeof(Stroke), offsetof(Stroke, width));
    attribute(2, 4, sizeof(Stroke), offsetof(Stroke, color));
    for (GLuint index = 0; index < 3; ++index)
        glVertexAttribDivisor(index, 1);
    glBindVertexArray(0);
}

Painter::~Painter() {
    for (const GLuint program : {sky_program_, fill_program_, stroke_program_})
        glDeleteProgram(program);
    for (const GLuint array : {sky_array_, fill_array_, stroke_array_})
        glDeleteVertexArrays(1, &array);
    for (const GLuint buffer : {fill_buffer_, stroke_buffer_})
        glDeleteBuffers(1, &buffer);
    glDeleteTextures(1, &sky_texture_);
}

void Painter::paint(const Canvas& canvas, const Sky& sky, int width, int height) {
    glDisable(GL_SCISSOR_TEST);
    glViewport(0, 0, width, height);
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    // The largest rectangle of the world's shape, in the middle of the window.
    const float scale =
        std::min(static_cast<float>(width) / kWidth, static_cast<float>(height) / kHeight);
    const int wide = static_cast<int>(kWidth * scale);
    const int high = static_cast<int>(kHeight * scale);
    glViewport((width - wide) / 2, (height - high) / 2, wide, high);
    view_ = {{2 / kWidth, -2 / kHeight}, scale};

    glDisable(GL_DEPTH_TEST);
    glDisable(GL_CULL_FACE);
    glDisable(GL_BLEND);
    paint_sky(sky);
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFunc(GL_ONE, GL_ONE);
    paint_strokes(make_stars(sky));
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    paint_fills(canvas.fills());
    glBlendFunc(GL_ONE, GL_ONE);
    paint_strokes(canvas.sparks());
    // The brighter one wins: where lines of one shape meet there is no bright knot.
    glBlendEquation(GL_MAX);
    paint_strokes(canvas.strokes());
    glBlendEquation(GL_FUNC_ADD);
    glViewport(0, 0, width, height);
}

void Painter::paint_sky(const Sky& sky) {
    glUseProgram(sky_program_);
    glUniform3f(glGetUniformLocation(sky_program_, "tint"), sky.tint.r, sky.tint.g, sky.tint.b);
    glUniform2f(glGetUniformLocation(sky_program_, "drift"), sky.drift.x * 1e-5f,
                sky.drift.y * -1e-5f);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, sky_texture_);
    glBindVertexArray(sky_array_);
    glDrawArrays(GL_TRIANGLE_STRIP, 0, 4);
}

void Painter::paint_fills(const std::vector<FillVertex>& fills) {
    if (fills.empty()) return;
    upload(fill_buffer_, fills);
    glUseProgram(fill_program_);
    glUniform2f(glGetUniformLocation(fill_program_, "scale"), view_.scale.x, view_.scale.y);
    glBindVertexArray(fill_array_);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(fills.size()));
}

void Painter::paint_strokes(const std::vector<Stroke>& strokes) {
    if (strokes.empty()) return;
    upload(stroke_buffer_, strokes);
    glUseProgram(stroke_program_);
    glUniform2f(glGetUniformLocation(stroke_program_, "scale"), view_.scale.x, view_.scale.y);
    glUniform1f(glGetUniformLocation(stroke_program_, "pixels_per_unit"), view_.pixels_per_unit);
    glBindVertexArray(stroke_array_);
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(strokes.size()));
}

}  // namespace meteors
