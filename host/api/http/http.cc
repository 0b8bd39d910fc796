// SPDX-License-Identifier: MIT
// http, native half: HTTPParser, which turns bytes into messages. A message's head crosses into
// JavaScript once, and as text: who asks for headers takes it apart. A parser may read a stream by
// itself (consume()), so that no Buffer is made of what is only a head. Sockets, requests and
// responses are the JavaScript half's.
//
// Thread: the plugin's loop. Calls JS: inside of execute() and finish(), and on a stream's turn.

#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/api/http/message_parser.h"
#include "host/api/http/span_parser.h"
#include "host/env/async_origin.h"
#include "host/env/native_module.h"
#include "host/io/buffers.h"
#include "host/io/pipe_handle.h"
#include "host/io/tcp_handle.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

v8::Local<v8::String> to_latin1(v8::Isolate* isolate, std::string_view bytes) {
    if (bytes.empty()) return v8::String::Empty(isolate);
    return v8::String::NewFromOneByte(isolate, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                      v8::NewStringType::kNormal, static_cast<int>(bytes.size()))
        .ToLocalChecked();  // At most a head's size.
}

/// The functions of http/reader.js that a parser calls, with itself as `this`.
enum class Told : std::size_t {
    Head,     ///< (flags, method or status, URL or reason, headers); see head_flags().
    Body,     ///< (ArrayBuffer or undefined, offset, size)
    End,      ///< (trailers, or undefined)
    Between,  ///< (): two pieces of a body that came together.
    Read,     ///< (result, bytes): what a stream brought; see HttpParser::on_stream_bytes().
    Count,
};

struct Listeners final : EnvPart {
    explicit Listeners(Env&) {}
    std::array<v8::Global<v8::Function>, static_cast<std::size_t>(Told::Count)> functions;
};

/// Owner, Thread: see HandleWrap. Calls JS: inside of run().
class HttpParser final : public HandleWrap, private MessageEvents, private StreamReader {
  public:
    HttpParser(Env& env, v8::Local<v8::Object> object)
        : HandleWrap(env, object), listeners_(env.part<Listeners>()), parser_(*this) {
        let_go();
    }
    ~HttpParser() override { leave_stream(); }

    const char* kind() const override { return "HTTPParser"; }
    // It may be asked to while it parses: then it goes when that is over.
    void close() override {
        leave_stream();
        over_ = true;
        if (!parsing_) end_of_life();
    }

    MessageParser& parser() { return parser_; }
    bool parsing() const { return parsing_; }

    void reset(MessageParser::Kind kind, std::size_t most_head_bytes, bool lenient) {
        parser_.reset(kind, most_head_bytes, lenient);
        begin_message();
    }

    /// How long the message that comes now has been coming, and whether its head is here.
    std::uint64_t begun_at_ns() const { return begun_at_ns_; }
    bool head_done() const { return head_done_; }
    void forget_message() { begun_at_ns_ = 0; }

    /// Reads a stream by itself from now on.
    void consume(StreamHandle& stream) {
        leave_stream();
        if (StreamReader* other = stream.reader()) other->on_stream_gone();
        stream_ = &stream;
        stream.read_into(this);
    }
    void leave_stream() {
        if (stream_ != nullptr) std::exchange(stream_, nullptr)->read_into(nullptr);
    }

    struct Outcome {
        ParseResult result;
        bool threw = false;  ///< JavaScript did, inside of it.
        bool gone = false;   ///< The parser itself is.
    };
    /// Runs one call of the library.
    template <class Run>
    Outcome run(Run parse) {
        parsing_ = true;
        threw_ = false;
        ParseResult result = parse();
        Outcome outcome{std::move(result), threw_, over_};
        parsing_ = false;
        if (over_) end_of_life();
        return outcome;
    }

  private:
    // MessageEvents. `this` is alive: run() is on the stack.
    Body on_head(const MessageHead& head) override;
    bool on_body(std::size_t offset, std::size_t size) override;
    bool on_end() override;
    void on_begin() override { begin_message(); }
    bool pauses_before(std::size_t rest) override;

    // StreamReader
    std::optional<OwnedBytes> on_stream_bytes(OwnedBytes bytes) override;
    void on_stream_gone() override { stream_ = nullptr; }

    void begin_message() {
        begun_at_ns_ = uv_hrtime();
        head_done_ = false;
    }
    v8::Local<v8::Value> headers();
    v8::Local<v8::ArrayBuffer> array_of_read();
    v8::MaybeLocal<v8::Value> tell(Told what, int argc, v8::Local<v8::Value>* argv);

