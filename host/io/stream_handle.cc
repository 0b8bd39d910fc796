// SPDX-License-Identifier: MIT
// Life, reading and listening of a stream. Writing is stream_write.cc's.

#include "host/io/stream_handle.h"

#include <cstring>
#include <tuple>
#include <utility>

#include "host/env/async_origin.h"
#include "host/io/late_writes.h"

namespace plinth {
namespace {

constexpr std::size_t kReadSize = std::size_t{64} << 10;
// From here on a piece is worth memory of its own, instead of a copy.
constexpr std::size_t kMuch = std::size_t{16} << 10;

// Where small pieces are read to: libuv reads one stream of a thread at a time.
char* shared_memory() {
    thread_local std::unique_ptr<char[]> memory(new char[kReadSize]);
    return memory.get();
}

}  // namespace

// A piece that was read, or the end of reading. Owner: the ready queue, or a list of the stream's.
class StreamHandle::ReadEvent final : public ReadyTask {
  public:
    ReadEvent(StreamHandle& stream, ssize_t size, std::optional<OwnedBytes> bytes)
        : stream_(stream),
          status_(static_cast<double>(size)),
          bytes_(std::move(bytes)),
          waiting_(bytes_ ? bytes_->size() : 0),
          uncounted_(waiting_),
          number_(stream.reads_++) {}

    void run(Env& env) override {
        if (stream_.closed_) return drop();
        if (!stream_.wants_reading_) return stream_.kept_.push_back(*this);
        if (number_ != stream_.reads_done_) return stream_.behind_.push_back(*this);
        stream_.bytes_read_ += std::exchange(uncounted_, 0);
        if (bytes_ && stream_.reader_ != nullptr) {
            bytes_ = stream_.reader_->on_stream_bytes(std::move(*bytes_));
            if (!bytes_ || stream_.closed_) return done(env);
            return env.push_ready(*this);
        }
        v8::Isolate* isolate = env.isolate();
        const double size = static_cast<double>(bytes_ ? bytes_->size() : 0);
        v8::Local<v8::Value> argv[] = {v8::Number::New(isolate, bytes_ ? size : status_),
                                       v8::Undefined(isolate)};
        if (bytes_) argv[1] = make_array_buffer(env, std::move(*bytes_));
        std::ignore = call_for(env, stream_.object(), AsyncCall::OneOfMany,
                               stream_.callback_.Get(isolate), stream_.object(), 2, argv);
        done(env);
    }
    void drop() override {
        StreamHandle& stream = stream_;
        delete this;
        stream.event_over();
    }
    std::size_t waiting_bytes() const override { return waiting_; }

  private:
    // The next one may come.
    void done(Env& env) {
        ++stream_.reads_done_;
        if (ReadyTask* next = stream_.behind_.front(); next != nullptr && !stream_.closed_) {
            next->unlink();
            env.push_ready(*next);
        }
        drop();
    }

    StreamHandle& stream_;
    const double status_;
    std::optional<OwnedBytes> bytes_;
    const std::size_t waiting_;
    std::size_t uncounted_;  // Of bytesRead.
    const std::uint64_t number_;
};

// A connection that was accepted, or a failure to. Owner: the ready queue.
class StreamHandle::ConnectionEvent final : public ReadyTask {
  public:
    ConnectionEvent(StreamHandle& server, int status, OwnedUv connection)
        : server_(server), status_(status), connection_(std::move(connection)) {}

    void run(Env& env) override {
        if (server_.closed_) return drop();
        server_.connection_ = std::move(connection_);
        v8::Isolate* isolate = env.isolate();
        v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status_)};
        std::ignore = call_for(env, server_.object(), AsyncCall::OneOfMany,
                               server_.callback_.Get(isolate), server_.object(), 1, argv);
        server_.connection_.reset();  // Closed, when the script did not accept it.
        drop();
    }
    void drop() override {
        StreamHandle& server = server_;
        delete this;
        server.event_over();
    }

  private:
    StreamHandle& server_;
    const int status_;
    OwnedUv connection_;
};

