// SPDX-License-Identifier: MIT
// crypto, native half: OpenSSL's operations over bytes. Arguments, streams and Node's errors for
// wrong arguments are the JavaScript half's. Random numbers are OpenSSL's own, of the whole
// process; there is no way for a plugin to seed, replace or configure anything that another one
// would see.
//
// Thread: the plugin's loop; long operations run in the thread pool. Calls JS: their callbacks.

#include "host/api/crypto/calls.h"
#include "host/api/crypto/key.h"

namespace plinth::api {
namespace {

void prepare(const crypto::Info&) {
    openssl::prepare();
}

}  // namespace

void init_crypto(NativeModule& module) {
    module.raw("prepare", &prepare);
    crypto::add_ciphers(module);
    crypto::add_derivations(module);
    crypto::add_hashes(module);
    crypto::add_random(module);
    crypto::add_keys(module);
    crypto::add_key_making(module);
    crypto::add_signing(module);
    crypto::add_rsa_ciphers(module);
    crypto::add_diffie_hellman(module);
    crypto::add_curves(module);
    crypto::add_primes(module);
    crypto::add_x509(module);
}

}  // namespace plinth::api
