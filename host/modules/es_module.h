// SPDX-License-Identifier: MIT
// One ES module as V8 has it, compiled or synthetic, and what it imports. Which modules there are,
// and what their requests mean, is decided in host/api/module/esm-loader.js.

#pragma once

#include <vector>

#include <v8.h>

#include "host/modules/boxed.h"
#include "host/modules/module_state.h"

namespace plinth {

/// Owner: its JavaScript object. Thread: the Env's. Calls JS: through V8, when it is evaluated.
class EsModule final : public Boxed {
  public:
    EsModule(ModuleState& state, v8::Local<v8::Context> context, v8::Local<v8::Module> module);
    ~EsModule() override;

    bool is(v8::Local<v8::Module> module) const { return module_ == module; }
    v8::Local<v8::Module> module(v8::Isolate* isolate) const { return module_.Get(isolate); }
    v8::Local<v8::Context> context(v8::Isolate* isolate) const { return context_.Get(isolate); }

    /// What its requests are answered with, in their order.
    void link(v8::Isolate* isolate, const std::vector<EsModule*>& modules);
    /// False: an error was thrown.
    bool instantiate(v8::Isolate* isolate);

  private:
    static v8::MaybeLocal<v8::Module> on_resolve(v8::Local<v8::Context> context,
                                                 v8::Local<v8::String> specifier,
                                                 v8::Local<v8::FixedArray> attributes,
                                                 v8::Local<v8::Module> referrer);

    ModuleState& state_;
    v8::Global<v8::Context> context_;
    v8::Global<v8::Module> module_;
    const int hash_;
    std::vector<v8::Global<v8::Module>> linked_;
};

}  // namespace plinth
