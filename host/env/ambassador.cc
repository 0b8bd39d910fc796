// SPDX-License-Identifier: MIT
// Modules described, calls executed, answers and events written. Names and numbers are the plugin's
// as much as ours: what it lets go of is let go here, too.

#include "host/env/ambassador.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "bindings/module.h"
#include "bindings/object.h"
#include "bindings/threads.h"
#include "host/env/errors.h"

namespace plinth {
namespace {

// Copies of arguments and results come and go; what stays is small. It bounds mistakes only.
constexpr std::size_t kEmbassyHeapBytes = std::size_t{1} << 30;

// What V8 is told that a function of a plugin costs, so that it looks for those that nobody holds.
constexpr std::int64_t kProxyBytes = 4096;

// The kinds of members, as host/api/plinth/remote.js reads them.
enum class MemberKind { Value, Function, Class, Property, Namespace, Direct };

constexpr std::uint32_t kNoClass = ~std::uint32_t{0};

// A stand-in for a function in a copy.
constexpr int kTagField = 0;
constexpr int kNumberField = 1;
constexpr int kMarkField = 2;
constexpr int kStandInFields = 3;
alignas(8) char function_tag = 0;

// How deep in a result a function is found.
constexpr int kDeepestFunction = 16;

EngineOptions embassy_options(const StartupSnapshot& snapshot) {
    EngineOptions options;
    options.snapshot = snapshot;
    options.heap_limit_bytes = kEmbassyHeapBytes;
    return options;
}

std::string text_property(v8::Local<v8::Context> context, v8::Local<v8::Value> of,
                          const char* name) {
    v8::Local<v8::Value> value;
    v8::Isolate* isolate = context->GetIsolate();
    if (!of->IsObject() ||
        !of.As<v8::Object>()->Get(context, to_string(isolate, name)).ToLocal(&value) ||
        !value->IsString()) {
        return {};
    }
    return to_utf8(isolate, value);
}

}  // namespace

Embassy::Embassy(const StartupSnapshot& snapshot) : engine_(embassy_options(snapshot)) {}

class Ambassador::Scope {
  public:
    explicit Scope(Ambassador& of)
        : isolate_(of.isolate()), handles_(of.isolate()), context_(of.context()) {}

  private:
    v8::Isolate::Scope isolate_;
    v8::HandleScope handles_;
    v8::Context::Scope context_;
};

// Walks the modules. What JavaScript they are made of is ours and the bindings': no getter runs.
class Ambassador::Shape {
  public:
    explicit Shape(Ambassador& of)
        : of_(of),
          isolate_(of.isolate()),
          context_(of.context()),
          classes_(v8::Array::New(isolate_)),
          constants_(v8::Array::New(isolate_)) {}

    v8::Local<v8::Array> members_of(v8::Local<v8::Object> target) {
        const v8::Local<v8::Array> members = v8::Array::New(isolate_);
        v8::Local<v8::Array> names;
        const auto filter = static_cast<v8::PropertyFilter>(v8::SKIP_SYMBOLS);
        if (!target->GetOwnPropertyNames(context_, filter, v8::KeyConversionMode::kConvertToString)
                 .ToLocal(&names)) {
            return members;
        }
        for (std::uint32_t i = 0; i < names->Length(); ++i) {
            v8::Local<v8::Value> name;
            if (!names->Get(context_, i).ToLocal(&name) || is_of_functions(target, name)) continue;
            const v8::Local<v8::Value> member = describe(target, name.As<v8::Name>());
            if (!member.IsEmpty()) push(members, member);
        }
        return members;
    }
    v8::Local<v8::Array> array(std::initializer_list<v8::Local<v8::Value>> items) {
        std::vector<v8::Local<v8::Value>> all(items);
        return v8::Array::New(isolate_, all.data(), all.size());
    }
    void push(v8::Local<v8::Array> to, v8::Local<v8::Value> item) {
        to->CreateDataProperty(context_, to->Length(), item).Check();
    }
    v8::Local<v8::Array> classes() const { return classes_; }
    v8::Local<v8::Array> constants() const { return constants_; }

  private:
    // What every function has, and what every prototype has.
    bool is_of_functions(v8::Local<v8::Object> target, v8::Local<v8::Value> name) const {
        const std::string text = to_utf8(isolate_, name);
        if (!target->IsFunction()) return text == "constructor";
        constexpr std::array<std::string_view, 5> kNames = {"length", "name", "prototype",
                                                            "arguments", "caller"};
        return std::find(kNames.begin(), kNames.end(), text) != kNames.end();
    }

