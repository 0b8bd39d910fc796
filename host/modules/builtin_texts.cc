// SPDX-License-Identifier: MIT
// Bundling at build time, and V8's external strings over the bundle at run time.

#include "host/modules/builtin_texts.h"

#include <cstdio>
#include <cstdlib>

#include "host/base/check.h"

namespace plinth {
namespace {

void append_escape(std::string& text, unsigned unit) {
    char escape[16];
    std::snprintf(escape, sizeof(escape), "\\u%04x", unit);
    text += escape;
}

// The code point that starts at `at`, which moves behind it. Sources are valid UTF-8: V8 compiles
// them in the same build.
unsigned next_code_point(const std::string& text, std::size_t& at) {
    const auto byte = [&](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[i]));
    };
    const unsigned first = byte(at);
    const unsigned length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    PLINTH_CHECK(at + length <= text.size());
    unsigned point = length == 1 ? first : first & (0x7Fu >> length);
    for (unsigned i = 1; i < length; ++i)
        point = (point << 6) | (byte(at + i) & 0x3F);
    at += length;
    return point;
}

std::string to_ascii(const std::string& text) {
    std::string ascii;
    ascii.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const unsigned point = next_code_point(text, at);
        if (point < 0x80) {
            ascii += static_cast<char>(point);
        } else if (point < 0x10000) {
            append_escape(ascii, point);
        } else {
            append_escape(ascii, 0xD800 + ((point - 0x10000) >> 10));
            append_escape(ascii, 0xDC00 + ((point - 0x10000) & 0x3FF));
        }
    }
    return ascii;
}

}  // namespace

class BuiltinTexts::Resource final : public v8::String::ExternalOneByteStringResource {
  public:
    explicit Resource(std::string_view text) : text_(text) {}
    const char* data() const override { return text_.data(); }
    std::size_t length() const override { return text_.size(); }
    // Isolates come and go; the text stays.
    void Dispose() override {}

  private:
    const std::string_view text_;
};

std::string bundle_builtins(const BuiltinSources& sources) {
    std::string head;
    std::string body;
    for (const auto& [id, source] : sources) {
        const std::string text = to_ascii(source);
        head += id + " " + std::to_string(text.size()) + "\n";
        body += text;
    }
    return head + "\n" + body;
}

BuiltinTexts::BuiltinTexts(std::string_view bundle) {
    const std::size_t head_end = bundle.find("\n\n");
    PLINTH_CHECK(head_end != std::string_view::npos);
    std::string_view head = bundle.substr(0, head_end + 1);
    std::size_t at = head_end + 2;
    while (!head.empty()) {
        const std::string line(head.substr(0, head.find('\n')));
        head.remove_prefix(line.size() + 1);
        const std::size_t space = line.find(' ');
        const std::size_t size = std::strtoull(line.c_str() + space + 1, nullptr, 10);
        PLINTH_CHECK(at + size <= bundle.size());
        resources_[line.substr(0, space)] = std::make_unique<Resource>(bundle.substr(at, size));
        at += size;
    }
}

BuiltinTexts::~BuiltinTexts() = default;

std::vector<std::string> BuiltinTexts::ids() const {
    std::vector<std::string> all;
    for (const auto& [id, resource] : resources_)
        all.push_back(id);
    return all;
}

v8::MaybeLocal<v8::String> BuiltinTexts::text(v8::Isolate* isolate, const std::string& id) const {
    const auto found = resources_.find(id);
    if (found == resources_.end()) return {};
    return v8::String::NewExternalOneByte(isolate, found->second.get());
}

std::vector<std::intptr_t> BuiltinTexts::addresses() const {
    std::vector<std::intptr_t> all;
    for (const auto& [id, resource] : resources_) {
        all.push_back(reinterpret_cast<std::intptr_t>(resource.get()));
    }
    return all;
}

}  // namespace plinth
