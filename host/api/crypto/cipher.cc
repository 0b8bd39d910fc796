// SPDX-License-Identifier: MIT
// Symmetric ciphers, authenticated ones among them.

#include <climits>
#include <cstring>

#include "host/api/crypto/calls.h"
#include "host/env/errors.h"

namespace plinth::api::crypto {
namespace {

constexpr unsigned kNoTag = UINT_MAX;

enum class Direction { Decrypt = 0, Encrypt = 1 };
enum class TagState { Unknown, Known, Passed };

class CipherHandle final : public MemoryHandle {
  public:
    using MemoryHandle::MemoryHandle;

    bool encrypts() const { return direction == Direction::Encrypt; }
    int mode() const { return EVP_CIPHER_CTX_get_mode(context.get()); }
    bool authenticated() const {
        return is_authenticated(EVP_CIPHER_CTX_get0_cipher(context.get()));
    }
    static bool is_authenticated(const EVP_CIPHER* cipher) {
        // Not those that TLS alone makes use of: aes-128-cbc-hmac-sha1.
        const int mode = EVP_CIPHER_get_mode(cipher);
        return mode == EVP_CIPH_GCM_MODE || mode == EVP_CIPH_CCM_MODE ||
               mode == EVP_CIPH_OCB_MODE || EVP_CIPHER_get_nid(cipher) == NID_chacha20_poly1305;
    }
    // What must be known before the first byte is decrypted.
    void pass_tag() {
        if (tag_state != TagState::Known) return;
        if (EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_size),
                                tag) == 1) {
            tag_state = TagState::Passed;
        }
    }

    openssl::CipherContext context;  // Null before init() and once it is final.
    Direction direction = Direction::Encrypt;
    TagState tag_state = TagState::Unknown;
    unsigned tag_size = kNoTag;
    std::uint8_t tag[EVP_GCM_TLS_TAG_LEN] = {};
    int longest_message = INT_MAX;  // Of CCM.
    bool failed_to_authenticate = false;
};

Failure type_error(const char* code, std::string_view text) {
    return Failure::of(code, text, Failure::Kind::TypeError);
}
Failure range_error(const char* code, std::string_view text) {
    return Failure::of(code, text, Failure::Kind::RangeError);
}
Failure bad_iv() {
    return type_error("ERR_CRYPTO_INVALID_IV", "Invalid initialization vector");
}
Failure bad_tag_size(unsigned size) {
    return type_error("ERR_CRYPTO_INVALID_AUTH_TAG",
                      "Invalid authentication tag length: " + std::to_string(size));
}

bool is_gcm_tag_size(unsigned size) {
    return size == 4 || size == 8 || (size >= 12 && size <= 16);
}

bool is_chacha(const EVP_CIPHER* cipher) {
    return EVP_CIPHER_get_nid(cipher) == NID_chacha20_poly1305;
}

// An authenticated cipher's IV and tag. Empty: fine.
std::optional<Failure> prepare_tag(CipherHandle& self, const EVP_CIPHER* cipher,
                                   const std::string& name, int iv_size, unsigned tag_size) {
    EVP_CIPHER_CTX* context = self.context.get();
    if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, iv_size, nullptr) != 1) {
        return bad_iv();
    }
    const int mode = EVP_CIPHER_get_mode(cipher);
    if (mode == EVP_CIPH_GCM_MODE) {
        if (tag_size == kNoTag) return std::nullopt;
        if (!is_gcm_tag_size(tag_size)) return bad_tag_size(tag_size);
        self.tag_size = tag_size;
        return std::nullopt;
    }
    if (tag_size == kNoTag) {
        if (!is_chacha(cipher)) {
            return type_error("ERR_CRYPTO_INVALID_AUTH_TAG", "authTagLength required for " + name);
        }
        tag_size = 16;
    }
    if (tag_size > sizeof(self.tag) ||
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_size), nullptr) !=
            1) {
        return bad_tag_size(tag_size);
    }
    self.tag_size = tag_size;
    if (mode == EVP_CIPH_CCM_MODE) {
        self.longest_message = iv_size == 12 ? 16777215 : iv_size == 13 ? 65535 : INT_MAX;
    }
    return std::nullopt;
}

struct Settings {
    std::string name;
    std::span<const std::uint8_t> key;
    std::optional<std::span<const std::uint8_t>> iv;
    unsigned tag_size = kNoTag;
};