    v8::Local<v8::Value> describe(v8::Local<v8::Object> target, v8::Local<v8::Name> name) {
        v8::Local<v8::Value> found;
        if (!target->GetOwnPropertyDescriptor(context_, name).ToLocal(&found) ||
            !found->IsObject()) {
            return {};
        }
        const v8::Local<v8::Object> descriptor = found.As<v8::Object>();
        const v8::Local<v8::Value> getter = part(descriptor, "get");
        const v8::Local<v8::Value> setter = part(descriptor, "set");
        if (getter->IsFunction() || setter->IsFunction())
            return array({kind(MemberKind::Property), name, member(getter), member(setter)});
        const v8::Local<v8::Value> value = part(descriptor, "value");
        if (value->IsFunction()) {
            const v8::Local<v8::Function> function = value.As<v8::Function>();
            if (prototype_of(function).IsEmpty()) {
                if (auto direct = of_.part<js::detail::ThreadMarks>().find(function)) {
                    of_.direct_.push_back(std::move(direct));
                    return array(
                        {kind(MemberKind::Direct), name,
                         v8::Integer::New(isolate_, static_cast<int>(of_.direct_.size()) - 1)});
                }
                return array(
                    {kind(MemberKind::Function), name, member(function), part(function, "length")});
            }
            return array({kind(MemberKind::Class), name,
                          v8::Integer::NewFromUnsigned(isolate_, class_of(function))});
        }
        if (value->IsObject() && holds_functions(value.As<v8::Object>())) {
            return array({kind(MemberKind::Namespace), name, members_of(value.As<v8::Object>())});
        }
        v8::TryCatch not_copied(isolate_);
        const bool is_copied = serialize(context_, value, &of_).has_value();
        of_.written_.clear();
        if (!is_copied) return {};
        push(constants_, value);
        return array({kind(MemberKind::Value), name,
                      v8::Integer::NewFromUnsigned(isolate_, constants_->Length() - 1)});
    }

    std::uint32_t class_of(v8::Local<v8::Function> constructor) {
        const v8::Local<v8::Object> prototype = prototype_of(constructor);
        if (const std::uint32_t known = of_.class_index(prototype); known != kNoClass) return known;
        int base = -1;
        const v8::Local<v8::Value> above = prototype->GetPrototype();
        if (above->IsObject()) {
            const v8::Local<v8::Value> of_base = part(above.As<v8::Object>(), "constructor");
            // Object's own prototype has none above.
            if (!above.As<v8::Object>()->GetPrototype()->IsNull() && of_base->IsFunction())
                base = static_cast<int>(class_of(of_base.As<v8::Function>()));
        }
        const std::uint32_t index = classes_->Length();
        const v8::Local<v8::Array> described =
            array({constructor->GetName(), v8::Integer::New(isolate_, base), member(constructor),
                   part(constructor, "length")});
        push(classes_, described);
        prototype
            ->SetPrivate(context_, of_.class_key_.Get(isolate_),
                         v8::Integer::NewFromUnsigned(isolate_, index))
            .Check();
        push(described, members_of(prototype));
        push(described, members_of(constructor));
        return index;
    }

    v8::Local<v8::Object> prototype_of(v8::Local<v8::Function> function) {
        const v8::Local<v8::String> name = to_string(isolate_, "prototype");
        if (!function->HasOwnProperty(context_, name).FromMaybe(false)) return {};
        const v8::Local<v8::Value> prototype = part(function, "prototype");
        return prototype->IsObject() ? prototype.As<v8::Object>() : v8::Local<v8::Object>();
    }

    bool holds_functions(v8::Local<v8::Object> object) {
        if (object->InternalFieldCount() > 0 || object->IsArray() || object->IsProxy())
            return false;
        v8::Local<v8::Array> names;
        if (!object->GetOwnPropertyNames(context_).ToLocal(&names)) return false;
        for (std::uint32_t i = 0; i < names->Length(); ++i) {
            v8::Local<v8::Value> name;
            v8::Local<v8::Value> value;
            if (names->Get(context_, i).ToLocal(&name) &&
                object->Get(context_, name).ToLocal(&value) && value->IsFunction()) {
                return true;
            }
        }
        return false;
    }

