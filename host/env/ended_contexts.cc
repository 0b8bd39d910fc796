// SPDX-License-Identifier: MIT
// V8 holds a context's microtask queue by a bare pointer, and may resolve a promise in it later, as
// that of a WebAssembly module that is being compiled. V8 is not told of the end: it would lower
// the limit at which it collects to where it was at first, and collect the living each time.

#include "host/env/ended_contexts.h"

#include <utility>

namespace plinth {

void EndedContexts::add(v8::Isolate* isolate, v8::Local<v8::Context> context,
                        std::unique_ptr<v8::MicrotaskQueue> microtasks) {
    count();  // Frees those that are over.
    ended_.push_back({v8::Global<v8::Context>(isolate, context), std::move(microtasks)});
    ended_.back().context.SetWeak();
}

std::size_t EndedContexts::count() {
    ended_.remove_if([](const Ended& each) { return each.context.IsEmpty(); });
    return ended_.size();
}

}  // namespace plinth
