// SPDX-License-Identifier: MIT
// Compiled code of the built-ins that the startup snapshot does not hold: made when Plinth is
// built, part of the program, and read when one of them is first required.

#pragma once

#include <array>
#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <v8.h>

namespace plinth {

/// Id to what v8::ScriptCompiler::CreateCodeCacheForFunction() made.
using CompiledBuiltins = std::map<std::string, std::string>;

/// V8 takes code only under the flags under which it was made: a program that runs plugins has
/// others (kFlagsOfHosts) than one that runs a script.
inline constexpr std::size_t kCodeSets = 2;

/// All sets as one block: lines of `set id size`, an empty line, then the code, each piece at a
/// multiple of 8 bytes.
std::string bundle_code(const std::array<CompiledBuiltins, kCodeSets>& sets);

/// Owner: the program. Thread: any.
class BuiltinCode {
  public:
    using Code = v8::ScriptCompiler::CachedData;

    /// Refers to `bundle`, which must stay where it is.
    explicit BuiltinCode(std::string_view bundle);

    /// Null: there is none, or none that V8 takes under the flags of this program.
    const Code* find(const std::string& id) const;
    /// V8 did not take it: the next set is tried from here on.
    void refuse(const Code* code) const;

  private:
    std::array<std::map<std::string, std::unique_ptr<Code>>, kCodeSets> sets_;
    mutable std::atomic<std::size_t> set_ = 0;
};

}  // namespace plinth