    v8::Local<v8::Value> part(v8::Local<v8::Object> object, const char* name) {
        v8::Local<v8::Value> value;
        if (object->Get(context_, to_string(isolate_, name)).ToLocal(&value)) return value;
        return v8::Undefined(isolate_);
    }

    v8::Local<v8::Value> kind(MemberKind kind) {
        return v8::Integer::New(isolate_, static_cast<int>(kind));
    }

    v8::Local<v8::Value> member(v8::Local<v8::Value> function) {
        if (!function->IsFunction()) return v8::Integer::New(isolate_, -1);
        of_.members_.emplace_back(isolate_, function.As<v8::Function>());
        return v8::Integer::New(isolate_, static_cast<int>(of_.members_.size()) - 1);
    }

    Ambassador& of_;
    v8::Isolate* isolate_;
    v8::Local<v8::Context> context_;
    v8::Local<v8::Array> classes_;
    v8::Local<v8::Array> constants_;
};

Ambassador::Ambassador(Embassy& embassy, AmbassadorPost& post) : embassy_(embassy), post_(post) {
    v8::Isolate* isolate = embassy.engine().isolate();
    const v8::Isolate::Scope entered(isolate);
    const v8::HandleScope handles(isolate);
    microtasks_ = v8::MicrotaskQueue::New(isolate, v8::MicrotasksPolicy::kExplicit);
    attach(v8::Context::New(isolate, nullptr, {}, {}, {}, microtasks_.get()));
    key_.Reset(isolate, v8::Private::New(isolate));
    given_key_.Reset(isolate, v8::Private::New(isolate));
    class_key_.Reset(isolate, v8::Private::New(isolate));
    part<js::detail::ThreadMarks>().set_remote();
    const v8::Local<v8::ObjectTemplate> stand_in = v8::ObjectTemplate::New(isolate);
    stand_in->SetInternalFieldCount(kStandInFields);
    stand_in_.Reset(isolate, stand_in);
}

Ambassador::~Ambassador() {
    v8::Isolate* isolate = embassy_.engine().isolate();
    const v8::Isolate::Scope entered(isolate);
    const v8::HandleScope handles(isolate);
    const auto held = static_cast<std::int64_t>(proxies_.size());
    proxies_.clear();
    shown_.clear();
    isolate->AdjustAmountOfExternalAllocatedMemory(-held * kProxyBytes);
    release_all();
    isolate->ContextDisposedNotification(false);
}

void Ambassador::declare(const std::string& name, const std::function<void(js::Module&)>& declare) {
    const Scope scope(*this);
    const v8::Local<v8::Object> target = v8::Object::New(isolate());
    js::Module module(context(), target, name);
    declare(module);
    modules_.emplace_back(name, v8::Global<v8::Object>(isolate(), target));
}

RemoteDescription Ambassador::describe() {
    const Scope scope(*this);
    Shape shape(*this);
    const v8::Local<v8::Array> modules = v8::Array::New(isolate());
    for (const auto& [name, target] : std::exchange(modules_, {})) {
        shape.push(modules, shape.array({to_string(isolate(), name),
                                         shape.members_of(target.Get(isolate()))}));
    }
    const v8::Local<v8::Object> whole = v8::Object::New(isolate());
    whole->CreateDataProperty(context(), to_string(isolate(), "modules"), modules).Check();
    whole->CreateDataProperty(context(), to_string(isolate(), "classes"), shape.classes()).Check();
    RemoteDescription description;
    description.shape = serialize(context(), whole).value_or(Serialized());
    description.values = copy(shape.constants()).value_or(Serialized());
    description.direct = std::exchange(direct_, {});
    return description;
}

void Ambassador::run(const RemoteCall& call) {
    const Scope scope(*this);
    if (call.kind == RemoteCall::Kind::Release) return release(call);
    v8::TryCatch caught(isolate());
    v8::Local<v8::Value> result;
    if (execute(call).ToLocal(&result)) {
        const bool is_call = call.kind == RemoteCall::Kind::Call;
        if (!is_call) {
            post_.answer({call.id, false, {}, {}});
        } else if (!result->IsPromise() || !wait_for(call.id, result.As<v8::Promise>())) {
            answer_with(call.id, result);
        }
    } else if (caught.HasTerminated() || !caught.HasCaught()) {
        post_.answer(out_of_memory(call.id));
    } else {
        const v8::Local<v8::Value> error = caught.Exception();
        caught.Reset();
        if (call.kind == RemoteCall::Kind::Construct)
            shown_[call.object].error.Reset(isolate(), error);
        answer_with_error(call.id, error);
    }
    checkpoint();
    sweep();
}

// Empty when it threw.
v8::MaybeLocal<v8::Value> Ambassador::execute(const RemoteCall& call) {
    const bool is_given = call.member == kGivenFunction;
    if (!can_call_js() || (!is_given && call.member >= members_.size())) return {};
    v8::Local<v8::Value> receiver = v8::Undefined(isolate());
    const bool is_construct = call.kind == RemoteCall::Kind::Construct;
    if (is_construct) {
        shown_[call.object].sent = 1;
    } else if (call.object != 0) {
        v8::Local<v8::Object> object;
        if (!object_of(call.object).ToLocal(&object)) return {};
        receiver = object;
    }
    v8::Local<v8::Value> copied;
    if (!deserialize(context(), call.arguments, this).ToLocal(&copied)) return {};
    const v8::Local<v8::Array> array = copied.As<v8::Array>();
    std::vector<v8::Local<v8::Value>> arguments(array->Length());
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        if (!array->Get(context(), i).ToLocal(&arguments[i])) return {};
    }
    if (is_given && !receiver->IsFunction()) return {};
    const v8::Local<v8::Function> member =
        is_given ? receiver.As<v8::Function>() : members_[call.member].Get(isolate());
    if (is_given) receiver = v8::Undefined(isolate());
    const auto count = static_cast<int>(arguments.size());
    if (!is_construct) return member->Call(context(), receiver, count, arguments.data());
    v8::Local<v8::Object> made;
    if (!member->NewInstance(context(), count, arguments.data()).ToLocal(&made)) return {};
    shown_[call.object].object.Reset(isolate(), made);
    std::ignore = made->SetPrivate(context(), key_.Get(isolate()),
                                   v8::Number::New(isolate(), static_cast<double>(call.object)));
    return made.As<v8::Value>();
}

