// SPDX-License-Identifier: MIT
// The transpiler's thread, and the isolate in it that runs amaro.

#include "host/modules/transpiler.h"

#include <chrono>
#include <memory>
#include <string_view>
#include <thread>
#include <vector>

#include <v8.h>

#include "host/base/check.h"
#include "host/engine/compile.h"
#include "host/engine/engine.h"
#include "host/env/errors.h"
#include "host/modules/transpiler_source.h"

namespace plinth {
namespace {

constexpr std::chrono::seconds kLongestFile{10};
constexpr std::chrono::seconds kIdle{20};
constexpr std::size_t kHeapLimit = std::size_t{512} << 20;

class SourceText final : public v8::String::ExternalOneByteStringResource {
  public:
    const char* data() const override { return transpiler_source().data(); }
    std::size_t length() const override { return transpiler_source().size(); }
};

using Arguments = v8::FunctionCallbackInfo<v8::Value>;

std::string_view bytes_of(v8::Local<v8::Uint8Array> array) {
    const auto* start = static_cast<const char*>(array->Buffer()->GetBackingStore()->Data());
    return {start + array->ByteOffset(), array->ByteLength()};
}

v8::Local<v8::Uint8Array> to_array(v8::Isolate* isolate, std::string_view bytes) {
    const v8::Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate, bytes.size());
    if (!bytes.empty())
        bytes.copy(static_cast<char*>(buffer->GetBackingStore()->Data()), bytes.size());
    return v8::Uint8Array::New(buffer, 0, bytes.size());
}

void from_utf8(const Arguments& info) {
    if (!info[0]->IsUint8Array()) return;
    info.GetReturnValue().Set(to_string(info.GetIsolate(), bytes_of(info[0].As<v8::Uint8Array>())));
}

void to_utf8_array(const Arguments& info) {
    info.GetReturnValue().Set(to_array(info.GetIsolate(), to_utf8(info.GetIsolate(), info[0])));
}

std::string decode_base64(std::string_view text) {
    static constexpr std::string_view kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char value[256] = {};
    for (std::size_t i = 0; i < kDigits.size(); ++i)
        value[static_cast<unsigned char>(kDigits[i])] = static_cast<unsigned char>(i);
    while (text.ends_with('='))
        text.remove_suffix(1);
    std::string bytes;
    bytes.reserve(text.size() * 3 / 4);
    unsigned held = 0;
    int bits = 0;
    for (const char digit : text) {
        held = held << 6 | value[static_cast<unsigned char>(digit)];
        bits += 6;
        if (bits < 8) continue;
        bits -= 8;
        bytes += static_cast<char>(held >> bits & 0xFF);
    }
    return bytes;
}

void from_base64(const Arguments& info) {
    info.GetReturnValue().Set(
        to_array(info.GetIsolate(), decode_base64(to_utf8(info.GetIsolate(), info[0]))));
}

Transpiled failed(std::string message) {
    Transpiled result;
    result.problem.emplace();
    result.problem->message = std::move(message);
    return result;
}

// One isolate with amaro, ready to use.
class Amaro {
  public:
    Amaro() : engine_(EngineOptions{{}, kHeapLimit}) {
        v8::Isolate* isolate = engine_.isolate();
        const v8::Isolate::Scope entered(isolate);
        const v8::HandleScope handles(isolate);
        const v8::Local<v8::Context> context = v8::Context::New(isolate);
        const v8::Context::Scope scope(context);
        v8::TryCatch caught(isolate);
        if (start(context)) {
            context_.Reset(isolate, context);
        } else if (caught.HasCaught() && !caught.HasTerminated()) {
            why_not_ = to_utf8(isolate, caught.Exception());
        }
    }
    ~Amaro() {
        const v8::Isolate::Scope entered(engine_.isolate());
        transpile_.Reset();
        context_.Reset();
    }

    Engine& engine() { return engine_; }
    /// False after a failure of its own: it must be made anew.
    bool usable() const { return !context_.IsEmpty() && !broken_ && !engine_.heap_exhausted(); }

    Transpiled transpile(const std::string& source) {
        if (!usable()) return failed("the TypeScript transpiler can't start: " + why_not_);
        v8::Isolate* isolate = engine_.isolate();
        const v8::Isolate::Scope entered(isolate);
        const v8::HandleScope handles(isolate);
        const v8::Local<v8::Context> context = context_.Get(isolate);
        const v8::Context::Scope scope(context);
        const v8::TryCatch caught(isolate);
        v8::Local<v8::Value> text;
        v8::Local<v8::Value> result;
        if (v8::String::NewFromUtf8(isolate, source.data(), v8::NewStringType::kNormal,
                                    static_cast<int>(source.size()))
                .ToLocal(&text) &&
            transpile_.Get(isolate)
                ->Call(context, v8::Undefined(isolate), 1, &text)
                .ToLocal(&result) &&
            result->IsArray()) {
            engine_.run_foreground_tasks();
            return to_result(context, result.As<v8::Array>());
        }
        broken_ = true;
        if (caught.HasTerminated()) return failed("transpiling takes too long");
        return failed("it is too deeply nested or too large to transpile: " +
                      to_utf8(isolate, caught.Exception()));
    }

