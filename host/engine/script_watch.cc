// SPDX-License-Identifier: MIT
// Requests to V8 from the watchdog's thread, and taking back those that came too late.

#include "host/engine/script_watch.h"

#include <v8.h>

namespace plinth {

thread_local ScriptWatch* ScriptWatch::running_ = nullptr;

void ScriptWatch::enter() {
    below_ = running_;
    // What is ended is whatever runs: not this one instead of the one below.
    if (below_ != nullptr && below_->epoch_.pause()) below_->isolate_->CancelTerminateExecution();
    running_ = this;
    epoch_.enter();
}

void ScriptWatch::leave() {
    std::string stack = std::exchange(hang_stack_, {});
    if (epoch_.leave()) {
        isolate_->CancelTerminateExecution();
        hung_ = false;
    } else if (!stack.empty()) {
        slow_stack_ = std::move(stack);
    }
    running_ = below_;
    if (below_ != nullptr && below_->epoch_.resume()) below_->isolate_->TerminateExecution();
}

void ScriptWatch::ask_for_stack(std::uint64_t entry) {
    stack_asked_of_ = entry;
    // Not with `this`: the isolate may keep the request for longer than the Env lives.
    isolate_->RequestInterrupt(&ScriptWatch::note_stack, nullptr);
}

void ScriptWatch::note_stack(v8::Isolate* isolate, void*) {
    ScriptWatch* watch = running_;
    if (watch == nullptr || watch->isolate_ != isolate) return;
    // The entry that was asked may be over, or wait below another one.
    if (watch->stack_asked_of_ != watch->epoch_.running()) return;
    watch->hang_stack_ = stack_text(isolate);
}

void ScriptWatch::end_hang(std::uint64_t entry, std::chrono::milliseconds limit) {
    epoch_.fire(entry, [this, limit] {
        hang_limit_ = limit;
        hung_ = true;
        isolate_->TerminateExecution();
    });
}

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

}  // namespace plinth
