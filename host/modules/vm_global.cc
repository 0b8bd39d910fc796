// SPDX-License-Identifier: MIT
// V8's interceptors. Each looks at the sandbox first and leaves the rest to V8, which goes on with
// the real global object where a callback sets no result.

#include "host/modules/vm_global.h"

#include <tuple>

namespace plinth {
namespace {

template <class T>
using Info = v8::PropertyCallbackInfo<T>;

// The global object and the sandbox behind it; empty while V8 still makes the context.
struct Sides {
    v8::Local<v8::Context> context;
    v8::Local<v8::Object> sandbox;
    v8::Local<v8::Object> global;
    explicit operator bool() const { return !sandbox.IsEmpty(); }
};

template <class T>
Sides sides_of(const Info<T>& info) {
    Sides sides;
    if (!info.Holder()->GetCreationContext().ToLocal(&sides.context)) return {};
    if (sides.context->GetNumberOfEmbedderDataFields() <=
        static_cast<std::uint32_t>(kSandboxSlot)) {
        return {};
    }
    const v8::Local<v8::Value> sandbox = sides.context->GetEmbedderData(kSandboxSlot);
    if (!sandbox->IsObject()) return {};
    sides.sandbox = sandbox.As<v8::Object>();
    sides.global = sides.context->Global();
    return sides;
}

void get(v8::Local<v8::Name> name, const Info<v8::Value>& info) {
    const Sides sides = sides_of(info);
    if (!sides) return;
    v8::Local<v8::Value> value;
    if (!sides.sandbox->GetRealNamedProperty(sides.context, name).ToLocal(&value) &&
        !sides.global->GetRealNamedProperty(sides.context, name).ToLocal(&value)) {
        return;
    }
    if (value == sides.sandbox) value = sides.global;
    info.GetReturnValue().Set(value);
}

// The attributes of a property; nothing when there is none.
v8::Maybe<v8::PropertyAttribute> attributes_of(v8::Local<v8::Context> context,
                                               v8::Local<v8::Object> object,
                                               v8::Local<v8::Name> name) {
    return object->GetRealNamedPropertyAttributes(context, name);
}

bool is_read_only(const v8::Maybe<v8::PropertyAttribute>& attributes) {
    return attributes.IsJust() && (attributes.FromJust() & v8::ReadOnly) != 0;
}

bool is_accessor(v8::Local<v8::Context> context, v8::Local<v8::Object> object,
                 v8::Local<v8::Name> name) {
    v8::Isolate* isolate = context->GetIsolate();
    v8::Local<v8::Value> descriptor;
    if (!object->GetOwnPropertyDescriptor(context, name).ToLocal(&descriptor)) return false;
    if (!descriptor->IsObject()) return false;
    for (const char* key : {"get", "set"}) {
        const auto text = v8::String::NewFromUtf8(isolate, key).ToLocalChecked();
        if (descriptor.As<v8::Object>()->HasOwnProperty(context, text).FromMaybe(false)) {
            return true;
        }
    }
    return false;
}

void set(v8::Local<v8::Name> name, v8::Local<v8::Value> value, const Info<v8::Value>& info) {
    const Sides sides = sides_of(info);
    if (!sides) return;
    const auto on_global = attributes_of(sides.context, sides.global, name);
    const auto on_sandbox = attributes_of(sides.context, sides.sandbox, name);
    if (is_read_only(on_global) || is_read_only(on_sandbox)) return;

    const bool is_declared = on_global.IsJust() || on_sandbox.IsJust();
    // `x = 5` and not `this.x = 5`: in strict mode V8 has a ReferenceError for it.
    const bool is_bare_name = sides.global != info.This();
    if (!is_declared && info.ShouldThrowOnError() && is_bare_name && !value->IsFunction()) return;
    if (!is_declared && name->IsSymbol()) return;
    if (sides.sandbox->Set(sides.context, name, value).IsNothing()) return;
    // V8 must not set it once more, past the sandbox's own setter.
    if (on_sandbox.IsJust() && is_accessor(sides.context, sides.sandbox, name)) {
        info.GetReturnValue().Set(value);
    }
}

void describe(v8::Local<v8::Name> name, const Info<v8::Value>& info) {
    const Sides sides = sides_of(info);
    if (!sides) return;
    if (!sides.sandbox->HasOwnProperty(sides.context, name).FromMaybe(false)) return;
    v8::Local<v8::Value> descriptor;
    if (sides.sandbox->GetOwnPropertyDescriptor(sides.context, name).ToLocal(&descriptor)) {
        info.GetReturnValue().Set(descriptor);
    }
}

void define_on(const Sides& sides, v8::Local<v8::Name> name, const v8::PropertyDescriptor& from,
               v8::PropertyDescriptor& to) {
    if (from.has_enumerable()) to.set_enumerable(from.enumerable());
    if (from.has_configurable()) to.set_configurable(from.configurable());
    std::ignore = sides.sandbox->DefineProperty(sides.context, name, to);
}

void define(v8::Local<v8::Name> name, const v8::PropertyDescriptor& descriptor,
            const Info<v8::Value>& info) {
    const Sides sides = sides_of(info);
    if (!sides) return;
    const auto on_global = attributes_of(sides.context, sides.global, name);
    const bool is_fixed = is_read_only(on_global) && (on_global.FromJust() & v8::DontDelete) != 0;
    if (is_fixed) return;
    const v8::Local<v8::Value> undefined = v8::Undefined(info.GetIsolate());
    if (descriptor.has_get() || descriptor.has_set()) {
        v8::PropertyDescriptor copy(descriptor.has_get() ? descriptor.get() : undefined,
                                    descriptor.has_set() ? descriptor.set() : undefined);
        return define_on(sides, name, descriptor, copy);
    }
    const v8::Local<v8::Value> value = descriptor.has_value() ? descriptor.value() : undefined;
    if (descriptor.has_writable()) {
        v8::PropertyDescriptor copy(value, descriptor.writable());
        return define_on(sides, name, descriptor, copy);
    }
    v8::PropertyDescriptor copy(value);
    define_on(sides, name, descriptor, copy);
}

void remove(v8::Local<v8::Name> name, const Info<v8::Boolean>& info) {
    const Sides sides = sides_of(info);
    if (!sides) return;
    // What the sandbox keeps, the global object keeps.
    if (!sides.sandbox->Delete(sides.context, name).FromMaybe(false)) {
        info.GetReturnValue().Set(false);
    }
}

void list(const Info<v8::Array>& info) {
    const Sides sides = sides_of(info);
    v8::Local<v8::Array> names;
    if (sides && sides.sandbox->GetPropertyNames(sides.context).ToLocal(&names)) {
        info.GetReturnValue().Set(names);
    }
}

v8::Local<v8::Name> to_name(const Sides& sides, std::uint32_t index) {
    return v8::Integer::NewFromUnsigned(sides.context->GetIsolate(), index)
        ->ToString(sides.context)
        .ToLocalChecked();
}

void get_at(std::uint32_t index, const Info<v8::Value>& info) {
    if (const Sides sides = sides_of(info)) get(to_name(sides, index), info);
}

void set_at(std::uint32_t index, v8::Local<v8::Value> value, const Info<v8::Value>& info) {
    if (const Sides sides = sides_of(info)) set(to_name(sides, index), value, info);
}

void describe_at(std::uint32_t index, const Info<v8::Value>& info) {
    if (const Sides sides = sides_of(info)) describe(to_name(sides, index), info);
}

void define_at(std::uint32_t index, const v8::PropertyDescriptor& descriptor,
               const Info<v8::Value>& info) {
    if (const Sides sides = sides_of(info)) define(to_name(sides, index), descriptor, info);
}

void remove_at(std::uint32_t index, const Info<v8::Boolean>& info) {
    const Sides sides = sides_of(info);
    if (!sides) return;
    if (!sides.sandbox->Delete(sides.context, index).FromMaybe(false)) {
        info.GetReturnValue().Set(false);
    }
}

class GlobalTemplate final : public EnvPart {
  public:
    explicit GlobalTemplate(Env& env) {
        v8::Isolate* isolate = env.isolate();
        const v8::HandleScope handles(isolate);
        const v8::Local<v8::FunctionTemplate> global = v8::FunctionTemplate::New(isolate);
        global->SetClassName(v8::String::NewFromUtf8Literal(isolate, "Object"));
        const v8::Local<v8::ObjectTemplate> instance = global->InstanceTemplate();
        const auto no_data = v8::Local<v8::Value>();
        instance->SetHandler(v8::NamedPropertyHandlerConfiguration(
            &get, &set, &describe, &remove, &list, &define, no_data,
            v8::PropertyHandlerFlags::kHasNoSideEffect));
        instance->SetHandler(v8::IndexedPropertyHandlerConfiguration(
            &get_at, &set_at, &describe_at, &remove_at, &list, &define_at, no_data,
            v8::PropertyHandlerFlags::kHasNoSideEffect));
        template_.Reset(isolate, instance);
    }
    v8::Local<v8::ObjectTemplate> get_template(v8::Isolate* isolate) const {
        return template_.Get(isolate);
    }

  private:
    v8::Global<v8::ObjectTemplate> template_;
};

}  // namespace

v8::Local<v8::ObjectTemplate> vm_global_template(Env& env) {
    return env.part<GlobalTemplate>().get_template(env.isolate());
}

}  // namespace plinth
