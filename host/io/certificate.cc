// SPDX-License-Identifier: MIT
// The facts of a certificate, worded as Node words them.

#include "host/io/certificate.h"

#include <cstdio>
#include <span>
#include <vector>

#include "host/env/errors.h"
#include "host/io/buffers.h"

namespace plinth::openssl {
namespace {

using GeneralNames = Owned<GENERAL_NAMES, &GENERAL_NAMES_free>;

std::string_view view_of(const ASN1_STRING* text) {
    return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
            static_cast<std::size_t>(ASN1_STRING_length(text))};
}

// Nothing in it that could end the name, or hide what follows.
bool is_plain(std::string_view name, bool utf8) {
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == '"' || byte == '\\' || byte == ',' || byte == '\'') return false;
        if (byte < ' ' || byte == 0x7f || (byte > 0x7f && !utf8)) return false;
    }
    return true;
}

// The kind of another name is in the quotes, too.
void add_name(std::string& to, std::string_view prefix, std::string_view name, bool utf8,
              std::string_view kind = {}) {
    if (is_plain(name, utf8)) {
        to.append(prefix).append(kind).append(name);
        return;
    }
    to.append(prefix).append("\"").append(kind);
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte == '"' || byte == '\\') {
            to.append("\\").push_back(c);
        } else if (byte < ' ' || byte == ',' || byte == 0x7f || (byte > 0x7f && !utf8)) {
            char escaped[8];
            std::snprintf(escaped, sizeof(escaped), "\\u%04x", byte);
            to.append(escaped);
        } else {
            to.push_back(c);
        }
    }
    to.push_back('"');
}

std::string address_text(const ASN1_OCTET_STRING* address) {
    const std::string_view bytes = view_of(address);
    const auto at = [&bytes](std::size_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(bytes[i]));
    };
    char text[64];
    if (bytes.size() == 4) {
        std::snprintf(text, sizeof(text), "%u.%u.%u.%u", at(0), at(1), at(2), at(3));
        return text;
    }
    if (bytes.size() != 16) {
        std::snprintf(text, sizeof(text), "<invalid length=%zu>", bytes.size());
        return text;
    }
    std::string joined;
    for (std::size_t i = 0; i < 16; i += 2) {
        std::snprintf(text, sizeof(text), "%s%X", i > 0 ? ":" : "", at(i) << 8U | at(i + 1));
        joined += text;
    }
    return joined;
}

std::string directory_text(const X509_NAME* name) {
    const BasicInput memory(BIO_new(BIO_s_mem()));
    // As RFC 2253 writes names; what is not printable is left to add_name().
    const unsigned long flags = XN_FLAG_RFC2253 & ~(ASN1_STRFLGS_ESC_MSB | ASN1_STRFLGS_ESC_CTRL);
    X509_NAME_print_ex(memory.get(), name, 0, flags);
    return text_of(memory.get());
}

void add_other_name(std::string& to, const OTHERNAME* name) {
    const char* kind = nullptr;
    bool utf8 = true;
    switch (OBJ_obj2nid(name->type_id)) {
        case NID_id_on_SmtpUTF8Mailbox:
            kind = "SmtpUTF8Mailbox:";
            break;
        case NID_XmppAddr:
            kind = "XmppAddr:";
            break;
        case NID_SRVName:
            kind = "SRVName:";
            utf8 = false;
            break;
        case NID_ms_upn:
            kind = "UPN:";
            break;
        case NID_NAIRealm:
            kind = "NAIRealm:";
            break;
        default:
            break;
    }
    if (kind == nullptr || name->value->type != (utf8 ? V_ASN1_UTF8STRING : V_ASN1_IA5STRING)) {
        to.append("othername:<unsupported>");
        return;
    }
    add_name(to, "othername:", view_of(name->value->value.asn1_string), utf8, kind);
}

void add_general_name(std::string& to, const GENERAL_NAME* name) {
    switch (name->type) {
        case GEN_DNS:
            return add_name(to, "DNS:", view_of(name->d.dNSName), false);
        case GEN_EMAIL:
            return add_name(to, "email:", view_of(name->d.rfc822Name), false);
        case GEN_URI:
            return add_name(to, "URI:", view_of(name->d.uniformResourceIdentifier), false);
        case GEN_DIRNAME:
            return add_name(to, "DirName:", directory_text(name->d.directoryName), true);
        case GEN_IPADD:
            to.append("IP Address:").append(address_text(name->d.iPAddress));
            return;
        case GEN_RID: {
            char text[128];
            OBJ_obj2txt(text, sizeof(text), name->d.registeredID, 1);
            to.append("Registered ID:").append(text);
            return;
        }
        case GEN_X400:
            to.append("X400Name:<unsupported>");
            return;
        case GEN_EDIPARTY:
            to.append("EdiPartyName:<unsupported>");
            return;
        case GEN_OTHERNAME:
            return add_other_name(to, name->d.otherName);
        default:
            to.append("othername:<unsupported>");
    }
}

