// SPDX-License-Identifier: MIT
// Rewriting the stack of a SyntaxError.

#include "host/modules/script_error.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "host/env/errors.h"
#include "host/env/fault.h"
#include "host/modules/typescript.h"

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

// A decorator in a TypeScript file: neither a type that could be left out, nor JavaScript.
bool is_decorator(v8::Local<v8::Context> context, v8::Local<v8::Message> message,
                  Transpiled::Problem& problem) {
    if (message.IsEmpty()) return false;
    v8::Isolate* isolate = context->GetIsolate();
    const v8::Local<v8::Value> name = message->GetScriptOrigin().ResourceName();
    v8::Local<v8::String> source;
    if (!name->IsString() || !is_typescript(to_utf8(isolate, name)) ||
        !message->GetSourceLine(context).ToLocal(&source)) {
        return false;
    }
    const std::string line = to_utf8(isolate, source);
    const int column = message->GetStartColumn(context).FromMaybe(-1);
    if (column < 0 || line.substr(std::min<std::size_t>(line.size(), column), 1) != "@")
        return false;
    problem.message = "Decorators are not supported: they are neither types nor JavaScript";
    problem.snippet = line + "\n" + std::string(static_cast<std::size_t>(column), ' ') + "^\n";
    problem.line = message->GetLineNumber(context).FromMaybe(0);
    problem.column = column + 1;
    problem.unsupported = true;
    return true;
}

}  // namespace

void rethrow_decorated(v8::Local<v8::Context> context, v8::TryCatch& caught) {
    if (caught.HasTerminated() || !caught.HasCaught()) return;
    if (Transpiled::Problem problem; is_decorator(context, caught.Message(), problem)) {
        v8::Isolate* isolate = context->GetIsolate();
        const std::string file =
            to_utf8(isolate, caught.Message()->GetScriptOrigin().ResourceName());
        const v8::Local<v8::Value> error = to_error(context, file, problem);
        caught.Reset();
        isolate->ThrowException(error);
        caught.ReThrow();
        return;
    }
    decorate(context, caught);
    caught.ReThrow();
}

}  // namespace plinth
