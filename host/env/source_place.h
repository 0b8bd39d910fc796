// SPDX-License-Identifier: MIT
// Where generated code came from: asked whenever a place is about to be shown to people.

#pragma once

#include <optional>
#include <string>

namespace plinth {

/// A place as people count, from 1. `text` is its line, when it is known.
struct SourcePlace {
    std::string file;
    int line = 0;
    int column = 0;
    std::optional<std::string> text;
};

/// Owner: the Env's part of host/modules that read the source maps. Calls JS: no.
class SourcePlaces {
  public:
    virtual ~SourcePlaces() = default;
    /// Of a place in a script as V8 knows it; nothing when that is the source itself.
    virtual std::optional<SourcePlace> original(const std::string& script, int line,
                                                int column) = 0;
    /// Lines of a stack, "    at f (script:line:column)", with the places of the sources.
    virtual std::string original_stack(const std::string& stack) = 0;
};

}  // namespace plinth
