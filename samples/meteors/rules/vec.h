// SPDX-License-Identifier: MIT
// Points and directions of the playfield: x to the right, y down, angles in radians clockwise.

#pragma once

#include <cmath>

namespace meteors {

inline constexpr float kTurn = 6.2831853f;

struct Vec {
    float x = 0;
    float y = 0;

    Vec& operator+=(Vec other) { return *this = {x + other.x, y + other.y}; }
    Vec& operator*=(float factor) { return *this = {x * factor, y * factor}; }
};

inline Vec operator+(Vec left, Vec right) {
    return {left.x + right.x, left.y + right.y};
}
inline Vec operator-(Vec left, Vec right) {
    return {left.x - right.x, left.y - right.y};
}
inline Vec operator*(Vec vec, float factor) {
    return {vec.x * factor, vec.y * factor};
}

inline float dot(Vec left, Vec right) {
    return left.x * right.x + left.y * right.y;
}
inline float length(Vec vec) {
    return std::sqrt(dot(vec, vec));
}
inline float angle_of(Vec vec) {
    return std::atan2(vec.y, vec.x);
}
inline Vec from_angle(float angle, float size = 1) {
    return {std::cos(angle) * size, std::sin(angle) * size};
}
inline Vec rotated(Vec vec, float angle) {
    const Vec axis = from_angle(angle);
    return {vec.x * axis.x - vec.y * axis.y, vec.x * axis.y + vec.y * axis.x};
}

}  // namespace meteors
