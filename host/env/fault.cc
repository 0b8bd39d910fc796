// SPDX-License-Identifier: MIT
// Reading a V8 message into text, the way `node` prints an uncaught error.

#include "host/env/fault.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <tuple>
#include <utility>

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

// An error whose text starts with "file:line", the source line and an arrow.
Fault placed_fault(const std::string& described) {
    Fault fault;
    fault.text = described + "\n";
    const std::string first = described.substr(0, described.find('\n'));
    const std::size_t colon = first.rfind(':');
    if (colon != std::string::npos) {
        fault.file = file_of(first.substr(0, colon));
        fault.line = std::atoi(first.c_str() + colon + 1);
    }
    const std::size_t arrow = described.find("\n\n");
    const std::size_t start = arrow == std::string::npos ? 0 : arrow + 2;
    fault.message = described.substr(start, described.find('\n', start) - start);
    return fault;
}

constexpr int kLongestLine = 400;  // A minified file's only line would fill the screen.

}  // namespace

std::string source_arrow(v8::Local<v8::Context> context, v8::Local<v8::Message> message) {
    if (message.IsEmpty()) return {};
    v8::Isolate* isolate = context->GetIsolate();
    const v8::Local<v8::Value> name = message->GetScriptOrigin().ResourceName();
    v8::Local<v8::String> source;
    if (!name->IsString() || !message->GetSourceLine(context).ToLocal(&source)) return {};
    const std::string line = to_utf8(isolate, source);
    const int number = message->GetLineNumber(context).FromMaybe(0);
    std::string text = to_utf8(isolate, name) + ":" + std::to_string(number) + "\n";
    if (line.size() > kLongestLine) return text;
    const int start = message->GetStartColumn(context).FromMaybe(0);
    const int end = message->GetEndColumn(context).FromMaybe(start + 1);
    return text + line + "\n" + arrow_below(line, start, end) + "\n";
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
    if (message.IsEmpty()) return fault;
    const v8::Local<v8::Value> name = message->GetScriptOrigin().ResourceName();
    if (name->IsString()) fault.file = file_of(to_utf8(context->GetIsolate(), name));
    fault.line = message->GetLineNumber(context).FromMaybe(0);
    fault.column = message->GetStartColumn(context).FromMaybe(-1) + 1;
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
    const std::size_t column = place.rfind(':');
    const std::size_t line = column == std::string::npos ? column : place.rfind(':', column - 1);
    if (line == std::string::npos) return fault;
    fault.file = file_of(place.substr(0, line));
    fault.line = std::atoi(place.c_str() + line + 1);
    fault.column = std::atoi(place.c_str() + column + 1);
    return fault;
}

}  // namespace plinth
