// SPDX-License-Identifier: MIT
// The turn is a task on the Env's own queue: it comes after all that was ready before.

#include "host/io/late_writes.h"

#include "host/io/stream_handle.h"

namespace plinth {
namespace {

constexpr std::size_t kMostWrites = 32;
constexpr std::size_t kMostBytes = std::size_t{256} << 10;
constexpr std::uint64_t kLongestNs = 300'000;

}  // namespace

/// Owner: the ready queue.
class LateWrites::Turn final : public ReadyTask {
  public:
    explicit Turn(LateWrites& late) : late_(late) { late_.turn_comes_ = true; }

    void run(Env&) override {
        LateWrites& late = late_;
        drop();
        late.leave_all();
    }
    void drop() override {
        late_.turn_comes_ = false;
        delete this;
    }

  private:
    LateWrites& late_;
};

void LateWrites::add(StreamHandle& stream, std::span<const std::uint8_t> bytes) {
    const std::uint64_t now = uv_hrtime();
    if (writes_.empty()) first_at_ns_ = now;
    writes_.push_back({&stream, bytes_.size(), bytes.size()});
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    if (writes_.size() >= kMostWrites || bytes_.size() >= kMostBytes ||
        now - first_at_ns_ > kLongestNs) {
        return leave_all();
    }
    if (!turn_comes_) env_.push_ready(*new Turn(*this));
}

void LateWrites::leave_all() {
    for (Write& write : writes_) {
        if (write.stream != nullptr) write.stream->write_late(bytes_of(write));
    }
    writes_.clear();
    bytes_.clear();
}

void LateWrites::leave_of(StreamHandle& stream) {
    for (Write& write : writes_) {
        if (write.stream != &stream) continue;
        write.stream = nullptr;
        stream.write_late(bytes_of(write));
    }
}

}  // namespace plinth
