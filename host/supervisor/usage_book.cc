// SPDX-License-Identifier: MIT
// Adding up, and the shape in which a game sees it.

#include "host/supervisor/usage_book.h"

#include <utility>

namespace plinth {

void UsageBook::keep(const Usage& all) {
    past_ += all;
    past_.start = all.start;
    past_.longest_callback = all.longest_callback;
}

void UsageBook::end_frame(std::uint64_t frame) {
    past_.turns += started_;
    recent_.turns += std::exchange(started_, {});
    if (recent_.empty()) return;
    const Usage recent = std::exchange(recent_, {});
    PluginFrame made;
    made.frame_time = recent.turns;
    made.js_time = recent.js;
    made.longest_callback = recent.longest_callback;
    made.gc_time = recent.gc.time;
    made.sync_calls = static_cast<std::uint32_t>(recent.sync_calls);
    made.callbacks = static_cast<std::uint32_t>(recent.callbacks);
    frames_.put(frame, made);
}

PluginUsage to_plugin_usage(const Usage& all, const Usage& last) {
    PluginUsage usage;
    usage.frame_time = all.turns;
    usage.js_time = all.js;
    usage.start_time = last.start;
    usage.longest_callback = last.longest_callback;
    usage.gc_time = all.gc.time;
    usage.longest_gc = all.gc.longest;
    usage.collections = all.gc.collections;
    usage.sync_calls = all.sync_calls;
    usage.sync_time = all.sync;
    usage.callbacks = all.callbacks;
    return usage;
}

}  // namespace plinth
