// SPDX-License-Identifier: MIT
// GcMeter: times V8's garbage collections, for whoever pays for them. When they happen is V8's and
// the supervisor's business.

#pragma once

#include <chrono>
#include <cstdint>
#include <utility>

#include <v8.h>

namespace plinth {

/// Collections that stopped the isolate's thread. The parts that V8 does beside the script, on
/// threads of its own, are not in it.
struct GcFigures {
    std::chrono::nanoseconds time{0};
    std::chrono::nanoseconds longest{0};
    std::uint64_t collections = 0;

    GcFigures& operator+=(const GcFigures& other);
};

/// Owner: an Engine. Thread: the isolate's. Calls JS: no.
class GcMeter {
  public:
    explicit GcMeter(v8::Isolate* isolate);
    ~GcMeter();
    GcMeter(const GcMeter&) = delete;
    GcMeter& operator=(const GcMeter&) = delete;

    /// Collections are charged to it from now on; null: to nobody. It must be named anew, or be
    /// forgotten, before it goes. Returns who paid before.
    GcFigures* charge_to(GcFigures* payer) { return std::exchange(payer_, payer); }
    void forget(const GcFigures* payer) {
        if (payer_ == payer) payer_ = nullptr;
    }

  private:
    using Clock = std::chrono::steady_clock;

    static void on_start(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* self);
    static void on_end(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* self);

    v8::Isolate* const isolate_;
    GcFigures* payer_ = nullptr;
    Clock::time_point started_at_;
    int depth_ = 0;  // V8 reports the phases of a collection inside it.
};

}  // namespace plinth
