// SPDX-License-Identifier: MIT
// Lengths and bytes, one after another; and a map of what is alive.

#include "host/modules/code_pack.h"

#include <cstdint>
#include <cstring>
#include <mutex>
#include <unordered_map>

namespace plinth {
namespace {

void put(std::string& bytes, std::string_view part) {
    const auto size = static_cast<std::uint32_t>(part.size());
    bytes.append(reinterpret_cast<const char*>(&size), sizeof(size));
    bytes += part;
}

std::optional<std::string_view> take(std::string_view& bytes) {
    std::uint32_t size = 0;
    if (bytes.size() < sizeof(size)) return std::nullopt;
    std::memcpy(&size, bytes.data(), sizeof(size));
    bytes.remove_prefix(sizeof(size));
    if (bytes.size() < size) return std::nullopt;
    const std::string_view part = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return part;
}

struct Shared {
    std::mutex mutex;
    std::unordered_map<CodeKey, std::weak_ptr<const std::string>> codes;
    std::size_t sweep_at = 1024;
};

Shared& shared() {
    static auto* all = new Shared;  // Never destroyed: plugins may end after static destructors.
    return *all;
}

}  // namespace

std::string to_bytes(const CodePack& pack) {
    std::string bytes;
    for (const auto& [key, code] : pack) {
        put(bytes, key);
        put(bytes, *code);
    }
    return bytes;
}

std::optional<CodePack> parse_pack(std::string_view bytes) {
    CodePack pack;
    while (!bytes.empty()) {
        const auto key = take(bytes);
        const auto code = key ? take(bytes) : std::nullopt;
        if (!code) return std::nullopt;
        pack.emplace(*key, std::make_shared<const std::string>(*code));
    }
    return pack;
}

CodeBytes shared_code(const CodeKey& key) {
    Shared& all = shared();
    const std::lock_guard lock(all.mutex);
    const auto found = all.codes.find(key);
    return found == all.codes.end() ? nullptr : found->second.lock();
}

void share_code(const CodeKey& key, const CodeBytes& code) {
    Shared& all = shared();
    const std::lock_guard lock(all.mutex);
    all.codes[key] = code;
    if (all.codes.size() < all.sweep_at) return;
    std::erase_if(all.codes, [](const auto& each) { return each.second.expired(); });
    all.sweep_at = all.codes.size() * 2 + 1024;
}

}  // namespace plinth
