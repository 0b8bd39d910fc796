// SPDX-License-Identifier: MIT
// Deflate, gzip and raw streams by zlib. https://zlib.net/manual.html

#include <zlib.h>

#include <array>

#include "host/api/zlib/codec.h"

namespace plinth::api {
namespace {

constexpr std::array<std::uint8_t, 2> kGzipMagic = {0x1f, 0x8b};

const char* code_name(int status) {
    switch (status) {
        case Z_NEED_DICT:
            return "Z_NEED_DICT";
        case Z_STREAM_ERROR:
            return "Z_STREAM_ERROR";
        case Z_DATA_ERROR:
            return "Z_DATA_ERROR";
        case Z_MEM_ERROR:
            return "Z_MEM_ERROR";
        case Z_BUF_ERROR:
            return "Z_BUF_ERROR";
        case Z_VERSION_ERROR:
            return "Z_VERSION_ERROR";
        default:
            return "Z_ERRNO";
    }
}

class ZlibCodec final : public Codec {
  public:
    ZlibCodec(CodecKind kind, ZlibSettings settings)
        : kind_(kind), settings_(std::move(settings)) {}
    ~ZlibCodec() override {
        if (!ready_) return;
        if (compresses()) {
            deflateEnd(&stream_);
        } else {
            inflateEnd(&stream_);
        }
    }

    CodecFailure begin();
    CodecStep step(int flush, std::span<const std::uint8_t> in,
                   std::span<std::uint8_t> out) override;
    CodecFailure reset() override;
    CodecFailure set_params(int level, int strategy) override;

  private:
    bool compresses() const {
        return kind_ == CodecKind::Deflate || kind_ == CodecKind::Gzip ||
               kind_ == CodecKind::DeflateRaw;
    }
    int window_bits() const;
    CodecFailure use_dictionary();
    int decompress(int flush);
    void look_at_magic();
    CodecFailure failure_of(int status, int flush) const;
    CodecFailure fail(int status, const char* message) const {
        return {stream_.msg != nullptr ? stream_.msg : message, code_name(status), status};
    }

    const CodecKind kind_;
    const ZlibSettings settings_;
    z_stream stream_{};
    bool ready_ = false;
    bool is_gzip_ = false;        // Of Unzip, once its first bytes said so.
    std::size_t magic_seen_ = 0;  // Bytes of a gzip header at the start.
    bool undecided_ = false;
};

int ZlibCodec::window_bits() const {
    switch (kind_) {
        case CodecKind::Gzip:
        case CodecKind::Gunzip:
            return settings_.window_bits + 16;
        case CodecKind::Unzip:
            return settings_.window_bits + 32;
        case CodecKind::DeflateRaw:
        case CodecKind::InflateRaw:
            return -settings_.window_bits;
        default:
            return settings_.window_bits;
    }
}

CodecFailure ZlibCodec::begin() {
    const int status = compresses()
                           ? deflateInit2(&stream_, settings_.level, Z_DEFLATED, window_bits(),
                                          settings_.memory_level, settings_.strategy)
                           : inflateInit2(&stream_, window_bits());
    if (status != Z_OK) return fail(status, "Init error");
    ready_ = true;
    is_gzip_ = kind_ == CodecKind::Gunzip;
    undecided_ = kind_ == CodecKind::Unzip;
    magic_seen_ = 0;
    return use_dictionary();
}

// A compressor takes it at the start, and so does a raw decompressor; others are asked for it by
// the stream itself.
CodecFailure ZlibCodec::use_dictionary() {
    if (settings_.dictionary.empty()) return {};
    const auto* bytes = settings_.dictionary.data();
    const auto size = static_cast<uInt>(settings_.dictionary.size());
    int status = Z_OK;
    if (kind_ == CodecKind::Deflate || kind_ == CodecKind::DeflateRaw) {
        status = deflateSetDictionary(&stream_, bytes, size);
    } else if (kind_ == CodecKind::InflateRaw) {
        status = inflateSetDictionary(&stream_, bytes, size);
    }
    return status == Z_OK ? CodecFailure{} : fail(status, "Failed to set dictionary");
}

CodecFailure ZlibCodec::reset() {
    const int status = compresses() ? deflateReset(&stream_) : inflateReset(&stream_);
    if (status != Z_OK) return fail(status, "Failed to reset stream");
    return use_dictionary();
}

CodecFailure ZlibCodec::set_params(int level, int strategy) {
    if (kind_ != CodecKind::Deflate && kind_ != CodecKind::DeflateRaw && kind_ != CodecKind::Gzip) {
        return {};
    }
    const int status = deflateParams(&stream_, level, strategy);
    return status == Z_OK || status == Z_BUF_ERROR ? CodecFailure{}
                                                   : fail(status, "Failed to set parameters");
}

// Whether an Unzip is a gzip, of which several may follow each other.
void ZlibCodec::look_at_magic() {
    for (uInt i = 0; undecided_ && i < stream_.avail_in; ++i) {
        if (stream_.next_in[i] != kGzipMagic[magic_seen_]) {
            undecided_ = false;
        } else if (++magic_seen_ == kGzipMagic.size()) {
            is_gzip_ = true;
            undecided_ = false;
        }
    }
}

int ZlibCodec::decompress(int flush) {
    look_at_magic();
    int status = inflate(&stream_, flush);
    if (status == Z_NEED_DICT && !settings_.dictionary.empty()) {
        status = inflateSetDictionary(&stream_, settings_.dictionary.data(),
                                      static_cast<uInt>(settings_.dictionary.size()));
        if (status == Z_OK) {
            status = inflate(&stream_, flush);
        } else if (status == Z_DATA_ERROR) {
            status = Z_NEED_DICT;  // It is another one.
        }
    }
    // A gzip file may consist of several; zeros behind them are padding.
    while (is_gzip_ && status == Z_STREAM_END && stream_.avail_in > 0 && *stream_.next_in != 0) {
        inflateReset(&stream_);
        status = inflate(&stream_, flush);
    }
    return status;
}

CodecFailure ZlibCodec::failure_of(int status, int flush) const {
    switch (status) {
        case Z_OK:
        case Z_STREAM_END:
            return {};
        case Z_BUF_ERROR:
            if (flush != Z_FINISH) return {};
            return stream_.avail_out == 0 ? CodecFailure{} : fail(status, "unexpected end of file");
        case Z_NEED_DICT:
            return fail(status,
                        settings_.dictionary.empty() ? "Missing dictionary" : "Bad dictionary");
        default:
            return fail(status, "Zlib error");
    }
}

CodecStep ZlibCodec::step(int flush, std::span<const std::uint8_t> in,
                          std::span<std::uint8_t> out) {
    // zlib does not write to its input.
    stream_.next_in = const_cast<Bytef*>(in.data());
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<uInt>(out.size());
    const int status = compresses() ? deflate(&stream_, flush) : decompress(flush);
    CodecStep step{stream_.avail_in, stream_.avail_out, failure_of(status, flush)};
    // The end of the stream was asked for, and the input ended before it.
    if (!compresses() && status == Z_OK && flush == Z_FINISH && stream_.avail_out != 0) {
        step.failure = fail(Z_BUF_ERROR, "unexpected end of file");
    }
    return step;
}

}  // namespace

std::unique_ptr<Codec> make_zlib_codec(CodecKind kind, ZlibSettings settings,
                                       CodecFailure& failure) {
    auto codec = std::make_unique<ZlibCodec>(kind, std::move(settings));
    failure = codec->begin();
    if (!failure.message.empty()) return nullptr;
    return codec;
}

}  // namespace plinth::api