std::optional<Failure> iv_problem(const EVP_CIPHER* cipher, const Settings& settings) {
    const int expected = EVP_CIPHER_get_iv_length(cipher);
    if (!settings.iv) return expected != 0 ? std::optional(bad_iv()) : std::nullopt;
    const std::size_t size = settings.iv->size();
    if (!CipherHandle::is_authenticated(cipher)) {
        if (static_cast<int>(size) != expected) return bad_iv();
    } else if (is_chacha(cipher) && size > 12) {
        return bad_iv();
    }
    return std::nullopt;
}

std::optional<Failure> start(CipherHandle& self, const EVP_CIPHER* cipher,
                             const Settings& settings) {
    if (auto problem = iv_problem(cipher, settings)) return problem;
    self.context.reset(EVP_CIPHER_CTX_new());
    EVP_CIPHER_CTX* context = self.context.get();
    const int encrypts = self.encrypts() ? 1 : 0;
    if (EVP_CIPHER_get_mode(cipher) == EVP_CIPH_WRAP_MODE) {
        EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    }
    if (EVP_CipherInit_ex(context, cipher, nullptr, nullptr, nullptr, encrypts) != 1) {
        return Failure::take("Failed to initialize cipher");
    }
    if (CipherHandle::is_authenticated(cipher)) {
        if (!settings.iv) return bad_iv();
        if (auto problem = prepare_tag(self, cipher, settings.name,
                                       static_cast<int>(settings.iv->size()), settings.tag_size)) {
            return problem;
        }
    }
    if (EVP_CIPHER_CTX_set_key_length(context, static_cast<int>(settings.key.size())) != 1) {
        return range_error("ERR_CRYPTO_INVALID_KEYLEN", "Invalid key length");
    }
    const std::uint8_t* iv = settings.iv ? settings.iv->data() : nullptr;
    if (EVP_CipherInit_ex(context, nullptr, nullptr, settings.key.data(), iv, encrypts) != 1) {
        return Failure::take("Failed to initialize cipher");
    }
    return std::nullopt;
}

unsigned tag_size_of(const Info& info, int argument) {
    const std::int64_t size = number_of(info, argument, -1);
    return size < 0 ? kNoTag : static_cast<unsigned>(std::min<std::int64_t>(size, INT_MAX));
}

// init(encrypts, name, key, iv or null, authTagLength or -1)
void init(const Info& info) {
    CipherHandle* self = unwrap<CipherHandle>(info);
    if (self == nullptr || self->context != nullptr) return;
    const auto name = text_of(info, 1);
    if (!name) return;
    auto key = bytes_of(info, 2);
    if (!key) return;
    std::optional<HeldBytes> iv;
    if (!info[3]->IsNull()) {
        iv = bytes_of(info, 3);
        if (!iv) return;
    }
    const ErrorScope errors;
    const EVP_CIPHER* cipher = find_cipher(*name);
    self->direction = info[0]->IsTrue() ? Direction::Encrypt : Direction::Decrypt;
    std::optional<Failure> failure =
        cipher == nullptr
            ? Failure::of("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher")
            : start(*self, cipher,
                    {*name, key->span(),
                     iv ? std::optional<std::span<const std::uint8_t>>(iv->span()) : std::nullopt,
                     tag_size_of(info, 4)});
    if (!failure) return;
    self->context.reset();
    openssl::throw_failure(info.GetIsolate(), *failure);
}

// initWithPassword(encrypts, name, password, authTagLength or -1): key and IV are derived as the
// command openssl enc once did.
void init_with_password(const Info& info) {
    CipherHandle* self = unwrap<CipherHandle>(info);
    if (self == nullptr || self->context != nullptr) return;
    const auto name = text_of(info, 1);
    if (!name) return;
    auto password = bytes_of(info, 2);
    if (!password) return;
    const ErrorScope errors;
    const EVP_CIPHER* cipher = find_cipher(*name);
    if (cipher == nullptr) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::of("ERR_CRYPTO_UNKNOWN_CIPHER", "Unknown cipher"));
    }
    self->direction = info[0]->IsTrue() ? Direction::Encrypt : Direction::Decrypt;
    std::uint8_t key[EVP_MAX_KEY_LENGTH];
    std::uint8_t iv[EVP_MAX_IV_LENGTH];
    const auto secret = password->span();
    const int key_size = EVP_BytesToKey(cipher, EVP_md5(), nullptr, secret.data(),
                                        static_cast<int>(secret.size()), 1, key, iv);
    const int iv_size = EVP_CIPHER_get_iv_length(cipher);
    Settings settings{
        *name, {key, static_cast<std::size_t>(key_size)}, std::nullopt, tag_size_of(info, 3)};
    if (iv_size > 0)
        settings.iv = std::span<const std::uint8_t>(iv, static_cast<std::size_t>(iv_size));
    const std::optional<Failure> failure = start(*self, cipher, settings);
    OPENSSL_cleanse(key, sizeof(key));
    if (!failure) return;
    self->context.reset();
    openssl::throw_failure(info.GetIsolate(), *failure);
}