v8::MaybeLocal<v8::Object> Ambassador::object_of(std::int64_t number) {
    const auto found = shown_.find(number);
    if (found == shown_.end()) {
        throw_unreadable(isolate());
        return {};
    }
    if (!found->second.error.IsEmpty()) {
        isolate()->ThrowException(found->second.error.Get(isolate()));
        return {};
    }
    return found->second.object.Get(isolate());
}

std::int64_t Ambassador::number_of(v8::Local<v8::Object> object,
                                   const v8::Global<v8::Private>& by) {
    const v8::Local<v8::Private> key = by.Get(isolate());
    v8::Local<v8::Value> known;
    if (object->GetPrivate(context(), key).ToLocal(&known) && known->IsNumber()) {
        const auto number = static_cast<std::int64_t>(known.As<v8::Number>()->Value());
        if (shown_.contains(number)) return number;
    }
    const std::int64_t number = ++last_shown_;
    shown_[number].object.Reset(isolate(), object);
    std::ignore =
        object->SetPrivate(context(), key, v8::Number::New(isolate(), static_cast<double>(number)));
    return number;
}

std::uint32_t Ambassador::class_index(v8::Local<v8::Value> prototype) {
    v8::Local<v8::Value> index;
    if (!prototype->IsObject() ||
        !prototype.As<v8::Object>()
             ->GetPrivate(context(), class_key_.Get(isolate()))
             .ToLocal(&index) ||
        !index->IsUint32()) {
        return kNoClass;
    }
    return index.As<v8::Uint32>()->Value();
}

void Ambassador::release(const RemoteCall& call) {
    const auto found = shown_.find(call.object);
    if (found == shown_.end()) return;
    found->second.sent -= std::min(found->second.sent, call.count);
    if (found->second.sent == 0) shown_.erase(found);
}

bool Ambassador::is_proxy(v8::Local<v8::Value> function) {
    v8::Local<v8::Value> number;
    return function.As<v8::Object>()->GetPrivate(context(), key_.Get(isolate())).ToLocal(&number) &&
           number->IsNumber();
}

