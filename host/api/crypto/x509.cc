// SPDX-License-Identifier: MIT
// X.509 certificates, and the signed keys that browsers once made (SPKAC).

#include "host/api/crypto/key.h"
#include "host/env/errors.h"
#include "host/io/certificate.h"

namespace plinth::api::crypto {
namespace {

class X509Handle final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;
    openssl::Certificate certificate;
};

X509Handle* ready(const Info& info) {
    X509Handle* self = unwrap<X509Handle>(info);
    return self == nullptr || self->certificate == nullptr ? nullptr : self;
}

// parse(PEM or DER)
void parse(const Info& info) {
    X509Handle* self = unwrap<X509Handle>(info);
    if (self == nullptr || self->certificate != nullptr) return;
    auto data = bytes_of(info, 0);
    if (!data) return;
    const ErrorScope errors;
    const openssl::BasicInput input(input_of(data->span()));
    self->certificate.reset(PEM_read_bio_X509_AUX(
        input.get(), nullptr, [](char*, int, int, void*) { return 0; }, nullptr));
    if (self->certificate != nullptr) return;
    const Failure failure = Failure::take();
    const openssl::BasicInput again(input_of(data->span()));
    self->certificate.reset(d2i_X509_bio(again.get(), nullptr));
    if (self->certificate == nullptr) openssl::throw_failure(info.GetIsolate(), failure);
}

void set_text(const Info& info, const std::string& text) {
    if (!text.empty()) info.GetReturnValue().Set(to_string(info.GetIsolate(), text));
}

// facts(): [subject, issuer, subjectAltName, infoAccess, validFrom, validTo, serialNumber, ca]
void facts(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    X509* certificate = self->certificate.get();
    v8::Isolate* isolate = info.GetIsolate();
    const auto text = [isolate](const std::string& value) -> v8::Local<v8::Value> {
        if (value.empty()) return v8::Undefined(isolate);
        return to_string(isolate, value);
    };
    v8::Local<v8::Value> values[] = {text(openssl::name_lines(X509_get_subject_name(certificate))),
                                     text(openssl::name_lines(X509_get_issuer_name(certificate))),
                                     text(openssl::subject_alternative_names(certificate)),
                                     text(openssl::authority_access(certificate)),
                                     text(openssl::time_text(X509_get0_notBefore(certificate))),
                                     text(openssl::time_text(X509_get0_notAfter(certificate))),
                                     text(openssl::serial_number(certificate)),
                                     v8::Boolean::New(isolate, X509_check_ca(certificate) == 1)};
    info.GetReturnValue().Set(v8::Array::New(isolate, values, 8));
}

void key_usage(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    v8::Local<v8::Object> object;
    if (openssl::certificate_object(Env::from(info), self->certificate.get()).ToLocal(&object)) {
        v8::Local<v8::Value> usage;
        if (object
                ->Get(info.GetIsolate()->GetCurrentContext(),
                      to_string(info.GetIsolate(), "ext_key_usage"))
                .ToLocal(&usage)) {
            info.GetReturnValue().Set(usage);
        }
    }
}

void fingerprint(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    const EVP_MD* digest = find_digest(*name);
    if (digest != nullptr) set_text(info, openssl::fingerprint(self->certificate.get(), digest));
}

void raw(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    std::uint8_t* bytes = nullptr;
    const int size = i2d_X509(self->certificate.get(), &bytes);
    if (size > 0) give_back(info, {bytes, static_cast<std::size_t>(size)});
    OPENSSL_free(bytes);
}

void pem(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    const openssl::BasicInput out(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(out.get(), self->certificate.get());
    set_text(info, openssl::text_of(out.get()));
}

void legacy(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    v8::Local<v8::Object> object;
    if (openssl::certificate_object(Env::from(info), self->certificate.get()).ToLocal(&object)) {
        info.GetReturnValue().Set(object);
    }
}

void public_key(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    EVP_PKEY* key = X509_get_pubkey(self->certificate.get());
    if (key == nullptr) return openssl::throw_failure(info.GetIsolate(), Failure::take());
    v8::Local<v8::Value> made;
    if (make_key(Env::from(info), KeyRef(key), false).ToLocal(&made)) {
        info.GetReturnValue().Set(made);
    }
}

// checkHost(name, flags): the name in the certificate that fits; undefined: none.
void check_host(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    const ErrorScope errors;
    char* found = nullptr;
    const int status = X509_check_host(self->certificate.get(), name->data(), name->size(),
                                       static_cast<unsigned>(number_of(info, 1)), &found);
    if (status == 1) {
        set_text(info, found == nullptr ? *name : std::string(found));
    } else if (status == -2) {
        throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_VALUE", "Invalid name");
    }
    OPENSSL_free(found);
}

void check_email(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    const ErrorScope errors;
    const int status = X509_check_email(self->certificate.get(), name->data(), name->size(),
                                        static_cast<unsigned>(number_of(info, 1)));
    if (status == 1) set_text(info, *name);
    if (status == -2) throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_VALUE", "Invalid name");
}

void check_address(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    const auto name = text_of(info, 0);
    if (!name) return;
    const ErrorScope errors;
    const int status = X509_check_ip_asc(self->certificate.get(), name->c_str(),
                                         static_cast<unsigned>(number_of(info, 1)));
    if (status == 1) set_text(info, *name);
    if (status == -2) throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_VALUE", "Invalid IP");
}

// checkIssued(other): whether that one's key signed this one.
void check_issued(const Info& info) {
    X509Handle* self = ready(info);
    const X509Handle* other = handle_of<X509Handle>(info[0]);
    if (self == nullptr || other == nullptr) return;
    const ErrorScope errors;
    info.GetReturnValue().Set(
        X509_check_issued(other->certificate.get(), self->certificate.get()) == X509_V_OK);
}

void check_private_key(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    const KeyRef key = key_of(info, 0);
    if (!key) return;
    const ErrorScope errors;
    info.GetReturnValue().Set(X509_check_private_key(self->certificate.get(), key.get()) == 1);
}

void verify(const Info& info) {
    X509Handle* self = ready(info);
    if (self == nullptr) return;
    const KeyRef key = key_of(info, 0);
    if (!key) return;
    const ErrorScope errors;
    info.GetReturnValue().Set(X509_verify(self->certificate.get(), key.get()) > 0);
}

// --- SPKAC -------------------------------------------------------------------------------------

using Spki = openssl::Owned<NETSCAPE_SPKI, &NETSCAPE_SPKI_free>;

Spki spki_of(const Info& info) {
    auto data = bytes_of(info, 0);
    if (!data || data->size() == 0) return nullptr;
    const auto bytes = data->span();
    return Spki(NETSCAPE_SPKI_b64_decode(reinterpret_cast<const char*>(bytes.data()),
                                         static_cast<int>(bytes.size())));
}

void verify_spkac(const Info& info) {
    const ErrorScope errors;
    const Spki spki = spki_of(info);
    const openssl::PrivateKey key(spki == nullptr ? nullptr : NETSCAPE_SPKI_get_pubkey(spki.get()));
    info.GetReturnValue().Set(key != nullptr && NETSCAPE_SPKI_verify(spki.get(), key.get()) > 0);
}

void export_public_key(const Info& info) {
    const ErrorScope errors;
    const Spki spki = spki_of(info);
    const openssl::PrivateKey key(spki == nullptr ? nullptr : NETSCAPE_SPKI_get_pubkey(spki.get()));
    const openssl::BasicInput out(BIO_new(BIO_s_mem()));
    if (key == nullptr || PEM_write_bio_PUBKEY(out.get(), key.get()) != 1) return;
    const std::string text = openssl::text_of(out.get());
    give_back(info, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void export_challenge(const Info& info) {
    const ErrorScope errors;
    const Spki spki = spki_of(info);
    if (spki == nullptr) return;
    unsigned char* text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, spki->spkac->challenge);
    if (size >= 0) give_back(info, {text, static_cast<std::size_t>(size)});
    OPENSSL_free(text);
}

}  // namespace

void add_x509(NativeModule& module) {
    module.handle<X509Handle>("X509")
        .method("parse", &parse)
        .method("facts", &facts)
        .method("keyUsage", &key_usage)
        .method("fingerprint", &fingerprint)
        .method("raw", &raw)
        .method("pem", &pem)
        .method("legacy", &legacy)
        .method("publicKey", &public_key)
        .method("checkHost", &check_host)
        .method("checkEmail", &check_email)
        .method("checkIP", &check_address)
        .method("checkIssued", &check_issued)
        .method("checkPrivateKey", &check_private_key)
        .method("verify", &verify);
    module.raw("verifySpkac", &verify_spkac)
        .raw("exportPublicKey", &export_public_key)
        .raw("exportChallenge", &export_challenge);
}

}  // namespace plinth::api::crypto
