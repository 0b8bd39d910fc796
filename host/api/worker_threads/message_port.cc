// SPDX-License-Identifier: MIT
// Ports: waking, delivering, closing.

#include "host/api/worker_threads/message_port.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "host/env/async_origin.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

// Messages that one wake-up delivers; those behind them wait for the loop's next turn.
constexpr std::size_t kMostAtOnce = 1000;

}  // namespace

// A message's turn, or that of the news that the port closed. Owner: the ready queue.
class MessagePort::Delivery final : public ReadyTask {
  public:
    explicit Delivery(MessagePort& port) : link_(port.link_) { ++port.deliveries_; }

    void run(Env&) override {
        if (MessagePort* port = link_->port) {
            --port->deliveries_;
            port->deliver_one();
        }
        delete this;
    }
    void drop() override {
        if (link_->port != nullptr) --link_->port->deliveries_;
        delete this;
    }

  private:
    const std::shared_ptr<Link> link_;
};

v8::MaybeLocal<v8::Object> MessagePort::make(Env& env, v8::Local<v8::Context> context,
                                             std::unique_ptr<ChannelEnd> end) {
    MessagingHooks& hooks = env.part<MessagingHooks>();
    if (hooks.port_constructor.IsEmpty() || !env.can_call_js()) return {};
    v8::Isolate* isolate = env.isolate();
    v8::Local<v8::Value> argv[] = {v8::External::New(isolate, &end)};
    v8::Local<v8::Object> object;
    if (!hooks.port_constructor.Get(isolate)
             ->NewInstance(env.context(), 1, argv)
             .ToLocal(&object)) {
        return {};
    }
    MessagePort* port = handle_of<MessagePort>(object);
    if (port == nullptr) return {};
    if (context != env.context()) port->context_.Reset(isolate, context);
    v8::Local<v8::Value> ready[] = {object};
    if (hooks.init_port.Get(isolate)
            ->Call(env.context(), v8::Undefined(isolate), 1, ready)
            .IsEmpty()) {
        return {};
    }
    return object;
}

bool is_port(v8::Local<v8::Object> object) {
    return object->InternalFieldCount() == HandleWrap::kFields &&
           object->GetAlignedPointerFromInternalField(HandleWrap::kTagField) ==
               &handle_tag<MessagePort>;
}

PortState::PortState(Env& env, std::unique_ptr<ChannelEnd> end) : end_(std::move(end)) {
    uv_async_init(env.uv(), &uv_, &MessagePort::on_async);
    uv_unref(base());
}

MessagePort::MessagePort(Env& env, v8::Local<v8::Object> object, std::unique_ptr<ChannelEnd> end)
    : PortState(env, std::move(end)),
      HandleWrap(env, object),
      link_(std::make_shared<Link>(Link{this})) {
    uv_.data = this;
    // A hook may have closed it, or sent it away.
    if (this->end() != nullptr) end_->set_waker([this] { uv_async_send(&uv_); });
}

void MessagePort::on_async(uv_async_t* uv) {
    MessagePort& port = *static_cast<MessagePort*>(uv->data);
    if (!port.env().closed()) port.on_wake();
}

MessagePort::~MessagePort() {
    link_->port = nullptr;
}

std::unique_ptr<ChannelEnd> MessagePort::give_away() {
    end_->set_waker(nullptr);
    std::unique_ptr<ChannelEnd> end = std::move(end_);
    close();
    return end;
}

void MessagePort::start() {
    receiving_ = true;
    if (!closing_ && end_ != nullptr && end_->waiting() > 0) uv_async_send(&uv_);
}

void MessagePort::ref() {
    if (!closing_) uv_ref(base());
}

void MessagePort::unref() {
    if (!closing_) uv_unref(base());
}

void MessagePort::on_wake() {
    if (end_ == nullptr) return;
    std::size_t count = receiving_ ? end_->waiting() : (end_->next_is_close() ? 1 : 0);
    if (count > kMostAtOnce) {
        count = kMostAtOnce;
        uv_async_send(&uv_);
    }
    while (deliveries_ < count)
        env().push_ready(*new Delivery(*this));  // Owned by the ready queue.
}

bool MessagePort::deliver_one() {
    if (end_ == nullptr || (!receiving_ && !end_->next_is_close())) return false;
    const ChannelEnd::Taken taken = end_->take();
    if (!taken.any) return false;
    if (taken.parcel == nullptr) {
        close();
        return true;
    }
    Env& in = env();
    v8::Isolate* isolate = in.isolate();
    const v8::HandleScope handles(isolate);
    const v8::Local<v8::Context> context =
        context_.IsEmpty() ? in.context() : context_.Get(isolate);
    v8::Local<v8::Value> value;
    Message::Values ports;
    const char* type = "message";
    {
        v8::TryCatch caught(isolate);
        if (!static_cast<Message&>(*taken.parcel).read(in, context, &ports).ToLocal(&value)) {
            if (caught.HasTerminated() || !in.can_call_js()) return true;
            type = "messageerror";
            value = caught.HasCaught() ? caught.Exception()
                                       : v8::Exception::Error(to_string(
                                             isolate, "Unable to deserialize cloned data."));
        }
    }
    v8::Local<v8::Value> argv[] = {object(), value,
                                   v8::Array::New(isolate, ports.data(), ports.size()),
                                   to_string(isolate, type)};
    std::ignore =
        call_for(in, object(), AsyncCall::OneOfMany, in.part<MessagingHooks>().emit.Get(isolate),
                 v8::Undefined(isolate), 4, argv);
    return true;
}

