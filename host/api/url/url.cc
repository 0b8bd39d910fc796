// SPDX-License-Identifier: MIT
// url, native half: parsing and changing URLs, and domains through ICU. The texts of URLs are kept
// in JavaScript; what is parsed comes back as the text and the places of its parts.
//
// Thread: the plugin's loop. Calls JS: never.

#include <cstring>

#include "host/api/url/host.h"
#include "host/api/url/parser.h"
#include "host/api/url/setters.h"
#include "host/env/native_module.h"
#include "host/io/buffers.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

std::optional<UrlRecord> parse(std::string_view input, std::string_view base_text) {
    if (base_text.empty()) return parse_url(input, nullptr);
    const std::optional<UrlRecord> base = parse_url(base_text, nullptr);
    return base ? parse_url(input, &*base) : std::nullopt;
}

std::string text_of(const Info& info, int argument) {
    const v8::Local<v8::Value> value = info[argument];
    return value->IsString() ? to_utf8(info.GetIsolate(), value) : std::string();
}

// The text, and the places in the Uint32Array `info[argument]`. The text of info[0] is the input:
// most are written as they should be.
void set_result(const Info& info, const UrlRecord& url, int argument, std::string_view input) {
    const UrlText text = serialize(url);
    const auto places = view_bytes(info[argument]);
    if (!places || places->size() != sizeof(UrlPositions)) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                                "positions must be a Uint32Array");
    }
    std::memcpy(places->data(), &text.positions, sizeof(UrlPositions));
    if (text.href == input) return info.GetReturnValue().Set(info[0]);
    v8::Local<v8::String> href;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.href.data());
    if (v8::String::NewFromOneByte(info.GetIsolate(), bytes, v8::NewStringType::kNormal,
                                   static_cast<int>(text.href.size()))
            .ToLocal(&href)) {
        info.GetReturnValue().Set(href);
    }
}

// parse(input, base, positions): the text, or undefined. An empty base is none.
void parse_text(const Info& info) {
    const std::string input = text_of(info, 0);
    const std::optional<UrlRecord> url = parse(input, text_of(info, 1));
    if (url) set_result(info, *url, 2, input);
}

// setPart(href, part, value, positions): the changed text.
void set_part_of_text(const Info& info) {
    const std::string input = text_of(info, 0);
    std::optional<UrlRecord> url = parse_url(input, nullptr);
    if (!url || !info[1]->IsUint32()) return;
    set_part(*url, static_cast<UrlPart>(info[1].As<v8::Uint32>()->Value()), text_of(info, 2));
    set_result(info, *url, 3, input);
}

bool can_parse(std::string_view input, std::string_view base) {
    return parse(input, base).has_value();
}

std::string to_ascii(std::string_view domain) {
    return parse_host(domain, true).value_or("");
}

std::string to_unicode(std::string_view domain) {
    const std::optional<std::string> ascii = parse_host(domain, true);
    return ascii ? domain_to_unicode(*ascii) : "";
}

// As url.parse() has it, which lets more pass.
std::string punycode(std::string_view domain) {
    return domain_to_ascii(domain).value_or("");
}

}  // namespace

void init_url(NativeModule& module) {
    module.raw("parse", &parse_text)
        .raw("setPart", &set_part_of_text)
        .function<&can_parse>("canParse")
        .function<&to_ascii>("domainToASCII")
        .function<&to_unicode>("domainToUnicode")
        .function<&punycode>("punycode");
}

}  // namespace plinth::api
