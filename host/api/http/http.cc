// SPDX-License-Identifier: MIT
// http, native half: HTTPParser, which turns bytes into messages. A message's head crosses into
// JavaScript once, a body's pieces as places in the bytes that were given. Sockets, requests and
// responses are the JavaScript half's.
//
// Thread: the plugin's loop. Calls JS: inside of execute() and finish() only.

#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "host/api/http/message_parser.h"
#include "host/env/native_module.h"
#include "host/io/buffers.h"

namespace plinth::api {
namespace {

v8::Local<v8::String> to_latin1(v8::Isolate* isolate, std::string_view bytes,
                                v8::NewStringType type = v8::NewStringType::kNormal) {
    return v8::String::NewFromOneByte(isolate, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                      type, static_cast<int>(bytes.size()))
        .ToLocalChecked();  // At most a head's size.
}

class HttpParser final : public HandleWrap, private MessageEvents {
  public:
    HttpParser(Env& env, v8::Local<v8::Object> object) : HandleWrap(env, object), parser_(*this) {
        let_go();
    }

    const char* kind() const override { return "HTTPParser"; }
    // It may be asked to while it parses: then it goes when that is over.
    void close() override {
        over_ = true;
        if (!parsing_) end_of_life();
    }

    MessageParser& parser() { return parser_; }
    bool parsing() const { return parsing_; }

    /// Runs one call of the library; empty when JavaScript threw inside it.
    template <class Run>
    std::optional<ParseResult> run(Run parse) {
        parsing_ = true;
        threw_ = false;
        ParseResult result = parse();
        parsing_ = false;
        const bool threw = threw_;
        if (over_) end_of_life();
        if (threw) return std::nullopt;
        return result;
    }

  private:
    // MessageEvents. `this` is alive: run() is on the stack.
    Body on_head(const MessageHead& head) override;
    bool on_body(std::size_t offset, std::size_t size) override;
    bool on_end() override;
    bool on_begin() override;

    v8::Local<v8::Value> headers();
    v8::MaybeLocal<v8::Value> call(const char* method, int argc, v8::Local<v8::Value>* argv);

