// SPDX-License-Identifier: MIT
// What module loading keeps for one plugin: the package.json files that were read, the ES modules
// and scripts that were compiled, the contexts that vm made.

#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include <v8.h>

#include "host/env/env.h"
#include "host/modules/boxed.h"
#include "host/modules/package_json.h"
#include "host/modules/plugin_files.h"

namespace plinth {

class EsModule;

/// Owner: the Env; made on first use. Thread: the Env's. Calls JS: no.
class ModuleState final : public EnvPart {
  public:
    explicit ModuleState(Env& env);
    ~ModuleState() override;

    static ModuleState& of(Env& env) { return env.part<ModuleState>(); }

    Env& env() { return env_; }
    Packages& packages() { return packages_; }
    PluginFiles& files() { return files_; }
    /// Of package.json maps, beside "default".
    const std::vector<std::string>& require_conditions() const { return require_conditions_; }
    const std::vector<std::string>& import_conditions() const { return import_conditions_; }

    /// Makes the JavaScript object that owns `boxed`.
    template <class T>
    v8::Local<v8::Object> box(std::unique_ptr<T> boxed) {
        return add(boxed.release(), &boxed_tag<T>);
    }

    /// ES modules by what V8 calls them; null when it was collected.
    void enter(EsModule& module, int hash) { es_modules_.emplace(hash, &module); }
    void forget(EsModule& module, int hash);
    EsModule* find(v8::Local<v8::Module> module) const;

    /// A context that vm made: Env::from() answers for it until the Env goes.
    void adopt(v8::Local<v8::Context> context);

  private:
    static void on_collected(const v8::WeakCallbackInfo<Boxed>& info);
    v8::Local<v8::Object> add(Boxed* boxed, std::uint64_t* tag);

    Env& env_;
    PluginFiles files_;
    Packages packages_;
    std::vector<std::string> require_conditions_;
    std::vector<std::string> import_conditions_;
    List<Boxed> boxed_;
    v8::Global<v8::ObjectTemplate> template_;
    std::unordered_multimap<int, EsModule*> es_modules_;
    std::vector<v8::Global<v8::Context>> contexts_;
    std::size_t contexts_before_sweep_ = 16;
};

}  // namespace plinth
