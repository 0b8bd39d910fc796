// SPDX-License-Identifier: MIT
// The one place where an Error becomes a JavaScript error, shaped as Node's: code, errno, syscall,
// path, dest, permission and resource.

#pragma once

#include <string>
#include <string_view>

#include <v8.h>

#include "host/base/error.h"

namespace plinth {

/// An Error for a negative libuv status.
Error uv_error(int status, std::string_view syscall, std::string_view path = {},
               std::string_view destination = {});
/// The refusal that a Policy answers with.
Error access_denied(std::string_view permission, std::string_view resource);

v8::Local<v8::Value> to_js(v8::Local<v8::Context> context, const Error& error);

/// Throws it in the current context.
void throw_error(v8::Isolate* isolate, const Error& error);
/// Throws a TypeError or RangeError with Node's `code`.
void throw_type_error(v8::Isolate* isolate, std::string_view code, std::string_view message);
void throw_range_error(v8::Isolate* isolate, std::string_view code, std::string_view message);

v8::Local<v8::String> to_string(v8::Isolate* isolate, std::string_view utf8);
/// The value as ToString gives it, in UTF-8; empty when that throws.
std::string to_utf8(v8::Isolate* isolate, v8::Local<v8::Value> value);

}  // namespace plinth
