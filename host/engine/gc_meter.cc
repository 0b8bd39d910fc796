// SPDX-License-Identifier: MIT
// V8 calls back before and after each collection; nothing is asked in between.

#include "host/engine/gc_meter.h"

#include <algorithm>

namespace plinth {

GcFigures& GcFigures::operator+=(const GcFigures& other) {
    time += other.time;
    longest = std::max(longest, other.longest);
    collections += other.collections;
    return *this;
}

GcMeter::GcMeter(v8::Isolate* isolate) : isolate_(isolate) {
    isolate_->AddGCPrologueCallback(&GcMeter::on_start, this);
    isolate_->AddGCEpilogueCallback(&GcMeter::on_end, this);
}

GcMeter::~GcMeter() {
    isolate_->RemoveGCPrologueCallback(&GcMeter::on_start, this);
    isolate_->RemoveGCEpilogueCallback(&GcMeter::on_end, this);
}

void GcMeter::on_start(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* self) {
    auto* meter = static_cast<GcMeter*>(self);
    if (meter->depth_++ == 0) meter->started_at_ = Clock::now();
}

void GcMeter::on_end(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* self) {
    auto* meter = static_cast<GcMeter*>(self);
    if (--meter->depth_ > 0 || meter->payer_ == nullptr) return;
    const std::chrono::nanoseconds took = Clock::now() - meter->started_at_;
    *meter->payer_ += {took, took, 1};
}

}  // namespace plinth
