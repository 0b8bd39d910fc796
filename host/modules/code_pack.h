// SPDX-License-Identifier: MIT
// CodePack: compiled code of many modules as one run of bytes, as it lies in the cache. No V8 here:
// the code itself is bytes.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace plinth {

using CodeBytes = std::shared_ptr<const std::string>;

/// Which code: the kind, the name and a hash of the source. The name counts, as V8's code holds it.
using CodeKey = std::string;

/// Sorted by key.
using CodePack = std::map<CodeKey, CodeBytes>;

std::string to_bytes(const CodePack& pack);

/// Nothing when the bytes are not what to_bytes() makes.
std::optional<CodePack> parse_pack(std::string_view bytes);

/// What the plugins of this process have compiled or read lately, so that one finds what another
/// has: code that no plugin holds any more goes. Thread: any.
CodeBytes shared_code(const CodeKey& key);
void share_code(const CodeKey& key, const CodeBytes& code);

}  // namespace plinth
