// SPDX-License-Identifier: MIT
// Bundling at build time, and finding a piece at run time.

#include "host/modules/builtin_code.h"

#include <sstream>

#include "host/base/check.h"

namespace plinth {
namespace {

constexpr std::size_t kAlignment = 8;  // V8 would copy what is not aligned.

std::size_t padded(std::size_t size) {
    return (size + kAlignment - 1) / kAlignment * kAlignment;
}

}  // namespace

std::string bundle_code(const std::array<CompiledBuiltins, kCodeSets>& sets) {
    std::string head;
    std::string body;
    for (std::size_t set = 0; set < kCodeSets; ++set) {
        for (const auto& [id, code] : sets[set]) {
            head += std::to_string(set) + " " + id + " " + std::to_string(code.size()) + "\n";
            body += code;
            body.resize(padded(body.size()));
        }
    }
    head += "\n";
    head.resize(padded(head.size()), '\n');
    return head + body;
}

BuiltinCode::BuiltinCode(std::string_view bundle) {
    const std::size_t head_end = bundle.find("\n\n");
    PLINTH_CHECK(head_end != std::string_view::npos);
    std::size_t at = padded(head_end + 2);
    std::istringstream head(std::string(bundle.substr(0, head_end)));
    std::size_t set = 0;
    std::string id;
    std::size_t size = 0;
    while (head >> set >> id >> size) {
        PLINTH_CHECK(set < kCodeSets && at + size <= bundle.size());
        sets_[set][id] = std::make_unique<Code>(
            reinterpret_cast<const std::uint8_t*>(bundle.data() + at), static_cast<int>(size));
        at += padded(size);
    }
}

const BuiltinCode::Code* BuiltinCode::find(const std::string& id) const {
    const std::size_t set = set_.load(std::memory_order_relaxed);
    if (set >= kCodeSets) return nullptr;
    const auto found = sets_[set].find(id);
    return found == sets_[set].end() ? nullptr : found->second.get();
}

void BuiltinCode::refuse(const Code* code) const {
    std::size_t set = set_.load(std::memory_order_relaxed);
    if (set >= kCodeSets) return;
    // Another thread may have moved on.
    for (const auto& [id, piece] : sets_[set]) {
        if (piece.get() == code) set_.compare_exchange_strong(set, set + 1);
    }
}

}  // namespace plinth