bool is_too_long(const CipherHandle& self, std::size_t size) {
    return self.mode() == EVP_CIPH_CCM_MODE &&
           size > static_cast<std::size_t>(self.longest_message);
}

Failure too_long() {
    return range_error("ERR_CRYPTO_INVALID_MESSAGELEN", "Invalid message length");
}

// update(data, encoding): a Buffer.
void update(const Info& info) {
    CipherHandle* self = unwrap<CipherHandle>(info);
    if (self == nullptr) return;
    auto data = data_of(info, 0);
    if (!data) return;
    const ErrorScope errors;
    const auto in = data->span();
    EVP_CIPHER_CTX* context = self->context.get();
    if (context == nullptr || in.size() > INT_MAX - EVP_MAX_BLOCK_LENGTH) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::take("Trying to add data in unsupported state"));
    }
    if (is_too_long(*self, in.size())) {
        return openssl::throw_failure(info.GetIsolate(), too_long());
    }
    if (!self->encrypts() && self->authenticated()) self->pass_tag();
    int size = static_cast<int>(in.size()) + EVP_CIPHER_CTX_get_block_size(context);
    const bool wraps = self->encrypts() && self->mode() == EVP_CIPH_WRAP_MODE;
    if (wraps &&
        EVP_CipherUpdate(context, nullptr, &size, in.data(), static_cast<int>(in.size())) != 1) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::take("Trying to add data in unsupported state"));
    }
    auto out = OwnedBytes::allocate(Env::from(info), static_cast<std::size_t>(size));
    if (!out) {
        return throw_range_error(info.GetIsolate(), "ERR_MEMORY_ALLOCATION_FAILED",
                                 "Failed to allocate memory");
    }
    const std::uint8_t nothing = 0;
    const bool done =
        EVP_CipherUpdate(context, out->data(), &size, in.empty() ? &nothing : in.data(),
                         static_cast<int>(in.size())) == 1;
    if (!done && !self->encrypts() && self->mode() == EVP_CIPH_CCM_MODE) {
        self->failed_to_authenticate = true;  // final() says so.
        size = 0;
    } else if (!done) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::take("Trying to add data in unsupported state"));
    }
    out->shrink(static_cast<std::size_t>(size));
    v8::Local<v8::Uint8Array> buffer;
    if (make_buffer(Env::from(info), std::move(*out)).ToLocal(&buffer)) {
        info.GetReturnValue().Set(buffer);
    }
}

bool finish(CipherHandle& self, Bytes& out) {
    EVP_CIPHER_CTX* context = self.context.get();
    const bool authenticated = self.authenticated();
    if (!self.encrypts() && authenticated) self.pass_tag();
    if (!self.encrypts() && is_chacha(EVP_CIPHER_CTX_get0_cipher(context)) &&
        self.tag_state != TagState::Passed) {
        return false;
    }
    if (self.mode() == EVP_CIPH_CCM_MODE && !self.encrypts()) {
        out.clear();
        return !self.failed_to_authenticate;
    }
    int size = 0;
    out.resize(static_cast<std::size_t>(EVP_CIPHER_CTX_get_block_size(context)));
    if (self.mode() == EVP_CIPH_CCM_MODE) {
        out.clear();
    } else if (EVP_CipherFinal_ex(context, out.data(), &size) != 1) {
        return false;
    }
    out.resize(static_cast<std::size_t>(size));
    if (!self.encrypts() || !authenticated) return true;
    if (self.tag_size == kNoTag) self.tag_size = sizeof(self.tag);
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(self.tag_size),
                               self.tag) == 1;
}