    Listeners& listeners_;
    MessageParser parser_;
    StreamHandle* stream_ = nullptr;
    // What a stream brought, while it is parsed: first as it came, then in an array of JavaScript,
    // which may let go of it before we do.
    std::optional<OwnedBytes> read_;
    v8::Local<v8::ArrayBuffer> read_array_;
    std::shared_ptr<v8::BackingStore> read_store_;
    std::optional<OwnedBytes> rest_;  // Memory for what of it waits for another turn.
    std::uint64_t begun_at_ns_ = 0;
    bool head_done_ = false;
    bool ended_with_head_ = false;
    bool reads_stream_ = false;
    bool told_ = false;
    bool parsing_ = false;
    bool over_ = false;
    bool threw_ = false;
};

// What a stream brings is nobody's call: errors go where those of callbacks go. Otherwise the
// script's own call is below on the stack: what it throws is its own to catch.
v8::MaybeLocal<v8::Value> HttpParser::tell(Told what, int argc, v8::Local<v8::Value>* argv) {
    v8::Isolate* isolate = env().isolate();
    const v8::Local<v8::Function> function =
        listeners_.functions[static_cast<std::size_t>(what)].Get(isolate);
    v8::MaybeLocal<v8::Value> result;
    told_ = true;
    if (function.IsEmpty()) return {};  // Nobody made it ready: JavaScript did not run at all.
    if (reads_stream_) {
        result = call_for(env(), object(), AsyncCall::OneOfMany, function, object(), argc, argv);
    } else {
        result = function->Call(isolate->GetCurrentContext(), object(), argc, argv);
    }
    // What a tick throws is no matter of the message.
    threw_ = threw_ || (result.IsEmpty() && what != Told::Between);
    return result;
}

// "name\nvalue\nname\nvalue", or a list of them should a value have a line feed in it (which a
// lenient parser might let through); undefined when there are none.
v8::Local<v8::Value> HttpParser::headers() {
    v8::Isolate* isolate = env().isolate();
    const std::size_t count = parser_.header_count();
    if (count == 0) return v8::Undefined(isolate);
    thread_local std::string text;
    text.clear();
    bool is_plain = true;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) text += '\n';
        const std::string_view value = parser_.value(i);
        is_plain = is_plain && value.find('\n') == std::string_view::npos;
        text.append(parser_.name(i)).append(1, '\n').append(value);
    }
    if (is_plain) return to_latin1(isolate, text);
    std::vector<v8::Local<v8::Value>> pairs;
    pairs.reserve(2 * count);
    for (std::size_t i = 0; i < count; ++i) {
        pairs.push_back(to_latin1(isolate, parser_.name(i)));
        pairs.push_back(to_latin1(isolate, parser_.value(i)));
    }
    return v8::Array::New(isolate, pairs.data(), pairs.size());
}

// As http/reader.js takes it apart.
std::uint32_t head_flags(const MessageHead& head, std::size_t headers) {
    return (head.keep_alive ? 1U : 0U) | (head.upgrade ? 2U : 0U) | (head.is_whole ? 4U : 0U) |
           (head.has_host ? 8U : 0U) | (head.has_expect ? 16U : 0U) |
           (static_cast<unsigned>(head.major) & 15U) << 5 |
           (static_cast<unsigned>(head.minor) & 15U) << 9 |
           static_cast<std::uint32_t>(headers & 0xffff) << 13;
}

// In all of them: JavaScript may have closed the parser, and hears no more of it then.
MessageEvents::Body HttpParser::on_head(const MessageHead& head) {
    if (over_) return Body::Failed;
    v8::Isolate* isolate = env().isolate();
    const v8::HandleScope handles(isolate);
    const bool is_response = parser_.kind() == MessageParser::Kind::Response;
    head_done_ = true;
    ended_with_head_ = head.is_whole;
    if (ended_with_head_) begun_at_ns_ = 0;
    v8::Local<v8::Value> argv[] = {
        v8::Integer::NewFromUnsigned(isolate, head_flags(head, parser_.header_count())),
        v8::Integer::New(isolate, is_response ? head.status : head.method),
        to_latin1(isolate, is_response ? parser_.status_text() : parser_.url()),
        headers(),
    };
    v8::Local<v8::Value> answer;
    if (!tell(Told::Head, 4, argv).ToLocal(&answer)) return Body::Failed;
    const std::int32_t body = answer->IsInt32() ? answer.As<v8::Int32>()->Value() : 0;
    return body == 1 ? Body::None : body == 2 ? Body::Upgrade : Body::AsTold;
}

