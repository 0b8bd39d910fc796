// SPDX-License-Identifier: MIT
// One function for each kind of JavaScript error that native code throws, with its message. Errors
// with a code (Node's ERR_...) are the host's; what a conversion says is decided in type.h.

#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <v8.h>

namespace plinth::js {

/// These throw in the current context. They do nothing while the isolate is being terminated: an
/// error thrown then would replace the termination, and script could catch it.
void throw_error(v8::Isolate* isolate, std::string_view message);
void throw_type_error(v8::Isolate* isolate, std::string_view message);
void throw_range_error(v8::Isolate* isolate, std::string_view message);

/// The kinds of errors that script tells apart.
enum class ErrorClass { Error, TypeError, RangeError };

/// What a bound function throws to give script an error with more than a message:
///
///     throw js::Error("no such level", js::ErrorClass::RangeError).code("ERR_NO_LEVEL");
///
/// Every other exception is an Error with its what(): a RangeError for std::out_of_range,
/// std::range_error and std::length_error; with `code` and `errno` for std::system_error.
class Error : public std::exception {
  public:
    explicit Error(std::string message, ErrorClass kind = ErrorClass::Error)
        : message_(std::move(message)), kind_(kind) {}

    Error& code(std::string name) & { return code_ = std::move(name), *this; }
    Error&& code(std::string name) && { return std::move(code(std::move(name))); }
    /// "ENOENT" and its number, where the system knows the code; else its category and number.
    Error& code(const std::error_code& number) &;
    Error&& code(const std::error_code& number) && { return std::move(code(number)); }

    const char* what() const noexcept override { return message_.c_str(); }
    const std::string& code() const { return code_; }
    ErrorClass kind() const { return kind_; }
    void throw_in(v8::Isolate* isolate) const;

  private:
    std::string message_;
    std::string code_;
    int errno_ = 0;
    ErrorClass kind_;
};

/// An error of script, in C++: what Callback::call_or_throw() throws. When a bound function lets it
/// pass, its caller in script gets the very same value.
///
/// Thread: the realm's. Lives no longer than its isolate.
class ScriptError : public std::exception {
  public:
    ScriptError(v8::Isolate* isolate, v8::Local<v8::Value> value);

    /// "TypeError: x is not a function"
    const char* what() const noexcept override { return message_.c_str(); }
    v8::Local<v8::Value> value(v8::Isolate* isolate) const { return value_->Get(isolate); }
    void rethrow(v8::Isolate* isolate) const;

  private:
    std::shared_ptr<v8::Global<v8::Value>> value_;
    std::string message_;
};

/// An Error with the code ERR_ACCESS_DENIED.
void throw_access_denied(v8::Isolate* isolate, std::string_view function,
                         std::string_view permission);

/// What error messages call a value: "undefined", "number", "array", the name of its class.
std::string kind_of(v8::Isolate* isolate, v8::Local<v8::Value> value);

/// The value itself where that helps ("300", "NaN", "-1n", "'left'"), else what kind_of() says.
std::string shown(v8::Isolate* isolate, v8::Local<v8::Value> value);

/// A JavaScript string; empty only for texts longer than V8 allows, and then it has thrown.
v8::MaybeLocal<v8::String> to_string(v8::Isolate* isolate, std::string_view text);

/// A name that is looked up often: property names, function names. `text` must be short.
v8::Local<v8::String> to_name(v8::Isolate* isolate, std::string_view text);

/// The UTF-8 bytes of a string; lone surrogates become U+FFFD.
std::string to_utf8(v8::Isolate* isolate, v8::Local<v8::String> text);

}  // namespace plinth::js
