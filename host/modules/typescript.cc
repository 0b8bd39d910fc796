// SPDX-License-Identifier: MIT
// Keys, the inline source map, and errors as Node words them.

#include "host/modules/typescript.h"

#include "host/env/errors.h"
#include "host/env/fault.h"
#include "host/io/codec.h"
#include "host/modules/cache_folder.h"

namespace plinth {
namespace {

constexpr std::size_t kLargestSource = std::size_t{16} << 20;
constexpr const char* kInvalid = "ERR_INVALID_TYPESCRIPT_SYNTAX";
constexpr const char* kUnsupported = "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX";

std::string to_base64(const std::string& text) {
    std::string digits(codec::base64_length(text.size()), '\0');
    codec::base64_encode({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()},
                         reinterpret_cast<std::uint8_t*>(digits.data()));
    return digits;
}

// Its start may take longer than a plugin may run: it is not counted against the plugin. Once it
// has started, files are.
void start_transpiler(Env& env) {
    if (Transpiler::shared().ready()) return;
    env.watch().leave();
    Transpiler::shared().transpile("");
    env.watch().enter();
}

}  // namespace

bool is_typescript(std::string_view path) {
    const std::string_view name = path.substr(path.rfind('/') + 1);
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return false;
    const std::string_view extension = name.substr(dot);
    return (extension == ".ts" || extension == ".mts" || extension == ".cts") &&
           !name.substr(0, dot).ends_with(".d");
}

Transpiled to_javascript(Env& env, const std::string& source) {
    if (source.size() > kLargestSource) {
        Transpiled result;
        result.problem.emplace();
        result.problem->message = "a TypeScript file may have 16 MiB at most";
        return result;
    }
    CacheFolder* cache = CacheFolder::at(env.options().cache_folder);
    std::string key;
    if (cache != nullptr) {
        key = cache->key({"typescript", Transpiler::version(), source});
        if (auto known = cache->find(key)) return {std::move(*known), {}, {}};
    }
    start_transpiler(env);
    Transpiled result = Transpiler::shared().transpile(source);
    if (result.problem) return result;
    if (!result.map.empty()) {
        result.code +=
            "\n//# sourceMappingURL=data:application/json;base64," + to_base64(result.map);
    }
    if (cache != nullptr) cache->keep(key, result.code);
    return result;
}

v8::Local<v8::Value> to_error(v8::Local<v8::Context> context, const std::string& path,
                              const Transpiled::Problem& problem) {
    v8::Isolate* isolate = context->GetIsolate();
    const char* code = problem.unsupported ? kUnsupported : kInvalid;
    const v8::Local<v8::Object> error =
        v8::Exception::SyntaxError(to_string(isolate, problem.message)).As<v8::Object>();
    std::string place = path;
    if (problem.line > 0) {
        place += ":" + std::to_string(problem.line) + ":" + std::to_string(problem.column);
    }
    const v8::Local<v8::String> key = to_string(isolate, "stack");
    v8::Local<v8::Value> frames;
    std::string stack;
    if (error->Get(context, key).ToLocal(&frames)) stack = to_utf8(isolate, frames);
    const std::size_t first_frame = stack.find("\n    at ");
    stack = place + "\n" + problem.snippet + "\nSyntaxError [" + code + "]: " + problem.message +
            (first_frame == std::string::npos ? "" : stack.substr(first_frame));
    const auto set = [&](const char* name, v8::Local<v8::Value> value) {
        static_cast<void>(error->Set(context, to_string(isolate, name), value).FromMaybe(false));
    };
    static_cast<void>(
        error->DefineOwnProperty(context, key, to_string(isolate, stack), v8::DontEnum)
            .FromMaybe(false));
    set("code", to_string(isolate, code));
    mark_as_placed(context, error);
    return error;
}

}  // namespace plinth
