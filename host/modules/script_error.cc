// SPDX-License-Identifier: MIT
// Rewriting the stack of a SyntaxError.

#include "host/modules/script_error.h"

#include <string>
#include <tuple>

#include "host/env/errors.h"
#include "host/env/fault.h"

namespace plinth {
namespace {

void decorate(v8::Local<v8::Context> context, const v8::TryCatch& caught) {
    v8::Isolate* isolate = context->GetIsolate();
    const v8::Local<v8::Value> thrown = caught.Exception();
    v8::Local<v8::Value> stack;
    const v8::Local<v8::String> key = to_string(isolate, "stack");
    if (!thrown->IsNativeError()) return;
    if (!thrown.As<v8::Object>()->Get(context, key).ToLocal(&stack) || !stack->IsString()) return;
    const std::string arrow = source_arrow(context, caught.Message());
    if (arrow.empty()) return;
    const std::string text = arrow + "\n" + to_utf8(isolate, stack);
    if (to_utf8(isolate, stack).starts_with(arrow)) return;
    const v8::Local<v8::Object> error = thrown.As<v8::Object>();
    std::ignore = error->DefineOwnProperty(context, key, to_string(isolate, text), v8::DontEnum);
    mark_as_placed(context, error);
}

}  // namespace

void rethrow_decorated(v8::Local<v8::Context> context, v8::TryCatch& caught) {
    if (caught.HasTerminated()) return;
    decorate(context, caught);
    caught.ReThrow();
}

}  // namespace plinth
