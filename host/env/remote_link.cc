// SPDX-License-Identifier: MIT
// Copies out, promises in, and who still needs which number.

#include "host/env/remote_link.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "host/env/errors.h"

namespace plinth {
namespace {

// The game copies it into its own memory, where a plugin's heap limit does not reach.
constexpr std::size_t kLargestCall = std::size_t{16} << 20;

// How deep in its arguments a function is found.
constexpr int kDeepestFunction = 16;

bool is_plain(v8::Local<v8::Context> context, v8::Local<v8::Object> object) {
    if (object->IsProxy() || object->IsArray()) return false;
    const v8::Local<v8::Value> prototype = object->GetPrototype();
    return prototype->IsNull() ||
           prototype == v8::Object::New(context->GetIsolate())->GetPrototype();
}

}  // namespace

void RemoteLink::connect(RemotePort& port) {
    port_ = &port;
    v8::Isolate* isolate = env_.isolate();
    const v8::Isolate::Scope entered(isolate);
    const v8::HandleScope handles(isolate);
    const v8::Local<v8::ObjectTemplate> made = v8::ObjectTemplate::New(isolate);
    made->SetInternalFieldCount(kFields);
    template_.Reset(isolate, made);
    function_key_.Reset(isolate, v8::Private::New(isolate));
}

v8::MaybeLocal<v8::Value> RemoteLink::shape() {
    return deserialize(env_.context(), port_->description().shape);
}

v8::MaybeLocal<v8::Value> RemoteLink::constants() {
    return deserialize(env_.context(), port_->description().values, this);
}

void RemoteLink::define_class(std::size_t index, v8::Local<v8::Object> prototype) {
    if (prototypes_.size() <= index) prototypes_.resize(index + 1);
    prototypes_[index].Reset(env_.isolate(), prototype);
}

v8::MaybeLocal<v8::Value> RemoteLink::call(std::uint32_t member, v8::Local<v8::Value> receiver,
                                           v8::Local<v8::Array> arguments) {
    std::int64_t number = 0;
    if (receiver->IsObject()) {
        const v8::Local<v8::Object> object = receiver.As<v8::Object>();
        if (object->InternalFieldCount() == kFields &&
            object->GetAlignedPointerFromInternalField(kTagField) == &tag) {
            number = static_cast<std::int64_t>(
                object->GetInternalField(kNumberField).As<v8::Number>()->Value());
        }
    }
    return call_object(member, number, arguments);
}

v8::MaybeLocal<v8::Value> RemoteLink::call_object(std::uint32_t member, std::int64_t number,
                                                  v8::Local<v8::Array> arguments) {
    v8::Local<v8::Promise::Resolver> resolver;
    if (!send(RemoteCall::Kind::Call, member, number, arguments) ||
        !v8::Promise::Resolver::New(env_.context()).ToLocal(&resolver)) {
        return {};
    }
    promises_[last_call_].Reset(env_.isolate(), resolver);
    return resolver->GetPromise().As<v8::Value>();
}

v8::MaybeLocal<v8::Value> RemoteLink::direct(std::size_t index) {
    const auto& functions = port_->description().direct;
    if (index >= functions.size()) return {};
    v8::Local<v8::Function> function;
    if (!js::detail::make_function(env_.context(), *functions[index]).ToLocal(&function)) return {};
    return function.As<v8::Value>();
}

// A function of the game that a binding returned. What cannot be copied is a rejection.
void RemoteLink::call_given(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* const isolate = info.GetIsolate();
    auto& link = Env::from(info).part<RemoteLink>();
    std::vector<v8::Local<v8::Value>> arguments;
    for (int i = 0; i < info.Length(); ++i)
        arguments.push_back(info[i]);
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    v8::TryCatch caught(isolate);
    v8::Local<v8::Value> promise;
    if (link.call_object(kGivenFunction,
                         static_cast<std::int64_t>(info.Data().As<v8::Number>()->Value()),
                         v8::Array::New(isolate, arguments.data(), arguments.size()))
            .ToLocal(&promise)) {
        info.GetReturnValue().Set(promise);
        return;
    }
    v8::Local<v8::Promise::Resolver> resolver;
    if (!caught.HasCaught() || caught.HasTerminated() ||
        !v8::Promise::Resolver::New(context).ToLocal(&resolver)) {
        caught.ReThrow();
        return;
    }
    std::ignore = resolver->Reject(context, caught.Exception());
    info.GetReturnValue().Set(resolver->GetPromise());
}

v8::MaybeLocal<v8::Value> RemoteLink::construct(std::uint32_t member,
                                                v8::Local<v8::Array> arguments,
                                                v8::Local<v8::Object> prototype) {
    v8::Local<v8::Object> object;
    const std::int64_t number = last_made_ - 1;
    if (!make_native(RemoteMark::Object, static_cast<double>(number)).ToLocal(&object) ||
        !object->SetPrototype(env_.context(), prototype).FromMaybe(false) ||
        !send(RemoteCall::Kind::Construct, member, number, arguments)) {
        return {};
    }
    last_made_ = number;
    remember(object, number);
    return object.As<v8::Value>();
}

bool RemoteLink::send(RemoteCall::Kind kind, std::uint32_t member, std::int64_t object,
                      v8::Local<v8::Array> arguments) {
    v8::Isolate* isolate = env_.isolate();
    release_collected();
    if (!port_->accepts_calls()) {
        Error error;
        error.code = "ERR_TOO_MANY_CALLS";
        error.message = "too many calls wait for the game; await some of them first";
        throw_error(isolate, error);
        return false;
    }
    RemoteCall call;
    std::optional<Serialized> bytes = copy(arguments);
    if (!bytes) return false;
    if (bytes->size() > kLargestCall) {
        throw_range_error(isolate, "ERR_OUT_OF_RANGE",
                          "the arguments of a call to the game take " +
                              std::to_string(bytes->size()) + " bytes; 16 MiB are the most");
        return false;
    }
    for (const std::uint64_t function : std::exchange(written_functions_, {}))
        ++functions_[function].sent;
    call.kind = kind;
    call.member = member;
    call.id = ++last_call_;
    call.object = object;
    call.arguments = std::move(*bytes);
    port_->send(std::move(call));
    return true;
}

// Functions nested in arguments are rare: they are looked for when a copy failed.
std::optional<Serialized> RemoteLink::copy(v8::Local<v8::Array> arguments) {
    const v8::Local<v8::Context> context = env_.context();
    for (std::uint32_t i = 0; i < arguments->Length(); ++i) {
        v8::Local<v8::Value> argument;
        v8::Local<v8::Object> stand_in;
        if (!arguments->Get(context, i).ToLocal(&argument)) return std::nullopt;
        if (!argument->IsFunction()) continue;
        const auto number = static_cast<double>(number_of(argument.As<v8::Function>()));
        if (!make_native(RemoteMark::Function, number).ToLocal(&stand_in) ||
            !arguments->Set(context, i, stand_in).FromMaybe(false)) {
            return std::nullopt;
        }
    }
    v8::TryCatch caught(env_.isolate());
    written_functions_.clear();
    if (auto bytes = serialize(context, arguments, this)) return bytes;
    if (caught.HasTerminated()) return std::nullopt;
    const v8::Local<v8::Value> first = caught.Exception();
    caught.Reset();
    v8::Local<v8::Value> prepared;
    if (!without_functions(arguments, 0).ToLocal(&prepared)) {
        if (!caught.HasTerminated()) caught.ReThrow();
        return std::nullopt;
    }
    written_functions_.clear();
    if (prepared != arguments) {
        if (auto bytes = serialize(context, prepared, this)) return bytes;
        if (!caught.HasTerminated()) caught.ReThrow();
        return std::nullopt;
    }
    caught.Reset();
    env_.isolate()->ThrowException(first);
    caught.ReThrow();
    return std::nullopt;
}

// The value, or a copy of arrays and plain objects in which functions are stand-ins.
v8::MaybeLocal<v8::Value> RemoteLink::without_functions(v8::Local<v8::Value> value, int depth) {
    const v8::Local<v8::Context> context = env_.context();
    if (value->IsFunction()) {
        v8::Local<v8::Object> stand_in;
        const auto number = static_cast<double>(number_of(value.As<v8::Function>()));
        if (!make_native(RemoteMark::Function, number).ToLocal(&stand_in)) return {};
        return stand_in.As<v8::Value>();
    }
    if (!value->IsObject() || depth > kDeepestFunction) return value;
    const v8::Local<v8::Object> object = value.As<v8::Object>();
    if (!value->IsArray() && !is_plain(context, object)) return value;
    v8::Local<v8::Array> keys;
    if (!object->GetOwnPropertyNames(context).ToLocal(&keys)) return {};
    v8::Local<v8::Object> changed;
    for (std::uint32_t i = 0; i < keys->Length(); ++i) {
        v8::Local<v8::Value> key;
        v8::Local<v8::Value> item;
        v8::Local<v8::Value> prepared;
        if (!keys->Get(context, i).ToLocal(&key) || !object->Get(context, key).ToLocal(&item) ||
            !without_functions(item, depth + 1).ToLocal(&prepared)) {
            return {};
        }
        if (prepared == item) continue;
        if (changed.IsEmpty()) {
            changed = value->IsArray() ? v8::Array::New(env_.isolate()).As<v8::Object>()
                                       : v8::Object::New(env_.isolate());
            for (std::uint32_t j = 0; j < keys->Length(); ++j) {
                v8::Local<v8::Value> other;
                v8::Local<v8::Value> kept;
                if (!keys->Get(context, j).ToLocal(&other) ||
                    !object->Get(context, other).ToLocal(&kept) ||
                    !changed->Set(context, other, kept).FromMaybe(false)) {
                    return {};
                }
            }
        }
        if (!changed->Set(context, key, prepared).FromMaybe(false)) return {};
    }
    return changed.IsEmpty() ? value : changed.As<v8::Value>();
}

// The same function has the same number for as long as the game needs it.
std::uint64_t RemoteLink::number_of(v8::Local<v8::Function> function) {
    const v8::Local<v8::Context> context = env_.context();
    const v8::Local<v8::Private> key = function_key_.Get(env_.isolate());
    v8::Local<v8::Value> known;
    if (function->GetPrivate(context, key).ToLocal(&known) && known->IsNumber()) {
        const auto number = static_cast<std::uint64_t>(known.As<v8::Number>()->Value());
        if (functions_.contains(number)) return number;
    }
    const std::uint64_t number = ++last_function_;
    functions_[number].function.Reset(env_.isolate(), function);
    std::ignore = function->SetPrivate(
        context, key, v8::Number::New(env_.isolate(), static_cast<double>(number)));
    return number;
}

v8::MaybeLocal<v8::Object> RemoteLink::make_native(RemoteMark mark, double number) {
    v8::Isolate* isolate = env_.isolate();
    v8::Local<v8::Object> object;
    if (!template_.Get(isolate)->NewInstance(env_.context()).ToLocal(&object)) return {};
    object->SetAlignedPointerInInternalField(kTagField, &tag);
    object->SetInternalField(kMarkField, v8::Integer::New(isolate, static_cast<int>(mark)));
    object->SetInternalField(kNumberField, v8::Number::New(isolate, number));
    return object;
}

void RemoteLink::remember(v8::Local<v8::Object> object, std::int64_t number) {
    StandIn& known = stand_ins_[number];
    known.link = this;
    known.number = number;
    ++known.received;
    known.object.Reset(env_.isolate(), object);
    known.object.SetWeak(&known, &RemoteLink::on_collected, v8::WeakCallbackType::kParameter);
}

// Inside the garbage collector: no V8 call but Reset().
void RemoteLink::on_collected(const v8::WeakCallbackInfo<StandIn>& info) {
    StandIn* known = info.GetParameter();
    known->object.Reset();
    known->link->collected_.push_back(known->number);
}

void RemoteLink::release_collected() {
    if (collected_.empty()) return;
    for (const std::int64_t number : std::exchange(collected_, {})) {
        const auto found = stand_ins_.find(number);
        // It may have come again meanwhile.
        if (found == stand_ins_.end() || !found->second.object.IsEmpty()) continue;
        RemoteCall release;
        release.kind = RemoteCall::Kind::Release;
        release.object = number;
        release.count = found->second.received;
        stand_ins_.erase(found);
        port_->send(std::move(release));
    }
}

bool RemoteLink::write(v8::Local<v8::Object> object, v8::ValueSerializer& to) {
    if (object->InternalFieldCount() != kFields ||
        object->GetAlignedPointerFromInternalField(kTagField) != &tag) {
        return false;
    }
    const std::uint32_t mark = object->GetInternalField(kMarkField).As<v8::Uint32>()->Value();
    const double number = object->GetInternalField(kNumberField).As<v8::Number>()->Value();
    to.WriteUint32(mark);
    to.WriteUint64(static_cast<std::uint64_t>(static_cast<std::int64_t>(number)));
    if (mark == static_cast<std::uint32_t>(RemoteMark::Function))
        written_functions_.push_back(static_cast<std::uint64_t>(number));
    return true;
}

v8::MaybeLocal<v8::Object> RemoteLink::read(v8::ValueDeserializer& from) {
    v8::Isolate* isolate = env_.isolate();
    std::uint32_t mark = 0;
    std::uint64_t number = 0;
    std::uint32_t index = 0;
    if (!from.ReadUint32(&mark) || !from.ReadUint64(&number) || !from.ReadUint32(&index)) {
        throw_unreadable(isolate);
        return {};
    }
    if (mark == static_cast<std::uint32_t>(RemoteMark::Function)) {
        const auto found = functions_.find(number);
        if (found != functions_.end()) return found->second.function.Get(isolate).As<v8::Object>();
        throw_unreadable(isolate);
        return {};
    }
    const auto signed_number = static_cast<std::int64_t>(number);
    const auto known = stand_ins_.find(signed_number);
    if (known != stand_ins_.end() && !known->second.object.IsEmpty()) {
        ++known->second.received;
        return known->second.object.Get(isolate);
    }
    v8::Local<v8::Object> object;
    if (mark == static_cast<std::uint32_t>(RemoteMark::Given)) {
        v8::Local<v8::Function> function;
        if (!v8::Function::New(env_.context(), &RemoteLink::call_given,
                               v8::Number::New(isolate, static_cast<double>(signed_number)), 0,
                               v8::ConstructorBehavior::kThrow)
                 .ToLocal(&function)) {
            return {};
        }
        remember(function, signed_number);
        return function.As<v8::Object>();
    }
    if (!make_native(RemoteMark::Object, static_cast<double>(signed_number)).ToLocal(&object))
        return {};
    if (index < prototypes_.size() && !prototypes_[index].IsEmpty()) {
        std::ignore = object->SetPrototype(env_.context(), prototypes_[index].Get(isolate));
    }
    remember(object, signed_number);
    return object;
}

void RemoteLink::settle(const RemoteAnswer& answer) {
    const auto found = promises_.find(answer.id);
    if (found == promises_.end()) return;  // Of a constructor.
    v8::Isolate* isolate = env_.isolate();
    const v8::Local<v8::Context> context = env_.context();
    const v8::Local<v8::Promise::Resolver> resolver = found->second.Get(isolate);
    promises_.erase(found);
    env_.count_callback();
    v8::Local<v8::Value> value = v8::Undefined(isolate);
    bool threw = answer.threw;
    if (!answer.value.empty()) {
        v8::TryCatch caught(isolate);
        if (!deserialize(context, answer.value, this).ToLocal(&value)) {
            if (!caught.HasCaught() || caught.HasTerminated()) return;
            threw = true;
            value = caught.Exception();
        }
    }
    if (threw && value->IsUndefined() && answer.value.empty())
        value = v8::Exception::Error(to_string(isolate, "the host has no memory for this call"));
    if (!threw) {
        std::ignore = resolver->Resolve(context, value);
        return;
    }
    if (!answer.code.empty() && value->IsObject()) {
        std::ignore = value.As<v8::Object>()->CreateDataProperty(
            context, to_string(isolate, "code"), to_string(isolate, answer.code));
    }
    std::ignore = resolver->Reject(context, value);
}

void RemoteLink::take(const RemoteEvent& event) {
    const auto found = functions_.find(event.function);
    if (event.kind == RemoteEvent::Kind::Release) {
        if (found != functions_.end()) drop(found, event.count);
        return;
    }
    v8::Isolate* isolate = env_.isolate();
    const v8::Local<v8::Context> context = env_.context();
    v8::Local<v8::Value> value;
    {
        const v8::TryCatch unreadable(isolate);
        if (!deserialize(context, event.values, this).ToLocal(&value)) return;
    }
    if (event.kind == RemoteEvent::Kind::Throw)
        return env_.report(value, v8::Exception::CreateMessage(isolate, value));
    if (found == functions_.end() || !value->IsArray()) return;
    const v8::Local<v8::Array> array = value.As<v8::Array>();
    std::vector<v8::Local<v8::Value>> arguments(array->Length());
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        if (!array->Get(context, i).ToLocal(&arguments[i])) return;
    }
    std::ignore = env_.gate().call(found->second.function.Get(isolate), v8::Undefined(isolate),
                                   static_cast<int>(arguments.size()), arguments.data());
}

void RemoteLink::drop(std::unordered_map<std::uint64_t, KeptFunction>::iterator function,
                      std::uint32_t count) {
    KeptFunction& kept = function->second;
    kept.sent -= std::min(kept.sent, count);
    if (kept.sent == 0) functions_.erase(function);
}

}  // namespace plinth