  private:
    bool start(v8::Local<v8::Context> context) {
        v8::Isolate* isolate = engine_.isolate();
        const v8::Local<v8::Object> natives = v8::Object::New(isolate);
        const auto add = [&](const char* name, v8::FunctionCallback callback) {
            v8::Local<v8::Function> function;
            return v8::Function::New(context, callback).ToLocal(&function) &&
                   natives->Set(context, to_string(isolate, name), function).FromMaybe(false);
        };
        v8::Local<v8::String> text;
        v8::Local<v8::Function> run;
        v8::Local<v8::Value> made;
        const v8::Local<v8::Object> module = v8::Object::New(isolate);
        v8::Local<v8::Value> argv[] = {natives, module};
        static constexpr const char* kParameters[] = {"natives", "module"};
        return add("fromUtf8", &from_utf8) && add("toUtf8", &to_utf8_array) &&
               add("fromBase64", &from_base64) &&
               v8::String::NewExternalOneByte(isolate, new SourceText).ToLocal(&text) &&
               compile_function(context, text, to_string(isolate, "plinth:transpiler"), kParameters)
                   .ToLocal(&run) &&
               run->Call(context, v8::Undefined(isolate), 2, argv).ToLocal(&made) &&
               module->Get(context, to_string(isolate, "exports")).ToLocal(&made) &&
               made->IsFunction() && (transpile_.Reset(isolate, made.As<v8::Function>()), true);
    }

    static Transpiled to_result(v8::Local<v8::Context> context, v8::Local<v8::Array> array) {
        v8::Isolate* isolate = context->GetIsolate();
        const auto item = [&](std::uint32_t index) {
            v8::Local<v8::Value> value;
            return array->Get(context, index).ToLocal(&value)
                       ? value
                       : v8::Undefined(isolate).As<v8::Value>();
        };
        Transpiled result;
        if (item(0)->IsTrue()) {
            result.code = to_utf8(isolate, item(1));
            if (item(2)->IsString()) result.map = to_utf8(isolate, item(2));
            return result;
        }
        result = failed(to_utf8(isolate, item(1)));
        if (item(2)->IsString()) result.problem->snippet = to_utf8(isolate, item(2));
        result.problem->line = item(3)->Int32Value(context).FromMaybe(0);
        result.problem->column = item(4)->Int32Value(context).FromMaybe(0);
        result.problem->unsupported = item(5)->IsTrue();
        return result;
    }

    Engine engine_;
    v8::Global<v8::Context> context_;
    v8::Global<v8::Function> transpile_;
    std::string why_not_;
    bool broken_ = false;
};

}  // namespace

Transpiler& Transpiler::shared() {
    // Never destroyed: its thread may outlive static destructors.
    static auto* transpiler = new Transpiler;
    return *transpiler;
}

const char* Transpiler::version() {
    return transpiler_version();
}

Transpiled Transpiler::transpile(const std::string& source) {
    const std::lock_guard one_at_a_time(calls_);
    std::unique_lock lock(state_);
    request_ = &source;
    answer_.reset();
    if (!std::exchange(serving_, true)) std::thread(&Transpiler::serve, this).detach();
    asked_.notify_one();
    while (!answered_.wait_for(lock, kLongestFile, [this] { return answer_.has_value(); })) {
        if (engine_ != nullptr) engine_->terminate();
    }
    return *std::exchange(answer_, std::nullopt);
}

bool Transpiler::ready() {
    const std::lock_guard lock(state_);
    return ready_;
}

void Transpiler::serve() {
    std::unique_ptr<Amaro> amaro;
    std::unique_lock lock(state_);
    while (asked_.wait_for(lock, kIdle, [this] { return request_ != nullptr; })) {
        const std::string* source = std::exchange(request_, nullptr);
        lock.unlock();
        if (amaro == nullptr) amaro = std::make_unique<Amaro>();
        lock.lock();
        engine_ = &amaro->engine();
        lock.unlock();
        Transpiled result = amaro->transpile(*source);
        lock.lock();
        engine_ = nullptr;
        if (!amaro->usable()) amaro.reset();
        ready_ = amaro != nullptr;
        answer_ = std::move(result);
        answered_.notify_one();
    }
    serving_ = false;
    ready_ = false;
}

}  // namespace plinth