// The bytes that a stream brought, in one array for all that is made of them.
v8::Local<v8::ArrayBuffer> HttpParser::array_of_read() {
    if (read_) {
        read_array_ = make_array_buffer(env(), *std::exchange(read_, std::nullopt));
        read_store_ = read_array_->GetBackingStore();
    }
    return read_array_;
}

bool HttpParser::on_body(std::size_t offset, std::size_t size) {
    if (over_) return false;
    v8::Isolate* isolate = env().isolate();
    v8::Local<v8::Value> array = v8::Undefined(isolate);
    if (reads_stream_) array = array_of_read();  // Outside of the scope, to be used again.
    const v8::HandleScope handles(isolate);
    v8::Local<v8::Value> argv[] = {array, v8::Number::New(isolate, static_cast<double>(offset)),
                                   v8::Number::New(isolate, static_cast<double>(size))};
    if (tell(Told::Body, 3, argv).IsEmpty()) return false;
    // Who listens only now to what a stream brings gets this piece before the next one comes.
    if (reads_stream_) std::ignore = tell(Told::Between, 0, nullptr);
    return true;
}

bool HttpParser::on_end() {
    begun_at_ns_ = 0;
    if (over_) return false;
    if (std::exchange(ended_with_head_, false)) return true;
    const v8::HandleScope handles(env().isolate());
    v8::Local<v8::Value> argv[] = {headers()};
    return !tell(Told::End, 1, argv).IsEmpty();
}

// How many bytes were parsed; negative, minus one, when another protocol begins after them; or
// [code, reason, bytes] for an error.
v8::Local<v8::Value> to_js(v8::Isolate* isolate, const ParseResult& result) {
    const auto parsed = static_cast<double>(result.parsed);
    if (result.code.empty()) {
        return v8::Number::New(isolate, result.upgraded ? -parsed - 1 : parsed);
    }
    v8::Local<v8::Value> error[] = {to_string(isolate, result.code),
                                    to_string(isolate, result.reason),
                                    v8::Number::New(isolate, parsed)};
    return v8::Array::New(isolate, error, 3);
}

// JavaScript hears of it when a message begins, goes on or ends; else, and when there is more to
// say than that, at the end: then with the bytes, if those are of use to it.
std::optional<OwnedBytes> HttpParser::on_stream_bytes(OwnedBytes bytes) {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    read_ = std::move(bytes);
    reads_stream_ = true;
    told_ = false;
    // The bytes are this object's, which what they tell of may end.
    std::optional<OwnedBytes> rest;
    const Outcome outcome = run([&] {
        ParseResult result = parser_.execute(text);
        if (result.paused && rest_) {
            std::memcpy(rest_->data(), text.data() + result.parsed, rest_->size());
            rest = std::exchange(rest_, std::nullopt);
        }
        return result;
    });
    if (outcome.gone) return std::nullopt;
    const bool is_over = !outcome.result.code.empty() || outcome.result.upgraded;
    if (!outcome.threw && (is_over || !told_)) {
        v8::Isolate* isolate = env().isolate();
        v8::Local<v8::Value> argv[] = {to_js(isolate, outcome.result), v8::Undefined(isolate)};
        if (is_over) argv[1] = array_of_read();
        parsing_ = true;
        std::ignore = tell(Told::Read, 2, argv);
        parsing_ = false;
        if (over_) {
            end_of_life();
            return std::nullopt;
        }
    }
    reads_stream_ = false;
    read_.reset();
    read_array_.Clear();
    read_store_.reset();
    return rest;
}

// A client may send a thousand requests at once; they are not all of one frame then. Who has paused
// the stream gets no more of them either.
bool HttpParser::pauses_before(std::size_t rest) {
    if (!reads_stream_ || over_ || threw_ || !env().budget_spent()) return false;
    rest_ = OwnedBytes::allocate(env(), rest);
    return rest_.has_value();
}

// setListeners(onHead, onBody, onEnd, between, onRead)
void set_listeners(const Info& info) {
    auto& functions = Env::from(info).part<Listeners>().functions;
    for (int i = 0; i < static_cast<int>(functions.size()); ++i) {
        if (!info[i]->IsFunction()) continue;
        functions[static_cast<std::size_t>(i)].Reset(info.GetIsolate(), info[i].As<v8::Function>());
    }
}

