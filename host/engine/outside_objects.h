// SPDX-License-Identifier: MIT
// OutsideObjects: a bound on objects whose memory lies outside V8's heap and outside of all limits,
// as that of Intl objects does. They are told to V8's collector and counted while they live.

#pragma once

#include <cstddef>

#include <v8.h>

#include "host/base/list.h"

namespace plinth {

/// Owner: an Engine; destroy it before the isolate. Thread: the isolate's. Calls JS: no.
class OutsideObjects {
  public:
    explicit OutsideObjects(v8::Isolate*& isolate) : isolate_(isolate) {}
    ~OutsideObjects() { forget_all(); }
    OutsideObjects(const OutsideObjects&) = delete;
    OutsideObjects& operator=(const OutsideObjects&) = delete;

    /// False: there are too many of them, and a collection did not help.
    bool add(v8::Local<v8::Object> object);
    std::size_t living() const { return living_; }
    /// Before the isolate ends.
    void forget_all();

  private:
    struct Entry : ListNode<Entry> {
        OutsideObjects* owner = nullptr;
        v8::Global<v8::Object> object;
    };

    void drop(Entry* entry);

    v8::Isolate*& isolate_;
    List<Entry> entries_;
    std::size_t living_ = 0;
};

}  // namespace plinth