/// Fills one object.
class Facts {
  public:
    explicit Facts(Env& env)
        : env_(env),
          isolate_(env.isolate()),
          context_(env.context()),
          object_(v8::Object::New(isolate_)) {}

    void set(const char* name, v8::Local<v8::Value> value) {
        object_->CreateDataProperty(context_, to_string(isolate_, name), value).Check();
    }
    void set(const char* name, std::string_view text) {
        set(name, to_string(isolate_, text).As<v8::Value>());
    }
    void set(const char* name, int number) {
        set(name, v8::Integer::New(isolate_, number).As<v8::Value>());
    }
    void set_bytes(const char* name, std::span<const std::uint8_t> bytes) {
        v8::Local<v8::Uint8Array> buffer;
        if (make_buffer(env_, bytes).ToLocal(&buffer)) set(name, buffer.As<v8::Value>());
    }
    v8::Isolate* isolate() const { return isolate_; }
    v8::Local<v8::Context> context() const { return context_; }
    v8::Local<v8::Object> object() const { return object_; }

  private:
    Env& env_;
    v8::Isolate* isolate_;
    v8::Local<v8::Context> context_;
    v8::Local<v8::Object> object_;
};

v8::Local<v8::Object> bare_object(v8::Isolate* isolate) {
    return v8::Object::New(isolate, v8::Null(isolate), nullptr, nullptr, 0);
}

// A second value of a name makes an array of it.
void add_value(Facts& facts, v8::Local<v8::Object> object, v8::Local<v8::String> key,
               v8::Local<v8::Value> value) {
    const v8::Local<v8::Context> context = facts.context();
    v8::Local<v8::Value> before;
    if (!object->HasOwnProperty(context, key).FromMaybe(false) ||
        !object->Get(context, key).ToLocal(&before)) {
        object->CreateDataProperty(context, key, value).Check();
        return;
    }
    v8::Local<v8::Array> list;
    if (before->IsArray()) {
        list = before.As<v8::Array>();
    } else {
        list = v8::Array::New(facts.isolate(), &before, 1);
        object->CreateDataProperty(context, key, list).Check();
    }
    list->CreateDataProperty(context, list->Length(), value).Check();
}

v8::Local<v8::Object> name_object(Facts& facts, const X509_NAME* name) {
    v8::Isolate* isolate = facts.isolate();
    const v8::Local<v8::Object> object = bare_object(isolate);
    for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
        const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
        const ASN1_OBJECT* type = X509_NAME_ENTRY_get_object(entry);
        char numbers[128];
        const char* key = OBJ_nid2sn(OBJ_obj2nid(type));
        if (OBJ_obj2nid(type) == NID_undef) {
            OBJ_obj2txt(numbers, sizeof(numbers), type, 1);
            key = numbers;
        }
        std::uint8_t* utf8 = nullptr;
        const int size = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(entry));
        if (size < 0) continue;
        const v8::Local<v8::String> value = to_string(
            isolate, {reinterpret_cast<const char*>(utf8), static_cast<std::size_t>(size)});
        OPENSSL_free(utf8);
        add_value(facts, object, to_string(isolate, key), value);
    }
    return object;
}

// { 'OCSP - URI': ['http://...'] }
void set_authority_access(Facts& facts, X509* certificate) {
    const std::string lines = authority_access(certificate);
    if (lines.empty()) return;
    v8::Isolate* isolate = facts.isolate();
    const v8::Local<v8::Object> object = bare_object(isolate);
    std::size_t start = 0;
    while (start < lines.size()) {
        const std::size_t end = std::min(lines.find('\n', start), lines.size());
        const std::string line = lines.substr(start, end - start);
        start = end + 1;
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) continue;
        const v8::Local<v8::String> key = to_string(isolate, line.substr(0, colon));
        v8::Local<v8::Value> value = to_string(isolate, line.substr(colon + 1));
        if (line.compare(colon + 1, 1, "\"") == 0 &&
            !v8::JSON::Parse(facts.context(), value.As<v8::String>()).ToLocal(&value)) {
            continue;
        }
        if (!object->HasOwnProperty(facts.context(), key).FromMaybe(false)) {
            object->CreateDataProperty(facts.context(), key, v8::Array::New(isolate, &value, 1))
                .Check();
        } else {
            add_value(facts, object, key, value);
        }
    }
    facts.set("infoAccess", object.As<v8::Value>());
}

