// SPDX-License-Identifier: MIT
// The JavaScript of the built-ins, once in the program's memory: every isolate refers to it in
// place, so that a plugin does not pay for a copy of it.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <v8.h>

namespace plinth {

/// Id ("fs", "internal/errors") to source text.
using BuiltinSources = std::map<std::string, std::string>;

/// All sources as one block of ASCII: lines of `id size`, an empty line, then the texts one after
/// another. Other characters become \u escapes, which mean the same in strings, patterns and names;
/// V8 then needs one byte a character.
std::string bundle_builtins(const BuiltinSources& sources);

/// Owner: the program; it must outlive every isolate. Thread: any, read only.
class BuiltinTexts {
  public:
    /// Refers to `bundle`, which must stay where it is.
    explicit BuiltinTexts(std::string_view bundle);
    ~BuiltinTexts();

    std::vector<std::string> ids() const;
    /// The text as a string of this isolate; empty when there is no such built-in.
    v8::MaybeLocal<v8::String> text(v8::Isolate* isolate, const std::string& id) const;
    /// The addresses by which a snapshot refers to the texts, in the order of the ids.
    std::vector<std::intptr_t> addresses() const;

  private:
    class Resource;
    std::map<std::string, std::unique_ptr<Resource>> resources_;
};

}  // namespace plinth
