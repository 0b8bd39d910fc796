// SPDX-License-Identifier: MIT
// V8 holds a context's microtask queue by a bare pointer, and may resolve a promise in it later: a
// WebAssembly module that is being compiled, a FinalizationRegistry whose task waits.

#include "host/env/ended_contexts.h"

#include <utility>

namespace plinth {

void EndedContexts::add(v8::Isolate* isolate, v8::Local<v8::Context> context,
                        std::unique_ptr<v8::MicrotaskQueue> microtasks) {
    count();  // Frees those that are over.
    {
        const v8::Context::Scope entered(context);
        isolate->ContextDisposedNotification(false);
    }
    ended_.push_back({v8::Global<v8::Context>(isolate, context), std::move(microtasks)});
    ended_.back().context.SetWeak();
}

std::size_t EndedContexts::count() {
    ended_.remove_if([](const Ended& each) { return each.context.IsEmpty(); });
    return ended_.size();
}

}  // namespace plinth
