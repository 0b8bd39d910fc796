// SPDX-License-Identifier: MIT
// The checks of containers and buffers that do not depend on their elements.

#include "bindings/convert/container.h"
#include "bindings/convert/set.h"

namespace plinth::js::detail {

std::optional<std::uint32_t> array_length(const Where& where, v8::Local<v8::Value> value) {
    if (!value->IsArray()) return where.wrong_type("an array", value);
    const std::uint32_t length = value.As<v8::Array>()->Length();
    if (length > kMaxElements)
        return where.out_of_range(
            "an array of at most " + std::to_string(kMaxElements) + " elements",
            v8::Number::New(where.isolate(), length));
    return length;
}

bool is_array_of(v8::Local<v8::Value> value, std::uint32_t length) {
    return value->IsArray() && value.As<v8::Array>()->Length() == length;
}

bool check_length(const Where& where, v8::Local<v8::Value> value, std::uint32_t length) {
    const std::string expected = "an array of length " + std::to_string(length);
    if (!value->IsArray()) {
        where.wrong_type(expected, value);
        return false;
    }
    const std::uint32_t found = value.As<v8::Array>()->Length();
    if (found != length) where.out_of_range(expected, v8::Number::New(where.isolate(), found));
    return found == length;
}

v8::MaybeLocal<v8::Array> own_keys(const Where& where, v8::Local<v8::Value> value) {
    if (!value->IsObject() || value->IsFunction() || value->IsArray()) {
        where.wrong_type("an object", value);
        return {};
    }
    const auto filter = static_cast<v8::PropertyFilter>(v8::ONLY_ENUMERABLE | v8::SKIP_SYMBOLS);
    return value.As<v8::Object>()->GetOwnPropertyNames(where.context(), filter,
                                                       v8::KeyConversionMode::kConvertToString);
}

v8::MaybeLocal<v8::Array> set_elements(const Where& where, v8::Local<v8::Value> value) {
    if (value->IsSet()) return value.As<v8::Set>()->AsArray();
    if (!value->IsArray()) {
        where.wrong_type("a Set or an array", value);
        return {};
    }
    if (!array_length(where, value)) return {};
    return value.As<v8::Array>();
}

v8::MaybeLocal<v8::Array> map_entries(const Where& where, v8::Local<v8::Value> value) {
    if (value->IsMap()) return value.As<v8::Map>()->AsArray();
    where.wrong_type("a Map", value);
    return {};
}

std::string handle_type(std::string_view expected) {
    expected.remove_prefix(expected.find(' ') + 1);  // The article.
    if (expected == "function") return "(...values: any[]) => any";
    if (expected == "array") return "any[]";
    if (expected == "typed array") return "ArrayBufferView";
    if (expected == "32-bit integer" || expected == "unsigned 32-bit integer") return "number";
    if (expected == "string or a symbol") return "string | symbol";
    if (expected == "native pointer") return "unknown";
    if (expected == "Map") return "Map<any, any>";
    if (expected == "Set") return "Set<any>";
    if (expected == "Promise") return "Promise<any>";
    if (expected == "Proxy") return "object";
    return std::string(expected);
}

bool Bytes::load(v8::Local<v8::Value> value) {
    if (!value->IsArrayBufferView() && !value->IsArrayBuffer()) return false;
    source_ = value.As<v8::Object>();
    return true;
}

void Bytes::settle() {
    v8::Local<v8::ArrayBuffer> buffer;
    std::size_t offset = 0;
    if (source_->IsArrayBufferView()) {
        const auto view = source_.As<v8::ArrayBufferView>();
        buffer = view->Buffer();
        offset = view->ByteOffset();
        size_ = view->ByteLength();
    } else {
        buffer = source_.As<v8::ArrayBuffer>();
        size_ = buffer->ByteLength();
    }
    store_ = buffer->GetBackingStore();
    data_ = size_ == 0 ? nullptr : static_cast<std::byte*>(store_->Data()) + offset;
}

}  // namespace plinth::js::detail
