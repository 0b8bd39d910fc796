// SPDX-License-Identifier: MIT
// internalBinding('modules'): what require() and import need from the system. Failures of the
// resolver come back as arrays, ['error', code, ...]; host/api/module/errors.js words them.

#include "host/modules/natives.h"

#include <optional>
#include <string>
#include <vector>

#include "host/env/native_module.h"
#include "host/modules/builtins.h"
#include "host/modules/compile_source.h"
#include "host/modules/file_url.h"
#include "host/modules/import_resolver.h"
#include "host/modules/module_state.h"
#include "host/modules/resolver.h"
#include "host/modules/script_error.h"
#include "host/modules/typescript.h"

namespace plinth {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

v8::Local<v8::Array> to_array(v8::Isolate* isolate, const std::vector<std::string>& texts) {
    std::vector<v8::Local<v8::Value>> items;
    for (const std::string& text : texts)
        items.push_back(to_string(isolate, text));
    return v8::Array::New(isolate, items.data(), items.size());
}

std::vector<std::string> to_texts(v8::Local<v8::Context> context, v8::Local<v8::Value> value) {
    std::vector<std::string> items;
    if (!value->IsArray()) return items;
    const v8::Local<v8::Array> array = value.As<v8::Array>();
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        v8::Local<v8::Value> item;
        if (array->Get(context, i).ToLocal(&item)) {
            items.push_back(to_utf8(context->GetIsolate(), item));
        }
    }
    return items;
}

// A path or URL; undefined when nothing was found.
template <class Resolved>
void answer(const Info& info, const Resolved& resolved, const std::string& found) {
    v8::Isolate* isolate = info.GetIsolate();
    if (resolved.failure) {
        std::vector<std::string> texts = {"error", resolved.failure.code};
        texts.insert(texts.end(), resolved.failure.arguments.begin(),
                     resolved.failure.arguments.end());
        return info.GetReturnValue().Set(to_array(isolate, texts));
    }
    if (!resolved.package.empty()) {
        return info.GetReturnValue().Set(
            to_array(isolate, {"package", resolved.package, resolved.from}));
    }
    if (!found.empty()) info.GetReturnValue().Set(to_string(isolate, found));
}

// resolveFile(request, folders, extensions, whether the found file keeps its name as a symlink)
void resolve_file(const Info& info) {
    Env& env = Env::from(info);
    ModuleState& state = ModuleState::of(env);
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    ModuleRequest wanted{to_utf8(info.GetIsolate(), info[0]), to_texts(context, info[1]),
                         to_texts(context, info[2]), state.require_conditions()};
    if (wanted.request.find('\0') != std::string::npos) return;
    for (std::string& folder : wanted.folders) {
        if (!folder.empty()) folder = env.absolute(folder);
    }
    const PluginFiles::KeepLinks keep(state.files(), info[3]->IsTrue());
    const Resolution found = find_module(state.packages(), wanted);
    if (const PackageJson* package = found.wrong_main; package != nullptr) {
        return info.GetReturnValue().Set(
            to_array(info.GetIsolate(), {"index", found.path, package->path, *package->main}));
    }
    answer(info, found, found.path);
}

// resolveOwn(request, parent): by the imports or the name of the parent's package.
void resolve_own(const Info& info) {
    ModuleState& state = ModuleState::of(Env::from(info));
    const ModuleRequest wanted{
        to_utf8(info.GetIsolate(), info[0]), {}, {}, state.require_conditions()};
    const Resolution found =
        find_in_own_package(state.packages(), wanted, to_utf8(info.GetIsolate(), info[1]));
    answer(info, found, found.path);
}

// resolveImport(specifier, base)
void resolve_import_url(const Info& info) {
    Env& env = Env::from(info);
    ModuleState& state = ModuleState::of(env);
    const std::string specifier = to_utf8(info.GetIsolate(), info[0]);
    const std::string base = to_utf8(info.GetIsolate(), info[1]);
    const ImportResolution found = resolve_import(
        state.packages(), {specifier, base, state.import_conditions(), env.options().module_roots});
    if (const auto& guessed = found.guessed; guessed && !found.failure) {
        return info.GetReturnValue().Set(
            to_array(info.GetIsolate(),
                     {"guessed", found.url, guessed->folder, guessed->main, guessed->base}));
    }
    answer(info, found, found.url);
}

