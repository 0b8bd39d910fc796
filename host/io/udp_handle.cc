// SPDX-License-Identifier: MIT
// UDP by libuv. Several datagrams are read with one system call, and copied: most are small.

#include "host/io/udp_handle.h"

#include <cstring>
#include <memory>
#include <tuple>
#include <utility>

#include "host/env/async_origin.h"
#include "host/env/errors.h"
#include "host/io/status_request.h"

namespace plinth {
namespace {

// libuv reads as many datagrams at once as there are pieces of 64 KiB.
constexpr std::size_t kOneDatagram = std::size_t{1} << 16;
constexpr std::size_t kReadSize = 8 * kOneDatagram;

char* shared_memory() {
    thread_local std::unique_ptr<char[]> memory(new char[kReadSize]);
    return memory.get();
}

/// Keeps the bytes until they have left.
class SendRequest final : public StatusRequest<uv_udp_send_t> {
  public:
    SendRequest(Env& env, v8::Local<v8::Function> callback, std::vector<HeldBytes> pieces)
        : StatusRequest(env, callback, "SendWrap"), pieces_(std::move(pieces)) {}

  private:
    std::vector<HeldBytes> pieces_;
};

}  // namespace

// A datagram, or a failure. Owner: the ready queue.
class UdpHandle::Message final : public ReadyTask {
  public:
    Message(UdpHandle& socket, int status, std::optional<OwnedBytes> bytes,
            const std::optional<Address>& from)
        : socket_(socket),
          status_(status),
          bytes_(std::move(bytes)),
          waiting_(bytes_ ? bytes_->size() : 0),
          from_(from) {}

    void run(Env& env) override {
        if (socket_.closed_ || !socket_.receives_) return drop();
        v8::Isolate* isolate = env.isolate();
        v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, status_), v8::Undefined(isolate),
                                       v8::Undefined(isolate), v8::Undefined(isolate)};
        if (bytes_) argv[1] = make_array_buffer(env, std::move(*bytes_));
        if (from_) {
            argv[2] = to_string(isolate, from_->host());
            argv[3] = v8::Integer::New(isolate, from_->port());
        }
        std::ignore = call_for(env, socket_.object(), AsyncCall::OneOfMany,
                               socket_.onmessage_.Get(isolate), socket_.object(), 4, argv);
        if (socket_.is_shared_) socket_.go_on();
        drop();
    }
    void drop() override {
        UdpHandle& socket = socket_;
        delete this;
        socket.event_over();
    }
    std::size_t waiting_bytes() const override { return waiting_; }

  private:
    UdpHandle& socket_;
    const int status_;
    std::optional<OwnedBytes> bytes_;
    const std::size_t waiting_;
    const std::optional<Address> from_;
};

// Owner: the closing queue.
class UdpHandle::Closed final : public ReadyTask {
  public:
    Closed(UdpHandle& socket, v8::Local<v8::Value> callback) : socket_(socket) {
        if (!callback->IsFunction()) return;
        callback_.Reset(socket.env().isolate(), callback.As<v8::Function>());
    }
    void run(Env& env) override {
        if (!callback_.IsEmpty()) {
            std::ignore = call_for(env, socket_.object(), AsyncCall::OneOfMany,
                                   callback_.Get(env.isolate()), socket_.object(), 0, nullptr);
        }
        drop();
    }
    void drop() override {
        UdpHandle& socket = socket_;
        delete this;
        socket.event_over();
    }

  private:
    UdpHandle& socket_;
    v8::Global<v8::Function> callback_;
};

UdpHandle::UdpHandle(Env& env, v8::Local<v8::Object> object) : HandleWrap(env, object) {
    MadeUv made = make_uv([&](uv_any_handle* any) {
        return uv_udp_init_ex(env.uv(), &any->udp, AF_UNSPEC | UV_UDP_RECVMMSG);
    });
    uv_ = std::move(made.handle);
    if (is_open()) uv_->handle.data = this;
}

UdpHandle::~UdpHandle() {
    source().unlink();
}

UdpHandle::Outcome UdpHandle::open(int descriptor) {
    const std::string resource = "fd:" + std::to_string(descriptor);
    if (const auto denied = env().denied(Permission::NetListen, resource)) return *denied;
    return is_open() ? uv_udp_open(uv(), descriptor) : UV_EBADF;
}

UdpHandle::Outcome UdpHandle::bind(const Address& address, unsigned flags) {
    if (const auto denied = env().denied(Permission::NetListen, address.resource())) {
        return *denied;
    }
    return is_open() ? uv_udp_bind(uv(), address.system(), flags) : UV_EBADF;
}

int UdpHandle::bind_to_send(int family) {
    if (!is_open()) return UV_EBADF;
    only_sends_ = true;
    const auto any = Address::parse(family == 6 ? "::" : "0.0.0.0", 0);
    return uv_udp_bind(uv(), any->system(), 0);
}

UdpHandle::Outcome UdpHandle::adopt(OwnedUv handle) {
    if (!is_open() || receives_) return UV_EBADF;
    int status = 0;
    const std::optional<Address> own = find_address(
        [&](sockaddr* to, int* size) { return uv_udp_getsockname(&handle->udp, to, size); },
        status);
    if (!own) return status;
    if (const auto denied = env().denied(Permission::NetListen, own->resource())) return *denied;
    const bool referenced = uv_has_ref(base()) != 0;
    uv_ = std::move(handle);
    uv_->handle.data = this;
    is_shared_ = true;
    if (!referenced) uv_unref(base());
    return 0;
}

