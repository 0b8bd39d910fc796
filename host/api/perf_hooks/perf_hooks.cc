// SPDX-License-Identifier: MIT
// perf_hooks, native half: the clock, the moments of the start, the loop's idle time, and V8's
// garbage collections while somebody observes them.
//
// Thread: the plugin's loop. Calls JS: the observer of collections, in the plugin's turn.

#include <array>
#include <memory>
#include <tuple>

#include "host/env/native_module.h"

namespace plinth::api {
namespace {

double ms_since_start(Env& env, std::uint64_t ns) {
    if (ns == 0) return -1;
    return static_cast<double>(static_cast<std::int64_t>(ns - env.started_at_ns())) / 1e6;
}

double now(Env& env) {
    return ms_since_start(env, uv_hrtime());
}

// Of the wall clock, in milliseconds since 1970.
double time_origin(Env& env) {
    uv_timeval64_t wall{};
    uv_gettimeofday(&wall);
    return static_cast<double>(wall.tv_sec) * 1e3 + static_cast<double>(wall.tv_usec) / 1e3 -
           now(env);
}

// In the order of MILESTONES in clock.js.
void milestones(const v8::FunctionCallbackInfo<v8::Value>& info) {
    Env& env = Env::from(info);
    const Milestones& at = env.milestones();
    std::array<v8::Local<v8::Value>, 6> values;
    std::size_t count = 0;
    for (const std::uint64_t ns : {at.runtime_ns, at.context_ns, at.entries_ns, at.started_ns,
                                   env.pump().started_at_ns(), at.loop_exit_ns}) {
        values[count++] = v8::Number::New(info.GetIsolate(), ms_since_start(env, ns));
    }
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), values.data(), values.size()));
}

void started(Env& env) {
    env.milestones().started_ns = uv_hrtime();
}

void ended(Env& env) {
    env.milestones().loop_exit_ns = uv_hrtime();
}

double idle_time(Env& env) {
    return static_cast<double>(env.pump().idle_ns()) / 1e6;
}

// One collection, told to JavaScript once V8 may run it again.
class CollectionEvent final : public ReadyTask {
  public:
    CollectionEvent(v8::GCType kind, v8::GCCallbackFlags flags, std::uint64_t start_ns,
                    v8::Global<v8::Function>& callback)
        : kind_(kind),
          flags_(flags),
          start_ns_(start_ns),
          end_ns_(uv_hrtime()),
          callback_(callback) {}

    void run(Env& env) override {
        const std::unique_ptr<CollectionEvent> self(this);
        if (callback_.IsEmpty()) return;
        v8::Isolate* isolate = env.isolate();
        v8::Local<v8::Value> argv[] = {
            v8::Integer::New(isolate, kind_), v8::Integer::New(isolate, flags_),
            v8::Number::New(isolate, ms_since_start(env, start_ns_)),
            v8::Number::New(isolate, static_cast<double>(end_ns_ - start_ns_) / 1e6)};
        std::ignore = env.gate().call(callback_.Get(isolate), v8::Undefined(isolate), 4, argv);
    }
    void drop() override { delete this; }

  private:
    v8::GCType kind_;
    v8::GCCallbackFlags flags_;
    std::uint64_t start_ns_;
    std::uint64_t end_ns_;
    v8::Global<v8::Function>& callback_;  // The watch's, which outlives what is queued.
};

// Owner: itself, on the ledger, until its plugin closes. V8 calls it inside of collections.
class CollectionWatch final : public Tracked {
  public:
    explicit CollectionWatch(Env& env) : env_(env) {
        env.isolate()->AddGCPrologueCallback(&on_start, this);
        env.isolate()->AddGCEpilogueCallback(&on_end, this);
        env.ledger().push_back(*this);
    }

    const char* kind() const override { return "CollectionWatch"; }
    void close() override {
        env_.isolate()->RemoveGCPrologueCallback(&on_start, this);
        env_.isolate()->RemoveGCEpilogueCallback(&on_end, this);
        delete this;
    }
    void observe(v8::Local<v8::Value> callback) {
        callback_.Reset();
        if (callback->IsFunction()) callback_.Reset(env_.isolate(), callback.As<v8::Function>());
    }

  private:
    static void on_start(v8::Isolate*, v8::GCType, v8::GCCallbackFlags, void* data) {
        static_cast<CollectionWatch*>(data)->start_ns_ = uv_hrtime();
    }
    static void on_end(v8::Isolate*, v8::GCType kind, v8::GCCallbackFlags flags, void* data) {
        auto& watch = *static_cast<CollectionWatch*>(data);
        if (watch.callback_.IsEmpty() || watch.env_.closed()) return;
        watch.env_.push_ready(*new CollectionEvent(kind, flags, watch.start_ns_, watch.callback_));
    }

    Env& env_;
    v8::Global<v8::Function> callback_;
    std::uint64_t start_ns_ = 0;
};

void watch_collections(const v8::FunctionCallbackInfo<v8::Value>& info) {
    Env& env = Env::from(info);
    CollectionWatch* watch = nullptr;
    for (Tracked* at = env.ledger().front(); at != nullptr; at = env.ledger().next(*at)) {
        if (std::string_view(at->kind()) == "CollectionWatch")
            watch = static_cast<CollectionWatch*>(at);
    }
    if (watch == nullptr) watch = new CollectionWatch(env);  // Owned by the ledger.
    watch->observe(info[0]);
}

}  // namespace

void init_perf_hooks(NativeModule& module) {
    module.function<&now>("now")
        .function<&time_origin>("timeOrigin")
        .raw("milestones", &milestones)
        .function<&idle_time>("idleTime")
        .function<&started>("started")
        .function<&ended>("ended")
        .raw("watchCollections", &watch_collections);
}

}  // namespace plinth::api
