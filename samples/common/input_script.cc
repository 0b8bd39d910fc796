// SPDX-License-Identifier: MIT
// The input script's grammar. One function reads a line; everything after it sees only steps.

#include "samples/common/input_script.h"

#include <SDL_keyboard.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace samples {
namespace {

using Action = InputStep::Action;

constexpr int kTapFrames = 2;

bool is_space(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

// Takes the first word off the text.
std::string_view next_word(std::string_view& text) {
    text = trim(text);
    std::size_t end = 0;
    while (end < text.size() && !is_space(text[end]))
        ++end;
    const std::string_view word = text.substr(0, end);
    text = trim(text.substr(end));
    return word;
}

std::optional<int> to_number(std::string_view word) {
    int number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number < 0) return {};
    return number;
}

SDL_Scancode to_key(std::string_view name) {
    if (name == "backquote") return SDL_SCANCODE_GRAVE;
    if (name == "enter") return SDL_SCANCODE_RETURN;
    if (name == "shift") return SDL_SCANCODE_LSHIFT;
    if (name == "ctrl") return SDL_SCANCODE_LCTRL;
    return SDL_GetScancodeFromName(std::string(name).c_str());
}

InputStep key_step(int frame, Action action, SDL_Scancode key) {
    InputStep step;
    step.frame = frame;
    step.action = action;
    step.key = key;
    return step;
}

// Adds the steps of one line. Returns what is wrong with it, or nothing.
std::string parse_keys(int frame, std::string_view verb, std::string_view name,
                       std::vector<InputStep>& steps) {
    const SDL_Scancode key = to_key(name);
    if (key == SDL_SCANCODE_UNKNOWN) return "no key is called '" + std::string(name) + "'";
    if (verb != "up") steps.push_back(key_step(frame, Action::KeyDown, key));
    if (verb == "up") steps.push_back(key_step(frame, Action::KeyUp, key));
    if (verb == "tap" || verb == "key")
        steps.push_back(key_step(frame + kTapFrames, Action::KeyUp, key));
    return {};
}

std::string parse_mouse(int frame, std::string_view verb, std::string_view place,
                        std::vector<InputStep>& steps) {
    const std::optional<int> x = to_number(next_word(place));
    const std::optional<int> y = to_number(next_word(place));
    if (!x || !y || !place.empty()) return "'" + std::string(verb) + "' needs two numbers, x and y";

    InputStep step;
    step.frame = frame;
    step.action = Action::MouseMove;
    step.x = static_cast<float>(*x);
    step.y = static_cast<float>(*y);
    steps.push_back(step);
    if (verb == "move") return {};
    step.frame = frame + 1;
    step.action = Action::MouseDown;
    steps.push_back(step);
    step.frame = frame + 1 + kTapFrames;
    step.action = Action::MouseUp;
    steps.push_back(step);
    return {};
}

std::string parse_line(std::string_view line, std::vector<InputStep>& steps) {
    const std::string_view number = next_word(line);
    const std::optional<int> frame = to_number(number);
    if (!frame) return "a line starts with a frame number, not '" + std::string(number) + "'";

    const std::string_view verb = next_word(line);
    if (verb == "down" || verb == "up" || verb == "tap" || verb == "key")
        return parse_keys(*frame, verb, line, steps);
    if (verb == "move" || verb == "click") return parse_mouse(*frame, verb, line, steps);
    if (verb != "text")
        return "unknown action '" + std::string(verb) +
               "'; there are down, up, tap, key, text, move, click";
    if (line.empty()) return "'text' needs the text to type";

    InputStep step;
    step.frame = *frame;
    step.action = Action::Text;
    step.text = line;
    steps.push_back(step);
    return {};
}

}  // namespace

InputScript parse_input(std::string_view text) {
    InputScript script;
    // JavaScript that is typed has semicolons of its own, so they only separate where no line ends.
    const char separator = text.find('\n') == std::string_view::npos ? ';' : '\n';
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = text.find(separator);
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.empty() || line.front() == '#') continue;
        const std::string wrong = parse_line(line, script.steps);
        if (wrong.empty()) continue;
        script.error = "input script, line " + std::to_string(number) + ": " + wrong;
        return script;
    }
    std::stable_sort(
        script.steps.begin(), script.steps.end(),
        [](const InputStep& left, const InputStep& right) { return left.frame < right.frame; });
    return script;
}

InputScript load_input(const std::string& file_or_text) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(file_or_text, ignored)) {
        std::ifstream file(file_or_text);
        return parse_input(std::string(std::istreambuf_iterator<char>(file), {}));
    }
    const std::string_view text = trim(file_or_text);
    if (!text.empty() && (std::isdigit(static_cast<unsigned char>(text.front())) != 0))
        return parse_input(text);
    return {{}, "input script: no file is called '" + file_or_text + "'"};
}

}  // namespace samples
