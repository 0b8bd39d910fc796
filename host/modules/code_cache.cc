// SPDX-License-Identifier: MIT
// Keys, looking up, and producing in the time that frames leave.

#include "host/modules/code_cache.h"

#include <memory>
#include <thread>

#include "host/env/errors.h"

namespace plinth {
namespace {

using Clock = std::chrono::steady_clock;

// Functions are compiled when they are first called: code that is serialised a while after loading
// holds those that run.
constexpr std::chrono::seconds kAtRest{2};
// Serialising takes about as long as this for each byte of source.
constexpr std::chrono::nanoseconds kPerByte{12};
constexpr std::chrono::microseconds kLeastTime{200};
// Below this compiling is as fast as looking up.
constexpr int kSmallestSource = 200;
constexpr std::size_t kLargestPack = std::size_t{24} << 20;
constexpr std::size_t kMostFresh = 20'000;
// A program that compiled less than this is not worth a file.
constexpr std::size_t kLeastOfProgram = std::size_t{16} << 10;

// The bytes of a string as V8 holds them.
std::string bytes_of(v8::Isolate* isolate, v8::Local<v8::String> text) {
    const int length = text->Length();
    std::string bytes;
    if (text->IsOneByte()) {
        bytes.resize(static_cast<std::size_t>(length));
        text->WriteOneByte(isolate, reinterpret_cast<std::uint8_t*>(bytes.data()), 0, length,
                           v8::String::NO_NULL_TERMINATION);
    } else {
        bytes.resize(static_cast<std::size_t>(length) * 2);
        text->Write(isolate, reinterpret_cast<std::uint16_t*>(bytes.data()), 0, length,
                    v8::String::NO_NULL_TERMINATION);
    }
    return bytes;
}

std::string file_of(CacheFolder& folder, const EnvOptions& options) {
    const bool is_program = options.name.empty();
    if (is_program && options.argv.size() < 2) return {};
    const std::string tag = std::to_string(v8::ScriptCompiler::CachedDataVersionTag());
    return folder.key({"code", v8::V8::GetVersion(), tag, options.name, options.working_directory,
                       options.argv.size() < 2 ? std::string() : options.argv[1]});
}

}  // namespace

CodeCache::CodeCache(Env& env) : env_(env), folder_(CacheFolder::at(env.options().cache_folder)) {}

void CodeCache::open() {
    opened_ = true;
    if (folder_ == nullptr) return;
    file_ = file_of(*folder_, env_.options());
    if (file_.empty()) {
        folder_ = nullptr;
        return;
    }
    if (const auto bytes = folder_->find(file_)) {
        if (auto pack = parse_pack(*bytes)) known_ = std::move(*pack);
    }
    for (const auto& [key, code] : known_)
        share_code(key, code);
}

CodeCache::Lookup CodeCache::look_up(Kind kind, v8::Local<v8::String> name,
                                     v8::Local<v8::String> source) {
    if (!opened_) open();
    if (folder_ == nullptr || source->Length() < kSmallestSource) return {};
    const std::string file = to_utf8(env_.isolate(), name);
    const std::string_view word = kind == Kind::Function ? "function" : "module";
    last_source_size_ = static_cast<std::size_t>(source->Length());
    Lookup lookup;
    lookup.key = folder_->key(
        {"source", word, source->IsOneByte() ? "1" : "2", file, bytes_of(env_.isolate(), source)});
    const auto found = known_.find(lookup.key);
    lookup.code = found != known_.end() ? found->second : shared_code(lookup.key);
    if (lookup.code == nullptr) return lookup;
    names_.insert({kind, file});
    lookup.cached = std::make_unique<v8::ScriptCompiler::CachedData>(
        reinterpret_cast<const std::uint8_t*>(lookup.code->data()),
        static_cast<int>(lookup.code->size()));
    return lookup;
}

template <class T>
void CodeCache::add(Lookup lookup, bool rejected, v8::Local<T> compiled) {
    if (lookup.key.empty()) return;
    if (lookup.code != nullptr && !rejected) {
        if (!known_.contains(lookup.key)) changed_ = true;  // Another plugin's.
        used_[lookup.key] = lookup.code;
        return;
    }
    last_compiled_ = Clock::now();
    if (fresh_.size() >= kMostFresh) return;
    fresh_.push_back({lookup.key, last_source_size_, v8::Global<T>(env_.isolate(), compiled)});
}

void CodeCache::note(Lookup lookup, bool rejected, v8::Local<v8::Function> compiled) {
    add(std::move(lookup), rejected, compiled);
}

void CodeCache::note(Lookup lookup, bool rejected, v8::Local<v8::UnboundModuleScript> compiled) {
    add(std::move(lookup), rejected, compiled);
}

void CodeCache::serialise(Fresh& fresh) {
    v8::Isolate* isolate = env_.isolate();
    const v8::HandleScope handles(isolate);
    std::unique_ptr<v8::ScriptCompiler::CachedData> data;
    if (auto* function = std::get_if<v8::Global<v8::Function>>(&fresh.compiled)) {
        data.reset(v8::ScriptCompiler::CreateCodeCacheForFunction(function->Get(isolate)));
    } else {
        auto& module = std::get<v8::Global<v8::UnboundModuleScript>>(fresh.compiled);
        data.reset(v8::ScriptCompiler::CreateCodeCache(module.Get(isolate)));
    }
    if (data == nullptr) return;
    auto code = std::make_shared<const std::string>(reinterpret_cast<const char*>(data->data),
                                                    static_cast<std::size_t>(data->length));
    share_code(fresh.key, code);
    used_[fresh.key] = std::move(code);
    changed_ = true;
}

void CodeCache::produce(Clock::time_point deadline) {
    if (folder_ == nullptr || (fresh_.empty() && !changed_)) return;
    auto now = Clock::now();
    if (now - last_compiled_ < kAtRest) return;
    const v8::Isolate::Scope entered(env_.isolate());
    const v8::HandleScope handles(env_.isolate());
    const v8::Context::Scope scope(env_.context());
    while (!fresh_.empty()) {
        if (now + kLeastTime + kPerByte * fresh_.front().source_size > deadline) return;
        serialise(fresh_.front());
        fresh_.pop_front();
        now = Clock::now();
    }
    if (!std::exchange(changed_, false)) return;
    // The codes do not change any more: the other thread may have them.
    std::thread([folder = folder_, file = file_, pack = used_] {
        const std::string bytes = to_bytes(pack);
        if (bytes.size() <= kLargestPack) folder->keep(file, bytes);
    }).detach();
}

void CodeCache::produce_all() {
    std::size_t size = 0;
    for (const Fresh& fresh : fresh_)
        size += fresh.source_size;
    if (folder_ == nullptr || (size < kLeastOfProgram && !changed_)) return;
    const v8::Isolate::Scope entered(env_.isolate());
    const v8::HandleScope handles(env_.isolate());
    const v8::Context::Scope scope(env_.context());
    for (Fresh& fresh : fresh_)
        serialise(fresh);
    fresh_.clear();
    const std::string bytes = to_bytes(used_);
    if (std::exchange(changed_, false) && bytes.size() <= kLargestPack) folder_->keep(file_, bytes);
}

}  // namespace plinth
