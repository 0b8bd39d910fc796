// SPDX-License-Identifier: MIT
// What V8 calls a delegate of its memory measurement.

#include "host/engine/context_sizes.h"

#include <memory>
#include <utility>
#include <vector>

namespace plinth {
namespace {

// Owner: the isolate, until the measurement is complete.
class Delegate final : public v8::MeasureMemoryDelegate {
  public:
    Delegate(ContextSizes::Each each, std::function<void()> done)
        : each_(std::move(each)), done_(std::move(done)) {}

    bool ShouldMeasure(v8::Local<v8::Context>) override { return true; }

#if V8_MAJOR_VERSION < 12
    void MeasurementComplete(
        const std::vector<std::pair<v8::Local<v8::Context>, std::size_t>>& sizes,
        std::size_t /*unattributed*/) override {
        for (const auto& [context, bytes] : sizes)
            each_(context, bytes);
        done_();
    }
#else
    void MeasurementComplete(Result result) override {
        for (std::size_t i = 0; i < result.contexts.size(); ++i)
            each_(result.contexts[i], result.sizes_in_bytes[i]);
        done_();
    }
#endif

  private:
    const ContextSizes::Each each_;
    const std::function<void()> done_;
};

}  // namespace

void ContextSizes::ask(v8::Isolate* isolate, Each each, std::function<void()> done) {
    const v8::HandleScope handles(isolate);
    isolate->MeasureMemory(std::make_unique<Delegate>(std::move(each), std::move(done)),
                           v8::MeasureMemoryExecution::kLazy);
}

}  // namespace plinth
