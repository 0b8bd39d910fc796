// SPDX-License-Identifier: MIT
// Reading a V8 message into text, the way `node` prints an uncaught error.

#include "host/env/fault.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <tuple>
#include <utility>

#include "host/env/env.h"
#include "host/env/errors.h"

namespace plinth {
namespace {

// Tabs stay tabs, so that the arrow stands below the place in every terminal.
std::string arrow_below(const std::string& line, int start, int end) {
    std::string arrow;
    for (int i = 0; i < start; ++i) {
        const bool tab =
            static_cast<std::size_t>(i) < line.size() && line[static_cast<std::size_t>(i)] == '\t';
        arrow += tab ? '\t' : ' ';
    }
    return arrow + std::string(static_cast<std::size_t>(std::max(1, end - start)), '^');
}

int hex_digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// ES modules go by their URLs; whoever reads of an error wants the file.
std::string file_of(const std::string& name) {
    constexpr std::string_view kScheme = "file://";
    if (!name.starts_with(kScheme)) return name;
    std::string path;
    for (std::size_t i = kScheme.size(); i < name.size(); ++i) {
        const bool escaped = name[i] == '%' && i + 2 < name.size() && hex_digit(name[i + 1]) >= 0 &&
                             hex_digit(name[i + 2]) >= 0;
        path += escaped ? static_cast<char>(hex_digit(name[i + 1]) * 16 + hex_digit(name[i + 2]))
                        : name[i];
        if (escaped) i += 2;
    }
    return path;
}

v8::Local<v8::Private> placed_key(v8::Isolate* isolate) {
    return v8::Private::ForApi(isolate, to_string(isolate, "plinth:placed"));
}

bool is_placed(v8::Local<v8::Context> context, v8::Local<v8::Value> thrown) {
    return thrown->IsObject() && thrown.As<v8::Object>()
                                     ->HasPrivate(context, placed_key(context->GetIsolate()))
                                     .FromMaybe(false);
}

// "/mods/a/index.js:3:5" or "/mods/a/index.js:3"; anything else is left alone.
void set_place(Fault& fault, std::string place) {
    int numbers[2] = {};
    int count = 0;
    while (count < 2) {
        const std::size_t colon = place.rfind(':');
        if (colon == std::string::npos || colon + 1 == place.size() ||
            place.find_first_not_of("0123456789", colon + 1) != std::string::npos) {
            break;
        }
        numbers[count++] = std::atoi(place.c_str() + colon + 1);
        place.resize(colon);
    }
    if (count == 0) return;
    fault.file = file_of(place);
    fault.line = numbers[count - 1];
    fault.column = count == 2 ? numbers[0] : 0;
}

// An error whose text starts with "file:line", the source line and an arrow.
Fault placed_fault(const std::string& described) {
    Fault fault;
    fault.text = described + "\n";
    set_place(fault, described.substr(0, described.find('\n')));
    const std::size_t arrow = described.find("\n\n");
    const std::size_t start = arrow == std::string::npos ? 0 : arrow + 2;
    fault.message = described.substr(start, described.find('\n', start) - start);
    return fault;
}

constexpr std::size_t kLongestLine = 400;  // A minified file's only line would fill the screen.

struct ShownPlace : SourcePlace {
    int length = 1;  ///< Of what is wrong, in characters.
    int shift = 0;   ///< Where the source's first line starts, when it is a part of one.
};

// Where the message is about, in the source that people wrote. No file: it is about no place.
ShownPlace place_of(v8::Local<v8::Context> context, v8::Local<v8::Message> message) {
    ShownPlace place;
    if (message.IsEmpty()) return place;
    v8::Isolate* isolate = context->GetIsolate();
    const v8::Local<v8::Value> name = message->GetScriptOrigin().ResourceName();
    if (!name->IsString()) return place;
    place.file = to_utf8(isolate, name);
    place.line = message->GetLineNumber(context).FromMaybe(0);
    const int start = message->GetStartColumn(context).FromMaybe(-1);
    place.column = start + 1;
    Env* env = Env::from(context);
    SourcePlaces* places = env == nullptr ? nullptr : env->places();
    if (places != nullptr) {
        if (auto original = places->original(place.file, place.line, place.column)) {
            static_cast<SourcePlace&>(place) = std::move(*original);
            return place;
        }
    }
    v8::Local<v8::String> line;
    if (message->GetSourceLine(context).ToLocal(&line)) place.text = to_utf8(isolate, line);
    const v8::ScriptOrigin origin = message->GetScriptOrigin();
    const bool is_first = place.line == origin.LineOffset() + 1;
    if (is_first && start >= origin.ColumnOffset()) place.shift = origin.ColumnOffset();
    place.length = std::max(1, message->GetEndColumn(context).FromMaybe(start + 1) - start);
    return place;
}

}  // namespace

std::string source_arrow(v8::Local<v8::Context> context, v8::Local<v8::Message> message) {
    const ShownPlace shown = place_of(context, message);
    if (shown.file.empty() || !shown.text) return {};
    const std::string head = shown.file + ":" + std::to_string(shown.line) + "\n";
    if (shown.text->size() > kLongestLine) return head;
    const int start = shown.column - 1 - shown.shift;
    return head + *shown.text + "\n" + arrow_below(*shown.text, start, start + shown.length) + "\n";
}

void mark_as_placed(v8::Local<v8::Context> context, v8::Local<v8::Object> error) {
    std::ignore = error->SetPrivate(context, placed_key(context->GetIsolate()),
                                    v8::True(context->GetIsolate()));
}

Fault to_fault(v8::Local<v8::Context> context, v8::Local<v8::Value> thrown,
               v8::Local<v8::Message> message, std::string described) {
    if (is_placed(context, thrown)) return placed_fault(described);
    Fault fault;
    fault.message = described.substr(0, described.find('\n'));
    // A SyntaxError of a module brings its own arrow.
    const std::string arrow = source_arrow(context, message);
    const bool arrowed = !arrow.empty() && described.starts_with(arrow);
    // As Node prints them: an error stands apart from its arrow, another value right below it.
    fault.text = (arrowed || arrow.empty()  ? ""
                  : thrown->IsNativeError() ? arrow + "\n"
                                            : "\n" + arrow) +
                 described + "\n";
    if (arrowed) {
        const std::size_t start =
            std::min(described.find_first_not_of('\n', arrow.size()), described.size());
        fault.message = described.substr(start, described.find('\n', start) - start);
    }
    const ShownPlace place = place_of(context, message);
    fault.file = file_of(place.file);
    fault.line = place.line;
    fault.column = place.column;
    return fault;
}

Fault ended_fault(Fault::Kind kind, std::string message, const std::string& stack) {
    Fault fault;
    fault.kind = kind;
    fault.message = std::move(message);
    fault.text = fault.message + (stack.empty() ? "\n" : "; it was here:\n" + stack);
    // "    at spin (/mods/a/index.js:3:5)" or "    at /mods/a/index.js:3:5".
    const std::string first = stack.substr(0, stack.find('\n'));
    const std::size_t open = first.rfind('(');
    std::string place = open == std::string::npos
                            ? first.substr(std::min<std::size_t>(7, first.size()))
                            : first.substr(open + 1, first.size() - open - 2);
    set_place(fault, std::move(place));
    return fault;
}

}  // namespace plinth
