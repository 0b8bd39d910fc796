// SPDX-License-Identifier: MIT
// NativeModule: what the native half of a built-in fills, `void init_fs(NativeModule&)`. The same
// function runs to make the snapshot and, without V8, to list the addresses that a snapshot holds.

#pragma once

#include <cstdint>
#include <type_traits>

#include <v8.h>

#include "bindings/core.h"
#include "host/env/convert.h"
#include "host/env/env.h"
#include "host/env/handle_wrap.h"

namespace plinth {

/// Declares the JavaScript class of a HandleWrap. Methods are plain callbacks; unwrap() gives them
/// their object.
class NativeModule;

template <class T>
class HandleClass {
  public:
    HandleClass(NativeModule& module, const char* name);
    ~HandleClass();
    HandleClass(const HandleClass&) = delete;
    HandleClass& operator=(const HandleClass&) = delete;

    HandleClass& method(const char* name, v8::FunctionCallback callback);
    /// A property that is asked for anew each time.
    HandleClass& getter(const char* name, v8::FunctionCallback callback);

  private:
    NativeModule& module_;
    const char* name_;
    v8::Local<v8::FunctionTemplate> template_;
};

class NativeModule : public js::Module {
  public:
    using js::Module::Module;

    /// The class `name`, whose instances are made by `new` in the JavaScript half:
    /// `module.handle<FsWatcher>("FSEvent").method("start", &start);`
    template <class T>
    HandleClass<T> handle(const char* name) {
        return HandleClass<T>(*this, name);
    }
};

/// Identifies a HandleWrap class: its address is stored in each object and compared before use, so
/// that a method called on another kind of object throws. Aligned, as V8 asks of such pointers.
/// Not const, so that no linker folds two of them into one.
template <class T>
inline std::uint64_t handle_tag = 0;

/// The C++ object of a value; null for anything else, and for a handle whose end has come.
template <class T>
T* handle_of(v8::Local<v8::Value> value) {
    if (!value->IsObject()) return nullptr;
    const v8::Local<v8::Object> object = value.As<v8::Object>();
    if (object->InternalFieldCount() != HandleWrap::kFields) return nullptr;
    if (object->GetAlignedPointerFromInternalField(HandleWrap::kTagField) != &handle_tag<T>) {
        return nullptr;
    }
    void* pointer = object->GetAlignedPointerFromInternalField(HandleWrap::kPointerField);
    return pointer == nullptr ? nullptr : static_cast<T*>(static_cast<HandleWrap*>(pointer));
}

/// The C++ object of `this`, or null after throwing a TypeError (foreign object, closed handle).
template <class T>
T* unwrap(const v8::FunctionCallbackInfo<v8::Value>& info) {
    T* found = handle_of<T>(info.This());
    if (found == nullptr) {
        throw_type_error(info.GetIsolate(), "ERR_INVALID_THIS", "Illegal invocation");
    }
    return found;
}

template <class T>
void construct_handle(const v8::FunctionCallbackInfo<v8::Value>& info) {
    if (!info.IsConstructCall()) {
        throw_type_error(info.GetIsolate(), "ERR_CONSTRUCT_CALL_REQUIRED",
                         "Class constructor cannot be invoked without `new`");
        return;
    }
    info.This()->SetAlignedPointerInInternalField(HandleWrap::kTagField, &handle_tag<T>);
    // Owned by the ledger.
    if constexpr (std::is_constructible_v<T, const v8::FunctionCallbackInfo<v8::Value>&>) {
        new T(info);
    } else {
        new T(Env::from(info), info.This());
    }
}

template <class T>
HandleClass<T>::HandleClass(NativeModule& module, const char* name) : module_(module), name_(name) {
    module_.record_reference(reinterpret_cast<std::intptr_t>(&construct_handle<T>));
    if (module_.collecting()) return;
    template_ = v8::FunctionTemplate::New(module_.isolate(), &construct_handle<T>);
    template_->SetClassName(to_string(module_.isolate(), name));
    template_->InstanceTemplate()->SetInternalFieldCount(HandleWrap::kFields);
}

template <class T>
HandleClass<T>& HandleClass<T>::method(const char* name, v8::FunctionCallback callback) {
    module_.record_reference(reinterpret_cast<std::intptr_t>(callback));
    if (module_.collecting()) return *this;
    template_->PrototypeTemplate()->Set(to_string(module_.isolate(), name),
                                        v8::FunctionTemplate::New(module_.isolate(), callback));
    return *this;
}

template <class T>
HandleClass<T>& HandleClass<T>::getter(const char* name, v8::FunctionCallback callback) {
    module_.record_reference(reinterpret_cast<std::intptr_t>(callback));
    if (module_.collecting()) return *this;
    template_->PrototypeTemplate()->SetAccessorProperty(
        to_string(module_.isolate(), name), v8::FunctionTemplate::New(module_.isolate(), callback));
    return *this;
}

template <class T>
HandleClass<T>::~HandleClass() {
    if (module_.collecting()) return;
    const v8::Local<v8::Context> context = module_.context();
    const v8::Local<v8::Function> made = template_->GetFunction(context).ToLocalChecked();
    module_.target()->Set(context, to_string(module_.isolate(), name_), made).Check();
}

}  // namespace plinth
