// SPDX-License-Identifier: MIT
// Meteors: an arcade game that embeds Plinth. The loop below is the whole integration: step the
// world, give the plugins their part of the frame, draw, put the console on top.

#include <imgui.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <random>

#include "samples/common/figures.h"
#include "samples/common/window.h"
#include "samples/meteors/rules/game.h"
#include "samples/meteors/script/script.h"
#include "samples/meteors/sound/speaker.h"
#include "samples/meteors/view/painter.h"
#include "samples/meteors/view/scene.h"
#include "sdk/embed/plinth.h"
#include "sdk/imgui/console.h"

namespace meteors {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::microseconds kPluginBudget{2000};
constexpr int kMostStepsAFrame = 5;  // A slow machine gets a slow game, not a dead one.

plinth::HostOptions host_options(const samples::Options& options) {
    plinth::HostOptions host;
    host.plugins_dir = options.mods.empty() ? METEORS_MODS_DIR : options.mods;
    host.data_dir = options.data;
    if (!host.data_dir.empty()) return host;
    if (char* folder = SDL_GetPrefPath("plinth", "meteors")) {
        host.data_dir = folder;
        SDL_free(folder);
    }
    return host;
}

class App {
  public:
    App(samples::Window& window, const samples::Options& options)
        : window_(window),
          options_(options),
          seed_(options.headless ? options.seed : std::random_device()()),
          game_(seed_),
          script_(game_, canvas_, seed_ + 2),
          host_(host_options(options)),
          console_(host_) {
        if (!options.headless) speaker_ = std::make_unique<Speaker>();
    }

    void run();
    void print_figures() const;

  private:
    Controls controls();
    void step_world();
    void draw();

    samples::Window& window_;
    const samples::Options& options_;
    std::uint64_t seed_;
    Game game_;
    Canvas canvas_;
    Painter painter_;
    Script script_;  // Before the host: it outlives the plugins.
    plinth::Host host_;
    plinth::imgui::Console console_;
    std::unique_ptr<Speaker> speaker_;  // Null when headless.
    bool console_open_ = false;
    bool paused_ = false;
    bool start_pressed_ = false;
    steady_clock::time_point last_frame_ = steady_clock::now();
    double behind_ = 0;  // Seconds that the world is behind the clock.
    samples::Figures frames_;
    samples::Figures plugin_frames_;
};

void App::run() {
    script_.bind(host_);
    host_.load_all();
    while (window_.begin_frame()) {
        const auto start = steady_clock::now();
        if (window_.pressed(SDL_SCANCODE_GRAVE) && !console_.typing())
            console_open_ = !console_open_;
        if (window_.pressed(SDL_SCANCODE_P) && !console_open_) paused_ = !paused_;
        if (window_.pressed(SDL_SCANCODE_M) && !console_open_ && speaker_) speaker_->toggle_mute();
        step_world();
        if (speaker_)
            speaker_->set_thrust(!paused_ && game_.ship().alive && game_.ship().thrusting);
        plugin_frames_.add(host_.frame(kPluginBudget).spent);
        draw();
        console_.draw(&console_open_);
        window_.end_frame();
        frames_.add(steady_clock::now() - start);
    }
}

Controls App::controls() {
    if (console_open_) return {};  // The keyboard is the console's.
    Controls controls;
    controls.left = window_.held(SDL_SCANCODE_LEFT) || window_.held(SDL_SCANCODE_A);
    controls.right = window_.held(SDL_SCANCODE_RIGHT) || window_.held(SDL_SCANCODE_D);
    controls.thrust = window_.held(SDL_SCANCODE_UP) || window_.held(SDL_SCANCODE_W);
    controls.fire = window_.held(SDL_SCANCODE_SPACE);
    controls.start = std::exchange(start_pressed_, false);
    return controls;
}

void App::step_world() {
    // On a fast display there are frames without a step: the key waits for the next one.
    if (window_.pressed(SDL_SCANCODE_SPACE) || window_.pressed(SDL_SCANCODE_RETURN))
        start_pressed_ = !console_open_;
    const auto now = steady_clock::now();
    behind_ += std::chrono::duration<double>(now - last_frame_).count();
    last_frame_ = now;
    if (options_.headless) behind_ = kStep;  // One frame is one step, whatever the clock says.

    for (int steps = 0; behind_ >= static_cast<double>(kStep) * 0.999; ++steps) {
        behind_ -= static_cast<double>(kStep);
        if (steps == kMostStepsAFrame) behind_ = 0;
        if (paused_) continue;
        script_.before_step();
        game_.step(controls());
        const std::vector<Event> events = game_.take_events();
        script_.after_step(events);
        if (speaker_) speaker_->play(events);
    }
}

void App::draw() {
    canvas_.clear();
    draw_playfield(game_, canvas_);
    draw_screens(game_, canvas_);
    script_.draw();
    if (paused_)
        canvas_.text({kWidth / 2, kHeight / 2 - 20}, "PAUSED", {palette::kGold, 40, Align::Center});
    painter_.paint(canvas_, sky_of(game_), window_.width(), window_.height());
}

void App::print_figures() const {
    int running = 0;
    int failed = 0;
    for (const plinth::PluginInfo& plugin : host_.plugins()) {
        running += plugin.state == plinth::PluginState::Active ? 1 : 0;
        failed += plugin.state == plinth::PluginState::Failed ? 1 : 0;
    }
    const auto print = [](const char* what, const samples::Figures& figures) {
        std::printf("%-10s p50 %6.2f ms   p99 %6.2f ms   max %6.2f ms\n", what,
                    figures.percentile_ms(50), figures.percentile_ms(99), figures.max_ms());
    };
    std::printf("frames     %zu\n", frames_.count());
    print("frame", frames_);
    print("host.frame", plugin_frames_);
    std::printf("mods       %d loaded, %d failed\n", running, failed);
    std::printf("score      %d (level %d)\n", game_.score(), game_.level());
    if (!options_.screenshot.empty() && window_.screenshot_error().empty())
        std::printf("screenshot %s\n", options_.screenshot.c_str());
}

// What mods can call, written down: needs neither a window nor a mod.
int write_types(const samples::Options& options) {
    Game game(options.seed);
    Canvas canvas;
    Script script(game, canvas, options.seed);
    plinth::Host host({});
    script.bind(host);
    if (host.write_types(options.types)) return 0;
    for (const plinth::LogLine& line : host.log_since(0))
        std::fprintf(stderr, "meteors: %s\n", line.text.c_str());
    return 1;
}

}  // namespace
}  // namespace meteors

int main(int argc, char** argv) {
    const samples::CommandLine line = samples::parse_command_line(argc, argv);
    if (line.exit_code) {
        std::fprintf(*line.exit_code == 0 ? stdout : stderr, "%s\n", line.message.c_str());
        return *line.exit_code;
    }
    if (!line.options.types.empty()) return meteors::write_types(line.options);
    const samples::WindowResult opened = samples::Window::open("Meteors", line.options);
    if (!opened.window) {
        std::fprintf(stderr, "meteors: %s\n", opened.error.c_str());
        return 1;
    }
    meteors::App app(*opened.window, line.options);
    app.run();
    if (line.options.headless) app.print_figures();
    if (opened.window->screenshot_error().empty()) return 0;
    std::fprintf(stderr, "meteors: %s\n", opened.window->screenshot_error().c_str());
    return 1;
}
