// SPDX-License-Identifier: MIT
// Fault: why a plugin was stopped, in a form that outlives its isolate.

#pragma once

#include <string>

#include <v8.h>

namespace plinth {

struct Fault {
    enum class Kind { UncaughtError, HeapLimit, Hang, Exit, Terminated };
    Kind kind = Kind::UncaughtError;
    std::string text;     ///< As Node prints it: place, source line, arrow, stack.
    std::string message;  ///< The first line: "TypeError: x is not a function".
    std::string file;     ///< Where it was thrown; empty when not known.
    int line = 0;         ///< 1-based; 0 when not known.
    int column = 0;       ///< 1-based; 0 when not known.
    int exit_code = 1;    ///< What `plinth run` exits with.
};

/// The place of a message, with its source line and an arrow below, as Node prints it:
/// "/a/b.js:3\n  x.y()\n    ^\n". Empty when the message has no place.
std::string source_arrow(v8::Local<v8::Context>, v8::Local<v8::Message>);

/// The error's stack starts with its place already ("file:line", line, arrow): to_fault() takes
/// that.
void mark_as_placed(v8::Local<v8::Context> context, v8::Local<v8::Object> error);

/// A Fault of what was thrown. `described` is the error as inspect prints it.
Fault to_fault(v8::Local<v8::Context>, v8::Local<v8::Value> thrown, v8::Local<v8::Message>,
               std::string described);

/// A Fault of a script that was ended; `stack` is where it was, as "    at ..." lines, or empty.
Fault ended_fault(Fault::Kind kind, std::string message, const std::string& stack);

}  // namespace plinth
