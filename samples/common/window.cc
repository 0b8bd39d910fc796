// SPDX-License-Identifier: MIT
// SDL2, its OpenGL context, and Dear ImGui's two backends, set up and taken down in one place.

#include "samples/common/window.h"

#include <SDL_opengl.h>
#include <backends/imgui_impl_opengl3.h>
#include <backends/imgui_impl_sdl.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <string_view>

#include "samples/common/screenshot.h"

namespace samples {
namespace {

constexpr const char* kGlslVersion = "#version 330";
constexpr float kFontSize = 13;

std::string no_display() {
    return "No display. Start it in a desktop session, or draw without one: --headless.";
}

std::string no_opengl() {
    return std::string("No OpenGL 3.3: ") + SDL_GetError() +
           ". On Debian, Mesa's software renderer is in libgl1-mesa-dri and libegl1.";
}

// A monospaced font of the system, if there is one; else ImGui's own small one.
void load_font() {
    constexpr std::array kFonts{
        "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
        "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf",
        "/usr/share/fonts/truetype/noto/NotoSansMono-Regular.ttf",
    };
    std::error_code ignored;
    for (const char* font : kFonts) {
        if (!std::filesystem::exists(font, ignored)) continue;
        ImGui::GetIO().Fonts->AddFontFromFileTTF(font, kFontSize);
        return;
    }
}

// Without a display SDL may still start, with a driver that shows nothing.
bool shows_nothing() {
    const std::string_view driver = SDL_GetCurrentVideoDriver();
    return driver == "offscreen" || driver == "dummy" || driver == "evdev";
}

void request_opengl() {
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
}

}  // namespace

WindowResult Window::open(const std::string& title, const Options& options) {
    if (options.headless) SDL_setenv("SDL_VIDEODRIVER", "offscreen", 1);
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return {nullptr, options.headless ? no_opengl() : no_display()};
    if (!options.headless && shows_nothing()) {
        SDL_Quit();
        return {nullptr, no_display()};
    }
    request_opengl();
    SDL_Window* window = SDL_CreateWindow(
        title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, options.width,
        options.height, SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    SDL_GLContext context = window == nullptr ? nullptr : SDL_GL_CreateContext(window);
    if (context == nullptr) {
        WindowResult failed{nullptr, no_opengl()};
        if (window != nullptr) SDL_DestroyWindow(window);
        SDL_Quit();
        return failed;
    }
    return {std::unique_ptr<Window>(new Window(window, context, options)), {}};
}

Window::Window(SDL_Window* window, SDL_GLContext context, const Options& options)
    : window_(window), context_(context), options_(options) {
    SDL_GL_MakeCurrent(window_, context_);
    SDL_GL_SetSwapInterval(options_.headless ? 0 : 1);
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;  // A sample leaves no files behind.
    load_font();
    ImGui_ImplSDL2_InitForOpenGL(window_, context_);
    ImGui_ImplOpenGL3_Init(kGlslVersion);
    SDL_StartTextInput();
}

Window::~Window() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplSDL2_Shutdown();
    ImGui::DestroyContext();
    SDL_GL_DeleteContext(context_);
    SDL_DestroyWindow(window_);
    SDL_Quit();
}

bool Window::begin_frame() {
    if (closing_) return false;
    ++frame_;
    events_.clear();
    play_input();
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0)
        take(event);
    if (options_.frames && frame_ + 1 >= *options_.frames) closing_ = true;
    SDL_GL_GetDrawableSize(window_, &width_, &height_);

    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    ImGuiIO& io = ImGui::GetIO();
    if (options_.headless) io.DeltaTime = 1.0f / 60;
    if (mouse_scripted_) {
        io.MousePos = ImVec2(mouse_x_, mouse_y_);
        io.MouseDown[0] = mouse_down_;
    }
    ImGui::NewFrame();
    return true;
}

void Window::end_frame() {
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    if (options_.headless) glFinish();  // Else frames pile up, and their times mean nothing.
    if (closing_ && !options_.screenshot.empty())
        screenshot_error_ = save_screenshot(options_.screenshot, width_, height_);
    SDL_GL_SwapWindow(window_);
}

bool Window::pressed(SDL_Scancode key) const {
    return std::any_of(events_.begin(), events_.end(), [key](const SDL_Event& event) {
        return event.type == SDL_KEYDOWN && event.key.repeat == 0 &&
               event.key.keysym.scancode == key;
    });
}

void Window::take(const SDL_Event& event) {
    ImGui_ImplSDL2_ProcessEvent(&event);
    events_.push_back(event);
    if (event.type == SDL_QUIT) closing_ = true;
    if (event.type == SDL_KEYDOWN || event.type == SDL_KEYUP)
        keys_[event.key.keysym.scancode] = event.type == SDL_KEYDOWN;
}

void Window::play_input() {
    const std::vector<InputStep>& steps = options_.input.steps;
    for (; next_step_ < steps.size() && steps[next_step_].frame <= frame_; ++next_step_)
        push(steps[next_step_]);
}

void Window::push(const InputStep& step) {
    using Action = InputStep::Action;
    SDL_Event event{};
    switch (step.action) {
        case Action::KeyDown:
        case Action::KeyUp:
            event.type = step.action == Action::KeyDown ? SDL_KEYDOWN : SDL_KEYUP;
            event.key.keysym.scancode = step.key;
            event.key.keysym.sym = SDL_GetKeyFromScancode(step.key);
            SDL_PushEvent(&event);
            return;
        case Action::Text:
            // An event holds so many bytes; a longer text is typed in pieces.
            for (std::size_t at = 0; at < step.text.size(); at += sizeof(event.text.text) - 1) {
                event = {};
                event.type = SDL_TEXTINPUT;
                const std::string piece = step.text.substr(at, sizeof(event.text.text) - 1);
                std::memcpy(event.text.text, piece.c_str(), piece.size() + 1);
                SDL_PushEvent(&event);
            }
            return;
        case Action::MouseMove:
            mouse_scripted_ = true;
            mouse_x_ = step.x;
            mouse_y_ = step.y;
            return;
        case Action::MouseDown:
        case Action::MouseUp:
            mouse_down_ = step.action == Action::MouseDown;
            return;
    }
}

}  // namespace samples
