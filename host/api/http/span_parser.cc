// SPDX-License-Identifier: MIT
// What HttpParser, in http.cc, has besides (streams that it reads by itself, whole heads) is not
// here.

#include "host/api/http/span_parser.h"

#include <array>
#include <utility>

#include "host/api/http/message_parser.h"
#include "host/io/buffers.h"
#include "host/io/memory_handle.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

// As http/span-parser.js knows them: (what, offset, size), and of a head (what, status, upgrade,
// keepAlive).
enum class Told { Begin, Status, Name, Value, Head, Body, End };

// What the listener answers.
constexpr std::int32_t kNoBody = 1;
constexpr std::int32_t kUpgrade = 2;
constexpr std::int32_t kPause = 21;

/// Owner, Thread: see HandleWrap. Calls JS: inside of execute().
class SpanParser final : public MemoryHandle, private MessageEvents {
  public:
    SpanParser(Env& env, v8::Local<v8::Object> object)
        : MemoryHandle(env, object), parser_(*this) {}

    void close() override {
        over_ = true;
        if (!parsing_) end_of_life();
    }

    bool parsing() const { return parsing_; }
    void reset(std::size_t most_head_bytes) {
        parser_.reset(MessageParser::Kind::Response, most_head_bytes, false);
    }

    struct Outcome {
        ParseResult result;
        bool threw = false;  ///< The listener did.
    };
    /// Careful: the object may be gone afterwards.
    Outcome execute(std::string_view bytes, v8::Local<v8::Function> listener) {
        parsing_ = true;
        threw_ = false;
        listener_ = listener;
        Outcome outcome{parser_.execute(bytes), false};
        outcome.threw = threw_;
        listener_.Clear();
        parsing_ = false;
        if (over_) end_of_life();
        return outcome;
    }

  private:
    // MessageEvents
    Body on_head(const MessageHead& head) override {
        v8::Isolate* isolate = env().isolate();
        const v8::HandleScope handles(isolate);
        const std::int32_t answer = tell(Told::Head, v8::Integer::New(isolate, head.status),
                                         v8::Boolean::New(isolate, head.upgrade),
                                         v8::Boolean::New(isolate, head.keep_alive));
        if (answer == kNoBody) return Body::None;
        if (answer == kUpgrade) return Body::Upgrade;
        return answer < 0 ? Body::Failed : Body::AsTold;
    }
    bool on_body(std::size_t offset, std::size_t size) override {
        return tell_span(Told::Body, offset, size);
    }
    bool on_end() override { return tell_span(Told::End, 0, 0); }
    void on_begin() override { std::ignore = tell_span(Told::Begin, 0, 0); }
    bool on_head_text(HeadText what, std::size_t offset, std::size_t size) override {
        const Told told = what == HeadText::Status ? Told::Status
                          : what == HeadText::Name ? Told::Name
                                                   : Told::Value;
        return tell_span(told, offset, size);
    }

    bool tell_span(Told what, std::size_t offset, std::size_t size) {
        v8::Isolate* isolate = env().isolate();
        const v8::HandleScope handles(isolate);
        return tell(what, v8::Number::New(isolate, static_cast<double>(offset)),
                    v8::Number::New(isolate, static_cast<double>(size)),
                    v8::Undefined(isolate)) >= 0;
    }

    // The answer; negative when it is to end with an error.
    std::int32_t tell(Told what, v8::Local<v8::Value> first, v8::Local<v8::Value> second,
                      v8::Local<v8::Value> third) {
        if (over_ || threw_) return -1;
        v8::Isolate* isolate = env().isolate();
        v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, static_cast<int>(what)), first,
                                       second, third};
        v8::Local<v8::Value> answer;
        if (!listener_->Call(isolate->GetCurrentContext(), object(), 4, argv).ToLocal(&answer)) {
            threw_ = true;
            return -1;
        }
        const std::int32_t number = answer->IsInt32() ? answer.As<v8::Int32>()->Value() : 0;
        if (number == kPause) parser_.pause();
        return number;
    }

    MessageParser parser_;
    v8::Local<v8::Function> listener_;  // In execute().
    bool parsing_ = false;
    bool over_ = false;
    bool threw_ = false;
};

// reset(mostHeadBytes)
void reset(const Info& info) {
    SpanParser* self = unwrap<SpanParser>(info);
    if (self == nullptr || self->parsing()) return;
    const double most = info[0]->IsNumber() ? info[0].As<v8::Number>()->Value() : 0;
    self->reset(most > 0 && most < 1e9 ? static_cast<std::size_t>(most) : 0);
}

// execute(bytes, listener): [code, reason, parsed], code and reason being empty when all is well,
// and code "paused" or "upgraded" when the rest of the bytes was not looked at.
void execute(const Info& info) {
    SpanParser* self = unwrap<SpanParser>(info);
    if (self == nullptr || self->parsing() || !info[1]->IsFunction()) return;
    v8::Isolate* isolate = info.GetIsolate();
    auto bytes = HeldBytes::from(isolate, info[0]);
    if (!bytes || !info[0]->IsArrayBufferView()) return;
    const std::span<std::uint8_t> span = bytes->span();
    const auto outcome = self->execute({reinterpret_cast<const char*>(span.data()), span.size()},
                                       info[1].As<v8::Function>());
    if (outcome.threw) return;
    const ParseResult& result = outcome.result;
    const std::string_view code = result.paused     ? "paused"
                                  : result.upgraded ? "upgraded"
                                                    : std::string_view(result.code);
    v8::Local<v8::Value> answer[] = {to_string(isolate, code), to_string(isolate, result.reason),
                                     v8::Number::New(isolate, static_cast<double>(result.parsed))};
    info.GetReturnValue().Set(v8::Array::New(isolate, answer, 3));
}

void end(const Info& info) {
    if (SpanParser* self = unwrap<SpanParser>(info)) self->close();
}

}  // namespace

void add_span_parser(NativeModule& module) {
    module.handle<SpanParser>("SpanParser")
        .method("reset", &reset)
        .method("execute", &execute)
        .method("end", &end);
}

}  // namespace plinth::api