void MessagePort::drain() {
    if (end_ == nullptr) return;
    const bool received = std::exchange(receiving_, true);
    const std::shared_ptr<Link> link = link_;
    for (std::size_t left = std::max(end_->waiting(), kMostAtOnce); left > 0; --left) {
        if (!deliver_one() || link->port == nullptr) break;
    }
    if (link->port != nullptr) receiving_ = received;
}

v8::MaybeLocal<v8::Value> MessagePort::take(v8::Local<v8::Context> context, bool* none) {
    *none = true;
    if (end_ == nullptr) return {};
    const ChannelEnd::Taken taken = end_->take();
    if (!taken.any) return {};
    if (taken.parcel == nullptr) {
        close();
        return {};
    }
    *none = false;
    return static_cast<Message&>(*taken.parcel).read(env(), context, nullptr);
}

void MessagePort::close() {
    if (std::exchange(closing_, true)) return;
    if (end_ != nullptr) end_->set_waker(nullptr);
    uv_close(base(),
             [](uv_handle_t* closed) { static_cast<MessagePort*>(closed->data)->tell_closed(); });
}

// Deliveries that are on their way come first: the closing queue is behind the ready queue.
void MessagePort::tell_closed() {
    class Closed final : public ReadyTask {
      public:
        explicit Closed(MessagePort& port) : port_(port) {}
        void run(Env& env) override {
            port_.end_.reset();
            v8::Isolate* isolate = env.isolate();
            v8::Local<v8::Value> argv[] = {port_.object(), v8::Undefined(isolate),
                                           v8::Undefined(isolate), to_string(isolate, "close")};
            std::ignore = call_for(env, port_.object(), AsyncCall::Last,
                                   env.part<MessagingHooks>().emit.Get(isolate),
                                   v8::Undefined(isolate), 4, argv);
            drop();
        }
        void drop() override {
            MessagePort& port = port_;
            delete this;
            port.end_of_life();
        }

      private:
        MessagePort& port_;
    };
    if (env().closed()) return end_of_life();
    env().push_closing(*new Closed(*this));  // Owned by the closing queue.
}

namespace {

MessagePort* port_of(const Info& info) {
    MessagePort* port = handle_of<MessagePort>(info[0]);
    if (port == nullptr && !(info[0]->IsObject() && is_port(info[0].As<v8::Object>()))) {
        throw_type_error(info.GetIsolate(), "ERR_INVALID_THIS", "Illegal invocation");
    }
    return port;
}

void start(const Info& info) {
    if (MessagePort* port = port_of(info)) port->start();
}

void stop(const Info& info) {
    if (MessagePort* port = port_of(info)) port->stop();
}

void ref(const Info& info) {
    if (MessagePort* port = port_of(info)) port->ref();
}

void unref(const Info& info) {
    if (MessagePort* port = port_of(info)) port->unref();
}

void has_ref(const Info& info) {
    if (MessagePort* port = port_of(info)) {
        info.GetReturnValue().Set(port->referenced());
    } else if (info[0]->IsObject() && is_port(info[0].As<v8::Object>())) {
        info.GetReturnValue().Set(false);  // Its end has come.
    }
}

void is_open(const Info& info) {
    const MessagePort* port = port_of(info);
    info.GetReturnValue().Set(port != nullptr && !port->closing());
}

void close(const Info& info) {
    if (MessagePort* port = port_of(info)) port->close();
}

void drain(const Info& info) {
    if (MessagePort* port = port_of(info)) port->drain();
}

Message::Values list_of(const Info& info, int at) {
    Message::Values list;
    if (!info[at]->IsArray()) return list;
    const v8::Local<v8::Array> array = info[at].As<v8::Array>();
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        v8::Local<v8::Value> item;
        if (array->Get(context, i).ToLocal(&item)) list.push_back(item);
    }
    return list;
}

// postMessage(port, value, transferList): false when the message took its own receiver with it.
void post_message(const Info& info) {
    Env& env = Env::from(info);
    MessagePort* port = port_of(info);
    const ChannelEnd* source = port == nullptr ? nullptr : port->end();
    const auto message = Message::write(env, env.context(), info[1], list_of(info, 2), source);
    if (message == nullptr) return;
    // Getters of the value may have closed the port: then, as when it was closed, nobody hears.
    port = handle_of<MessagePort>(info[0]);
    if (port == nullptr || port->end() == nullptr) return;
    info.GetReturnValue().Set(port->end()->channel().send(*port->end(), message));
}

