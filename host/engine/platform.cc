// SPDX-License-Identifier: MIT
// The process-wide half of V8. V8 cannot be started twice, so it is never torn down here: another
// part of the game may hold isolates of its own.

#include "host/engine/platform.h"

#include <libplatform/libplatform.h>

#include <memory>
#include <mutex>

namespace plinth {
namespace {

std::unique_ptr<v8::Platform>& the_platform() {
    // Never destroyed: V8's worker threads may outlive static destructors.
    static auto* platform = new std::unique_ptr<v8::Platform>(
        v8::platform::NewDefaultPlatform(0, v8::platform::IdleTaskSupport::kEnabled));
    return *platform;
}

}  // namespace

Platform& Platform::start() {
    static Platform* instance = [] {
        // A script must not be able to abort or fill the disk through V8's own files.
        v8::V8::SetFlagsFromString("--no-abort-on-uncaught-exception");
        // Both snapshots are part of this program; checking 2 MB again for each plugin takes longer
        // than making its heap.
        v8::V8::SetFlagsFromString("--no-verify-snapshot-checksum");
#if V8_MAJOR_VERSION < 12
        // `import x from 'y' with { type: 'json' }`, beside the older `assert`.
        v8::V8::SetFlagsFromString("--harmony-import-attributes");
        // Bindings may offer functions that optimised code calls directly (bindings/fast.h).
        v8::V8::SetFlagsFromString("--turbo-fast-api-calls");
#endif
        v8::V8::InitializePlatform(the_platform().get());
        v8::V8::Initialize();
        return new Platform;
    }();
    return *instance;
}

int Platform::run_foreground_tasks(v8::Isolate* isolate, std::chrono::microseconds at_most) {
    const auto end = std::chrono::steady_clock::now() + at_most;
    int ran = 0;
    while (v8::platform::PumpMessageLoop(the_platform().get(), isolate)) {
        ++ran;
        if (std::chrono::steady_clock::now() >= end) break;
    }
    return ran;
}

void Platform::forget(v8::Isolate* isolate) {
    v8::platform::NotifyIsolateShutdown(the_platform().get(), isolate);
}

double Platform::now_seconds() const {
    return the_platform()->MonotonicallyIncreasingTime();
}

void Platform::set_flags(const std::string& flags) {
    v8::V8::SetFlagsFromString(flags.c_str(), flags.size());
}

}  // namespace plinth
