// SPDX-License-Identifier: MIT
// Making and ending an isolate, and what V8 asks of its embedder in between.

#include "host/engine/engine.h"

#include <algorithm>

#include "host/base/check.h"
#include "host/engine/heap_chunks.h"
#include "host/engine/options_of.h"
#include "host/engine/platform.h"
#include "host/engine/script_watch.h"

namespace plinth {
namespace {

// What V8 may use beyond the limit while the script unwinds. Smaller values end the process when a
// Map or an array doubles near the limit (measured: 16 MB does, 256 MB hardly ever).
constexpr std::size_t kUnwindingHeadroom = std::size_t{896} << 20;

// The part of it that may be used before the script was where its stack can be read.
constexpr std::size_t kStackHeadroom = std::size_t{640} << 20;

constexpr std::size_t kOldGenerationAtFirst = std::size_t{32} << 20;

// V8 assumes a stack of about 1 MB. Ours is the game's: leave most of it to native callbacks.
constexpr std::size_t kScriptStackBytes = std::size_t{984} << 10;

// The part of a shared heap that must be free once the one who filled it is gone.
constexpr std::size_t kRoomAfterRecovery = 8;

// A task of incremental marking posts the next one: all of them at once take as long as the
// collection that they are there to cut into pieces.
constexpr std::chrono::microseconds kTasksAtOnce{250};

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

}  // namespace

const EngineOptions& engine_options_of(v8::Isolate* isolate) {
    return *static_cast<const EngineOptions*>(isolate->GetData(kOptionsSlot));
}

Engine::Engine(const EngineOptions& options)
    : array_buffers_(std::make_shared<ArrayBuffers>(options.external_limit_bytes)),
      heap_limit_bytes_(options.heap_limit_bytes),
      shared_(options.shared) {
    Platform::start();
    v8::Isolate::CreateParams params;
    params.array_buffer_allocator_shared = array_buffers_;
    params.snapshot_blob = const_cast<v8::StartupData*>(options.snapshot.blob);
    params.external_references = options.snapshot.references;
    params.constraints.ConfigureDefaultsFromHeapSize(0, options.heap_limit_bytes);
    // Until the rest of the heap has this size there is no full collection: a small one that is
    // filled again and again would be collected several times a second.
    params.constraints.set_initial_old_generation_size_in_bytes(
        std::min(kOldGenerationAtFirst, options.heap_limit_bytes / 4));
    if (options.young_generation_bytes > 0) {
        params.constraints.set_max_young_generation_size_in_bytes(options.young_generation_bytes);
    }
    isolate_ = v8::Isolate::Allocate();
    v8::Isolate::Initialize(isolate_, params);
    isolate_->SetData(kOptionsSlot, new EngineOptions(options));

    isolate_->SetMicrotasksPolicy(v8::MicrotasksPolicy::kExplicit);
    isolate_->SetCaptureStackTraceForUncaughtExceptions(true, 10, v8::StackTrace::kDetailed);
    isolate_->AddNearHeapLimitCallback(&Engine::on_near_heap_limit, this);
    gc_meter_.emplace(isolate_);
    settle();
}

Engine::~Engine() {
    prepared_context_.Reset();
    prepared_microtasks_.reset();
    outside_objects_.forget_all();
    gc_meter_.reset();
    isolate_->RemoveNearHeapLimitCallback(&Engine::on_near_heap_limit, 0);
    Platform::start().forget(isolate_);
    const std::unique_ptr<const EngineOptions> options(&engine_options_of(isolate_));
    const HeapChunks::Ending ending;
    isolate_->Dispose();
}

void Engine::settle() {
    char here = 0;
    isolate_->SetStackLimit(reinterpret_cast<std::uintptr_t>(&here) - kScriptStackBytes);
}

void Engine::prepare() {
    {
        const v8::Isolate::Scope entered(isolate_);
        const v8::HandleScope handles(isolate_);
        NewContext made = make_context();
        prepared_context_.Reset(isolate_, made.context);
        prepared_microtasks_ = std::move(made.microtasks);
    }
    isolate_->DiscardThreadSpecificMetadata();
}

Engine::NewContext Engine::new_context() {
    if (prepared_context_.IsEmpty()) return make_context();
    NewContext prepared{prepared_context_.Get(isolate_), std::move(prepared_microtasks_)};
    prepared_context_.Reset();
    return prepared;
}

Engine::NewContext Engine::make_context() {
    NewContext made{{}, v8::MicrotaskQueue::New(isolate_, v8::MicrotasksPolicy::kExplicit)};
    const bool is_there = v8::Context::FromSnapshot(isolate_, kSnapshotContext, {}, nullptr, {},
                                                    made.microtasks.get())
                              .ToLocal(&made.context);
    PLINTH_CHECK(is_there);
    return made;
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

void Engine::end_full_heap(v8::Isolate* isolate, void* data) {
    auto* engine = static_cast<Engine*>(data);
    if (!engine->heap_exhausted_) return;  // Whoever filled it has come to an end by itself.
    engine->heap_stack_ = stack_text(isolate);
    isolate->TerminateExecution();
}

void Engine::survive_full_heap() {
    if (!shared_ || recovering_) return;
    recovering_ = true;
    heap_exhausted_ = false;
}

void Engine::recover() {
    if (!recovering_) return;
    const v8::Isolate::Scope entered(isolate_);
    isolate_->LowMemoryNotification();
    v8::HeapStatistics statistics;
    isolate_->GetHeapStatistics(&statistics);
    recovering_ = false;
    heap_stack_.clear();
    heap_exhausted_ =
        statistics.used_heap_size() > heap_limit_bytes_ - heap_limit_bytes_ / kRoomAfterRecovery;
    if (heap_exhausted_) return;
    isolate_->RemoveNearHeapLimitCallback(&Engine::on_near_heap_limit, limit_of_v8_);
    isolate_->AddNearHeapLimitCallback(&Engine::on_near_heap_limit, this);
}

HeapFigures Engine::heap_figures() const {
    v8::HeapStatistics statistics;
    isolate_->GetHeapStatistics(&statistics);
    return {statistics.used_heap_size(), statistics.total_heap_size(), statistics.heap_size_limit(),
            statistics.external_memory(), array_buffers_->used_bytes()};
}

int Engine::run_foreground_tasks() {
    return Platform::start().run_foreground_tasks(isolate_, kTasksAtOnce);
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
    const bool is_first = !engine->heap_exhausted_ && !engine->recovering_;
    engine->heap_exhausted_ = true;
    if (is_first) {
        engine->limit_of_v8_ = current;
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