// A function of the plugin that comes back to it is the function itself; one of the game's is a
// function there that asks for a call.
v8::MaybeLocal<v8::Value> Ambassador::stand_in_for(v8::Local<v8::Function> function) {
    v8::Local<v8::Object> stand_in;
    if (!stand_in_.Get(isolate())->NewInstance(context()).ToLocal(&stand_in)) return {};
    v8::Local<v8::Value> number;
    RemoteMark mark = RemoteMark::Function;
    if (!is_proxy(function)) {
        mark = RemoteMark::Given;
        number = v8::Number::New(isolate(), static_cast<double>(number_of(function, given_key_)));
    } else if (!function->GetPrivate(context(), key_.Get(isolate())).ToLocal(&number)) {
        return {};
    }
    stand_in->SetAlignedPointerInInternalField(kTagField, &function_tag);
    stand_in->SetInternalField(kNumberField, number);
    stand_in->SetInternalField(kMarkField, v8::Integer::New(isolate(), static_cast<int>(mark)));
    return stand_in.As<v8::Value>();
}

// The value, or a copy of arrays and plain objects in which functions are stand-ins. What bindings
// return has no getters.
v8::MaybeLocal<v8::Value> Ambassador::without_functions(v8::Local<v8::Value> value, int depth) {
    if (value->IsFunction()) return stand_in_for(value.As<v8::Function>());
    if (!value->IsObject() || value->IsProxy() || depth > kDeepestFunction) return value;
    const v8::Local<v8::Object> object = value.As<v8::Object>();
    const bool is_plain = object->InternalFieldCount() == 0 &&
                          object->GetPrototype() == v8::Object::New(isolate())->GetPrototype();
    if (!value->IsArray() && !is_plain) return value;
    v8::Local<v8::Array> keys;
    if (!object->GetOwnPropertyNames(context()).ToLocal(&keys)) return {};
    const v8::Local<v8::Object> changed =
        value->IsArray() ? v8::Array::New(isolate()).As<v8::Object>() : v8::Object::New(isolate());
    for (std::uint32_t i = 0; i < keys->Length(); ++i) {
        v8::Local<v8::Value> key;
        v8::Local<v8::Value> item;
        v8::Local<v8::Value> prepared;
        if (!keys->Get(context(), i).ToLocal(&key) || !object->Get(context(), key).ToLocal(&item) ||
            !without_functions(item, depth + 1).ToLocal(&prepared) ||
            !changed->Set(context(), key, prepared).FromMaybe(false)) {
            return {};
        }
    }
    return changed.As<v8::Value>();
}

// Functions inside of values are rare: they are looked for when a copy failed.
std::optional<Serialized> Ambassador::copy(v8::Local<v8::Value> value) {
    if (value->IsFunction() && !stand_in_for(value.As<v8::Function>()).ToLocal(&value))
        return std::nullopt;
    written_.clear();
    std::optional<Serialized> bytes;
    v8::TryCatch caught(isolate());
    bytes = serialize(context(), value, this);
    if (!bytes && !caught.HasTerminated() && value->IsObject()) {
        const v8::Local<v8::Value> first = caught.Exception();
        caught.Reset();
        written_.clear();
        v8::Local<v8::Value> prepared;
        if (without_functions(value, 0).ToLocal(&prepared))
            bytes = serialize(context(), prepared, this);
        if (!bytes && !caught.HasTerminated()) {
            caught.Reset();
            isolate()->ThrowException(first);
        }
    }
    if (!bytes) {
        caught.ReThrow();
        return bytes;
    }
    for (const std::int64_t number : std::exchange(written_, {}))
        ++shown_[number].sent;
    return bytes;
}

bool Ambassador::write(v8::Local<v8::Object> object, v8::ValueSerializer& to) {
    if (object->InternalFieldCount() == kStandInFields &&
        object->GetAlignedPointerFromInternalField(kTagField) == &function_tag) {
        const double number = object->GetInternalField(kNumberField).As<v8::Number>()->Value();
        const auto mark =
            static_cast<RemoteMark>(object->GetInternalField(kMarkField).As<v8::Int32>()->Value());
        if (mark == RemoteMark::Given) written_.push_back(static_cast<std::int64_t>(number));
        to.WriteUint32(static_cast<std::uint32_t>(mark));
        to.WriteUint64(static_cast<std::uint64_t>(number));
        to.WriteUint32(kNoClass);
        return true;
    }
    if (!js::detail::Wrapper::marked(object)) return false;
    const std::int64_t number = number_of(object, key_);
    written_.push_back(number);
    to.WriteUint32(static_cast<std::uint32_t>(RemoteMark::Object));
    to.WriteUint64(static_cast<std::uint64_t>(number));
    to.WriteUint32(class_index(object->GetPrototype()));
    return true;
}

