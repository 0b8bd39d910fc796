// SPDX-License-Identifier: MIT
// Weak handles that count. Their first-pass callback may only drop them, and that is all it does.

#include "host/engine/outside_objects.h"

#include <memory>

namespace plinth {
namespace {

constexpr std::size_t kMostLiving = 2000;
// What one costs, roughly (a DateTimeFormat of ICU 72).
constexpr std::int64_t kBytesEach = 48 << 10;

}  // namespace

bool OutsideObjects::add(v8::Local<v8::Object> object) {
    if (living_ >= kMostLiving) {
        isolate_->LowMemoryNotification();
        if (living_ >= kMostLiving) return false;
    }
    auto* entry = new Entry;  // Owned by the list, which drop() and forget_all() free.
    entry->owner = this;
    entry->object.Reset(isolate_, object);
    entry->object.SetWeak(
        entry,
        [](const v8::WeakCallbackInfo<Entry>& info) {
            info.GetParameter()->object.Reset();
            info.GetParameter()->owner->drop(info.GetParameter());
        },
        v8::WeakCallbackType::kParameter);
    entries_.push_back(*entry);
    ++living_;
    isolate_->AdjustAmountOfExternalAllocatedMemory(kBytesEach);
    return true;
}

void OutsideObjects::drop(Entry* entry) {
    const std::unique_ptr<Entry> owned(entry);
    --living_;
    isolate_->AdjustAmountOfExternalAllocatedMemory(-kBytesEach);
}

void OutsideObjects::forget_all() {
    while (Entry* entry = entries_.front()) {
        entry->object.Reset();
        entry->unlink();
        drop(entry);
    }
}

}  // namespace plinth
