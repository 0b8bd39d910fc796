// SPDX-License-Identifier: MIT
// One loop and one heap for several plugins.

#include "host/supervisor/shared_runtime.h"

#include <algorithm>
#include <string>
#include <utility>

#include "host/engine/context_sizes.h"
#include "host/supervisor/instance.h"

namespace plinth {
namespace {

EngineOptions for_many(EngineOptions options) {
    options.shared = true;
    return options;
}

// Frames in which the heap may get its room back: V8 lets go of some things only in tasks.
constexpr int kMostCollections = 4;

}  // namespace

SharedRuntime::SharedRuntime(HostLoops& loops, std::unique_ptr<Loop> loop, EngineOptions options)
    : runtime_(std::move(loop), std::make_unique<Engine>(for_many(std::move(options)))),
      polled_(loops, runtime_.loop()) {}

void SharedRuntime::remove(Instance& member) {
    std::erase(members_, &member);
    heap_bytes_.erase(&member.env());
}

std::size_t SharedRuntime::heap_bytes_of(Env& env) {
    const auto known = heap_bytes_.find(&env);
    const std::size_t bytes =
        known != heap_bytes_.end()
            ? known->second
            : runtime_.engine().heap_figures().used / std::max<std::size_t>(1, members_.size());
    if (std::exchange(measuring_, true)) return bytes;
    const auto sizes = std::make_shared<std::map<const Env*, std::size_t>>();  // Of both calls.
    ContextSizes::ask(
        runtime_.isolate(),
        [sizes](v8::Local<v8::Context> context, std::size_t size) {
            // Contexts that a plugin made with vm are its own, too.
            if (const Env* owner = Env::from(context)) (*sizes)[owner] += size;
        },
        [this, sizes] {
            heap_bytes_ = std::move(*sizes);
            measuring_ = false;
        });
    return bytes;
}

void SharedRuntime::drain(const Env& done) {
    // By index: a promise job may make a member leave, but none comes in here.
    for (std::size_t i = 0; i < members_.size(); ++i) {
        Env& env = members_[i]->env();
        if (&env != &done && env.can_call_js()) const Gate::Scope scope(env.gate());
    }
}

void SharedRuntime::look_after_heap() {
    Engine& engine = runtime_.engine();
    if (engine.recovering()) {
        // The one who filled it is still closing.
        for (const Instance* member : members_) {
            if (!member->running()) return;
        }
        engine.recover();
        if (engine.heap_exhausted() && ++collections_ < kMostCollections) {
            return engine.survive_full_heap();  // And collects again after the next frame.
        }
        collections_ = 0;
    }
    if (!engine.heap_exhausted()) return;
    Fault fault;
    fault.kind = Fault::Kind::HeapLimit;
    fault.message = "the heap that it shares with other plugins reached its limit of " +
                    std::to_string(engine.heap_limit_bytes() >> 20) +
                    " MiB, and stayed full when the one that ran then was ended";
    fault.text = fault.message + "\n";
    for (Instance* member : members_)
        member->end(fault);
}

Result<std::shared_ptr<SharedRuntime>> RuntimeGroup::join(HostLoops& loops,
                                                          const EngineOptions& options) {
    std::shared_ptr<SharedRuntime> runtime = current_.lock();
    if (runtime == nullptr || runtime->runtime().engine().heap_exhausted()) {
        PLINTH_TRY(auto loop, Loop::make());
        runtime = std::make_shared<SharedRuntime>(loops, std::move(loop), options);
        current_ = runtime;
    }
    return runtime;
}

}  // namespace plinth
