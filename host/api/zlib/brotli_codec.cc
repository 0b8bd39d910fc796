// SPDX-License-Identifier: MIT
// Brotli streams, by Google's library.

#include <brotli/decode.h>
#include <brotli/encode.h>

#include "host/api/zlib/codec.h"

namespace plinth::api {
namespace {

template <class State, void (*Destroy)(State*)>
struct Deleter {
    void operator()(State* state) const { Destroy(state); }
};
using Encoder =
    std::unique_ptr<BrotliEncoderState, Deleter<BrotliEncoderState, &BrotliEncoderDestroyInstance>>;
using Decoder =
    std::unique_ptr<BrotliDecoderState, Deleter<BrotliDecoderState, &BrotliDecoderDestroyInstance>>;

class BrotliCodec : public Codec {
  public:
    explicit BrotliCodec(std::span<const std::uint32_t> parameters)
        : parameters_(parameters.begin(), parameters.end()) {}
    CodecFailure set_params(int, int) override { return {}; }

  protected:
    template <class Set>
    CodecFailure set_all(Set set) const {
        for (std::size_t i = 0; i < parameters_.size(); ++i) {
            if (parameters_[i] == UINT32_MAX) continue;
            if (!set(static_cast<int>(i), parameters_[i])) {
                return {"Initialization failed", "ERR_ZLIB_INITIALIZATION_FAILED", -1};
            }
        }
        return {};
    }

  private:
    const std::vector<std::uint32_t> parameters_;
};

class BrotliEncodeCodec final : public BrotliCodec {
  public:
    using BrotliCodec::BrotliCodec;

    CodecFailure reset() override {
        state_.reset(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr));
        return set_all([this](int which, std::uint32_t value) {
            return BrotliEncoderSetParameter(state_.get(),
                                             static_cast<BrotliEncoderParameter>(which), value);
        });
    }
    CodecStep step(int flush, std::span<const std::uint8_t> in,
                   std::span<std::uint8_t> out) override {
        std::size_t in_left = in.size();
        std::size_t out_left = out.size();
        const std::uint8_t* next_in = in.data();
        std::uint8_t* next_out = out.data();
        const bool went_well =
            BrotliEncoderCompressStream(state_.get(), static_cast<BrotliEncoderOperation>(flush),
                                        &in_left, &next_in, &out_left, &next_out, nullptr);
        CodecStep step{in_left, out_left, {}};
        if (!went_well) {
            step.failure = {"Compression failed", "ERR_BROTLI_COMPRESSION_FAILED", -1};
        }
        return step;
    }

  private:
    Encoder state_;
};

class BrotliDecodeCodec final : public BrotliCodec {
  public:
    using BrotliCodec::BrotliCodec;

    CodecFailure reset() override {
        state_.reset(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
        return set_all([this](int which, std::uint32_t value) {
            return BrotliDecoderSetParameter(state_.get(),
                                             static_cast<BrotliDecoderParameter>(which), value);
        });
    }
    CodecStep step(int flush, std::span<const std::uint8_t> in,
                   std::span<std::uint8_t> out) override {
        std::size_t in_left = in.size();
        std::size_t out_left = out.size();
        const std::uint8_t* next_in = in.data();
        std::uint8_t* next_out = out.data();
        const BrotliDecoderResult result = BrotliDecoderDecompressStream(
            state_.get(), &in_left, &next_in, &out_left, &next_out, nullptr);
        CodecStep step{in_left, out_left, {}};
        if (result == BROTLI_DECODER_RESULT_ERROR) {
            const BrotliDecoderErrorCode code = BrotliDecoderGetErrorCode(state_.get());
            step.failure = {"Decompression failed",
                            std::string("ERR_") + BrotliDecoderErrorString(code),
                            static_cast<int>(code)};
        } else if (flush == BROTLI_OPERATION_FINISH &&
                   result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
            step.failure = {"unexpected end of file", "Z_BUF_ERROR", -5};
        }
        return step;
    }

  private:
    Decoder state_;
};

}  // namespace

std::unique_ptr<Codec> make_brotli_codec(CodecKind kind, std::span<const std::uint32_t> parameters,
                                         CodecFailure& failure) {
    std::unique_ptr<Codec> codec;
    if (kind == CodecKind::BrotliEncode) {
        codec = std::make_unique<BrotliEncodeCodec>(parameters);
    } else {
        codec = std::make_unique<BrotliDecodeCodec>(parameters);
    }
    failure = codec->reset();
    if (!failure.message.empty()) return nullptr;
    return codec;
}

}  // namespace plinth::api