// reset(isResponse, mostHeadBytes, isLenient)
void reset(const Info& info) {
    HttpParser* self = unwrap<HttpParser>(info);
    if (self == nullptr || self->parsing()) return;
    const double most = info[1]->IsNumber() ? info[1].As<v8::Number>()->Value() : 0;
    self->reset(info[0]->IsTrue() ? MessageParser::Kind::Response : MessageParser::Kind::Request,
                most > 0 && most < 1e9 ? static_cast<std::size_t>(most) : 0, info[2]->IsTrue());
}

// execute(bytes)
void execute(const Info& info) {
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
    const auto outcome = self->run([&] {
        return self->parser().execute({reinterpret_cast<const char*>(span.data()), span.size()});
    });
    if (outcome.gone) return info.GetReturnValue().Set(static_cast<double>(span.size()));
    if (!outcome.threw) info.GetReturnValue().Set(to_js(info.GetIsolate(), outcome.result));
}

void finish(const Info& info) {
    HttpParser* self = unwrap<HttpParser>(info);
    if (self == nullptr || self->parsing()) return;
    const auto outcome = self->run([&] { return self->parser().finish(); });
    if (!outcome.threw && !outcome.gone)
        info.GetReturnValue().Set(to_js(info.GetIsolate(), outcome.result));
}

StreamHandle* stream_of(v8::Local<v8::Value> value) {
    if (TcpHandle* tcp = handle_of<TcpHandle>(value)) return tcp;
    return handle_of<PipeHandle>(value);
}

// consume(handle): false when that is no stream of ours.
void consume(const Info& info) {
    HttpParser* self = unwrap<HttpParser>(info);
    if (self == nullptr) return;
    StreamHandle* stream = stream_of(info[0]);
    const bool can = stream != nullptr && !stream->over();
    if (can) self->consume(*stream);
    info.GetReturnValue().Set(can);
}

void unconsume(const Info& info) {
    if (HttpParser* self = unwrap<HttpParser>(info)) self->leave_stream();
}

void is_parsing(const Info& info) {
    if (HttpParser* self = unwrap<HttpParser>(info)) info.GetReturnValue().Set(self->parsing());
}

// Between two messages.
void is_idle(const Info& info) {
    HttpParser* self = unwrap<HttpParser>(info);
    if (self != nullptr) info.GetReturnValue().Set(self->begun_at_ns() == 0);
}

// isExpired(msForHead, msForAll): 0 is as long as it takes.
void is_expired(const Info& info) {
    HttpParser* self = unwrap<HttpParser>(info);
    if (self == nullptr || self->begun_at_ns() == 0) return;
    const double waited = static_cast<double>(uv_hrtime() - self->begun_at_ns()) / 1e6;
    const auto is_over = [&](int argument) {
        const double most =
            info[argument]->IsNumber() ? info[argument].As<v8::Number>()->Value() : 0;
        return most > 0 && waited >= most;
    };
    info.GetReturnValue().Set((!self->head_done() && is_over(0)) || is_over(1));
}

void forget_message(const Info& info) {
    if (HttpParser* self = unwrap<HttpParser>(info)) self->forget_message();
}

void close_parser(const Info& info) {
    if (HttpParser* self = unwrap<HttpParser>(info)) self->close();
}

// By the library's numbers.
void methods(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    std::vector<v8::Local<v8::Value>> names;
    for (int method = 0;; ++method) {
        const std::string_view name = llhttp_method_name(method);
        names.push_back(to_string(isolate, name));
        if (name == "SOURCE") break;  // The last one of HTTP's; RTSP's follow.
    }
    info.GetReturnValue().Set(v8::Array::New(isolate, names.data(), names.size()));
}

}  // namespace

void init_http(NativeModule& module) {
    module.raw("methods", &methods).raw("setListeners", &set_listeners);
    module.handle<HttpParser>("HTTPParser")
        .method("reset", &reset)
        .method("execute", &execute)
        .method("finish", &finish)
        .method("consume", &consume)
        .method("unconsume", &unconsume)
        .method("isParsing", &is_parsing)
        .method("isIdle", &is_idle)
        .method("isExpired", &is_expired)
        .method("forgetMessage", &forget_message)
        .method("end", &close_parser);
    add_span_parser(module);
}

}  // namespace plinth::api
