// SPDX-License-Identifier: MIT
// StreamHandle: what scripts hold of a libuv stream (TCP, pipe, terminal): reading with
// back-pressure, writing, listening. What is Node's about it (events, errors, buffering) is the
// JavaScript halves'; their methods are declared by io/stream_methods.h.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "host/env/handle_wrap.h"
#include "host/io/buffers.h"
#include "host/io/owned_uv.h"

namespace plinth {

class LateWrites;
class StreamHandle;

/// A native half that takes what a stream reads, so that no script sees the bytes: a parser.
class StreamReader {
  public:
    virtual ~StreamReader() = default;
    /// On the turn of the stream's plugin, inside an open gate. What comes instead of bytes (the
    /// end, a failure) is told to the script as without a reader. What it returns it is given again
    /// on the next turn, before what was read later.
    virtual std::optional<OwnedBytes> on_stream_bytes(OwnedBytes bytes) = 0;
    /// The stream was closed.
    virtual void on_stream_gone() = 0;
};

/// libuv's callbacks do the native half only: bytes are read, connections accepted, and wait on the
/// ready queue. Callbacks of the script are called with the handle's object as `this`.
///
/// Owner: the ledger, from its making until close() was called and libuv and the ready queue have
/// let go. The JavaScript object lives as long. Thread: the loop's. Calls JS: on its turn.
class StreamHandle : public HandleWrap, private Backlog::Source {
  public:
    StreamHandle(Env& env, v8::Local<v8::Object> object) : HandleWrap(env, object) {}
    ~StreamHandle() override;

    // All statuses are libuv's: 0 or more, or a negative code.

    /// onread(size, ArrayBuffer) for each piece, onread(status) at the end (UV_EOF) or failure.
    int start_reading(v8::Local<v8::Function> onread);
    /// What was read already waits until reading is started again.
    int stop_reading();
    /// Bytes go there from now on; null: to the script again. It must leave before it ends.
    void read_into(StreamReader* reader) { reader_ = reader; }
    StreamReader* reader() const { return reader_; }

    /// 0: all of it has left. 1: the callback gets the status. Negative: failed.
    int write(std::vector<HeldBytes> pieces, v8::Local<v8::Function> callback);
    /// The same for bytes that are valid for the call only.
    int write(std::span<std::uint8_t> bytes, v8::Local<v8::Function> callback);
    /// The same, but other events may have their turns before it leaves; see LateWrites. Its
    /// failure is that of the next write then.
    int write_soon(std::span<std::uint8_t> bytes, v8::Local<v8::Function> callback);
    /// LateWrites' turn has come.
    void write_late(std::span<std::uint8_t> bytes);
    /// The same for a pipe that passes handles along. The handle may be closed as soon as this
    /// returns.
    int write_with(std::vector<HeldBytes> pieces, uv_any_handle& passed,
                   v8::Local<v8::Function> callback);
    int shutdown(v8::Local<v8::Function> callback);

    /// onconnection(status) for each connection; accept() takes it.
    int listen(int backlog, v8::Local<v8::Function> onconnection);
    /// Hands the oldest connection that waits over to `client`, which must have no stream yet.
    int accept(StreamHandle& client);

    /// Ends it; the callback, if it is a function, comes in the closing phase.
    void close_with(v8::Local<v8::Value> callback);
    /// The same by another function than uv_close(), which may refuse: then nothing happened.
    using Close = int (*)(uv_any_handle*, uv_close_cb);
    int close_with(v8::Local<v8::Value> callback, Close start);
    void set_referenced(bool referenced);
    bool referenced() const;

    /// Whether the plugin may listen there; ask before listen().
    virtual std::optional<Error> listening_denied() { return std::nullopt; }

    /// False before it is opened or connected, and once it is closed.
    bool is_open() const { return uv_ != nullptr; }
    /// True once it is closed.
    bool over() const { return closed_; }
    uv_stream_t* stream() const { return &uv_->stream; }
    uv_any_handle* any() const { return uv_.get(); }
    int descriptor() const;
    std::size_t write_queue_size() const;
    /// What the script has been given.
    std::uint64_t bytes_read() const { return bytes_read_; }
    std::uint64_t bytes_written() const { return bytes_written_; }

    /// Takes over a handle that came from elsewhere.
    void adopt(OwnedUv handle);

    // Tracked
    void close() override;

  protected:
    /// A fresh libuv handle of the derived kind, for accept() to fill.
    virtual MadeUv make_peer() { return {nullptr, UV_ENOTSUP}; }
    /// Before other bytes leave, or the descriptor goes elsewhere: what waits leaves first.
    /// Negative: nothing more can be written.
    int go_before_writing();
    /// Something was read; a pipe looks for handles that came along.
    virtual void after_read() {}

  private:
    class ReadEvent;
    class ConnectionEvent;
    class ClosedEvent;

    int write_later(std::vector<HeldBytes> pieces, const std::vector<uv_buf_t>& buffers,
                    v8::Local<v8::Function> callback);
    static void on_alloc(uv_handle_t* uv, std::size_t suggested, uv_buf_t* buffer);
    static void on_read(uv_stream_t* uv, ssize_t size, const uv_buf_t* buffer);
    static void on_connection(uv_stream_t* uv, int status);
    static StreamHandle* from(uv_handle_t* uv) { return static_cast<StreamHandle*>(uv->data); }

    // Backlog::Source
    void go_on() override;

    Backlog::Source& source() { return *this; }
    void take_piece(std::size_t size, const char* data);
    void push_read(ssize_t size, std::optional<OwnedBytes> bytes);
    void take_connection();
    void push_connection(int status, OwnedUv connection);
    static void on_closed(uv_handle_t* uv);
    void let_go_of_events();
    void event_over();
    void end_if_over();

    OwnedUv uv_;
    StreamReader* reader_ = nullptr;
    v8::Global<v8::Function> callback_;     // onread, or onconnection of a server.
    List<ReadyTask> kept_;                  // Read while the script had stopped reading.
    List<ReadyTask> behind_;                // Read after what a reader has not done with yet.
    OwnedUv connection_;                    // The one that onconnection was called for.
    std::optional<OwnedBytes> own_memory_;  // Being read into.
    LateWrites* late_ = nullptr;            // Has something of this.
    int late_failure_ = 0;
    std::uint64_t bytes_read_ = 0;
    std::uint64_t bytes_written_ = 0;
    std::size_t events_ = 0;   // Of this, on the Env's queues or lists of its own.
    std::uint64_t reads_ = 0;  // Pieces so far, and how many of them were done with.
    std::uint64_t reads_done_ = 0;
    bool wants_reading_ = false;
    bool listens_ = false;
    bool unreferenced_ = false;
    bool reads_much_ = false;
    bool at_end_ = false;
    bool closed_ = false;
    bool uv_closing_ = false;
};

}  // namespace plinth