// receive(port): [value], or undefined when no message waits.
void receive(const Info& info) {
    Env& env = Env::from(info);
    MessagePort* port = port_of(info);
    if (port == nullptr) return;
    bool none = true;
    v8::Local<v8::Value> value;
    if (!port->take(env.context(), &none).ToLocal(&value)) return;
    info.GetReturnValue().Set(v8::Array::New(env.isolate(), &value, 1));
}

void create_channel(const Info& info) {
    Env& env = Env::from(info);
    const auto channel = std::make_shared<Channel>(false);
    auto first = std::make_unique<ChannelEnd>(channel);
    auto second = std::make_unique<ChannelEnd>(channel);
    v8::Local<v8::Object> ports[2];
    if (!MessagePort::make(env, env.context(), std::move(first)).ToLocal(&ports[0]) ||
        !MessagePort::make(env, env.context(), std::move(second)).ToLocal(&ports[1])) {
        return;
    }
    v8::Local<v8::Value> values[] = {ports[0], ports[1]};
    info.GetReturnValue().Set(v8::Array::New(env.isolate(), values, 2));
}

void clone(const Info& info) {
    Env& env = Env::from(info);
    const auto message = Message::write(env, env.context(), info[0], list_of(info, 1));
    v8::Local<v8::Value> copy;
    if (message == nullptr || !message->read(env, env.context(), nullptr).ToLocal(&copy)) return;
    info.GetReturnValue().Set(copy);
}

void mark(const Info& info) {
    if (info[0]->IsObject())
        mark_untransferable(Env::from(info).context(), info[0].As<v8::Object>());
}

void set_hooks(const Info& info) {
    Env& env = Env::from(info);
    if (!info[0]->IsObject()) return;
    MessagingHooks& hooks = env.part<MessagingHooks>();
    const auto take = [&](const char* name, v8::Global<v8::Function>& into) {
        v8::Local<v8::Value> value;
        const v8::Local<v8::String> key = to_string(env.isolate(), name);
        if (!info[0].As<v8::Object>()->Get(env.context(), key).ToLocal(&value)) return;
        if (value->IsFunction()) into.Reset(env.isolate(), value.As<v8::Function>());
    };
    take("initPort", hooks.init_port);
    take("emit", hooks.emit);
    take("cloneError", hooks.clone_error);
    take("mustBeListed", hooks.must_be_listed);
    take("clone", hooks.clone);
    take("transfers", hooks.transfers);
    take("transfer", hooks.transfer);
    take("deserialize", hooks.deserialize);
    take("MessagePort", hooks.port_constructor);
}

void add_portable(NativeModule& module) {
    module.record_reference(reinterpret_cast<std::intptr_t>(&construct_portable));
    if (module.collecting()) return;
    const v8::Local<v8::FunctionTemplate> made =
        v8::FunctionTemplate::New(module.isolate(), &construct_portable);
    made->SetClassName(to_string(module.isolate(), "Portable"));
    made->InstanceTemplate()->SetInternalFieldCount(1);
    const v8::Local<v8::Context> context = module.context();
    module.target()
        ->Set(context, to_string(module.isolate(), "Portable"),
              made->GetFunction(context).ToLocalChecked())
        .Check();
}

}  // namespace
}  // namespace plinth::api

namespace plinth {

// Only natives make ports: they hand over the end.
template <>
void construct_handle<api::MessagePort>(const v8::FunctionCallbackInfo<v8::Value>& info) {
    if (!info.IsConstructCall() || !info[0]->IsExternal()) {
        throw_type_error(info.GetIsolate(), "ERR_CONSTRUCT_CALL_INVALID",
                         "Constructor cannot be called");
        return;
    }
    info.This()->SetAlignedPointerInInternalField(HandleWrap::kTagField,
                                                  &handle_tag<api::MessagePort>);
    auto* end = static_cast<std::unique_ptr<api::ChannelEnd>*>(info[0].As<v8::External>()->Value());
    new api::MessagePort(Env::from(info), info.This(), std::move(*end));  // Owned by the ledger.
}

namespace api {

void add_message_ports(NativeModule& module) {
    module.handle<MessagePort>("MessagePort");
    module.raw("createChannel", &create_channel)
        .raw("postMessage", &post_message)
        .raw("receive", &receive)
        .raw("start", &start)
        .raw("stop", &stop)
        .raw("ref", &ref)
        .raw("unref", &unref)
        .raw("hasRef", &has_ref)
        .raw("isOpen", &is_open)
        .raw("close", &close)
        .raw("drain", &drain)
        .raw("structuredClone", &clone)
        .raw("markAsUntransferable", &mark)
        .raw("setHooks", &set_hooks);
    add_portable(module);
}

}  // namespace api
}  // namespace plinth