// packageScope(file): [path of its package.json, type, error]; undefined when there is none.
void package_scope(const Info& info) {
    ModuleState& state = ModuleState::of(Env::from(info));
    const PackageJson* package = state.packages().scope_of(to_utf8(info.GetIsolate(), info[0]));
    if (package == nullptr) return;
    const char* type = package->type == PackageJson::Type::Module     ? "module"
                       : package->type == PackageJson::Type::CommonJs ? "commonjs"
                                                                      : "none";
    info.GetReturnValue().Set(to_array(info.GetIsolate(), {package->path, type, package->error}));
}

// stat(path): 0 for a file, 1 for a folder, negative for what is not there, as Module._stat has it.
int stat_module(Env& env, const std::string& path) {
    switch (ModuleState::of(env).packages().files().kind(env.absolute(path))) {
        case FileKind::File:
            return 0;
        case FileKind::Folder:
            return 1;
        case FileKind::Missing:
            break;
    }
    return UV_ENOENT;
}

std::string to_file_url(const std::string& path) {
    return path_to_url(path);
}

std::optional<std::string> to_file_path(const std::string& url) {
    const auto parsed = parse_file_url(url);
    if (!parsed || has_encoded_separator(parsed->path)) return std::nullopt;
    return percent_decoded(parsed->path);
}

Result<std::string> read_source(Env& env, const std::string& path) {
    return read_module(env, path);
}

// toJavaScript(text, filename): what a TypeScript file is without its types.
void strip_types(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    Env& env = Env::from(info);
    const std::string source = to_utf8(isolate, info[0]);
    const Transpiled result = to_javascript(env, source);
    if (!result.problem) return info.GetReturnValue().Set(to_string(isolate, result.code));
    isolate->ThrowException(
        to_error(isolate->GetCurrentContext(), to_utf8(isolate, info[1]), *result.problem));
}

bool both_strings(const Info& info, const char* message) {
    if (info[0]->IsString() && info[1]->IsString()) return true;
    throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE", message);
    return false;
}

// compile(source, filename): the module wrapper, with the source as the body of a function.
void compile(const Info& info) {
    if (!both_strings(info, "compile() takes the source and the file name as strings")) return;
    v8::Local<v8::Function> function;
    if (compile_commonjs(Env::from(info), info[0].As<v8::String>(), info[1].As<v8::String>())
            .ToLocal(&function)) {
        info.GetReturnValue().Set(function);
    }
}

// runScript(source, name): a script in the global scope; what it leaves is returned.
void run_script(const Info& info) {
    if (!both_strings(info, "runScript() takes the source and the file name as strings")) return;
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    v8::Local<v8::Script> script;
    v8::Local<v8::Value> result;
    if (compile_global(Env::from(info), info[0].As<v8::String>(), info[1].As<v8::String>())
            .ToLocal(&script) &&
        script->Run(context).ToLocal(&result)) {
        info.GetReturnValue().Set(result);
    }
}

// roots(): folders that the host names, searched after node_modules.
void roots(const Info& info) {
    info.GetReturnValue().Set(to_array(info.GetIsolate(), Env::from(info).options().module_roots));
}

// An object with the bindings that the host offers under this name, new for each call; undefined
// when there is none.
void host_module(const Info& info) {
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
    module.raw("resolveFile", &resolve_file)
        .raw("resolveOwn", &resolve_own)
        .raw("toJavaScript", &strip_types)
        .raw("resolveImport", &resolve_import_url)
        .raw("packageScope", &package_scope)
        .function<&stat_module>("stat")
        .function<&to_file_url>("pathToUrl")
        .function<&to_file_path>("urlToPath")
        .function<&read_source>("readSource")
        .raw("compile", &compile)
        .raw("runScript", &run_script)
        .raw("roots", &roots)
        .raw("hostModule", &host_module);
}

std::span<const NativeHalf> loader_halves() {
    static constexpr NativeHalf kHalves[] = {
        {"esm", &init_esm},
        {"modules", &init_modules},
        {"source_maps", &init_source_maps},
        {"vm", &init_vm},
    };
    return kHalves;
}

}  // namespace plinth