std::string number_text(const BIGNUM* number) {
    const BasicInput memory(BIO_new(BIO_s_mem()));
    BN_print(memory.get(), number);
    return text_of(memory.get());
}

void set_rsa_facts(Facts& facts, EVP_PKEY* key) {
    const RSA* rsa = EVP_PKEY_get0_RSA(key);
    if (rsa == nullptr) return;
    const BIGNUM* modulus = nullptr;
    const BIGNUM* exponent = nullptr;
    RSA_get0_key(rsa, &modulus, &exponent, nullptr);
    facts.set("modulus", number_text(modulus));
    facts.set("bits", BN_num_bits(modulus));
    char text[32];
    std::snprintf(text, sizeof(text), "0x%llx",
                  static_cast<unsigned long long>(BN_get_word(exponent)));
    facts.set("exponent", std::string_view(text));
    std::uint8_t* bytes = nullptr;
    const int size = i2d_RSA_PUBKEY(rsa, &bytes);
    if (size > 0) facts.set_bytes("pubkey", {bytes, static_cast<std::size_t>(size)});
    OPENSSL_free(bytes);
}

void set_curve_facts(Facts& facts, EVP_PKEY* key) {
    const EC_KEY* curve_key = EVP_PKEY_get0_EC_KEY(key);
    if (curve_key == nullptr) return;
    const EC_GROUP* group = EC_KEY_get0_group(curve_key);
    facts.set("bits", EC_GROUP_order_bits(group));
    std::uint8_t* bytes = nullptr;
    const std::size_t size = EC_POINT_point2buf(group, EC_KEY_get0_public_key(curve_key),
                                                EC_KEY_get_conv_form(curve_key), &bytes, nullptr);
    if (size > 0) facts.set_bytes("pubkey", {bytes, size});
    OPENSSL_free(bytes);
    const int id = EC_GROUP_get_curve_name(group);
    if (id == NID_undef) return;
    if (const char* name = OBJ_nid2sn(id)) facts.set("asn1Curve", std::string_view(name));
    if (const char* name = EC_curve_nid2nist(id)) facts.set("nistCurve", std::string_view(name));
}

void set_key_usage(Facts& facts, X509* certificate) {
    const Owned<EXTENDED_KEY_USAGE, &EXTENDED_KEY_USAGE_free> usage(
        static_cast<EXTENDED_KEY_USAGE*>(
            X509_get_ext_d2i(certificate, NID_ext_key_usage, nullptr, nullptr)));
    if (usage == nullptr) return;
    std::vector<v8::Local<v8::Value>> values;
    for (int i = 0; i < sk_ASN1_OBJECT_num(usage.get()); ++i) {
        char text[256];
        if (OBJ_obj2txt(text, sizeof(text), sk_ASN1_OBJECT_value(usage.get(), i), 1) > 0) {
            values.push_back(to_string(facts.isolate(), text));
        }
    }
    facts.set("ext_key_usage",
              v8::Array::New(facts.isolate(), values.data(), values.size()).As<v8::Value>());
}

}  // namespace

std::string text_of(BIO* memory) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

std::string subject_alternative_names(X509* certificate) {
    const GeneralNames names(static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
    std::string text;
    if (names == nullptr) return text;
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
        if (i > 0) text += ", ";
        add_general_name(text, sk_GENERAL_NAME_value(names.get(), i));
    }
    return text;
}

std::string authority_access(X509* certificate) {
    const Owned<AUTHORITY_INFO_ACCESS, &AUTHORITY_INFO_ACCESS_free> access(
        static_cast<AUTHORITY_INFO_ACCESS*>(
            X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr)));
    std::string text;
    if (access == nullptr) return text;
    for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(access.get()); ++i) {
        const ACCESS_DESCRIPTION* entry = sk_ACCESS_DESCRIPTION_value(access.get(), i);
        char method[80];
        OBJ_obj2txt(method, sizeof(method), entry->method, 0);
        if (i > 0) text += '\n';
        text.append(method).append(" - ");
        add_general_name(text, entry->location);
    }
    return text;
}

std::string name_lines(const X509_NAME* name) {
    const BasicInput memory(BIO_new(BIO_s_mem()));
    const unsigned long flags = ASN1_STRFLGS_ESC_2253 | ASN1_STRFLGS_ESC_CTRL |
                                ASN1_STRFLGS_UTF8_CONVERT | XN_FLAG_SEP_MULTILINE | XN_FLAG_FN_SN;
    X509_NAME_print_ex(memory.get(), name, 0, flags);
    return text_of(memory.get());
}

std::string fingerprint(X509* certificate, const EVP_MD* digest) {
    std::uint8_t bytes[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (X509_digest(certificate, digest, bytes, &size) != 1) return "";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        char pair[4];
        std::snprintf(pair, sizeof(pair), "%s%02X", i > 0 ? ":" : "", bytes[i]);
        text += pair;
    }
    return text;
}

