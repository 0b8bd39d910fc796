// SPDX-License-Identifier: MIT
// V8 for tests that need no host: the engine once a process, a fresh isolate, context and plain
// Realm for each test.

#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <libplatform/libplatform.h>
#include <v8.h>

#include "bindings/bindings.h"

namespace plinth::test {

/// Starts V8 at the first use, without threads of its own: it collects and compiles where it is
/// asked to. V8 cannot be started twice, so it is never stopped.
inline v8::Platform& v8_platform() {
    static const std::unique_ptr<v8::Platform> platform = [] {
        v8::V8::SetFlagsFromString("--single-threaded");
        v8::V8::SetFlagsFromString("--turbo-fast-api-calls");
        auto made = v8::platform::NewSingleThreadedDefaultPlatform();
        v8::V8::InitializePlatform(made.get());
        v8::V8::Initialize();
        return made;
    }();
    return *platform;
}

/// A Realm whose calls go straight to V8; what they throw is kept in `reported`.
class PlainRealm final : public js::Realm {
  public:
    explicit PlainRealm(v8::Local<v8::Context> context) { attach(context); }
    ~PlainRealm() override { release_all(); }

    v8::MaybeLocal<v8::Value> call(v8::Local<v8::Function> function, v8::Local<v8::Value> receiver,
                                   int argc, v8::Local<v8::Value>* argv) override {
        const v8::TryCatch caught(isolate());
        const auto result = function->Call(context(), receiver, argc, argv);
        if (caught.HasCaught() && !caught.HasTerminated())
            reported.push_back(*v8::String::Utf8Value(isolate(), caught.Exception()));
        return result;
    }
    bool can_call_js() const override { return open; }

    /// What was posted waits for run_posted().
    Post poster() override {
        return [inbox = inbox_](std::function<void()> task) {
            const std::lock_guard lock(inbox->mutex);
            inbox->tasks.push_back(std::move(task));
            inbox->arrived.notify_one();
            return true;
        };
    }
    /// Runs what was posted, waiting until that was `least` tasks, and then promise jobs.
    void run_posted(std::size_t least = 0) {
        std::vector<std::function<void()>> tasks;
        {
            std::unique_lock lock(inbox_->mutex);
            inbox_->arrived.wait(lock, [&] { return inbox_->tasks.size() >= least; });
            std::swap(tasks, inbox_->tasks);
        }
        for (const auto& task : tasks)
            task();
        if (isolate() != nullptr) isolate()->PerformMicrotaskCheckpoint();
    }

    bool permits(std::string_view permission) const override {
        return !granted || granted->contains(std::string(permission));
    }

    void close() { release_all(); }

    std::optional<std::set<std::string>> granted;

    bool open = true;

  private:
    struct Inbox {
        std::mutex mutex;
        std::condition_variable arrived;
        std::vector<std::function<void()>> tasks;
    };
    std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();

  public:
    std::vector<std::string> reported;
};

class V8Test : public testing::Test {
  protected:
    V8Test() {
        v8_platform();
        v8::Isolate::CreateParams parameters;
        parameters.array_buffer_allocator = allocator_.get();
        isolate_ = v8::Isolate::New(parameters);
        isolate_->Enter();
        handles_.emplace(isolate_);
        context_ = v8::Context::New(isolate_);
        context_->Enter();
        realm_ = std::make_unique<PlainRealm>(context_);
    }
    ~V8Test() override {
        realm_.reset();
        context_->Exit();
        handles_.reset();
        isolate_->Exit();
        isolate_->Dispose();
    }

    /// The result as text, or "Name: message" of what was thrown.
    std::string eval(std::string_view code) { return eval_in(context_, code); }

    std::string eval_in(v8::Local<v8::Context> context, std::string_view code) {
        const v8::HandleScope handles(isolate_);
        const v8::Context::Scope scope(context);
        const v8::TryCatch caught(isolate_);
        v8::Local<v8::Script> script;
        v8::Local<v8::Value> value;
        v8::Local<v8::String> source = js::to_string(isolate_, code).ToLocalChecked();
        if (v8::Script::Compile(context, source).ToLocal(&script) &&
            script->Run(context).ToLocal(&value)) {
            return *v8::String::Utf8Value(isolate_, value);
        }
        if (caught.HasTerminated()) return "terminated";
        return *v8::String::Utf8Value(isolate_, caught.Exception());
    }

    /// A module whose members are globals.
    js::Module globals() { return js::Module(context_, context_->Global(), "game"); }

    /// Collects everything that script cannot reach any more.
    void collect_garbage() {
        isolate_->LowMemoryNotification();
        realm_->sweep();
    }

    v8::Isolate* isolate() { return isolate_; }
    v8::Local<v8::Context> context() { return context_; }
    PlainRealm& realm() { return *realm_; }
    void destroy_realm() { realm_.reset(); }

  private:
    std::unique_ptr<v8::ArrayBuffer::Allocator> allocator_{
        v8::ArrayBuffer::Allocator::NewDefaultAllocator()};
    v8::Isolate* isolate_ = nullptr;
    std::optional<v8::HandleScope> handles_;
    v8::Local<v8::Context> context_;
    std::unique_ptr<PlainRealm> realm_;
};

}  // namespace plinth::test