// final(): a Buffer.
void final_part(const Info& info) {
    CipherHandle* self = unwrap<CipherHandle>(info);
    if (self == nullptr) return;
    const ErrorScope errors;
    if (self->context == nullptr) {
        return openssl::throw_failure(info.GetIsolate(),
                                      Failure::of("ERR_CRYPTO_INVALID_STATE", "Invalid state"));
    }
    Bytes out;
    const bool authenticated = self->authenticated();
    const bool done = finish(*self, out);
    self->context.reset();
    if (!done) {
        return openssl::throw_failure(
            info.GetIsolate(),
            Failure::take(authenticated ? "Unsupported state or unable to authenticate data"
                                        : "Unsupported state"));
    }
    give_back(info, out);
}

void get_auth_tag(const Info& info) {
    CipherHandle* self = unwrap<CipherHandle>(info);
    if (self == nullptr) return;
    if (self->context != nullptr || !self->encrypts() || self->tag_size == kNoTag) return;
    give_back(info, {self->tag, self->tag_size});
}

// setAuthTag(tag): false when it comes too late or has no place.
void set_auth_tag(const Info& info) {
    CipherHandle* self = unwrap<CipherHandle>(info);
    if (self == nullptr) return;
    auto tag = bytes_of(info, 0);
    if (!tag) return;
    if (self->context == nullptr || !self->authenticated() || self->encrypts() ||
        self->tag_state != TagState::Unknown) {
        return info.GetReturnValue().Set(false);
    }
    const auto size = static_cast<unsigned>(std::min<std::size_t>(tag->size(), INT_MAX));
    const bool fits =
        self->mode() == EVP_CIPH_GCM_MODE
            ? (self->tag_size == kNoTag || self->tag_size == size) && is_gcm_tag_size(size)
            : self->tag_size == size;
    if (!fits) return openssl::throw_failure(info.GetIsolate(), bad_tag_size(size));
    self->tag_size = size;
    self->tag_state = TagState::Known;
    std::memcpy(self->tag, tag->span().data(), size);
    info.GetReturnValue().Set(true);
}

// setAAD(data, plaintextLength or -1)
void set_aad(const Info& info) {
    CipherHandle* self = unwrap<CipherHandle>(info);
    if (self == nullptr) return;
    auto data = bytes_of(info, 0);
    if (!data) return;
    const ErrorScope errors;
    EVP_CIPHER_CTX* context = self->context.get();
    if (context == nullptr || !self->authenticated()) return info.GetReturnValue().Set(false);
    int size = 0;
    if (self->mode() == EVP_CIPH_CCM_MODE) {
        const std::int64_t length = number_of(info, 1, -1);
        if (length < 0) {
            return throw_type_error(info.GetIsolate(), "ERR_MISSING_ARGS",
                                    "options.plaintextLength required for CCM mode with AAD");
        }
        if (length > INT_MAX || is_too_long(*self, static_cast<std::size_t>(length))) {
            return openssl::throw_failure(info.GetIsolate(), too_long());
        }
        if (!self->encrypts()) self->pass_tag();
        if (EVP_CipherUpdate(context, nullptr, &size, nullptr, static_cast<int>(length)) != 1) {
            return info.GetReturnValue().Set(false);
        }
    }
    const auto bytes = data->span();
    info.GetReturnValue().Set(bytes.size() <= INT_MAX &&
                              EVP_CipherUpdate(context, nullptr, &size, bytes.data(),
                                               static_cast<int>(bytes.size())) == 1);
}

void set_auto_padding(const Info& info) {
    CipherHandle* self = unwrap<CipherHandle>(info);
    if (self == nullptr) return;
    info.GetReturnValue().Set(
        self->context != nullptr &&
        EVP_CIPHER_CTX_set_padding(self->context.get(), info[0]->IsTrue() ? 1 : 0) == 1);
}

