// SPDX-License-Identifier: MIT
// Making and ending an isolate, and what V8 asks of its embedder in between.

#include "host/engine/engine.h"

#include <algorithm>

#include "host/base/check.h"
#include "host/engine/options_of.h"
#include "host/engine/platform.h"

namespace plinth {
namespace {

// What V8 may use beyond the limit while the script unwinds. Smaller values end the process when a
// Map or an array doubles near the limit (measured: 16 MB does, 256 MB hardly ever).
constexpr std::size_t kUnwindingHeadroom = std::size_t{896} << 20;

// The part of it that may be used before the script was where its stack can be read.
constexpr std::size_t kStackHeadroom = std::size_t{640} << 20;

// V8 assumes a stack of about 1 MB. Ours is the game's: leave most of it to native callbacks.
constexpr std::size_t kScriptStackBytes = std::size_t{984} << 10;

// A longer source takes V8 seconds to parse, in which nothing can end it.
constexpr int kLongestSourceFromString = 1 << 20;

// Of the isolate's data: the EngineOptions that it was made with.
constexpr std::uint32_t kOptionsSlot = 0;

v8::ModifyCodeGenerationFromStringsResult check_code_from_string(v8::Local<v8::Context>,
                                                                 v8::Local<v8::Value> source,
                                                                 bool /*is_code_like*/) {
    const bool is_long =
        source->IsString() && source.As<v8::String>()->Length() > kLongestSourceFromString;
    return {!is_long, {}};
}

// Up to ten "    at function (file:line:column)" lines: where the script is now.
std::string stack_text(v8::Isolate* isolate) {
    const v8::HandleScope handles(isolate);
    const v8::Local<v8::StackTrace> stack = v8::StackTrace::CurrentStackTrace(isolate, 10);
    std::string text;
    for (int i = 0; i < stack->GetFrameCount(); ++i) {
        const v8::Local<v8::StackFrame> frame =
            stack->GetFrame(isolate, static_cast<std::uint32_t>(i));
        const v8::String::Utf8Value script(isolate, frame->GetScriptName());
        const v8::String::Utf8Value function(isolate, frame->GetFunctionName());
        const std::string place = std::string(*script == nullptr ? "<unknown>" : *script) + ":" +
                                  std::to_string(frame->GetLineNumber()) + ":" +
                                  std::to_string(frame->GetColumn());
        const bool named = *function != nullptr && function.length() > 0;
        text += "    at " + (named ? std::string(*function) + " (" + place + ")" : place) + "\n";
    }
    return text;
}

}  // namespace

const EngineOptions& engine_options_of(v8::Isolate* isolate) {
    return *static_cast<const EngineOptions*>(isolate->GetData(kOptionsSlot));
}

Engine::Engine(const EngineOptions& options)
    : array_buffers_(std::make_shared<ArrayBuffers>(options.external_limit_bytes)),
      heap_limit_bytes_(options.heap_limit_bytes) {
    Platform::start();
    v8::Isolate::CreateParams params;
    params.array_buffer_allocator_shared = array_buffers_;
    params.snapshot_blob = const_cast<v8::StartupData*>(options.snapshot.blob);
    params.external_references = options.snapshot.references;
    params.constraints.ConfigureDefaultsFromHeapSize(0, options.heap_limit_bytes);
    isolate_ = v8::Isolate::Allocate();
    v8::Isolate::Initialize(isolate_, params);
    isolate_->SetData(kOptionsSlot, new EngineOptions(options));

    isolate_->SetMicrotasksPolicy(v8::MicrotasksPolicy::kExplicit);
    isolate_->SetCaptureStackTraceForUncaughtExceptions(true, 10, v8::StackTrace::kDetailed);
    isolate_->AddNearHeapLimitCallback(&Engine::on_near_heap_limit, this);
    gc_meter_.emplace(isolate_);
    char here = 0;
    isolate_->SetStackLimit(reinterpret_cast<std::uintptr_t>(&here) - kScriptStackBytes);
}

Engine::~Engine() {
    outside_objects_.forget_all();
    gc_meter_.reset();
    isolate_->RemoveNearHeapLimitCallback(&Engine::on_near_heap_limit, 0);
    Platform::start().forget(isolate_);
    const std::unique_ptr<const EngineOptions> options(&engine_options_of(isolate_));
    isolate_->Dispose();
}

v8::Local<v8::Context> Engine::new_context(v8::MicrotaskQueue* microtasks) {
    v8::Local<v8::Context> context;
    const bool made =
        v8::Context::FromSnapshot(isolate_, kSnapshotContext, {}, nullptr, {}, microtasks)
            .ToLocal(&context);
    PLINTH_CHECK(made);
    return context;
}

void Engine::cap_code_from_strings(v8::Local<v8::Context> context) {
    // V8 asks only where the answer is not always yes.
    context->AllowCodeGenerationFromStrings(false);
    isolate_->SetModifyCodeGenerationFromStringsCallback(&check_code_from_string);
    const char* message = "the source of eval() is limited to 1 MiB in this plugin";
    context->SetErrorMessageForCodeGenerationFromStrings(
        v8::String::NewFromUtf8(isolate_, message).ToLocalChecked());
}

void Engine::terminate() {
    isolate_->TerminateExecution();
}

void Engine::forgive() {
    isolate_->CancelTerminateExecution();
}

void Engine::ask_for_stack(std::uint64_t entry) {
    stack_asked_of_ = entry;
    isolate_->RequestInterrupt(&Engine::note_stack, this);
}

void Engine::note_stack(v8::Isolate* isolate, void* data) {
    auto* engine = static_cast<Engine*>(data);
    // The entry that was asked may be over, and the request still wait.
    if (engine->stack_asked_of_ != engine->epoch_.running()) return;
    engine->hang_stack_ = stack_text(isolate);
}

void Engine::end_full_heap(v8::Isolate* isolate, void* data) {
    static_cast<Engine*>(data)->heap_stack_ = stack_text(isolate);
    isolate->TerminateExecution();
}

void Engine::end_hang(std::uint64_t entry, std::chrono::milliseconds limit) {
    epoch_.fire(entry, [this, limit] {
        hang_limit_ = limit;
        hung_ = true;
        isolate_->TerminateExecution();
    });
}

void Engine::leave() {
    std::string stack = std::exchange(hang_stack_, {});
    if (!epoch_.leave()) {
        if (!stack.empty()) slow_stack_ = std::move(stack);
        return;
    }
    isolate_->CancelTerminateExecution();
    hung_ = false;
}

HeapFigures Engine::heap_figures() const {
    v8::HeapStatistics statistics;
    isolate_->GetHeapStatistics(&statistics);
    return {statistics.used_heap_size(), statistics.total_heap_size(), statistics.heap_size_limit(),
            statistics.external_memory(), array_buffers_->used_bytes()};
}

void Engine::run_foreground_tasks() {
    Platform::start().run_foreground_tasks(isolate_);
}

void Engine::spend_slack(std::chrono::steady_clock::time_point deadline) {
    const std::chrono::duration<double> left = deadline - std::chrono::steady_clock::now();
    if (left.count() <= 0) return;
#if V8_MAJOR_VERSION < 12
    const v8::Isolate::Scope entered(isolate_);
    isolate_->IdleNotificationDeadline(Platform::start().now_seconds() + left.count());
#endif
}

std::size_t Engine::on_near_heap_limit(void* data, std::size_t current, std::size_t initial) {
    auto* engine = static_cast<Engine*>(data);
    const bool asked = std::exchange(engine->heap_exhausted_, true);
    if (!asked) {
        // A collection is under way: the stack can be read when the script next looks for requests,
        // which is where it would see the termination too.
        engine->isolate_->RequestInterrupt(&Engine::end_full_heap, engine);
        return initial + kStackHeadroom;
    }
    engine->isolate_->TerminateExecution();
    // Once only: a script that survives the termination may not climb further.
    return std::max(current, initial + kUnwindingHeadroom);
}

}  // namespace plinth
