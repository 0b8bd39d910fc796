// SPDX-License-Identifier: MIT
// Serialises one set-up context beside V8's default one.

#include "host/engine/snapshot.h"

#include "host/engine/platform.h"

namespace plinth {

SnapshotResult make_snapshot(const std::intptr_t* references,
                             const std::function<bool(v8::Local<v8::Context>)>& set_up) {
    Platform::start();
    v8::SnapshotCreator creator(references);
    v8::Isolate* isolate = creator.GetIsolate();
    {
        v8::HandleScope scope(isolate);
        creator.SetDefaultContext(v8::Context::New(isolate));
        v8::Local<v8::Context> context = v8::Context::New(isolate);
        v8::Context::Scope entered(context);
        if (!set_up(context)) return {"", "setting up the context failed"};
        creator.AddContext(context);
    }
    const v8::StartupData blob =
        creator.CreateBlob(v8::SnapshotCreator::FunctionCodeHandling::kKeep);
    SnapshotResult result;
    if (blob.data == nullptr) {
        result.error = "V8 could not serialise the context";
    } else if (!blob.CanBeRehashed()) {
        // V8 would start every process with the hash seed of the build: predictable collisions.
        result.error =
            "the context can't be rehashed: a built-in made a Map, Set, WeakMap or a "
            "typed array while it was loaded; make it on first use instead";
    } else {
        result.bytes.assign(blob.data, static_cast<std::size_t>(blob.raw_size));
    }
    delete[] blob.data;
    return result;
}

}  // namespace plinth
