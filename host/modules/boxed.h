// SPDX-License-Identifier: MIT
// Boxed: a C++ object that lives as long as the JavaScript object that stands for it, or its Env.

#pragma once

#include <v8.h>

#include "host/base/list.h"

namespace plinth {

class Env;

/// Derive, and give it to box(). Owner: its JavaScript object, or the Env's ModuleState.
/// Thread: the Env's. Calls JS: no.
class Boxed : public ListNode<Boxed> {
  public:
    static constexpr int kFields = 2;
    static constexpr int kTagField = 0;
    static constexpr int kPointerField = 1;

    virtual ~Boxed() = default;

    /// Empty once it has been collected.
    v8::Local<v8::Object> object(v8::Isolate* isolate) const { return object_.Get(isolate); }

  private:
    friend class ModuleState;
    v8::Global<v8::Object> object_;
};

/// Tells one class of boxed objects from another: the address is stored in each JavaScript object.
/// Not const, so that no linker folds two of them into one.
template <class T>
inline std::uint64_t boxed_tag = 0;

/// The C++ object of a value; null when the value is something else.
template <class T>
T* unbox(v8::Local<v8::Value> value) {
    if (!value->IsObject()) return nullptr;
    const v8::Local<v8::Object> object = value.As<v8::Object>();
    if (object->InternalFieldCount() != Boxed::kFields) return nullptr;
    if (object->GetAlignedPointerFromInternalField(Boxed::kTagField) != &boxed_tag<T>) {
        return nullptr;
    }
    return static_cast<T*>(
        static_cast<Boxed*>(object->GetAlignedPointerFromInternalField(Boxed::kPointerField)));
}

}  // namespace plinth
