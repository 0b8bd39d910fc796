// SPDX-License-Identifier: MIT
// The life of a program: start, loop, 'beforeExit', 'exit', teardown.

#include "host/app/program.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <string_view>

#include "host/app/startup_snapshot.h"
#include "host/engine/platform.h"
#include "host/env/env.h"
#include "host/env/errors.h"
#include "host/io/version.h"
#include "host/io/write.h"
#include "host/modules/code_cache.h"

namespace plinth {
namespace {

// Without frames there is no slack: jobs take turns with the event loop.
constexpr std::chrono::milliseconds kJobSlice{5};

class ProgramDelegate final : public EnvDelegate {
  public:
    void on_fault(Env&, const Fault& fault) override {
        const std::string text = fault.text + "\nPlinth v" + kPlinthVersion + "\n";
        write_all(2, text);
        exit_code_ = fault.exit_code;
    }
    void on_exit(Env&, int code) override { exit_code_ = code; }
    int write(Env&, int descriptor, std::string_view bytes) override {
        return write_all(descriptor, bytes);
    }

    std::optional<int> exit_code() const { return exit_code_; }

  private:
    std::optional<int> exit_code_;
};

std::string current_folder() {
    char path[4096];
    std::size_t size = sizeof(path);
    return uv_cwd(path, &size) == 0 ? std::string(path, size) : "/";
}

std::string executable_path() {
    char path[4096];
    std::size_t size = sizeof(path);
    return uv_exepath(path, &size) == 0 ? std::string(path, size) : "plinth";
}

// PLINTH_CACHE_DIR (empty: no cache), else where the system wants caches.
std::string cache_folder() {
    char text[4096];
    const auto variable = [&](const char* name) -> std::optional<std::string> {
        std::size_t size = sizeof(text);
        if (uv_os_getenv(name, text, &size) != 0) return std::nullopt;
        return std::string(text, size);
    };
    if (const auto chosen = variable("PLINTH_CACHE_DIR")) return *chosen;
    if (const auto caches = variable("XDG_CACHE_HOME"); caches && caches->starts_with('/')) {
        return *caches + "/plinth";
    }
    std::size_t size = sizeof(text);
    if (uv_os_homedir(text, &size) != 0) return {};
    return std::string(text, size) + "/.cache/plinth";
}

EnvOptions env_options(const ProgramOptions& options, EnvDelegate& delegate) {
    EnvOptions env;
    env.working_directory = current_folder();
    env.cache_folder = cache_folder();
    env.exec_path = executable_path();
    env.exec_argv = options.exec_arguments;
    env.argv.push_back(options.called_as.empty() ? env.exec_path : options.called_as);
    if (options.kind == ProgramOptions::Kind::File) {
        env.argv.push_back(std::filesystem::absolute(options.main).lexically_normal());
    }
    env.argv.insert(env.argv.end(), options.arguments.begin(), options.arguments.end());
    env.command_line = options.options;
    env.delegate = &delegate;
    return env;
}

void call_entry(Env& env, Entry which, std::vector<v8::Local<v8::Value>> argv = {}) {
    env.gate().call(env.entry(which), v8::Undefined(env.isolate()), static_cast<int>(argv.size()),
                    argv.data());
}

void start_check(Env& env, const ProgramOptions& options) {
    v8::Isolate* isolate = env.isolate();
    std::vector<v8::Local<v8::Value>> names;
    for (const std::string& name : options.check.host_modules)
        names.push_back(to_string(isolate, name));
    call_entry(env, Entry::Check,
               {to_string(isolate, options.main), to_string(isolate, options.check.manifest_error),
                v8::Boolean::New(isolate, options.check.as_json),
                v8::Array::New(isolate, names.data(), names.size())});
}

void start(Env& env, const ProgramOptions& options) {
    Gate::Scope scope(env.gate());
    call_entry(env, Entry::Start);
    using Kind = ProgramOptions::Kind;
    if (options.kind == Kind::Check) return start_check(env, options);
    // What the options ask for is told apart in host/api/internal/program.js.
    if (options.kind != Kind::Code) return call_entry(env, Entry::RunMain);
    call_entry(env, Entry::RunCode,
               {to_string(env.isolate(), options.main), to_string(env.isolate(), options.code_name),
                v8::Boolean::New(env.isolate(), options.print_result)});
}

void run_loop(Env& env, const ProgramDelegate& delegate) {
    // For all turns: it is dear to enter, and cheap to enter once more.
    const v8::Isolate::Scope entered(env.isolate());
    const auto running = [&] { return !delegate.exit_code().has_value(); };
    for (;;) {
        while (running() && (env.pump().alive() || !env.pump().resting())) {
            env.pump().run(Budget::unlimited(),
                           env.has_jobs() ? Loop::Wait::No : Loop::Wait::UntilNextEvent);
            if (env.has_jobs()) env.run_jobs(Budget(Budget::Clock::now() + kJobSlice));
            while (env.run_tasks_of_v8() > 0 && running()) {
            }
        }
        if (!running()) return;
        // V8 may owe a promise: measureMemory()'s, or of a WebAssembly module that it compiles.
        Platform::start().wait_for_workers();
        if (env.run_tasks_of_v8() > 0) continue;
        {
            Gate::Scope scope(env.gate());
            call_entry(env, Entry::BeforeExit);
        }
        if (!running() || (!env.pump().alive() && env.pump().resting())) return;
    }
}

int exit_code(Env& env, const ProgramDelegate& delegate) {
    if (delegate.exit_code()) return *delegate.exit_code();
    Gate::Scope scope(env.gate());
    v8::Local<v8::Value> code;
    const bool answered =
        env.gate()
            .call(env.entry(Entry::Exit), v8::Undefined(env.isolate()), 0, nullptr)
            .ToLocal(&code);
    if (delegate.exit_code()) return *delegate.exit_code();
    return answered && code->IsInt32() ? code.As<v8::Int32>()->Value() : 0;
}

}  // namespace

int run_program(const ProgramOptions& options) {
    for (const std::string& flag : options.v8_flags)
        Platform::set_flags(flag);
    EngineOptions engine;
    engine.snapshot = startup_snapshot();
    engine.heap_limit_bytes = std::size_t{4} << 30;
    ProgramDelegate delegate;
    const auto made = Runtime::make(engine);
    if (!made) {
        write_all(2, "plinth: " + made.error().message + "\n");
        return 1;
    }
    Runtime& runtime = **made;
    int code = 0;
    {
        Env env(runtime, env_options(options, delegate));
        start(env, options);
        run_loop(env, delegate);
        code = exit_code(env, delegate);
        CodeCache::of(env).produce_all();
        env.close();
        while (!env.drained())
            runtime.loop().turn(Loop::Wait::UntilNextEvent);
    }
    return code;
}

}  // namespace plinth
