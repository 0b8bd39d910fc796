// SPDX-License-Identifier: MIT
// LateWrites: small writes that wait until the events that are ready by now have had their turns.
// A server that answers many requests at once then wakes the other side once, and not with each
// answer: waking takes longer than all else that a small answer costs.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "host/env/env.h"

namespace plinth {

class StreamHandle;

/// Bounded in number, bytes and time. Plugins of a game have none: a frame may end before the turn
/// comes.
///
/// Owner: an Env. Thread: the loop's. Calls JS: no.
class LateWrites final : public EnvPart {
  public:
    explicit LateWrites(Env& env) : env_(env) {}

    /// Whether a write made now would wait: only where others are ready, which wait longer.
    static bool apply_to(const Env& env) { return env.life() == nullptr && env.has_ready(); }
    void add(StreamHandle& stream, std::span<const std::uint8_t> bytes);
    /// Writes what there is of all streams.
    void leave_all();
    /// The same of one, as far as the system takes it at once: it is closed next.
    void leave_of(StreamHandle& stream);

  private:
    struct Write {
        StreamHandle* stream;  // Null: it has left.
        std::size_t start;
        std::size_t size;
    };
    class Turn;

    std::span<std::uint8_t> bytes_of(const Write& write) {
        return std::span(bytes_).subspan(write.start, write.size);
    }

    Env& env_;
    std::vector<Write> writes_;
    std::vector<std::uint8_t> bytes_;
    std::uint64_t first_at_ns_ = 0;
    bool turn_comes_ = false;
};

}  // namespace plinth