    MessageParser parser_;
    bool parsing_ = false;
    bool over_ = false;
    bool threw_ = false;
};

// The script's own call is below on the stack: what it throws is its own to catch.
v8::MaybeLocal<v8::Value> HttpParser::call(const char* method, int argc,
                                           v8::Local<v8::Value>* argv) {
    v8::Isolate* isolate = env().isolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    v8::Local<v8::Value> function;
    v8::Local<v8::Value> result;
    const auto name =
        v8::String::NewFromUtf8(isolate, method, v8::NewStringType::kInternalized).ToLocalChecked();
    if (object()->Get(context, name).ToLocal(&function) && function->IsFunction() &&
        function.As<v8::Function>()->Call(context, object(), argc, argv).ToLocal(&result)) {
        return result;
    }
    threw_ = true;
    return {};
}

v8::Local<v8::Value> HttpParser::headers() {
    v8::Isolate* isolate = env().isolate();
    std::vector<v8::Local<v8::Value>> pairs;
    pairs.reserve(2 * parser_.header_count());
    for (std::size_t i = 0; i < parser_.header_count(); ++i) {
        pairs.push_back(to_latin1(isolate, parser_.name(i), v8::NewStringType::kInternalized));
        pairs.push_back(to_latin1(isolate, parser_.value(i)));
    }
    return v8::Array::New(isolate, pairs.data(), pairs.size());
}

MessageEvents::Body HttpParser::on_head(const MessageHead& head) {
    v8::Isolate* isolate = env().isolate();
    const v8::HandleScope handles(isolate);
    v8::Local<v8::Value> argv[] = {
        v8::Integer::New(isolate, head.major),
        v8::Integer::New(isolate, head.minor),
        headers(),
        to_latin1(isolate, head.method, v8::NewStringType::kInternalized),
        to_latin1(isolate, parser_.url()),
        v8::Integer::New(isolate, head.status),
        to_latin1(isolate, parser_.status_text()),
        v8::Boolean::New(isolate, head.upgrade),
        v8::Boolean::New(isolate, head.keep_alive),
    };
    v8::Local<v8::Value> answer;
    if (!call("onHead", 9, argv).ToLocal(&answer)) return Body::Failed;
    const std::int32_t body = answer->IsInt32() ? answer.As<v8::Int32>()->Value() : 0;
    return body == 1 ? Body::None : body == 2 ? Body::Upgrade : Body::AsTold;
}

bool HttpParser::on_body(std::size_t offset, std::size_t size) {
    v8::Isolate* isolate = env().isolate();
    const v8::HandleScope handles(isolate);
    v8::Local<v8::Value> argv[] = {v8::Number::New(isolate, static_cast<double>(offset)),
                                   v8::Number::New(isolate, static_cast<double>(size))};
    return !call("onBody", 2, argv).IsEmpty();
}

bool HttpParser::on_end() {
    const v8::HandleScope handles(env().isolate());
    v8::Local<v8::Value> argv[] = {v8::Undefined(env().isolate())};
    if (parser_.header_count() > 0) argv[0] = headers();
    return !call("onEnd", 1, argv).IsEmpty();
}

bool HttpParser::on_begin() {
    const v8::HandleScope handles(env().isolate());
    return !call("onBegin", 0, nullptr).IsEmpty();
}

// reset(isResponse, mostHeadBytes, isLenient)
void reset(const v8::FunctionCallbackInfo<v8::Value>& info) {
    HttpParser* self = unwrap<HttpParser>(info);
    if (self == nullptr || self->parsing()) return;
    const double most = info[1]->IsNumber() ? info[1].As<v8::Number>()->Value() : 0;
    self->parser().reset(
        info[0]->IsTrue() ? MessageParser::Kind::Response : MessageParser::Kind::Request,
        most > 0 && most < 1e9 ? static_cast<std::size_t>(most) : 0, info[2]->IsTrue());
}

// How many bytes were parsed; negative, minus one, when another protocol begins after them; or
// [code, reason, bytes] for an error.
void give_back(const v8::FunctionCallbackInfo<v8::Value>& info, const ParseResult& result) {
    v8::Isolate* isolate = info.GetIsolate();
    const auto parsed = static_cast<double>(result.parsed);
    if (result.code.empty()) {
        return info.GetReturnValue().Set(result.upgraded ? -parsed - 1 : parsed);
    }
    v8::Local<v8::Value> error[] = {to_string(isolate, result.code),
                                    to_string(isolate, result.reason),
                                    v8::Number::New(isolate, parsed)};
    info.GetReturnValue().Set(v8::Array::New(isolate, error, 3));
}

// execute(bytes)
void execute(const v8::FunctionCallbackInfo<v8::Value>& info) {
    HttpParser* self = unwrap<HttpParser>(info);
    if (self == nullptr) return;
    auto bytes = HeldBytes::from(info.GetIsolate(), info[0]);
    if (!bytes || !info[0]->IsArrayBufferView()) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_TYPE",
                                "The \"bytes\" argument must be an instance of Buffer");
    }
    if (self->parsing()) {
        return throw_error(info.GetIsolate(),
                           Error{"ERR_INVALID_STATE", 0, "", "",
                                 "Invalid state: the parser is being executed", "", ""});
    }
    const std::span<std::uint8_t> span = bytes->span();
    const auto result = self->run([&] {
        return self->parser().execute({reinterpret_cast<const char*>(span.data()), span.size()});
    });
    if (result) give_back(info, *result);
}

void finish(const v8::FunctionCallbackInfo<v8::Value>& info) {
    HttpParser* self = unwrap<HttpParser>(info);
    if (self == nullptr || self->parsing()) return;
    const auto result = self->run([&] { return self->parser().finish(); });
    if (result) give_back(info, *result);
}

void close_parser(const v8::FunctionCallbackInfo<v8::Value>& info) {
    if (HttpParser* self = unwrap<HttpParser>(info)) self->close();
}

void methods(const v8::FunctionCallbackInfo<v8::Value>& info) {
    v8::Isolate* isolate = info.GetIsolate();
    std::vector<v8::Local<v8::Value>> names;
    for (int method = 0;; ++method) {
        const std::string_view name = llhttp_method_name(method);
        if (name == "PRI") continue;  // HTTP/2's.
        names.push_back(to_string(isolate, name));
        if (name == "SOURCE") break;  // The last one of HTTP's; RTSP's follow.
    }
    info.GetReturnValue().Set(v8::Array::New(isolate, names.data(), names.size()));
}

}  // namespace

void init_http(NativeModule& module) {
    module.raw("methods", &methods);
    module.handle<HttpParser>("HTTPParser")
        .method("reset", &reset)
        .method("execute", &execute)
        .method("finish", &finish)
        .method("close", &close_parser);
}

}  // namespace plinth::api
