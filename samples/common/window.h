// SPDX-License-Identifier: MIT
// A window with OpenGL 3.3 and Dear ImGui, or, headless, the same without a display. Timed inputs
// and the screenshot of the last frame are served here, so that a sample's main is about Plinth.

#pragma once

#include <SDL.h>

#include <memory>
#include <string>
#include <vector>

#include "samples/common/options.h"

namespace samples {

struct WindowResult;

class Window {
  public:
    static WindowResult open(const std::string& title, const Options& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Takes the events, starts an ImGui frame. False when the last frame is over.
    bool begin_frame();
    /// Draws ImGui over what was drawn, saves the screenshot when it is due, shows the frame.
    void end_frame();
    /// Lets the present frame be the last.
    void close() { closing_ = true; }

    /// Events of this frame.
    const std::vector<SDL_Event>& events() const { return events_; }
    /// Whether the key was pressed down in this frame; a held key's repeats do not count.
    bool pressed(SDL_Scancode key) const;
    bool held(SDL_Scancode key) const { return keys_[key]; }

    int frame() const { return frame_; }  ///< Counted from 0.
    int width() const { return width_; }  ///< In pixels.
    int height() const { return height_; }
    const std::string& screenshot_error() const { return screenshot_error_; }

  private:
    Window(SDL_Window* window, SDL_GLContext context, const Options& options);
    void play_input();
    void push(const InputStep& step);
    void take(const SDL_Event& event);

    SDL_Window* window_;
    SDL_GLContext context_;
    Options options_;
    std::size_t next_step_ = 0;
    std::vector<SDL_Event> events_;
    bool keys_[SDL_NUM_SCANCODES] = {};
    int frame_ = -1;
    int width_ = 0;
    int height_ = 0;
    bool closing_ = false;
    // A scripted mouse; SDL's own one cannot be moved without a display.
    bool mouse_scripted_ = false;
    bool mouse_down_ = false;
    float mouse_x_ = 0;
    float mouse_y_ = 0;
    std::string screenshot_error_;
};

struct WindowResult {
    std::unique_ptr<Window> window;  ///< Null when there is no display or no OpenGL.
    std::string error;               ///< Then, why, and what to do about it.
};

}  // namespace samples
