// SPDX-License-Identifier: MIT
// The builder that fills one object with what native code offers to script: a built-in's native
// half, or a game's binding module.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <v8.h>

#include "bindings/convert/handle.h"
#include "bindings/convert/primitive.h"
#include "bindings/convert/string.h"
#include "bindings/function.h"
#include "bindings/realm.h"
#include "bindings/type.h"

namespace plinth::js {

template <class T>
class Class;

/// Fills one object with members. In collecting mode there is no isolate: it only records the
/// addresses that a startup snapshot of these members refers to, in the order of their making.
///
/// Owner: the stack of whoever fills the object. Calls JS: never.
class Module {
  public:
    Module(v8::Local<v8::Context> context, v8::Local<v8::Object> target, std::string name);
    explicit Module(std::vector<std::intptr_t>& references) : references_(&references) {}
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    bool collecting() const { return references_ != nullptr; }
    /// While collecting: notes an address that the snapshot may refer to. Otherwise nothing.
    void record_reference(std::intptr_t address) {
        if (references_ != nullptr) references_->push_back(address);
    }
    /// The next three are for modules that are not collecting.
    v8::Isolate* isolate() const { return context_->GetIsolate(); }
    v8::Local<v8::Context> context() const { return context_; }
    v8::Local<v8::Object> target() const { return target_; }
    const std::string& name() const { return name_; }

    /// A function that is known when the program is compiled: the fastest kind. May be part of a
    /// startup snapshot.
    template <auto F>
    Module& function(const char* name) {
        return add(name, detail::plain_callable<F>());
    }

    /// A function pointer or a lambda without captures, which may be part of a startup snapshot; or
    /// a lambda with captures or a std::function, which need a Realm and may not.
    template <class F>
    Module& function(const char* name, F&& function) {
        return add(name, detail::plain_callable(name, std::forward<F>(function)));
    }

    /// A V8 callback written by hand. Its data is its name, so that Where can name it.
    Module& raw(const char* name, v8::FunctionCallback callback) {
        return add(name, {callback, 0, nullptr, nullptr});
    }

    /// A class; the builder is in class.h.
    template <class T>
    Class<T> type(const char* type_name);

    /// A value that script can neither replace nor delete.
    template <class T>
    Module& constant(const char* name, const T& value) {
        if (collecting()) return *this;
        return define(name, to_js(context_, value));
    }

  private:
    Module& add(const char* name, detail::Callable callable);
    Module& define(const char* name, v8::MaybeLocal<v8::Value> value);

    std::vector<std::intptr_t>* references_ = nullptr;
    v8::Local<v8::Context> context_;
    v8::Local<v8::Object> target_;
    std::string name_;
};

}  // namespace plinth::js