v8::MaybeLocal<v8::Object> Ambassador::read(v8::ValueDeserializer& from) {
    std::uint32_t mark = 0;
    std::uint64_t number = 0;
    if (!from.ReadUint32(&mark) || !from.ReadUint64(&number)) {
        throw_unreadable(isolate());
        return {};
    }
    if (mark == static_cast<std::uint32_t>(RemoteMark::Function))
        return proxy_of(number).As<v8::Object>();
    return object_of(static_cast<std::int64_t>(number));
}

v8::Local<v8::Function> Ambassador::proxy_of(std::uint64_t number) {
    Proxy& proxy = proxies_[number];
    ++proxy.received;
    if (!proxy.function.IsEmpty()) return proxy.function.Get(isolate());
    if (proxy.ambassador == nullptr) {
        isolate()->AdjustAmountOfExternalAllocatedMemory(kProxyBytes);
        proxy.ambassador = this;
        proxy.number = number;
    }
    const v8::Local<v8::Function> function =
        v8::Function::New(context(), &Ambassador::call_proxy,
                          v8::Number::New(isolate(), static_cast<double>(number)))
            .ToLocalChecked();
    function
        ->SetPrivate(context(), key_.Get(isolate()),
                     v8::Number::New(isolate(), static_cast<double>(number)))
        .Check();
    proxy.function.Reset(isolate(), function);
    proxy.function.SetWeak(&proxy, &Ambassador::on_collected, v8::WeakCallbackType::kParameter);
    return function;
}

// The bindings' own script calls it: their events do.
void Ambassador::call_proxy(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* const isolate = info.GetIsolate();
    js::Realm* const realm = js::Realm::from(info);
    if (realm == nullptr) return;
    std::vector<v8::Local<v8::Value>> arguments;
    for (int i = 0; i < info.Length(); ++i)
        arguments.push_back(info[i]);
    // Every realm of the embassy is one of these. What cannot be copied is the caller's error.
    std::ignore = static_cast<Ambassador*>(realm)->invoke_proxy(
        info.Data().As<v8::Number>()->Value(),
        v8::Array::New(isolate, arguments.data(), arguments.size()));
}

bool Ambassador::invoke_proxy(double number, v8::Local<v8::Array> arguments) {
    auto bytes = copy(arguments);
    if (!bytes) return false;
    RemoteEvent event;
    event.function = static_cast<std::uint64_t>(number);
    event.values = std::move(*bytes);
    post_.tell(std::move(event));
    return true;
}

// Inside the garbage collector: no V8 call but Reset().
void Ambassador::on_collected(const v8::WeakCallbackInfo<Proxy>& info) {
    Proxy* proxy = info.GetParameter();
    proxy->function.Reset();
    proxy->ambassador->collected_.push_back(proxy->number);
}

v8::MaybeLocal<v8::Value> Ambassador::call(v8::Local<v8::Function> function,
                                           v8::Local<v8::Value> receiver, int argc,
                                           v8::Local<v8::Value>* argv) {
    if (!can_call_js()) return {};
    v8::TryCatch caught(isolate());
    RemoteEvent event;
    v8::Local<v8::Value> number;
    if (function->GetPrivate(context(), key_.Get(isolate())).ToLocal(&number) &&
        number->IsNumber()) {
        const v8::Local<v8::Array> arguments =
            v8::Array::New(isolate(), argv, static_cast<std::size_t>(argc));
        if (invoke_proxy(number.As<v8::Number>()->Value(), arguments)) return {};
    } else if (!function->Call(context(), receiver, argc, argv).IsEmpty()) {
        return {};
    }
    // Nobody but the plugin can be told: of what a binding reports, and of what can't be copied.
    if (!caught.HasCaught() || caught.HasTerminated()) return {};
    const v8::Local<v8::Value> error = caught.Exception();
    caught.Reset();
    std::string code;
    event.kind = RemoteEvent::Kind::Throw;
    event.values = copy_of_error(error, code);
    post_.tell(std::move(event));
    return {};
}

void Ambassador::answer_with(std::uint64_t id, v8::Local<v8::Value> value) {
    RemoteAnswer answer;
    answer.id = id;
    v8::TryCatch caught(isolate());
    if (!value->IsUndefined()) {
        auto bytes = copy(value);
        if (!bytes && caught.HasCaught() && !caught.HasTerminated()) {
            const v8::Local<v8::Value> error = caught.Exception();
            caught.Reset();
            return answer_with_error(id, error);
        }
        if (!bytes) return post_.answer(out_of_memory(id));
        answer.value = std::move(*bytes);
    }
    post_.answer(std::move(answer));
}

