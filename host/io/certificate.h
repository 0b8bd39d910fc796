// SPDX-License-Identifier: MIT
// X.509 certificates as scripts see them.

#pragma once

#include <string>

#include "host/env/env.h"
#include "host/io/openssl.h"

namespace plinth::openssl {

/// The plain object that getPeerCertificate() returns, without its issuer.
v8::MaybeLocal<v8::Object> certificate_object(Env& env, X509* certificate);

/// "DNS:example.org, IP Address:127.0.0.1"; names that could be mistaken for several are quoted.
std::string subject_alternative_names(X509* certificate);
/// "OCSP - URI:http://...", a line each.
std::string authority_access(X509* certificate);
/// "CN=x\nO=y", as OpenSSL writes names for people.
std::string name_lines(const X509_NAME* name);
/// "AB:CD:..."
std::string fingerprint(X509* certificate, const EVP_MD* digest);
std::string serial_number(X509* certificate);
std::string time_text(const ASN1_TIME* time);

/// "DEPTH_ZERO_SELF_SIGNED_CERT" and the like, of a result of verification.
const char* verify_code(long result);

/// What a memory BIO holds.
std::string text_of(BIO* memory);

}  // namespace plinth::openssl
