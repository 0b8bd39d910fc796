// SPDX-License-Identifier: MIT
// One function for each kind of JavaScript error that native code throws, with its message. Errors
// with a code (Node's ERR_...) are the host's; what a conversion says is decided in type.h.

#pragma once

#include <string>
#include <string_view>

#include <v8.h>

namespace plinth::js {

/// These throw in the current context. They do nothing while the isolate is being terminated: an
/// error thrown then would replace the termination, and script could catch it.
void throw_error(v8::Isolate* isolate, std::string_view message);
void throw_type_error(v8::Isolate* isolate, std::string_view message);
void throw_range_error(v8::Isolate* isolate, std::string_view message);

/// What error messages call a value: "undefined", "number", "array", the name of its class.
std::string kind_of(v8::Isolate* isolate, v8::Local<v8::Value> value);

/// The value itself where that helps ("300", "NaN", "-1n"), else what kind_of() says.
std::string shown(v8::Isolate* isolate, v8::Local<v8::Value> value);

/// A JavaScript string; empty only for texts longer than V8 allows, and then it has thrown.
v8::MaybeLocal<v8::String> to_string(v8::Isolate* isolate, std::string_view text);

/// A name that is looked up often: property names, function names. `text` must be short.
v8::Local<v8::String> to_name(v8::Isolate* isolate, std::string_view text);

/// The UTF-8 bytes of a string; lone surrogates become U+FFFD.
std::string to_utf8(v8::Isolate* isolate, v8::Local<v8::String> text);

}  // namespace plinth::js
