// SPDX-License-Identifier: MIT
// Codec: one compression or decompression under way, by zlib or brotli. A step takes bytes in and
// puts bytes out, as far as either goes; who calls it, and where, is not its business.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace plinth::api {

enum class CodecKind {
    Deflate = 1,
    Inflate,
    Gzip,
    Gunzip,
    DeflateRaw,
    InflateRaw,
    Unzip,
    BrotliDecode,
    BrotliEncode,
};

struct CodecFailure {
    std::string message;  ///< Empty: none.
    std::string code;     ///< "Z_DATA_ERROR", "ERR__ERROR_FORMAT_PADDING_1", ...
    int number = 0;
};

/// What a step left over.
struct CodecStep {
    std::size_t input_left = 0;
    std::size_t output_left = 0;
    CodecFailure failure;
};

/// Owner: a ZlibHandle. Thread: one at a time; a step may run in the thread pool.
class Codec {
  public:
    virtual ~Codec() = default;
    virtual CodecStep step(int flush, std::span<const std::uint8_t> in,
                           std::span<std::uint8_t> out) = 0;
    /// Starts anew with the same settings.
    virtual CodecFailure reset() = 0;
    /// Changes level and strategy between two steps; only zlib's compressors know them.
    virtual CodecFailure set_params(int level, int strategy) = 0;
};

struct ZlibSettings {
    int window_bits = 15;
    int level = -1;
    int memory_level = 8;
    int strategy = 0;
    std::vector<std::uint8_t> dictionary;
};

/// Null when the library refuses the settings; `failure` says why.
std::unique_ptr<Codec> make_zlib_codec(CodecKind kind, ZlibSettings settings,
                                       CodecFailure& failure);
/// Parameters by number; those that are UINT32_MAX keep the library's default.
std::unique_ptr<Codec> make_brotli_codec(CodecKind kind, std::span<const std::uint32_t> parameters,
                                         CodecFailure& failure);

}  // namespace plinth::api
