// SPDX-License-Identifier: MIT
// The text of `error.stack`, as V8 makes it, with the places of the sources. A function in
// Error.prepareStackTrace comes first, and gets V8's own places, as under node
// --enable-source-maps.

#include <tuple>

#include "host/env/errors.h"
#include "host/modules/source_maps.h"

namespace plinth {
namespace {

// Error.prototype.toString, which the plugin may have replaced.
std::string header_of(v8::Local<v8::Context> context, v8::Local<v8::Value> error) {
    v8::Isolate* isolate = context->GetIsolate();
    if (!error->IsObject()) return to_utf8(isolate, error);
    const v8::TryCatch ignored(isolate);
    const auto text_of = [&](const char* key, const char* missing) -> std::string {
        v8::Local<v8::Value> value;
        v8::Local<v8::String> text;
        if (!error.As<v8::Object>()->Get(context, to_string(isolate, key)).ToLocal(&value)) {
            return "<error>";
        }
        if (value->IsUndefined()) return missing;
        return value->ToString(context).ToLocal(&text) ? to_utf8(isolate, text) : "<error>";
    };
    const std::string name = text_of("name", "Error");
    const std::string message = text_of("message", "");
    if (name.empty()) return message;
    return message.empty() ? name : name + ": " + message;
}

v8::Local<v8::Value> plugin_formatter(v8::Local<v8::Context> context,
                                      v8::Local<v8::Object>& error_class) {
    v8::Isolate* isolate = context->GetIsolate();
    v8::Local<v8::Value> found = v8::Undefined(isolate);
    v8::Local<v8::Value> global_error;
    const v8::TryCatch ignored(isolate);
    if (!context->Global()->Get(context, to_string(isolate, "Error")).ToLocal(&global_error) ||
        !global_error->IsObject()) {
        return found;
    }
    error_class = global_error.As<v8::Object>();
    v8::Local<v8::Value> formatter;
    if (error_class->Get(context, to_string(isolate, "prepareStackTrace")).ToLocal(&formatter)) {
        found = formatter;
    }
    return found;
}

}  // namespace

v8::MaybeLocal<v8::Value> prepare_stack(v8::Local<v8::Context> context, v8::Local<v8::Value> error,
                                        v8::Local<v8::Array> sites) {
    v8::Isolate* isolate = context->GetIsolate();
    v8::EscapableHandleScope handles(isolate);
    v8::Local<v8::Object> error_class;
    const v8::Local<v8::Value> formatter = plugin_formatter(context, error_class);
    if (formatter->IsFunction()) {
        v8::Local<v8::Value> argv[] = {error, sites};
        v8::Local<v8::Value> made;
        if (!formatter.As<v8::Function>()->Call(context, error_class, 2, argv).ToLocal(&made)) {
            return {};
        }
        return handles.Escape(made);
    }
    std::string frames;
    for (std::uint32_t i = 0; i < sites->Length(); ++i) {
        v8::Local<v8::Value> site;
        v8::Local<v8::String> text;
        if (!sites->Get(context, i).ToLocal(&site) || !site->ToString(context).ToLocal(&text)) {
            return {};
        }
        frames += "\n    at " + to_utf8(isolate, text);
    }
    Env* env = Env::from(context);
    if (env != nullptr) frames = env->original_stack(frames);
    return handles.Escape(to_string(isolate, header_of(context, error) + frames).As<v8::Value>());
}

}  // namespace plinth
