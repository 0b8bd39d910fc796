// SPDX-License-Identifier: MIT
// What require() needs from the system: finding, reading and compiling module files, and the host's
// own modules. Reading a module is a read like any other: the plugin needs permission for it.

#include "host/modules/natives.h"

#include <filesystem>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "host/engine/compile.h"
#include "host/env/native_module.h"
#include "host/io/files.h"
#include "host/modules/resolver.h"

namespace plinth {
namespace {

// The disk as the plugin may see it.
class PluginFiles final : public DiskFiles {
  public:
    explicit PluginFiles(const Env& env) : env_(env) {}

    FileKind kind(const std::string& path) const override {
        return denied(path) ? FileKind::Missing : DiskFiles::kind(path);
    }
    std::optional<std::string> read(const std::string& path) const override {
        return denied(path) ? std::nullopt : DiskFiles::read(path);
    }

  private:
    bool denied(const std::string& path) const {
        return env_.restricted() &&
               env_.denied(Permission::FsRead, canonical_path(path)).has_value();
    }

    const Env& env_;
};

// The file that a request names, or undefined.
void find(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    Env& env = Env::from(info);
    const auto list = [&](v8::Local<v8::Value> value) {
        std::vector<std::string> items;
        if (!value->IsArray()) return items;
        const v8::Local<v8::Array> array = value.As<v8::Array>();
        for (std::uint32_t i = 0; i < array->Length(); ++i) {
            v8::Local<v8::Value> item;
            if (array->Get(context, i).ToLocal(&item)) items.push_back(to_utf8(isolate, item));
        }
        return items;
    };
    std::vector<std::string> folders = list(info[1]);
    for (std::string& folder : folders) {
        if (!folder.empty()) folder = env.absolute(folder);
    }
    const std::string request = to_utf8(isolate, info[0]);
    if (request.find('\0') != std::string::npos) return;
    const Resolution found = find_module(PluginFiles(env), request, folders, list(info[2]));
    if (!found.error.empty()) {
        Error error;
        error.code = "ERR_INVALID_PACKAGE_CONFIG";
        error.message = found.error;
        return throw_error(isolate, error);
    }
    if (!found.path.empty()) info.GetReturnValue().Set(to_string(isolate, found.path));
}

Result<std::string> read_source(Env& env, const std::string& path) {
    const std::string absolute = env.absolute(path);
    const std::string real = real_path(absolute).value_or(absolute);
    if (const auto denied = env.denied(Permission::FsRead, real)) return *denied;
    Result<std::string> text = read_file(real);
    if (!text) {
        text.error().path = path;
        return text;
    }
    if (text->starts_with("\xEF\xBB\xBF")) return text->substr(3);
    return text;
}

// Puts "file:line, source line, arrow" in front of a SyntaxError's stack, as Node does: V8's own
// stack of it names only the caller.
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
    std::ignore = thrown.As<v8::Object>()->DefineOwnProperty(context, key, to_string(isolate, text),
                                                             v8::DontEnum);
}

// The module wrapper: the source as the body of a function.
void compile(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    if (!info[0]->IsString() || !info[1]->IsString()) {
        return throw_type_error(isolate, "ERR_INVALID_ARG_TYPE",
                                "compile() takes the source and the file name as strings");
    }
    static constexpr const char* kParameters[] = {"exports", "require", "module", "__filename",
                                                  "__dirname"};
    v8::TryCatch caught(isolate);
    v8::Local<v8::Function> function;
    if (compile_function(context, info[0].As<v8::String>(), info[1].As<v8::String>(), kParameters)
            .ToLocal(&function)) {
        info.GetReturnValue().Set(function);
        return;
    }
    if (caught.HasTerminated()) return;
    decorate(context, caught);
    caught.ReThrow();
}

// runScript(source, name): a script in the global scope; what it leaves is returned.
void run_script(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    if (!info[0]->IsString() || !info[1]->IsString()) {
        return throw_type_error(isolate, "ERR_INVALID_ARG_TYPE",
                                "runScript() takes the source and the file name as strings");
    }
    v8::TryCatch caught(isolate);
    v8::Local<v8::Script> script;
    v8::Local<v8::Value> result;
    if (!compile_script(context, info[0].As<v8::String>(), info[1].As<v8::String>())
             .ToLocal(&script)) {
        if (caught.HasTerminated()) return;
        decorate(context, caught);
        caught.ReThrow();
        return;
    }
    if (script->Run(context).ToLocal(&result)) {
        info.GetReturnValue().Set(result);
    } else if (!caught.HasTerminated()) {
        caught.ReThrow();
    }
}

// An object with the bindings that the host offers under this name, new for each call; undefined
// when there is none.
void host_module(const v8::FunctionCallbackInfo<v8::Value>& info) {
    Env& env = Env::from(info);
    const std::string name = to_utf8(info.GetIsolate(), info[0]);
    const auto found = env.options().host_modules.find(name);
    if (found == env.options().host_modules.end()) return;
    const v8::Local<v8::Object> target = v8::Object::New(info.GetIsolate());
    js::Module module(env.context(), target, name);
    found->second(module);
    info.GetReturnValue().Set(target);
}

}  // namespace

void init_modules(NativeModule& module) {
    module.raw("find", &find)
        .function<&read_source>("readSource")
        .raw("compile", &compile)
        .raw("runScript", &run_script)
        .raw("hostModule", &host_module);
}

}  // namespace plinth