UdpHandle::Outcome UdpHandle::connect(const Address& address) {
    if (const auto denied = env().denied(Permission::NetConnect, address.resource())) {
        return *denied;
    }
    return is_open() ? uv_udp_connect(uv(), address.system()) : UV_EBADF;
}

UdpHandle::Outcome UdpHandle::send(std::vector<HeldBytes> pieces, const std::optional<Address>& to,
                                   v8::Local<v8::Function> callback) {
    if (!is_open()) return UV_EBADF;
    if (to) {
        if (const auto denied = env().denied(Permission::NetConnect, to->resource())) {
            return *denied;
        }
    }
    std::vector<uv_buf_t> buffers;
    for (HeldBytes& piece : pieces) {
        const std::span<std::uint8_t> bytes = piece.span();
        buffers.push_back(uv_buf_init(reinterpret_cast<char*>(bytes.data()),
                                      static_cast<unsigned>(bytes.size())));
    }
    const auto count = static_cast<unsigned>(buffers.size());
    const sockaddr* address = to ? to->system() : nullptr;
    const int sent = uv_udp_try_send(uv(), buffers.data(), count, address);
    if (sent >= 0) return 0;
    if (sent != UV_EAGAIN && sent != UV_ENOSYS) return sent;
    const int status = try_submit(std::make_unique<SendRequest>(env(), callback, std::move(pieces)),
                                  [&](uv_loop_t*, uv_udp_send_t* request) {
                                      return uv_udp_send(request, uv(), buffers.data(), count,
                                                         address, &SendRequest::on_done);
                                  });
    return status < 0 ? status : 1;
}

int UdpHandle::start_receiving(v8::Local<v8::Function> onmessage) {
    if (!is_open()) return UV_EBADF;
    onmessage_.Reset(env().isolate(), onmessage);
    receives_ = true;
    return receive();
}

int UdpHandle::receive() {
    if (env().backlog().full()) {
        env().backlog().park(*this);
        return 0;
    }
    drained_ = false;
    const int status = uv_udp_recv_start(uv(), &on_alloc, &on_receive);
    return status == UV_EALREADY ? 0 : status;
}

int UdpHandle::stop_receiving() {
    receives_ = false;
    source().unlink();
    return is_open() ? uv_udp_recv_stop(uv()) : UV_EBADF;
}

void UdpHandle::go_on() {
    if (!env().closed() && is_open() && receives_) receive();
}

void UdpHandle::on_alloc(uv_handle_t* uv, std::size_t, uv_buf_t* buffer) {
    UdpHandle& self = *static_cast<UdpHandle*>(uv->data);
    const std::size_t size = self.is_shared_ ? kOneDatagram : kReadSize;
    // Without memory libuv does not ask the system once more whether there is nothing left.
    *buffer = self.drained_ || self.env().backlog().full()
                  ? uv_buf_init(nullptr, 0)
                  : uv_buf_init(shared_memory(), static_cast<unsigned>(size));
}

void UdpHandle::on_receive(uv_udp_t* uv, ssize_t size, const uv_buf_t* buffer, const sockaddr* from,
                           unsigned flags) {
    UdpHandle& self = *static_cast<UdpHandle*>(uv->data);
    if ((flags & UV_UDP_MMSG_FREE) != 0) {
        const std::size_t batch = std::exchange(self.batch_, 0);
        self.drained_ = !self.is_shared_ && batch < kReadSize / kOneDatagram;
        return;
    }
    if (size == UV_ENOBUFS) {
        if (std::exchange(self.drained_, false)) return;
        uv_udp_recv_stop(uv);
        self.env().backlog().park(self);
        return;
    }
    if (size < 0) return self.push(static_cast<int>(size), std::nullopt, std::nullopt);
    if (from == nullptr) return;  // There is nothing more.
    ++self.batch_;
    const Address sender = Address::from(from);
    if (self.only_sends_ && self.env().denied(Permission::NetConnect, sender.resource())) return;
    std::optional<OwnedBytes> bytes =
        OwnedBytes::allocate(self.env(), static_cast<std::size_t>(size));
    if (!bytes) return;  // A datagram may get lost.
    // What this one has read when it is closed, nobody else gets.
    if (self.is_shared_) uv_udp_recv_stop(uv);
    if (size > 0) std::memcpy(bytes->data(), buffer->base, static_cast<std::size_t>(size));
    self.push(static_cast<int>(size), std::move(bytes), sender);
}

void UdpHandle::push(int status, std::optional<OwnedBytes> bytes,
                     const std::optional<Address>& from) {
    ++events_;
    env().push_ready(*new Message(*this, status, std::move(bytes), from));
}

void UdpHandle::close_with(v8::Local<v8::Value> callback) {
    if (closed_) return;
    ++events_;
    env().push_closing(*new Closed(*this, callback));
    close();
}

void UdpHandle::close() {
    if (closed_) return;
    closed_ = true;
    source().unlink();
    onmessage_.Reset();
    if (uv_ != nullptr) {
        uv_closing_ = true;
        uv_close(&uv_.release()->handle, [](uv_handle_t* closed) {
            UdpHandle& self = *static_cast<UdpHandle*>(closed->data);
            delete reinterpret_cast<uv_any_handle*>(closed);
            self.uv_closing_ = false;
            self.end_if_over();
        });
    }
    end_if_over();
}

void UdpHandle::event_over() {
    --events_;
    end_if_over();
}

void UdpHandle::end_if_over() {
    if (closed_ && !uv_closing_ && events_ == 0) end_of_life();
}

}  // namespace plinth
