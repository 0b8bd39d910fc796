// SPDX-License-Identifier: MIT
// V8 makes the snapshot, and writes it.

#include "host/io/heap_snapshot.h"

#include <v8-profiler.h>

namespace plinth {
namespace {

class Pieces final : public v8::OutputStream {
  public:
    std::deque<std::string> take() { return std::move(pieces_); }

  private:
    int GetChunkSize() override { return 64 << 10; }
    void EndOfStream() override {}
    WriteResult WriteAsciiChunk(char* data, int size) override {
        pieces_.emplace_back(data, static_cast<std::size_t>(size));
        return kContinue;
    }

    std::deque<std::string> pieces_;
};

}  // namespace

std::deque<std::string> take_heap_snapshot(v8::Isolate* isolate) {
    const v8::HandleScope handles(isolate);
    const v8::HeapSnapshot* snapshot =
        isolate->GetHeapProfiler()->TakeHeapSnapshot(nullptr, nullptr, true, true);
    if (snapshot == nullptr) return {};
    Pieces pieces;
    snapshot->Serialize(&pieces, v8::HeapSnapshot::kJSON);
    const_cast<v8::HeapSnapshot*>(snapshot)->Delete();
    return pieces.take();
}

}  // namespace plinth
