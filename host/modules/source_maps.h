// SPDX-License-Identifier: MIT
// SourceMaps: the maps of one plugin's scripts. A map is read when a stack is first printed, with
// the plugin's own permissions; one that is missing or broken changes nothing.

#pragma once

#include <map>
#include <memory>
#include <string>

#include <v8.h>

#include "host/env/env.h"
#include "host/env/source_place.h"
#include "host/modules/source_map.h"

namespace plinth {

/// Owner: the Env. Thread: the Env's. Calls JS: a plugin's Error.prepareStackTrace.
class SourceMaps final : public EnvPart, public SourcePlaces {
  public:
    explicit SourceMaps(Env& env) : env_(env) {}

    /// The script's last line names its map. From the first one on stacks are made here.
    static void note(Env& env, const std::string& script, std::string url);

    std::optional<SourcePlace> original(const std::string& script, int line, int column) override;
    std::string original_stack(const std::string& stack) override;

    /// The map of a script (by path or file: URL) as JSON, and the absolute names of its sources.
    struct Found {
        std::string json;
        std::vector<std::string> sources;
    };
    std::optional<Found> find(const std::string& script);

  private:
    struct Script {
        std::string url;  ///< As the script has it: data: or relative to the script.
        bool read = false;
        std::unique_ptr<SourceMap> map;  ///< Null once read: there is none.
        std::string base;                ///< The file that names in the map are relative to.
    };

    Script* script_at(const std::string& name);
    const SourceMap* map_of(Script& script, const std::string& name);
    std::optional<std::string> json_of(Script& script, const std::string& name);
    std::string source_name(const Script& script, const std::string& source) const;
    std::optional<std::string> line_of(const SourceMap& map, const SourceMap::Entry& entry,
                                       const std::string& path);
    std::string original_frame(const std::string& frame);

    Env& env_;
    std::map<std::string, Script> scripts_;
    std::size_t entries_held_ = 0;
};

/// What V8 calls to make `error.stack`, once a plugin of the isolate has a source map.
v8::MaybeLocal<v8::Value> prepare_stack(v8::Local<v8::Context> context, v8::Local<v8::Value> error,
                                        v8::Local<v8::Array> sites);

}  // namespace plinth
