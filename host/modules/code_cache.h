// SPDX-License-Identifier: MIT
// CodeCache: what V8 compiled for one plugin, kept for its next load in one file of the cache
// folder. Trust and names: docs/decisions/code-cache.md.

#pragma once

#include <chrono>
#include <deque>
#include <set>
#include <string>
#include <variant>

#include <v8.h>

#include "host/env/env.h"
#include "host/modules/cache_folder.h"
#include "host/modules/code_pack.h"

namespace plinth {

/// Owner: the Env. Thread: the Env's. Calls JS: no.
class CodeCache final : public EnvPart {
  public:
    enum class Kind { Function, Module };

    explicit CodeCache(Env& env);

    static CodeCache& of(Env& env) { return env.part<CodeCache>(); }

    /// The code of a source, if it is known. It goes into SourceText::cached and stays until
    /// note().
    struct Lookup {
        CodeKey key;
        CodeBytes code;
        std::unique_ptr<v8::ScriptCompiler::CachedData> cached;  ///< A view of `code`, or null.
    };
    Lookup look_up(Kind kind, v8::Local<v8::String> name, v8::Local<v8::String> source);

    /// What came of it: code that was not known is kept by one of the next calls of produce().
    void note(Lookup lookup, bool rejected, v8::Local<v8::Function> compiled);
    void note(Lookup lookup, bool rejected, v8::Local<v8::UnboundModuleScript> compiled);

    /// V8 forgets the host options of cached code: import() in it is answered by the script's name.
    bool holds(Kind kind, const std::string& name) const { return names_.contains({kind, name}); }

    /// Serialises new code while there is time, and then has it written in another thread. Costs
    /// nothing when there is none, or when modules were compiled a moment ago.
    void produce(std::chrono::steady_clock::time_point deadline);
    /// All of it now, at the end of a program.
    void produce_all();

  private:
    struct Fresh {
        CodeKey key;
        std::size_t source_size;
        std::variant<v8::Global<v8::Function>, v8::Global<v8::UnboundModuleScript>> compiled;
    };

    void open();
    void use(const Lookup& lookup);
    template <class T>
    void add(Lookup lookup, bool rejected, v8::Local<T> compiled);
    void serialise(Fresh& fresh);

    Env& env_;
    CacheFolder* folder_;
    bool opened_ = false;
    std::string file_;
    CodePack known_;  ///< As it was read.
    CodePack used_;   ///< What this run needed: it will be the file.
    std::deque<Fresh> fresh_;
    std::set<std::pair<Kind, std::string>> names_;
    std::size_t last_source_size_ = 0;
    bool changed_ = false;
    std::chrono::steady_clock::time_point last_compiled_{};
};

}  // namespace plinth