// Everything of one message. `tag_size`: bytes of the tag behind it, of an authenticated cipher.
Outcome cipher_all(Direction direction, const std::string& name, std::span<const std::uint8_t> key,
                   std::span<const std::uint8_t> iv, std::span<const std::uint8_t> data,
                   std::span<const std::uint8_t> more, std::size_t tag_size) {
    const ErrorScope errors;
    const EVP_CIPHER* cipher = find_cipher(name);
    const openssl::CipherContext owned(EVP_CIPHER_CTX_new());
    EVP_CIPHER_CTX* context = owned.get();
    const bool encrypts = direction == Direction::Encrypt;
    if (cipher == nullptr || context == nullptr || data.size() < (encrypts ? 0 : tag_size) ||
        data.size() > INT_MAX - 2 * EVP_MAX_BLOCK_LENGTH ||
        static_cast<int>(key.size()) != EVP_CIPHER_get_key_length(cipher)) {
        return Failure::take("Cipher job failed");
    }
    if (!encrypts) data = data.first(data.size() - tag_size);
    EVP_CIPHER_CTX_set_flags(context, EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
    int size = 0;
    int rest = 0;
    Bytes out(data.size() + tag_size + 2 * EVP_MAX_BLOCK_LENGTH);
    const std::uint8_t nothing = 0;
    const auto* in = data.empty() ? &nothing : data.data();
    bool fine =
        EVP_CipherInit_ex(context, cipher, nullptr, nullptr, nullptr, encrypts ? 1 : 0) == 1;
    if (tag_size > 0) {
        fine = fine && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN,
                                           static_cast<int>(iv.size()), nullptr) == 1;
    } else {
        fine = fine && static_cast<int>(iv.size()) == EVP_CIPHER_get_iv_length(cipher);
    }
    fine = fine && EVP_CipherInit_ex(context, nullptr, nullptr, key.data(), iv.data(), -1) == 1;
    if (fine && tag_size > 0 && !encrypts) {
        fine = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_size),
                                   const_cast<std::uint8_t*>(data.data() + data.size())) == 1;
    }
    if (fine && !more.empty()) {
        fine = EVP_CipherUpdate(context, nullptr, &size, more.data(),
                                static_cast<int>(more.size())) == 1;
    }
    fine = fine &&
           EVP_CipherUpdate(context, out.data(), &size, in, static_cast<int>(data.size())) == 1 &&
           EVP_CipherFinal_ex(context, out.data() + size, &rest) == 1;
    if (!fine) return Failure::take("Cipher job failed");
    out.resize(static_cast<std::size_t>(size + rest));
    if (encrypts && tag_size > 0) {
        const std::size_t at = out.size();
        out.resize(at + tag_size);
        if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_size),
                                out.data() + at) != 1) {
            return Failure::take("Cipher job failed");
        }
    }
    return outcome_of(std::move(out));
}

// cipherInPool(encrypts, name, key, iv, data, more or undefined, tagSize, callback): webcrypto's.
void cipher_in_pool(const Info& info) {
    const auto name = text_of(info, 1);
    if (!name) return;
    auto key = bytes_of(info, 2);
    if (!key) return;
    auto iv = bytes_of(info, 3);
    if (!iv) return;
    auto data = bytes_of(info, 4);
    if (!data) return;
    auto more = optional_bytes(info, 5);
    const auto tag_size = static_cast<std::size_t>(
        std::clamp<std::int64_t>(number_of(info, 6), 0, EVP_GCM_TLS_TAG_LEN));
    const Direction direction = info[0]->IsTrue() ? Direction::Encrypt : Direction::Decrypt;
    run(info, "CIPHERREQUEST", info[7],
        [direction, name = *name, key = *key, iv = *iv, data = *data, more,
         tag_size]() mutable -> Outcome {
            return cipher_all(direction, name, key.span(), iv.span(), data.span(),
                              more ? std::span<const std::uint8_t>(more->span())
                                   : std::span<const std::uint8_t>(),
                              tag_size);
        });
}

const char* mode_name(int mode) {
    switch (mode) {
        case EVP_CIPH_CBC_MODE:
            return "cbc";
        case EVP_CIPH_CCM_MODE:
            return "ccm";
        case EVP_CIPH_CFB_MODE:
            return "cfb";
        case EVP_CIPH_CTR_MODE:
            return "ctr";
        case EVP_CIPH_ECB_MODE:
            return "ecb";
        case EVP_CIPH_GCM_MODE:
            return "gcm";
        case EVP_CIPH_OCB_MODE:
            return "ocb";
        case EVP_CIPH_OFB_MODE:
            return "ofb";
        case EVP_CIPH_WRAP_MODE:
            return "wrap";
        case EVP_CIPH_XTS_MODE:
            return "xts";
        case EVP_CIPH_STREAM_CIPHER:
            return "stream";
        default:
            return nullptr;
    }
}

