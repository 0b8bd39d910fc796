// SPDX-License-Identifier: MIT
// zlib, native half: one compression or decompression, a step at a time, in the thread pool or at
// once. Streams, options and convenience functions are the JavaScript half's.
//
// Thread: the plugin's loop; a step runs in the pool. Calls JS: the callback of a step, in its
// turn.

#include <zlib.h>

#include <cstring>
#include <memory>
#include <optional>
#include <tuple>

#include "host/api/zlib/codec.h"
#include "host/env/native_module.h"
#include "host/env/pool_request.h"
#include "host/io/buffers.h"

namespace plinth::api {
namespace {

class ZlibHandle final : public HandleWrap {
  public:
    ZlibHandle(Env& env, v8::Local<v8::Object> object) : HandleWrap(env, object) { let_go(); }

    const char* kind() const override { return "Zlib"; }
    // A step in the pool uses the codec: it goes when that is over.
    void close() override {
        closed_ = true;
        if (!busy_) end_of_life();
    }

    Codec* codec() { return codec_.get(); }
    void set_codec(std::unique_ptr<Codec> codec) { codec_ = std::move(codec); }
    bool busy() const { return busy_; }
    bool closed() const { return closed_; }
    void begin_step() {
        busy_ = true;
        hold();
    }
    /// False: the handle is gone.
    bool end_step() {
        busy_ = false;
        if (closed_) {
            end_of_life();
            return false;
        }
        let_go();
        return true;
    }

  private:
    std::unique_ptr<Codec> codec_;
    bool busy_ = false;
    bool closed_ = false;
};

// [inputLeft, outputLeft], or [message, code, number].
v8::Local<v8::Value> to_js(v8::Isolate* isolate, const CodecStep& step) {
    if (step.failure.message.empty()) {
        v8::Local<v8::Value> left[] = {
            v8::Number::New(isolate, static_cast<double>(step.input_left)),
            v8::Number::New(isolate, static_cast<double>(step.output_left))};
        return v8::Array::New(isolate, left, 2);
    }
    v8::Local<v8::Value> failure[] = {to_string(isolate, step.failure.message),
                                      to_string(isolate, step.failure.code),
                                      v8::Integer::New(isolate, step.failure.number)};
    return v8::Array::New(isolate, failure, 3);
}

struct StepArguments {
    int flush = 0;
    HeldBytes in;
    HeldBytes out;
    std::size_t in_start = 0;
    std::size_t out_start = 0;
};

class StepRequest final : public PoolRequest<> {
  public:
    StepRequest(Env& env, v8::Local<v8::Value> callback, ZlibHandle& handle,
                StepArguments arguments)
        : PoolRequest(env, callback), handle_(handle), arguments_(std::move(arguments)) {}

    const char* kind() const override { return "Zlib"; }
    void failed(int) override {}
    // PoolTask
    void work() override {
        step_ = handle_.codec()->step(arguments_.flush,
                                      arguments_.in.span().subspan(arguments_.in_start),
                                      arguments_.out.span().subspan(arguments_.out_start));
    }

  protected:
    void landed() override { handle_is_there_ = handle_.end_step(); }
    void finish(Env& env) override {
        if (handle_is_there_) completion().resolve(env, to_js(env.isolate(), step_));
    }