std::string serial_number(X509* certificate) {
    const BigNumber number(ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nullptr));
    if (number == nullptr) return "";
    char* hex = BN_bn2hex(number.get());
    std::string text = hex == nullptr ? "" : hex;
    OPENSSL_free(hex);
    return text;
}

std::string time_text(const ASN1_TIME* time) {
    const BasicInput memory(BIO_new(BIO_s_mem()));
    ASN1_TIME_print(memory.get(), time);
    return text_of(memory.get());
}

v8::MaybeLocal<v8::Object> certificate_object(Env& env, X509* certificate) {
    const ErrorScope errors;
    Facts facts(env);
    v8::Isolate* isolate = env.isolate();
    facts.set("subject", name_object(facts, X509_get_subject_name(certificate)).As<v8::Value>());
    facts.set("issuer", name_object(facts, X509_get_issuer_name(certificate)).As<v8::Value>());
    const std::string names = subject_alternative_names(certificate);
    if (!names.empty()) facts.set("subjectaltname", names);
    set_authority_access(facts, certificate);
    facts.set("ca", v8::Boolean::New(isolate, X509_check_ca(certificate) == 1).As<v8::Value>());
    EVP_PKEY* key = X509_get0_pubkey(certificate);
    if (key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA) set_rsa_facts(facts, key);
    if (key != nullptr && EVP_PKEY_get_base_id(key) == EVP_PKEY_EC) set_curve_facts(facts, key);
    facts.set("valid_from", time_text(X509_get0_notBefore(certificate)));
    facts.set("valid_to", time_text(X509_get0_notAfter(certificate)));
    facts.set("fingerprint", fingerprint(certificate, EVP_sha1()));
    facts.set("fingerprint256", fingerprint(certificate, EVP_sha256()));
    facts.set("fingerprint512", fingerprint(certificate, EVP_sha512()));
    set_key_usage(facts, certificate);
    facts.set("serialNumber", serial_number(certificate));
    std::uint8_t* bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    if (size > 0) facts.set_bytes("raw", {bytes, static_cast<std::size_t>(size)});
    OPENSSL_free(bytes);
    return facts.object();
}

const char* verify_code(long result) {
#define PLINTH_CODE(name)   \
    case X509_V_ERR_##name: \
        return #name;
    switch (result) {
        PLINTH_CODE(UNABLE_TO_GET_ISSUER_CERT)
        PLINTH_CODE(UNABLE_TO_GET_CRL)
        PLINTH_CODE(UNABLE_TO_DECRYPT_CERT_SIGNATURE)
        PLINTH_CODE(UNABLE_TO_DECRYPT_CRL_SIGNATURE)
        PLINTH_CODE(UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY)
        PLINTH_CODE(CERT_SIGNATURE_FAILURE)
        PLINTH_CODE(CRL_SIGNATURE_FAILURE)
        PLINTH_CODE(CERT_NOT_YET_VALID)
        PLINTH_CODE(CERT_HAS_EXPIRED)
        PLINTH_CODE(CRL_NOT_YET_VALID)
        PLINTH_CODE(CRL_HAS_EXPIRED)
        PLINTH_CODE(ERROR_IN_CERT_NOT_BEFORE_FIELD)
        PLINTH_CODE(ERROR_IN_CERT_NOT_AFTER_FIELD)
        PLINTH_CODE(ERROR_IN_CRL_LAST_UPDATE_FIELD)
        PLINTH_CODE(ERROR_IN_CRL_NEXT_UPDATE_FIELD)
        PLINTH_CODE(OUT_OF_MEM)
        PLINTH_CODE(DEPTH_ZERO_SELF_SIGNED_CERT)
        PLINTH_CODE(SELF_SIGNED_CERT_IN_CHAIN)
        PLINTH_CODE(UNABLE_TO_GET_ISSUER_CERT_LOCALLY)
        PLINTH_CODE(UNABLE_TO_VERIFY_LEAF_SIGNATURE)
        PLINTH_CODE(CERT_CHAIN_TOO_LONG)
        PLINTH_CODE(CERT_REVOKED)
        PLINTH_CODE(INVALID_CA)
        PLINTH_CODE(PATH_LENGTH_EXCEEDED)
        PLINTH_CODE(INVALID_PURPOSE)
        PLINTH_CODE(CERT_UNTRUSTED)
        PLINTH_CODE(CERT_REJECTED)
        PLINTH_CODE(HOSTNAME_MISMATCH)
        default:
            return "UNSPECIFIED";
    }
#undef PLINTH_CODE
}

}  // namespace plinth::openssl