void Ambassador::answer_with_error(std::uint64_t id, v8::Local<v8::Value> error) {
    RemoteAnswer answer;
    answer.id = id;
    answer.threw = true;
    answer.value = copy_of_error(error, answer.code);
    post_.answer(std::move(answer));
}

RemoteAnswer Ambassador::out_of_memory(std::uint64_t id) {
    RemoteAnswer answer;
    answer.id = id;
    answer.threw = true;
    answer.value = {};
    answer.code = "ERR_MEMORY_ALLOCATION_FAILED";
    return answer;
}

Serialized Ambassador::copy_of_error(v8::Local<v8::Value> error, std::string& code) {
    v8::TryCatch ignored(isolate());
    code = text_property(context(), error, "code");
    if (auto bytes = copy(error)) return std::move(*bytes);
    ignored.Reset();
    const v8::Local<v8::Value> plain =
        v8::Exception::Error(to_string(isolate(), to_utf8(isolate(), error)));
    return copy(plain).value_or(Serialized());
}

// False: it is fulfilled already, which is not looked for.
bool Ambassador::wait_for(std::uint64_t id, v8::Local<v8::Promise> promise) {
    const auto settled = [&](bool threw) {
        const v8::Local<v8::Value> data[] = {v8::External::New(isolate(), this),
                                             v8::Number::New(isolate(), static_cast<double>(id)),
                                             v8::Boolean::New(isolate(), threw)};
        return v8::Function::New(
            context(), &Ambassador::on_settled,
            v8::Array::New(isolate(), const_cast<v8::Local<v8::Value>*>(data), 3));
    };
    v8::Local<v8::Function> fulfilled;
    v8::Local<v8::Function> rejected;
    if (!settled(false).ToLocal(&fulfilled) || !settled(true).ToLocal(&rejected) ||
        promise->Then(context(), fulfilled, rejected).IsEmpty()) {
        return false;
    }
    promises_.insert(id);
    return true;
}

void Ambassador::on_settled(const v8::FunctionCallbackInfo<v8::Value>& info) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    const v8::Local<v8::Array> data = info.Data().As<v8::Array>();
    v8::Local<v8::Value> self;
    v8::Local<v8::Value> id;
    v8::Local<v8::Value> threw;
    if (!data->Get(context, 0).ToLocal(&self) || !data->Get(context, 1).ToLocal(&id) ||
        !data->Get(context, 2).ToLocal(&threw)) {
        return;
    }
    auto* ambassador = static_cast<Ambassador*>(self.As<v8::External>()->Value());
    const auto number = static_cast<std::uint64_t>(id.As<v8::Number>()->Value());
    ambassador->promises_.erase(number);
    if (threw->IsTrue()) {
        ambassador->answer_with_error(number, info[0]);
    } else {
        ambassador->answer_with(number, info[0]);
    }
}

js::Realm::Post Ambassador::poster() {
    may_be_posted_to_ = true;
    return [inbox = inbox_](std::function<void()> task) {
        const std::lock_guard lock(inbox->mutex);
        inbox->tasks.push_back(std::move(task));
        return true;
    };
}

void Ambassador::look_after() {
    const Scope scope(*this);
    std::vector<std::function<void()>> posted;
    {
        const std::lock_guard lock(inbox_->mutex);
        std::swap(posted, inbox_->tasks);
    }
    for (const auto& task : posted)
        task();
    checkpoint();
    sweep();
    for (const std::uint64_t number : std::exchange(collected_, {})) {
        const auto found = proxies_.find(number);
        // It may have come again meanwhile.
        if (found == proxies_.end() || !found->second.function.IsEmpty()) continue;
        RemoteEvent event;
        event.kind = RemoteEvent::Kind::Release;
        event.function = number;
        event.count = found->second.received;
        proxies_.erase(found);
        isolate()->AdjustAmountOfExternalAllocatedMemory(-kProxyBytes);
        post_.tell(std::move(event));
    }
}

void Ambassador::checkpoint() {
    if (!promises_.empty()) microtasks_->PerformCheckpoint(isolate());
}

}  // namespace plinth
