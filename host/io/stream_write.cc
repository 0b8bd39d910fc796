// SPDX-License-Identifier: MIT
// Writing to a stream: at once as much as the system takes, the rest when it can.

#include <algorithm>
#include <memory>
#include <tuple>
#include <utility>

#include "host/io/late_writes.h"
#include "host/io/passed_sockets.h"
#include "host/io/status_request.h"
#include "host/io/stream_handle.h"
#include "host/io/write.h"

namespace plinth {
namespace {

using Buffers = std::vector<uv_buf_t>;

/// Keeps the bytes, and a handle that goes with them, until they have left.
class WriteRequest final : public StatusRequest<uv_write_t> {
  public:
    WriteRequest(Env& env, v8::Local<v8::Function> callback, std::vector<HeldBytes> pieces,
                 OwnedUv passed = nullptr)
        : StatusRequest(env, callback, "WriteWrap"),
          pieces_(std::move(pieces)),
          passed_(std::move(passed)) {}

  private:
    std::vector<HeldBytes> pieces_;
    OwnedUv passed_;
};

/// What is left of a late write. Owner: libuv, until its callback.
struct LateRest {
    explicit LateRest(std::span<const std::uint8_t> rest) : bytes(rest.begin(), rest.end()) {
        uv.data = this;
    }
    uv_buf_t buffer() {
        return uv_buf_init(reinterpret_cast<char*>(bytes.data()),
                           static_cast<unsigned>(bytes.size()));
    }
    static void on_done(uv_write_t* uv, int) {
        const std::unique_ptr<LateRest> self(static_cast<LateRest*>(uv->data));
    }