// The closing phase's call of what the script passed to close(). Owner: the closing queue.
class StreamHandle::ClosedEvent final : public ReadyTask {
  public:
    ClosedEvent(StreamHandle& stream, v8::Local<v8::Value> callback) : stream_(stream) {
        if (!callback->IsFunction()) return;
        callback_.Reset(stream.env().isolate(), callback.As<v8::Function>());
    }

    void run(Env& env) override {
        if (!callback_.IsEmpty()) {
            std::ignore = call_for(env, stream_.object(), AsyncCall::OneOfMany,
                                   callback_.Get(env.isolate()), stream_.object(), 0, nullptr);
        }
        drop();
    }
    void drop() override {
        StreamHandle& stream = stream_;
        delete this;
        stream.event_over();
    }

  private:
    StreamHandle& stream_;
    v8::Global<v8::Function> callback_;
};

StreamHandle::~StreamHandle() {
    source().unlink();
}

void StreamHandle::adopt(OwnedUv handle) {
    uv_ = std::move(handle);
    uv_->handle.data = this;
    if (unreferenced_) uv_unref(&uv_->handle);
}

int StreamHandle::start_reading(v8::Local<v8::Function> onread) {
    if (!is_open()) return UV_EBADF;
    callback_.Reset(env().isolate(), onread);
    wants_reading_ = true;
    while (ReadyTask* event = kept_.front()) {
        event->unlink();
        env().push_ready(*event);
    }
    if (at_end_) return 0;
    if (env().backlog().full()) {
        env().backlog().park(*this);
        return 0;
    }
    const int status = uv_read_start(stream(), &on_alloc, &on_read);
    return status == UV_EALREADY ? 0 : status;
}

int StreamHandle::stop_reading() {
    wants_reading_ = false;
    source().unlink();
    return is_open() ? uv_read_stop(stream()) : UV_EBADF;
}

// Memory only once there is something to read; none when too much waits already.
void StreamHandle::on_alloc(uv_handle_t* uv, std::size_t, uv_buf_t* buffer) {
    StreamHandle& self = *from(uv);
    *buffer = uv_buf_init(nullptr, 0);
    if (self.env().backlog().full()) return;
    if (self.reads_much_) self.own_memory_ = OwnedBytes::allocate(self.env(), kReadSize);
    char* memory =
        self.own_memory_ ? reinterpret_cast<char*>(self.own_memory_->data()) : shared_memory();
    *buffer = uv_buf_init(memory, static_cast<unsigned>(kReadSize));
}

void StreamHandle::on_read(uv_stream_t* uv, ssize_t size, const uv_buf_t* buffer) {
    StreamHandle& self = *from(reinterpret_cast<uv_handle_t*>(uv));
    if (size == UV_ENOBUFS && buffer->len == 0) {
        uv_read_stop(uv);
        self.env().backlog().park(self);
        return;
    }
    if (size > 0) {
        self.take_piece(static_cast<std::size_t>(size), buffer->base);
        self.after_read();
    } else if (size < 0) {
        uv_read_stop(uv);
        self.at_end_ = true;
        self.push_read(size, std::nullopt);
    }
    self.own_memory_.reset();
}

void StreamHandle::take_piece(std::size_t size, const char* data) {
    reads_much_ = size >= kMuch;
    std::optional<OwnedBytes> bytes;
    if (own_memory_) {
        own_memory_->shrink(size);
        bytes = std::exchange(own_memory_, std::nullopt);
    } else if (bytes = OwnedBytes::allocate(env(), size); bytes) {
        std::memcpy(bytes->data(), data, size);
    } else {
        uv_read_stop(stream());
        at_end_ = true;
        return push_read(UV_ENOBUFS, std::nullopt);
    }
    push_read(static_cast<ssize_t>(size), std::move(bytes));
}

void StreamHandle::push_read(ssize_t size, std::optional<OwnedBytes> bytes) {
    ++events_;
    env().push_ready(*new ReadEvent(*this, size, std::move(bytes)));
}

