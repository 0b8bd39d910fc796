// SPDX-License-Identifier: MIT
// Building error objects property by property, in Node's order, so that they print alike.

#include "host/env/errors.h"

#include <uv.h>

#include "bindings/throw.h"

namespace plinth {
namespace {

void set(v8::Local<v8::Context> context, v8::Local<v8::Object> object, const char* name,
         v8::Local<v8::Value> value) {
    object->CreateDataProperty(context, to_string(context->GetIsolate(), name), value).Check();
}

// Empty: there is none, unless `always`.
void set_text(v8::Local<v8::Context> context, v8::Local<v8::Object> object, const char* name,
              const std::string& text, bool always = false) {
    if (always || !text.empty()) set(context, object, name, to_string(context->GetIsolate(), text));
}

bool is_ascii(std::string_view text) {
    unsigned all = 0;  // No way out early: so it is done many bytes at a time.
    for (const char byte : text)
        all |= static_cast<unsigned char>(byte);
    return all < 0x80;
}

// "ENOENT: no such file or directory, rename 'a' -> 'b'"
std::string full_message(const Error& error) {
    std::string text = error.message;
    if (text.empty() && error.number != 0) text = uv_strerror(error.number);
    if (!error.permission.empty()) return text;
    if (error.number != 0) text = error.code + ": " + text;
    if (!error.syscall.empty() && error.number != 0) text += ", " + error.syscall;
    if (error.has_path || !error.path.empty()) text += " '" + error.path + "'";
    if (error.has_destination || !error.destination.empty()) {
        text += " -> '" + error.destination + "'";
    }
    return text;
}

void throw_coded(v8::Isolate* isolate, v8::Local<v8::Value> error, std::string_view code) {
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    const v8::Local<v8::Object> object = error.As<v8::Object>();
    // Node shows the code in the first line of the stack: "TypeError [ERR_X]: ...".
    v8::Local<v8::Value> stack;
    if (object->Get(context, to_string(isolate, "stack")).ToLocal(&stack) && stack->IsString()) {
        std::string text = to_utf8(isolate, stack);
        const std::size_t colon = text.find(':');
        if (colon != std::string::npos) {
            text.insert(colon, " [" + std::string(code) + "]");
            object
                ->DefineOwnProperty(context, to_string(isolate, "stack"), to_string(isolate, text),
                                    v8::DontEnum)
                .Check();
        }
    }
    set(context, object, "code", to_string(isolate, code));
    isolate->ThrowException(error);
}

}  // namespace

Error uv_error(int status, std::string_view syscall, std::string_view path,
               std::string_view destination) {
    Error error;
    error.code = uv_err_name(status);
    error.number = status;
    error.syscall = syscall;
    error.path = path;
    error.destination = destination;
    return error;
}

Error access_denied(std::string_view permission, std::string_view resource) {
    Error error;
    error.code = "ERR_ACCESS_DENIED";
    error.permission = permission;
    error.path = resource;
    error.message = "Access to '" + std::string(resource) +
                    "' was refused: the plugin lacks the permission '" + std::string(permission) +
                    "'";
    return error;
}

v8::Local<v8::Value> to_js(v8::Local<v8::Context> context, const Error& error) {
    v8::Isolate* isolate = context->GetIsolate();
    const v8::Local<v8::Object> object =
        v8::Exception::Error(to_string(isolate, full_message(error))).As<v8::Object>();
    if (error.number != 0) set(context, object, "errno", v8::Integer::New(isolate, error.number));
    set_text(context, object, "code", error.code);
    set_text(context, object, "syscall", error.syscall);
    if (!error.permission.empty()) {
        set_text(context, object, "permission", error.permission);
        set_text(context, object, "resource", error.path);
        return object;
    }
    set_text(context, object, "path", error.path, error.has_path);
    set_text(context, object, "dest", error.destination, error.has_destination);
    return object;
}

void throw_error(v8::Isolate* isolate, const Error& error) {
    isolate->ThrowException(to_js(isolate->GetCurrentContext(), error));
}

void throw_type_error(v8::Isolate* isolate, std::string_view code, std::string_view message) {
    throw_coded(isolate, v8::Exception::TypeError(to_string(isolate, message)), code);
}

void throw_range_error(v8::Isolate* isolate, std::string_view code, std::string_view message) {
    throw_coded(isolate, v8::Exception::RangeError(to_string(isolate, message)), code);
}

v8::Local<v8::String> to_string(v8::Isolate* isolate, std::string_view utf8) {
    return js::to_string(isolate, utf8).ToLocalChecked();
}

std::string to_utf8(v8::Isolate* isolate, v8::Local<v8::Value> value) {
    // Most are names in ASCII: taking the characters as they are is quicker than encoding them.
    constexpr int kMostToTry = 256;
    if (value->IsString()) {
        const v8::Local<v8::String> string = value.As<v8::String>();
        const int length = string->Length();
        if (length <= kMostToTry && string->IsOneByte()) {
            std::string bytes(static_cast<std::size_t>(length), '\0');
            string->WriteOneByte(isolate, reinterpret_cast<std::uint8_t*>(bytes.data()), 0, length,
                                 v8::String::NO_NULL_TERMINATION);
            if (is_ascii(bytes)) return bytes;
        }
    }
    const v8::HandleScope handles(isolate);
    v8::Local<v8::String> text;
    if (value->IsString()) {
        text = value.As<v8::String>();
    } else {
        const v8::TryCatch caught(isolate);
        if (!value->ToString(isolate->GetCurrentContext()).ToLocal(&text)) return {};
    }
    return js::to_utf8(isolate, text);  // V8's own Utf8Value would leave halves of characters.
}

}  // namespace plinth
