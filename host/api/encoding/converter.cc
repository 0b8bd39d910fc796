// SPDX-License-Identifier: MIT
// Opening one of ICU's converters costs more than most texts: each thread keeps those that it used.

#include "host/api/encoding/converter.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include <map>
#include <memory>

namespace plinth::api {
namespace {

struct Close {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

UConverter* converter_for(const std::string& encoding) {
    thread_local std::map<std::string, std::unique_ptr<UConverter, Close>> opened;
    const auto found = opened.find(encoding);
    if (found != opened.end()) return found->second.get();
    UErrorCode status = U_ZERO_ERROR;
    UConverter* const converter = ucnv_open(encoding.c_str(), &status);
    if (U_FAILURE(status)) return nullptr;
    return opened.emplace(encoding, converter).first->second.get();
}

// ICU's own substitution is U+001A in encodings with a substitute of one byte, such as shift_jis.
void replace(const void*, UConverterToUnicodeArgs* arguments, const char*, std::int32_t,
             UConverterCallbackReason reason, UErrorCode* status) {
    if (reason > UCNV_IRREGULAR) return;
    *status = U_ZERO_ERROR;
    const UChar replacement = 0xfffd;
    ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, status);
}

void set_callback(UConverter* converter, OnInvalid on_invalid) {
    UErrorCode status = U_ZERO_ERROR;
    const UConverterToUCallback callback =
        on_invalid == OnInvalid::Fail ? UCNV_TO_U_CALLBACK_STOP : &replace;
    ucnv_setToUCallBack(converter, callback, nullptr, nullptr, nullptr, &status);
    ucnv_resetToUnicode(converter);
}

}  // namespace

std::optional<Decoded> decode(std::span<const std::uint8_t> bytes, const std::string& encoding,
                              OnInvalid on_invalid, Part part) {
    UConverter* const converter = converter_for(encoding);
    if (converter == nullptr) return std::nullopt;
    set_callback(converter, on_invalid);
    Decoded result;
    const char* from = reinterpret_cast<const char*>(bytes.data());
    const char* const end = from + bytes.size();
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    while (status == U_BUFFER_OVERFLOW_ERROR) {
        const std::size_t done = result.text.size();
        result.text.resize(done + static_cast<std::size_t>(end - from) + 16);
        char16_t* to = result.text.data() + done;
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter, &to, result.text.data() + result.text.size(), &from, end, nullptr,
                       part == Part::Last, &status);
        result.text.resize(static_cast<std::size_t>(to - result.text.data()));
    }
    if (U_FAILURE(status)) return std::nullopt;
    status = U_ZERO_ERROR;
    const std::int32_t pending = part == Part::Last ? 0 : ucnv_toUCountPending(converter, &status);
    result.incomplete = static_cast<std::size_t>(pending > 0 ? pending : 0);
    return result;
}

}  // namespace plinth::api