void StreamHandle::go_on() {
    if (env().closed() || !is_open()) return;
    if (listens_) return take_connection();
    if (!wants_reading_ || at_end_) return;
    const int status = uv_read_start(stream(), &on_alloc, &on_read);
    if (status < 0 && status != UV_EALREADY) push_read(status, std::nullopt);
}

int StreamHandle::listen(int backlog, v8::Local<v8::Function> onconnection) {
    if (!is_open()) return UV_EBADF;
    callback_.Reset(env().isolate(), onconnection);
    listens_ = true;
    return uv_listen(stream(), backlog, &on_connection);
}

void StreamHandle::on_connection(uv_stream_t* uv, int status) {
    StreamHandle& self = *from(reinterpret_cast<uv_handle_t*>(uv));
    if (status < 0) return self.push_connection(status, nullptr);
    self.take_connection();
}

// libuv accepts no further connection until this one was taken.
void StreamHandle::take_connection() {
    if (env().backlog().full()) return env().backlog().park(*this);
    MadeUv peer = make_peer();
    if (peer.status == 0) peer.status = uv_accept(stream(), &peer.handle->stream);
    if (peer.status == UV_EAGAIN) return;
    push_connection(peer.status, std::move(peer.handle));
}

void StreamHandle::push_connection(int status, OwnedUv connection) {
    ++events_;
    env().push_ready(*new ConnectionEvent(*this, status, std::move(connection)));
}

int StreamHandle::accept(StreamHandle& client) {
    if (client.is_open() || client.closed_) return UV_EINVAL;
    if (connection_ == nullptr) return UV_EAGAIN;
    client.adopt(std::move(connection_));
    return 0;
}

// The event outlives the native function that called this, and with it this does.
void StreamHandle::close_with(v8::Local<v8::Value> callback) {
    if (closed_) return;
    ++events_;
    env().push_closing(*new ClosedEvent(*this, callback));
    close();
}

int StreamHandle::close_with(v8::Local<v8::Value> callback, Close start) {
    if (!is_open()) return UV_EBADF;
    if (late_ != nullptr) late_->leave_of(*this);
    const int status = start(uv_.get(), &on_closed);
    if (status < 0) return status;
    uv_closing_ = true;
    std::ignore = uv_.release();
    close_with(callback);
    return status;
}

void StreamHandle::close() {
    if (closed_) return;
    if (late_ != nullptr) late_->leave_of(*this);
    closed_ = true;
    let_go_of_events();
    if (uv_ != nullptr) {
        uv_closing_ = true;
        uv_close(&uv_.release()->handle, &on_closed);
    }
    end_if_over();
}

void StreamHandle::on_closed(uv_handle_t* uv) {
    StreamHandle& self = *from(uv);
    delete reinterpret_cast<uv_any_handle*>(uv);
    self.uv_closing_ = false;
    self.end_if_over();
}

void StreamHandle::let_go_of_events() {
    if (reader_ != nullptr) std::exchange(reader_, nullptr)->on_stream_gone();
    source().unlink();
    callback_.Reset();
    connection_.reset();
    for (List<ReadyTask>* list : {&kept_, &behind_}) {
        while (ReadyTask* event = list->front()) {
            event->unlink();
            --events_;
            delete event;
        }
    }
}

void StreamHandle::event_over() {
    --events_;
    end_if_over();
}

void StreamHandle::end_if_over() {
    if (closed_ && !uv_closing_ && events_ == 0) end_of_life();
}

void StreamHandle::set_referenced(bool referenced) {
    unreferenced_ = !referenced;
    if (is_open()) referenced ? uv_ref(&uv_->handle) : uv_unref(&uv_->handle);
}

bool StreamHandle::referenced() const {
    return is_open() && uv_has_ref(&uv_->handle) != 0;
}

int StreamHandle::descriptor() const {
    uv_os_fd_t descriptor = -1;
    if (is_open()) std::ignore = uv_fileno(&uv_->handle, &descriptor);
    return descriptor;
}

std::size_t StreamHandle::write_queue_size() const {
    return is_open() ? uv_stream_get_write_queue_size(stream()) : 0;
}

}  // namespace plinth
