// SPDX-License-Identifier: MIT
// OpenSSL's errors, and its start.

#include "host/io/openssl.h"

#include <algorithm>
#include <mutex>

#include "host/env/errors.h"

namespace plinth::openssl {
namespace {

// Libraries that Node's codes name: "ERR_OSSL_EVP_UNSUPPORTED". TLS has codes of its own.
const char* code_part(int library) {
    switch (library) {
        case ERR_LIB_SYS:
            return "OSSL_SYS_";
        case ERR_LIB_BN:
            return "OSSL_BN_";
        case ERR_LIB_RSA:
            return "OSSL_RSA_";
        case ERR_LIB_DH:
            return "OSSL_DH_";
        case ERR_LIB_EVP:
            return "OSSL_EVP_";
        case ERR_LIB_BUF:
            return "OSSL_BUF_";
        case ERR_LIB_OBJ:
            return "OSSL_OBJ_";
        case ERR_LIB_PEM:
            return "OSSL_PEM_";
        case ERR_LIB_DSA:
            return "OSSL_DSA_";
        case ERR_LIB_X509:
            return "OSSL_X509_";
        case ERR_LIB_ASN1:
            return "OSSL_ASN1_";
        case ERR_LIB_CONF:
            return "OSSL_CONF_";
        case ERR_LIB_CRYPTO:
            return "OSSL_CRYPTO_";
        case ERR_LIB_EC:
            return "OSSL_EC_";
        case ERR_LIB_SSL:
            return "SSL_";
        case ERR_LIB_BIO:
            return "OSSL_BIO_";
        case ERR_LIB_PKCS7:
            return "OSSL_PKCS7_";
        case ERR_LIB_X509V3:
            return "OSSL_X509V3_";
        case ERR_LIB_PKCS12:
            return "OSSL_PKCS12_";
        case ERR_LIB_RAND:
            return "OSSL_RAND_";
        default:
            return "OSSL_";
    }
}

v8::Local<v8::Object> make_error(v8::Isolate* isolate, const Failure& failure) {
    const v8::Local<v8::String> message = to_string(isolate, failure.message);
    return (failure.kind == Failure::Kind::TypeError    ? v8::Exception::TypeError(message)
            : failure.kind == Failure::Kind::RangeError ? v8::Exception::RangeError(message)
                                                        : v8::Exception::Error(message))
        .As<v8::Object>();
}

// Gives `put` (name, value) for each that an error has besides its message; false as soon as it
// does.
template <class Put>
bool describe_with(v8::Isolate* isolate, const Failure& failure, Put put) {
    if (!failure.stack.empty()) {
        std::vector<v8::Local<v8::Value>> lines;
        for (const std::string& line : failure.stack)
            lines.push_back(to_string(isolate, line));
        if (!put("opensslErrorStack", v8::Array::New(isolate, lines.data(), lines.size()))) {
            return false;
        }
    }
    const auto text = [&](const char* name, const std::string& value) {
        return value.empty() || put(name, to_string(isolate, value));
    };
    return text("library", failure.library) && text("reason", failure.reason) &&
           text("code", failure.code);
}

std::string text_of(unsigned long number) {
    char text[256];
    ERR_error_string_n(number, text, sizeof(text));
    return text;
}

}  // namespace

void prepare() {
    static std::once_flag once;
    std::call_once(once, [] { OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr); });
}

Failure describe(unsigned long number) {
    Failure failure;
    failure.message = text_of(number);
    if (const char* library = ERR_lib_error_string(number)) failure.library = library;
    if (const char* reason = ERR_reason_error_string(number)) {
        failure.reason = reason;
        std::string name = reason;
        std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
            return c == ' '               ? '_'
                   : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A')
                                          : static_cast<char>(c);
        });
        failure.code = std::string("ERR_") + code_part(ERR_GET_LIB(number)) + name;
    }
    return failure;
}

Failure Failure::take(std::string_view otherwise) {
    const unsigned long first = ERR_get_error();
    if (first == 0) return of("", otherwise);
    Failure failure = describe(first);
    while (const unsigned long next = ERR_get_error())
        failure.stack.push_back(text_of(next));
    std::reverse(failure.stack.begin(), failure.stack.end());
    return failure;
}

Failure Failure::of(std::string_view code, std::string_view message, Kind kind) {
    Failure failure;
    failure.message = message;
    failure.code = code;
    failure.kind = kind;
    return failure;
}

v8::Local<v8::Value> to_js(v8::Local<v8::Context> context, const Failure& failure) {
    v8::Isolate* isolate = context->GetIsolate();
    const v8::Local<v8::Object> error = make_error(isolate, failure);
    describe_with(isolate, failure, [&](const char* name, v8::Local<v8::Value> value) {
        return error->CreateDataProperty(context, to_string(isolate, name), value).FromMaybe(false);
    });
    return error;
}

// As in Node the properties are set, not defined: a setter that a script put on Object.prototype
// runs, and what it throws is thrown instead.
void throw_failure(v8::Isolate* isolate, const Failure& failure) {
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    const v8::Local<v8::Object> error = make_error(isolate, failure);
    const auto set = [&](const char* name, v8::Local<v8::Value> value) {
        return error->Set(context, to_string(isolate, name), value).FromMaybe(false);
    };
    if (describe_with(isolate, failure, set)) isolate->ThrowException(error);
}

}  // namespace plinth::openssl
