// SPDX-License-Identifier: MIT
// What is written over the playfield: title, game over, banner.

#include <algorithm>
#include <string>

#include "samples/meteors/view/scene.h"

namespace meteors {
namespace {

constexpr float kMiddle = kWidth / 2;
constexpr Color kText{0.80f, 0.90f, 1.00f, 0.85f};

float blink(double time) {
    return 0.55f + 0.45f * std::sin(static_cast<float>(std::fmod(time, 60)) * 4.2f);
}

// The name, drawn three times: two faint copies beside it give it depth.
void draw_name(float age, Canvas& canvas) {
    constexpr float kSize = 92;
    constexpr float kTop = 112;
    const float rise = std::exp(-3.5f * age);
    for (int echo = 3; echo > 0; --echo) {
        const float off = static_cast<float>(echo) * (7 + 60 * rise);
        canvas.text(
            {kMiddle, kTop + off}, "METEORS",
            {faded(palette::kShield, 0.20f / static_cast<float>(echo)), kSize, Align::Center, 2});
    }
    canvas.text({kMiddle, kTop}, "METEORS", {palette::kIce, kSize, Align::Center, 4.5f});
}

void draw_title(const Game& game, Canvas& canvas) {
    draw_name(game.phase_age(), canvas);
    canvas.text({kMiddle, 238}, "A GAME MADE TO BE CHANGED",
                {faded(kText, 0.7f), 14, Align::Center});
    canvas.text({kMiddle, 590}, "PRESS SPACE TO START",
                {faded(palette::kGold, blink(game.time())), 22, Align::Center});
    canvas.text({kMiddle, 648},
                "ARROWS: TURN AND THRUST    SPACE: FIRE    P: PAUSE    M: MUTE    `: CONSOLE",
                {faded(kText, 0.55f), 12, Align::Center});
}

void draw_game_over(const Game& game, Canvas& canvas) {
    const float arrival = std::min(1.0f, game.phase_age() / 0.8f);
    const float size = 70 + 90 * (1 - arrival) * (1 - arrival);
    canvas.text({kMiddle, 130 - (size - 70) / 2}, "GAME OVER",
                {faded(palette::kDanger, arrival), size, Align::Center, 4});
    if (game.phase_age() < 0.8f) return;
    canvas.text(
        {kMiddle, 236},
        "SCORE " + std::to_string(game.score()) + "   LEVEL " + std::to_string(game.level()),
        {kText, 20, Align::Center});
    if (game.phase_age() > 1.4f)
        canvas.text({kMiddle, 610}, "PRESS SPACE",
                    {faded(palette::kGold, blink(game.time())), 20, Align::Center});
}

void draw_banner(const Banner& banner, Canvas& canvas) {
    if (banner.age >= banner.life) return;
    const float light = std::min({1.0f, banner.age * 5, (banner.life - banner.age) * 2.5f});
    const float open = 1 - std::exp(-9 * banner.age);
    canvas.text({kMiddle, 236}, banner.text, {faded(banner.color, light), 44, Align::Center, 3.2f});
    const float reach = (Canvas::text_width(banner.text, 44) / 2 + 70) * open;
    for (const float y : {212.0f, 304.0f})
        canvas.line({kMiddle - reach, y}, {kMiddle + reach, y},
                    {faded(banner.color, 0.5f * light), 1.6f, 9});
}

}  // namespace

void draw_screens(const Game& game, Canvas& canvas) {
    if (game.phase() == Phase::Title) draw_title(game, canvas);
    if (game.phase() == Phase::GameOver) draw_game_over(game, canvas);
    if (game.phase() == Phase::Playing) draw_banner(game.banner(), canvas);
}

}  // namespace meteors