// Whether keys and IVs of these sizes are accepted. Negative: not asked.
bool accepts(const EVP_CIPHER* cipher, std::int64_t key_size, std::int64_t iv_size) {
    const openssl::CipherContext context(EVP_CIPHER_CTX_new());
    if (EVP_CipherInit_ex(context.get(), cipher, nullptr, nullptr, nullptr, 1) != 1) return false;
    if (key_size > INT_MAX || iv_size > INT_MAX) return false;
    if (key_size >= 0 &&
        EVP_CIPHER_CTX_set_key_length(context.get(), static_cast<int>(key_size)) != 1) {
        return false;
    }
    if (iv_size < 0) return true;
    const int mode = EVP_CIPHER_get_mode(cipher);
    if (mode == EVP_CIPH_CCM_MODE) return iv_size >= 7 && iv_size <= 13;
    if (mode == EVP_CIPH_OCB_MODE || mode == EVP_CIPH_GCM_MODE) {
        return EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_IVLEN,
                                   static_cast<int>(iv_size), nullptr) == 1;
    }
    return iv_size == EVP_CIPHER_get_iv_length(cipher);
}

// The name as tables of old have it: "aes-128-cbc", whatever the provider calls it.
std::string name_of(const EVP_CIPHER* cipher) {
    const int id = EVP_CIPHER_get_nid(cipher);
    const char* name = id == NID_undef ? EVP_CIPHER_get0_name(cipher) : OBJ_nid2sn(id);
    std::string text = name == nullptr ? "" : name;
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// cipherInfo(name or number, keyLength or -1, ivLength or -1):
// [mode, name, nid, blockSize, ivLength, keyLength], or undefined.
void cipher_info(const Info& info) {
    const ErrorScope errors;
    const char* by_number = nullptr;
    std::string name;
    if (info[0]->IsInt32()) {
        by_number = OBJ_nid2sn(info[0].As<v8::Int32>()->Value());
        if (by_number == nullptr) return;
        name = by_number;
    } else if (const auto text = text_of(info, 0)) {
        name = *text;
    } else {
        return;
    }
    const EVP_CIPHER* cipher = find_cipher(name);
    if (cipher == nullptr || !accepts(cipher, number_of(info, 1, -1), number_of(info, 2, -1))) {
        return;
    }
    v8::Isolate* isolate = info.GetIsolate();
    const char* mode = mode_name(EVP_CIPHER_get_mode(cipher));
    const std::int64_t key_size = number_of(info, 1, -1);
    const std::int64_t iv_size = number_of(info, 2, -1);
    v8::Local<v8::Value> facts[] = {
        mode == nullptr ? v8::Undefined(isolate).As<v8::Value>()
                        : to_string(isolate, mode).As<v8::Value>(),
        to_string(isolate, name_of(cipher)),
        v8::Integer::New(isolate, EVP_CIPHER_get_nid(cipher)),
        v8::Integer::New(isolate, EVP_CIPHER_get_block_size(cipher)),
        v8::Integer::New(
            isolate, iv_size >= 0 ? static_cast<int>(iv_size) : EVP_CIPHER_get_iv_length(cipher)),
        v8::Integer::New(isolate, key_size >= 0 ? static_cast<int>(key_size)
                                                : EVP_CIPHER_get_key_length(cipher))};
    info.GetReturnValue().Set(v8::Array::New(isolate, facts, 6));
}

void ciphers(const Info& info) {
    std::vector<std::string> names;
    EVP_CIPHER_do_all_sorted(
        [](const EVP_CIPHER*, const char* from, const char*, void* list) {
            if (from == nullptr || find_cipher(from) == nullptr) return;
            static_cast<std::vector<std::string>*>(list)->emplace_back(from);
        },
        &names);
    ERR_clear_error();
    give_names(info, names);
}

}  // namespace

void add_ciphers(NativeModule& module) {
    module.handle<CipherHandle>("Cipher")
        .method("init", &init)
        .method("initWithPassword", &init_with_password)
        .method("update", &update)
        .method("final", &final_part)
        .method("getAuthTag", &get_auth_tag)
        .method("setAuthTag", &set_auth_tag)
        .method("setAAD", &set_aad)
        .method("setAutoPadding", &set_auto_padding);
    module.raw("cipherInPool", &cipher_in_pool)
        .raw("cipherInfo", &cipher_info)
        .raw("ciphers", &ciphers);
}

}  // namespace plinth::api::crypto