  private:
    ZlibHandle& handle_;
    StepArguments arguments_;
    CodecStep step_;
    bool handle_is_there_ = true;
};

std::size_t to_size(v8::Local<v8::Value> value) {
    const double number = value->IsNumber() ? value.As<v8::Number>()->Value() : 0;
    return number > 0 && number < 9e15 ? static_cast<std::size_t>(number) : 0;
}

int to_int(v8::Local<v8::Value> value) {
    return value->IsInt32() ? value.As<v8::Int32>()->Value() : 0;
}

// step(flush, in, inStart, out, outStart[, callback]): without a callback the step is taken at once
// and returned.
void step(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    ZlibHandle* handle = unwrap<ZlibHandle>(info);
    if (handle == nullptr) return;
    if (handle->codec() == nullptr || handle->busy() || handle->closed()) {
        return throw_error(isolate, Error{"ERR_INVALID_STATE", 0, "", "",
                                          "Invalid state: the handle is closed or in use", "", ""});
    }
    auto in = HeldBytes::from(isolate, info[1]);
    auto out = HeldBytes::from(isolate, info[3]);
    if (!in || !out || !info[1]->IsArrayBufferView() || !info[3]->IsArrayBufferView()) {
        return throw_type_error(isolate, "ERR_INVALID_ARG_TYPE", "Buffers are expected");
    }
    StepArguments arguments{to_int(info[0]), std::move(*in), std::move(*out), to_size(info[2]),
                            to_size(info[4])};
    if (arguments.in_start > arguments.in.size() || arguments.out_start > arguments.out.size() ||
        arguments.in.size() > UINT32_MAX || arguments.out.size() > UINT32_MAX) {
        return throw_range_error(isolate, "ERR_OUT_OF_RANGE", "An offset is out of range");
    }
    if (!info[5]->IsFunction()) {
        const CodecStep taken =
            handle->codec()->step(arguments.flush, arguments.in.span().subspan(arguments.in_start),
                                  arguments.out.span().subspan(arguments.out_start));
        return info.GetReturnValue().Set(to_js(isolate, taken));
    }
    handle->begin_step();
    std::ignore = submit_to_pool(
        std::make_unique<StepRequest>(Env::from(info), info[5], *handle, std::move(arguments)));
}

void give_back(const v8::FunctionCallbackInfo<v8::Value>& info, const CodecFailure& failure) {
    if (failure.message.empty()) return;
    info.GetReturnValue().Set(to_js(info.GetIsolate(), CodecStep{0, 0, failure}));
}

// init(kind, windowBits, level, memLevel, strategy, dictionary), or init(kind, parameters)
void init(const v8::FunctionCallbackInfo<v8::Value>& info) {
    ZlibHandle* handle = unwrap<ZlibHandle>(info);
    if (handle == nullptr || handle->busy()) return;
    const int number = to_int(info[0]);
    if (number < 1 || number > static_cast<int>(CodecKind::BrotliEncode)) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_VALUE",
                                "There is no such mode");
    }
    const auto kind = static_cast<CodecKind>(number);
    CodecFailure failure;
    if (kind == CodecKind::BrotliEncode || kind == CodecKind::BrotliDecode) {
        const auto bytes = view_bytes(info[1]);
        std::vector<std::uint32_t> parameters;
        if (bytes) {
            parameters.resize(bytes->size() / sizeof(std::uint32_t));
            std::memcpy(parameters.data(), bytes->data(),
                        parameters.size() * sizeof(std::uint32_t));
        }
        handle->set_codec(make_brotli_codec(kind, parameters, failure));
    } else {
        ZlibSettings settings{
            to_int(info[1]), to_int(info[2]), to_int(info[3]), to_int(info[4]), {}};
        if (const auto dictionary = view_bytes(info[5])) {
            settings.dictionary.assign(dictionary->begin(), dictionary->end());
        }
        handle->set_codec(make_zlib_codec(kind, std::move(settings), failure));
    }
    give_back(info, failure);
}

void reset(const v8::FunctionCallbackInfo<v8::Value>& info) {
    ZlibHandle* handle = unwrap<ZlibHandle>(info);
    if (handle == nullptr || handle->codec() == nullptr || handle->busy()) return;
    give_back(info, handle->codec()->reset());
}

void params(const v8::FunctionCallbackInfo<v8::Value>& info) {
    ZlibHandle* handle = unwrap<ZlibHandle>(info);
    if (handle == nullptr || handle->codec() == nullptr || handle->busy()) return;
    give_back(info, handle->codec()->set_params(to_int(info[0]), to_int(info[1])));
}

void close(const v8::FunctionCallbackInfo<v8::Value>& info) {
    if (ZlibHandle* handle = unwrap<ZlibHandle>(info)) handle->close();
}

// crc32(bytes, start)
void crc(const v8::FunctionCallbackInfo<v8::Value>& info) {
    const auto bytes = view_bytes(info[0]);
    if (!bytes) return;
    const auto start = info[1]->IsUint32() ? info[1].As<v8::Uint32>()->Value() : 0U;
    info.GetReturnValue().Set(
        static_cast<std::uint32_t>(crc32_z(start, bytes->data(), bytes->size())));
}

}  // namespace

void init_zlib(NativeModule& module) {
    module.raw("crc32", &crc);
    module.handle<ZlibHandle>("Zlib")
        .method("init", &init)
        .method("step", &step)
        .method("reset", &reset)
        .method("params", &params)
        .method("close", &close);
}

}  // namespace plinth::api
