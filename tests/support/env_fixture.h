// SPDX-License-Identifier: MIT
// One Runtime and one Env for each test, started from the startup snapshot. The end of each test
// closes the Env, turns the loop until the ledger is empty, and destroys both: the process ends
// when a handle was left open.

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "bindings/bindings.h"
#include "host/app/startup_snapshot.h"
#include "host/engine/compile.h"
#include "host/env/env.h"
#include "host/env/errors.h"

namespace plinth::test {

/// What an Env told its owner.
class RecordingDelegate final : public EnvDelegate {
  public:
    void on_fault(Env&, const Fault& fault) override { faults.push_back(fault); }
    void on_exit(Env&, int code) override { exit_codes.push_back(code); }
    int write(Env&, int, std::string_view bytes) override {
        output += bytes;
        return 0;
    }

    std::vector<Fault> faults;
    std::vector<int> exit_codes;
    std::string output;
};

inline EngineOptions engine_options(std::size_t heap_limit_bytes = std::size_t{256} << 20) {
    EngineOptions options;
    options.snapshot = startup_snapshot();
    options.heap_limit_bytes = heap_limit_bytes;
    return options;
}

/// An Env in a Runtime of its own. Scripts see `log(text)`, which fills `logged`.
class World {
  public:
    explicit World(EngineOptions engine = engine_options(), EnvOptions options = {})
        : runtime_(std::make_unique<Runtime>(engine)) {
        if (options.working_directory.empty()) options.working_directory = "/";
        options.delegate = &delegate;
        env_ = std::make_unique<Env>(*runtime_, std::move(options));
        define("log",
               [this](const std::string& text) { logged += logged.empty() ? text : " " + text; });
        Gate::Scope scope(env_->gate());
        env_->gate().call(env_->entry(Entry::Start), v8::Undefined(isolate()), 0, nullptr);
    }
    ~World() {
        if (env_ != nullptr) close();
    }
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    Env& env() { return *env_; }
    Runtime& runtime() { return *runtime_; }
    v8::Isolate* isolate() { return env_->isolate(); }

    /// A global function.
    template <class F>
    void define(const char* name, F&& function) {
        const v8::Isolate::Scope isolate_scope(isolate());
        const v8::HandleScope handles(isolate());
        const v8::Context::Scope context(env_->context());
        js::Module(env_->context(), env_->context()->Global(), "test")
            .function(name, std::forward<F>(function));
    }

    /// Runs the code as the body of a function, through the gate. Its result as text, or nothing
    /// when it threw or was ended.
    std::optional<std::string> run(std::string_view code) {
        Gate::Scope scope(env_->gate());
        v8::TryCatch syntax(isolate());
        v8::Local<v8::Function> function;
        if (!compile_function(env_->context(), to_string(isolate(), code),
                              to_string(isolate(), "/test.js"), {})
                 .ToLocal(&function)) {
            ADD_FAILURE() << "does not compile: " << code;
            return std::nullopt;
        }
        v8::Local<v8::Value> result;
        if (!env_->gate().call(function, v8::Undefined(isolate()), 0, nullptr).ToLocal(&result)) {
            return std::nullopt;
        }
        return to_utf8(isolate(), result);
    }

    /// Runs the loop until nothing keeps it alive, or the script ended.
    void run_loop() {
        while (env_->can_call_js() && (env_->pump().alive() || !env_->pump().resting())) {
            env_->pump().run(Budget::unlimited(), Loop::Wait::UntilNextEvent);
        }
    }

    /// Closes and destroys the Env.
    void close() {
        env_->close();
        while (!env_->drained())
            runtime_->loop().turn(Loop::Wait::UntilNextEvent);
        EXPECT_TRUE(env_->ledger().empty());
        env_.reset();
    }

    RecordingDelegate delegate;
    std::string logged;

  private:
    std::unique_ptr<Runtime> runtime_;
    std::unique_ptr<Env> env_;
};

class EnvTest : public testing::Test {
  protected:
    std::optional<std::string> run(std::string_view code) { return world_.run(code); }
    /// Runs the code, then the loop; what it logged, in order.
    std::string log_of(std::string_view code) {
        world_.run(code);
        world_.run_loop();
        return world_.logged;
    }
    Env& env() { return world_.env(); }
    RecordingDelegate& delegate() { return world_.delegate; }

    World world_;
};

}  // namespace plinth::test