    uv_write_t uv{};
    std::vector<std::uint8_t> bytes;
};

Buffers buffers_of(std::vector<HeldBytes>& pieces) {
    Buffers buffers;
    buffers.reserve(pieces.size());
    for (HeldBytes& piece : pieces) {
        const std::span<std::uint8_t> bytes = piece.span();
        if (bytes.empty()) continue;
        buffers.push_back(uv_buf_init(reinterpret_cast<char*>(bytes.data()),
                                      static_cast<unsigned>(bytes.size())));
    }
    return buffers;
}

void remove_sent(Buffers& buffers, std::size_t sent) {
    std::size_t done = 0;
    while (done < buffers.size() && sent >= buffers[done].len)
        sent -= buffers[done++].len;
    buffers.erase(buffers.begin(), buffers.begin() + static_cast<std::ptrdiff_t>(done));
    if (sent == 0) return;
    buffers.front().base += sent;
    buffers.front().len -= sent;
}

}  // namespace

int StreamHandle::go_before_writing() {
    if (!is_open()) return UV_EBADF;
    if (late_ != nullptr) late_->leave_of(*this);
    return late_failure_;
}

int StreamHandle::write(std::vector<HeldBytes> pieces, v8::Local<v8::Function> callback) {
    if (const int status = go_before_writing(); status < 0) return status;
    Buffers buffers = buffers_of(pieces);
    if (buffers.empty()) return 0;
    for (const uv_buf_t& buffer : buffers)
        bytes_written_ += buffer.len;
    const int sent = uv_try_write(stream(), buffers.data(), static_cast<unsigned>(buffers.size()));
    if (sent < 0 && sent != UV_EAGAIN && sent != UV_ENOSYS) return sent;
    if (sent > 0) remove_sent(buffers, static_cast<std::size_t>(sent));
    if (buffers.empty()) return 0;
    return write_later(std::move(pieces), buffers, callback);
}

int StreamHandle::write(std::span<std::uint8_t> bytes, v8::Local<v8::Function> callback) {
    if (const int status = go_before_writing(); status < 0) return status;
    if (bytes.empty()) return 0;
    bytes_written_ += bytes.size();
    const uv_buf_t all =
        uv_buf_init(reinterpret_cast<char*>(bytes.data()), static_cast<unsigned>(bytes.size()));
    const int sent = uv_try_write(stream(), &all, 1);
    if (sent < 0 && sent != UV_EAGAIN && sent != UV_ENOSYS) return sent;
    const std::span<std::uint8_t> rest = bytes.subspan(static_cast<std::size_t>(std::max(sent, 0)));
    if (rest.empty()) return 0;
    std::vector<HeldBytes> pieces;
    pieces.push_back(HeldBytes::copy_of(rest));
    const Buffers buffers = buffers_of(pieces);
    return write_later(std::move(pieces), buffers, callback);
}

int StreamHandle::write_soon(std::span<std::uint8_t> bytes, v8::Local<v8::Function> callback) {
    if (!is_open() || late_failure_ < 0 || bytes.empty() || write_queue_size() > 0 ||
        !LateWrites::apply_to(env())) {
        return write(bytes, callback);
    }
    late_ = &env().part<LateWrites>();
    bytes_written_ += bytes.size();
    late_->add(*this, bytes);
    return 0;
}

// Where the system does not take all of it, nobody is told when it has: who writes more waits then.
void StreamHandle::write_late(std::span<std::uint8_t> bytes) {
    late_ = nullptr;
    if (!is_open() || late_failure_ < 0) return;
    const uv_buf_t all =
        uv_buf_init(reinterpret_cast<char*>(bytes.data()), static_cast<unsigned>(bytes.size()));
    const int sent = uv_try_write(stream(), &all, 1);
    if (sent < 0 && sent != UV_EAGAIN && sent != UV_ENOSYS) {
        late_failure_ = sent;
        return;
    }
    const std::span<std::uint8_t> rest = bytes.subspan(static_cast<std::size_t>(std::max(sent, 0)));
    if (rest.empty()) return;
    auto write = std::make_unique<LateRest>(rest);
    const uv_buf_t left = write->buffer();
    const int status = uv_write(&write->uv, stream(), &left, 1, &LateRest::on_done);
    if (status < 0) late_failure_ = status;
    if (status == 0) std::ignore = write.release();
}

int StreamHandle::write_later(std::vector<HeldBytes> pieces, const Buffers& buffers,
                              v8::Local<v8::Function> callback) {
    const int status = try_submit(
        std::make_unique<WriteRequest>(env(), callback, std::move(pieces)),
        [&](uv_loop_t*, uv_write_t* uv) {
            return uv_write(uv, stream(), buffers.data(), static_cast<unsigned>(buffers.size()),
                            &WriteRequest::on_done);
        });
    return status < 0 ? status : 1;
}

int StreamHandle::write_with(std::vector<HeldBytes> pieces, uv_any_handle& passed,
                             v8::Local<v8::Function> callback) {
    if (const int status = go_before_writing(); status < 0) return status;
    // libuv takes for granted that there is a descriptor, and aborts when there is none.
    uv_os_fd_t descriptor{};
    if (const int status = uv_fileno(&passed.handle, &descriptor); status < 0) return status;
    Buffers buffers = buffers_of(pieces);
    if (buffers.empty()) return UV_EINVAL;
    for (const uv_buf_t& buffer : buffers)
        bytes_written_ += buffer.len;
    const int sent = uv_try_write2(stream(), buffers.data(), static_cast<unsigned>(buffers.size()),
                                   &passed.stream);
    if (sent < 0 && sent != UV_EAGAIN) return sent;
    if (sent > 0) remove_sent(buffers, static_cast<std::size_t>(sent));
    if (buffers.empty()) return 0;
    OwnedUv copy;  // With the first byte the handle has left.
    if (sent < 0) {
        MadeUv made = copy_to_send(env().uv(), passed);
        if (made.status < 0) return made.status;
        copy = std::move(made.handle);
    }
    uv_stream_t* along = copy == nullptr ? nullptr : &copy->stream;
    const int status = try_submit(
        std::make_unique<WriteRequest>(env(), callback, std::move(pieces), std::move(copy)),
        [&](uv_loop_t*, uv_write_t* uv) {
            return uv_write2(uv, stream(), buffers.data(), static_cast<unsigned>(buffers.size()),
                             along, &WriteRequest::on_done);
        });
    return status < 0 ? status : 1;
}

int StreamHandle::shutdown(v8::Local<v8::Function> callback) {
    if (!is_open()) return UV_EBADF;
    if (late_ != nullptr) late_->leave_of(*this);
    using Shutdown = StatusRequest<uv_shutdown_t>;
    auto request = std::make_unique<Shutdown>(env(), callback, "ShutdownWrap");
    // Where nothing waits to be written, the callback need not wait for the loop to come round.
    if (write_queue_size() == 0 && end_writing(descriptor()) == 0) {
        submit(std::move(request), [](uv_loop_t*, uv_shutdown_t* uv) {
            Shutdown::on_done(uv, 0);
            return 0;
        });
        return 0;
    }
    return try_submit(std::move(request), [&](uv_loop_t*, uv_shutdown_t* uv) {
        return uv_shutdown(uv, stream(), &Shutdown::on_done);
    });
}

}  // namespace plinth
