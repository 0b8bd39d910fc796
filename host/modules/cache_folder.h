// SPDX-License-Identifier: MIT
// CacheFolder: bytes that are kept from one run to the next. What is in them may be executed (V8's
// code cache is native code): only this user may be able to write there, each entry carries a keyed
// hash, and whatever does not fit is as good as missing. Why: docs/decisions/code-cache.md.

#pragma once

#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "host/base/sip_hash.h"

namespace plinth {

/// Owner: the process. Thread: any. Calls JS: no.
class CacheFolder {
  public:
    /// The one of this path, made when it is first asked for; null for an empty path.
    static CacheFolder* at(const std::string& path);

    explicit CacheFolder(std::string path, std::uint64_t limit_bytes = std::uint64_t{64} << 20);

    /// False: the folder can't be made, or others may write there. Nothing is found or kept.
    bool usable();

    /// The name of what is made of these parts, for find() and keep().
    std::string key(std::initializer_list<std::string_view> parts);

    std::optional<std::string> find(const std::string& key);
    /// Failures are silent: the cache is none of the plugin's business. When the folder grows
    /// beyond its limit, what was not used for longest goes.
    void keep(const std::string& key, std::string_view bytes);

  private:
    void open();
    std::string seal(const std::string& key, std::string_view bytes) const;
    void make_room(std::uint64_t bytes);

    const std::string path_;
    const std::uint64_t limit_bytes_;
    std::once_flag opened_;
    bool usable_ = false;
    SipKey key_{};
    std::mutex room_;
    std::optional<std::uint64_t> used_bytes_;
};

}  // namespace plinth
