// SPDX-License-Identifier: MIT
// The handle of a Worker: starting the thread, hearing of it, ending it.

#include "host/api/worker_threads/worker.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "host/api/worker_threads/message_port.h"
#include "host/env/async_origin.h"
#include "host/io/buffers.h"
#include "host/io/heap_snapshot.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

constexpr std::size_t kMiB = std::size_t{1} << 20;
// Output that nobody took: a thread that writes more waits.
constexpr std::size_t kMostOutput = 16 * kMiB;

constexpr std::uint64_t kStopAgainMs = 100;

// Threads of one plugin's Workers that may run at a time.
constexpr std::size_t kMostWorkers = 16;

// Of the stack, what native code may need below the deepest script.
constexpr std::size_t kNativeStack = std::size_t{256} << 10;
constexpr double kDefaultStackMiB = 4;
constexpr double kMostStackMiB = 256;

enum Limit : std::size_t { kYoung, kOld, kCode, kStack };

}  // namespace

std::optional<std::string> SharedEnvironment::find(const std::string& name) const {
    const std::lock_guard lock(mutex_);
    const auto found = variables_.find(name);
    if (found == variables_.end()) return std::nullopt;
    return found->second;
}

void SharedEnvironment::set(const std::string& name, const std::string& value) {
    const std::lock_guard lock(mutex_);
    variables_[name] = value;
}

void SharedEnvironment::remove(const std::string& name) {
    const std::lock_guard lock(mutex_);
    variables_.erase(name);
}

std::vector<std::string> SharedEnvironment::names() const {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> names;
    for (const auto& [name, value] : variables_)
        names.push_back(name);
    return names;
}

ThreadPart::ThreadPart(Env&) {}
ThreadPart::~ThreadPart() = default;

void WorkerLink::listen(uv_async_t* wake) {
    const std::lock_guard lock(mutex_);
    wake_ = wake;
}

void WorkerLink::stop_listening() {
    const std::lock_guard lock(mutex_);
    wake_ = nullptr;
    taken_.notify_all();
}

void WorkerLink::stop() {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (engine_ != nullptr) engine_->terminate();
    if (loop_ != nullptr) loop_->post([] {});
    taken_.notify_all();
}

std::vector<WorkerOutput> WorkerLink::take_output() {
    const std::lock_guard lock(mutex_);
    output_bytes_ = 0;
    taken_.notify_all();
    return std::exchange(output_, {});
}

bool WorkerLink::ended(WorkerEnd* end) const {
    const std::lock_guard lock(mutex_);
    if (ended_) *end = end_;
    return ended_;
}

bool WorkerLink::ask_for_snapshot() {
    const std::lock_guard lock(mutex_);
    if (engine_ == nullptr || stopping_) return false;
    snapshot_wanted_ = true;
    // One for a thread that runs script, and one for a thread that waits.
    v8::Isolate* isolate = engine_->isolate();
    isolate->RequestInterrupt(&WorkerLink::on_interrupt, this);
    loop_->post([self = shared_from_this(), isolate] { self->make_snapshot(isolate); });
    return true;
}

void WorkerLink::on_interrupt(v8::Isolate* isolate, void* data) {
    static_cast<WorkerLink*>(data)->make_snapshot(isolate);
}

void WorkerLink::make_snapshot(v8::Isolate* isolate) {
    {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(snapshot_wanted_, false)) return;
    }
    const v8::Isolate::Scope entered(isolate);
    auto pieces = take_heap_snapshot(isolate);
    const std::lock_guard lock(mutex_);
    snapshot_ = std::move(pieces);
    if (wake_ != nullptr) uv_async_send(wake_);
}

bool WorkerLink::enter(Engine& engine, std::shared_ptr<LoopRef> loop) {
    const std::lock_guard lock(mutex_);
    if (stopping_) return false;
    engine_ = &engine;
    loop_ = std::move(loop);
    return true;
}

void WorkerLink::leave() {
    const std::lock_guard lock(mutex_);
    engine_ = nullptr;
    loop_ = nullptr;
}

bool WorkerLink::stopping() const {
    const std::lock_guard lock(mutex_);
    return stopping_;
}

void WorkerLink::write(int descriptor, std::string_view bytes) {
    std::unique_lock lock(mutex_);
    taken_.wait(lock,
                [this] { return output_bytes_ < kMostOutput || stopping_ || wake_ == nullptr; });
    if (wake_ == nullptr) return;
    output_bytes_ += bytes.size() + sizeof(WorkerOutput);
    output_.push_back({descriptor, std::string(bytes)});
    uv_async_send(wake_);
}

void WorkerLink::end(WorkerEnd end) {
    const std::lock_guard lock(mutex_);
    end_ = std::move(end);
    ended_ = true;
    if (wake_ != nullptr) uv_async_send(wake_);
}

namespace {

// What a Worker has before async_hooks hear of it: their hooks may call its methods at once.
class WorkerState {
  protected:
    WorkerState(Env& env, uv_async_cb on_async) {
        uv_async_init(env.uv(), &uv_, on_async);
        uv_timer_init(env.uv(), &again_);
        uv_unref(reinterpret_cast<uv_handle_t*>(&again_));
    }
    uv_async_t uv_{};
    uv_timer_t again_{};
    uv_thread_t thread_{};
    bool running_ = false;
    const std::shared_ptr<WorkerLink> link_ = std::make_shared<WorkerLink>();
};

/// Owner: the ledger, see HandleWrap. Thread: the loop's of the one that made it. Calls JS:
/// onoutput(descriptor, bytes), onsnapshot(pieces), onexit(code, errorCode, errorMessage).
class WorkerHandle final : private WorkerState, public HandleWrap {
  public:
    WorkerHandle(Env& env, v8::Local<v8::Object> object)
        : WorkerState(env, &WorkerHandle::on_async), HandleWrap(env, object) {
        uv_.data = this;
        again_.data = this;
        if (!uv_is_closing(base())) link_->listen(&uv_);
    }

    const char* kind() const override { return "Worker"; }

    bool start(std::unique_ptr<WorkerStart> start, std::size_t stack_bytes) {
        if (running_ || uv_is_closing(base())) return false;
        uv_thread_options_t options{};
        options.flags = UV_THREAD_HAS_STACK_SIZE;
        options.stack_size = stack_bytes;
        start->link = link_;
        auto* given = start.release();
        const int status = uv_thread_create_ex(
            &thread_, &options,
            [](void* data) {
                run_worker(std::unique_ptr<WorkerStart>(static_cast<WorkerStart*>(data)));
            },
            given);
        if (status != 0) delete given;
        running_ = status == 0;
        return running_;
    }

    // V8 loses the request where it makes a context, so it is made until the thread has ended.
    void stop() {
        link_->stop();
        if (!running_ || uv_is_closing(base())) return;
        uv_timer_start(
            &again_,
            [](uv_timer_t* timer) { static_cast<WorkerHandle*>(timer->data)->link_->stop(); },
            kStopAgainMs, kStopAgainMs);
    }
    WorkerLink& link() { return *link_; }

    void set_referenced(bool referenced) {
        if (uv_is_closing(base())) return;
        if (referenced) {
            uv_ref(base());
        } else {
            uv_unref(base());
        }
    }
    bool referenced() const { return uv_has_ref(reinterpret_cast<const uv_handle_t*>(&uv_)) != 0; }

    void close() override {
        if (uv_is_closing(base())) return;
        if (!running_) return close_handle();
        stop();
        uv_ref(base());  // Whoever turns the loop waits for the thread.
        uv_async_send(&uv_);
    }

  private:
    class Exit;

    static void on_async(uv_async_t* uv) { static_cast<WorkerHandle*>(uv->data)->on_wake(); }
    uv_handle_t* base() { return reinterpret_cast<uv_handle_t*>(&uv_); }

    void on_wake() {
        Env& in = env();
        v8::Isolate::Scope entered(in.isolate());
        const v8::HandleScope handles(in.isolate());
        WorkerEnd end;
        const bool ended = running_ && link_->ended(&end);
        for (WorkerOutput& output : link_->take_output()) {
            if (!in.closed()) tell_output(std::move(output));
        }
        if (auto snapshot = link_->take_snapshot(); snapshot && !in.closed()) {
            tell_snapshot(std::move(*snapshot));
        }
        if (!ended) return;
        running_ = false;
        uv_timer_stop(&again_);
        uv_thread_join(&thread_);
        if (in.closed()) return close_handle();
        tell_exit(std::move(end));
    }

    void tell_output(WorkerOutput output) {
        auto* event = new HandleEvent(env(), object(), "onoutput");  // Owned by the ready queue.
        event->arguments = [output = std::move(output)](Env& in, v8::Local<v8::Value>* argv) {
            argv[0] = v8::Integer::New(in.isolate(), output.descriptor);
            v8::Local<v8::Uint8Array> bytes;
            if (!make_buffer(in, output.bytes).ToLocal(&bytes)) return 1;
            argv[1] = bytes;
            return 2;
        };
        env().push_ready(*event);
    }

    void tell_snapshot(std::deque<std::string> pieces) {
        auto* event = new HandleEvent(env(), object(), "onsnapshot");  // Owned by the ready queue.
        event->arguments = [pieces = std::move(pieces)](Env& in, v8::Local<v8::Value>* argv) {
            std::vector<v8::Local<v8::Value>> buffers;
            for (const std::string& piece : pieces) {
                v8::Local<v8::Uint8Array> bytes;
                if (!make_buffer(in, piece).ToLocal(&bytes)) return 0;
                buffers.push_back(bytes);
            }
            argv[0] = v8::Array::New(in.isolate(), buffers.data(), buffers.size());
            return 1;
        };
        env().push_ready(*event);
    }

    void tell_exit(WorkerEnd end);

    void close_handle() {
        if (uv_is_closing(base())) return;
        link_->stop_listening();
        uv_close(base(), [](uv_handle_t* closed) {
            auto* timer = &static_cast<WorkerHandle*>(closed->data)->again_;
            uv_close(reinterpret_cast<uv_handle_t*>(timer), [](uv_handle_t* last) {
                static_cast<WorkerHandle*>(last->data)->end_of_life();
            });
        });
    }
};

// The news that the thread ended; then the handle closes. Owner: the ready queue.
class WorkerHandle::Exit final : public ReadyTask {
  public:
    Exit(WorkerHandle& worker, WorkerEnd end) : worker_(worker), end_(std::move(end)) {}

    void run(Env& env) override {
        const std::unique_ptr<Exit> self(this);
        v8::Isolate* isolate = env.isolate();
        const v8::Local<v8::Object> object = worker_.object();
        v8::Local<v8::Value> method;
        if (object->Get(env.context(), to_string(isolate, "onexit")).ToLocal(&method) &&
            method->IsFunction()) {
            v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, end_.exit_code),
                                           to_string(isolate, end_.error_code),
                                           to_string(isolate, end_.error_message)};
            std::ignore =
                call_for(env, object, AsyncCall::Last, method.As<v8::Function>(), object, 3, argv);
        }
        worker_.close_handle();
    }
    void drop() override { delete this; }  // The Env closes, and with it the handle.

  private:
    WorkerHandle& worker_;
    const WorkerEnd end_;
};

void WorkerHandle::tell_exit(WorkerEnd end) {
    env().push_ready(*new Exit(*this, std::move(end)));  // Owned by the ready queue.
}

// The limits that are asked for, within those of the thread that asks.
ResourceLimits bounded(ResourceLimits limits, const Engine& parent) {
    const auto most = static_cast<double>(parent.heap_limit_bytes() / kMiB);
    if (!(limits[kOld] > 0)) limits[kOld] = most;
    limits[kOld] = std::clamp(limits[kOld], 2.0, most);
    if (limits[kYoung] > 0) limits[kYoung] = std::clamp(limits[kYoung], 1.0, limits[kOld]);
    if (!(limits[kStack] > 0)) limits[kStack] = kDefaultStackMiB;
    limits[kStack] = std::clamp(limits[kStack], 0.5, kMostStackMiB);
    return limits;
}

std::size_t to_bytes(double mib) {
    return mib > 0 ? static_cast<std::size_t>(mib * static_cast<double>(kMiB)) : 0;
}

std::vector<std::string> texts(v8::Local<v8::Context> context, v8::Local<v8::Value> value) {
    std::vector<std::string> list;
    if (!value->IsArray()) return list;
    const v8::Local<v8::Array> array = value.As<v8::Array>();
    for (std::uint32_t i = 0; i < array->Length(); ++i) {
        v8::Local<v8::Value> item;
        if (array->Get(context, i).ToLocal(&item))
            list.push_back(to_utf8(context->GetIsolate(), item));
    }
    return list;
}

std::unique_ptr<ChannelEnd> give_away(v8::Local<v8::Value> value) {
    MessagePort* port = handle_of<MessagePort>(value);
    return port == nullptr || port->end() == nullptr ? nullptr : port->give_away();
}

// start(port, publicPort, data, transferList, {argv, execArgv, options, limits, shareEnv, name})
// The limits are filled in. Returns the thread's id.
void start(const Info& info) {
    WorkerHandle* self = unwrap<WorkerHandle>(info);
    if (self == nullptr || !info[4]->IsObject()) return;
    Env& env = Env::from(info);
    v8::Isolate* isolate = env.isolate();
    const v8::Local<v8::Context> context = env.context();
    const auto option = [&](const char* name) -> v8::Local<v8::Value> {
        v8::Local<v8::Value> value;
        if (info[4].As<v8::Object>()->Get(context, to_string(isolate, name)).ToLocal(&value))
            return value;
        return v8::Undefined(isolate);
    };
    const std::vector<std::string> argv = texts(context, option("argv"));
    const std::string resource = argv.size() > 1 ? argv[1] : "";
    if (const auto denied = env.denied(Permission::Worker, resource)) {
        return throw_error(isolate, *denied);
    }
    ThreadPart& here = env.part<ThreadPart>();
    const std::size_t running = here.family->workers++;
    if (env.restricted() && running >= kMostWorkers) {
        --here.family->workers;
        Error error;
        error.code = "ERR_WORKER_INIT_FAILED";
        error.message = "Worker initialization failure: at most " + std::to_string(kMostWorkers) +
                        " workers may run at a time";
        return throw_error(isolate, error);
    }
    Message::Values transfer;
    if (info[3]->IsArray()) {
        const v8::Local<v8::Array> list = info[3].As<v8::Array>();
        for (std::uint32_t i = 0; i < list->Length(); ++i) {
            v8::Local<v8::Value> item;
            if (!list->Get(context, i).ToLocal(&item)) {  // It has thrown.
                --here.family->workers;
                return;
            }
            transfer.push_back(item);
        }
    }
    auto data = Message::write(env, context, info[2], transfer);
    if (data == nullptr) {
        --here.family->workers;
        return;
    }

    const v8::Local<v8::Value> given = option("limits");
    ResourceLimits limits{};
    if (const auto bytes = view_bytes(given); bytes && bytes->size() == sizeof(limits)) {
        std::copy(bytes->begin(), bytes->end(), reinterpret_cast<std::uint8_t*>(limits.data()));
        limits = bounded(limits, env.runtime().engine());
        const auto* first = reinterpret_cast<const std::uint8_t*>(limits.data());
        std::copy(first, first + sizeof(limits), bytes->begin());
    }

    auto worker = std::make_unique<WorkerStart>();
    worker->engine = sibling_options(env.runtime());
    worker->engine.heap_limit_bytes =
        std::min(to_bytes(limits[kOld] + limits[kYoung]), worker->engine.heap_limit_bytes);
    if (limits[kYoung] > 0) worker->engine.young_generation_bytes = to_bytes(limits[kYoung]);
    worker->engine.shared = false;
    const std::size_t stack_bytes = to_bytes(limits[kStack]);
    worker->stack_bytes = stack_bytes - kNativeStack;
    worker->env = env.options();
    // It has none of what belongs to the OS process: its environment is what it is given.
    if (worker->env.name.empty()) worker->env.name = "worker";
    worker->env.life = nullptr;
    worker->env.watch_loop = nullptr;  // It is on another thread.
    worker->env.host_modules.clear();
    worker->env.argv = argv;
    worker->env.exec_argv = texts(context, option("execArgv"));
    if (const v8::Local<v8::Value> options = option("options"); options->IsArray()) {
        const std::vector<std::string> pairs = texts(context, options);
        worker->env.command_line.clear();
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
            worker->env.command_line.emplace_back(pairs[i], pairs[i + 1]);
    }
    worker->family = here.family;
    if (option("shareEnv")->IsTrue()) worker->environment = here.environment;
    worker->thread_id = ++here.family->last_thread_id;
    worker->limits = limits;
    worker->port = give_away(info[0]);
    worker->public_port = give_away(info[1]);
    worker->data = std::move(data);
    const int thread_id = worker->thread_id;
    if (!self->start(std::move(worker), stack_bytes)) {
        --here.family->workers;
        Error error;
        error.code = "ERR_WORKER_INIT_FAILED";
        error.message = "Worker initialization failure: EAGAIN";
        return throw_error(isolate, error);
    }
    info.GetReturnValue().Set(thread_id);
}

void stop(const Info& info) {
    if (WorkerHandle* self = handle_of<WorkerHandle>(info.This())) self->stop();
}

void close(const Info& info) {
    if (WorkerHandle* self = handle_of<WorkerHandle>(info.This())) self->close();
}

void ref(const Info& info) {
    if (WorkerHandle* self = handle_of<WorkerHandle>(info.This())) self->set_referenced(true);
}

void unref(const Info& info) {
    if (WorkerHandle* self = handle_of<WorkerHandle>(info.This())) self->set_referenced(false);
}

// Undefined once the handle's end has come.
void has_ref(const Info& info) {
    if (WorkerHandle* self = handle_of<WorkerHandle>(info.This())) {
        info.GetReturnValue().Set(self->referenced());
    }
}

// takeSnapshot(): true when onsnapshot(pieces) will be called, unless the thread ends first.
void take_snapshot(const Info& info) {
    if (WorkerHandle* self = handle_of<WorkerHandle>(info.This())) {
        info.GetReturnValue().Set(self->link().ask_for_snapshot());
    }
}

// loopTimes(): milliseconds since the thread's loop started, negative before, and how many it
// waited.
void loop_times(const Info& info) {
    WorkerHandle* self = handle_of<WorkerHandle>(info.This());
    if (self == nullptr) return;
    v8::Isolate* isolate = info.GetIsolate();
    const std::uint64_t started_ns = self->link().loop_started_ns();
    const double since = started_ns == 0 ? -1 : static_cast<double>(uv_hrtime() - started_ns) / 1e6;
    v8::Local<v8::Value> times[] = {
        v8::Number::New(isolate, since),
        v8::Number::New(isolate, static_cast<double>(self->link().loop_idle_ns()) / 1e6)};
    info.GetReturnValue().Set(v8::Array::New(isolate, times, 2));
}

// workerFacts(): [threadId, port, publicPort, data, limits] in a Worker's thread, at its start.
void worker_facts(const Info& info) {
    Env& env = Env::from(info);
    ThreadPart& here = env.part<ThreadPart>();
    if (here.start == nullptr) return;
    const std::unique_ptr<WorkerStart> start = std::move(here.start);
    const v8::Local<v8::Context> context = env.context();
    v8::Isolate* isolate = env.isolate();
    v8::Local<v8::Object> port;
    v8::Local<v8::Object> public_port;
    v8::Local<v8::Value> data;
    if (!MessagePort::make(env, context, std::move(start->port)).ToLocal(&port) ||
        !MessagePort::make(env, context, std::move(start->public_port)).ToLocal(&public_port) ||
        !start->data->read(env, context, nullptr).ToLocal(&data)) {
        return;
    }
    v8::Local<v8::Value> limits[4];
    for (std::size_t i = 0; i < start->limits.size(); ++i)
        limits[i] = v8::Number::New(isolate, start->limits[i]);
    v8::Local<v8::Value> facts[] = {v8::Integer::New(isolate, here.thread_id), port, public_port,
                                    data, v8::Array::New(isolate, limits, 4)};
    info.GetReturnValue().Set(v8::Array::New(isolate, facts, 5));
}

bool is_worker(Env& env) {
    return env.part<ThreadPart>().is_worker;
}

void broadcast(const Info& info) {
    Env& env = Env::from(info);
    const std::string name = to_utf8(env.isolate(), info[0]);
    auto end = std::make_unique<ChannelEnd>(env.part<ThreadPart>().family->broadcasts.of(name));
    v8::Local<v8::Object> port;
    if (MessagePort::make(env, env.context(), std::move(end)).ToLocal(&port))
        info.GetReturnValue().Set(port);
}

// process.env, once it is shared; see host/api/process/environment.js.
SharedEnvironment& shared_environment(Env& env) {
    ThreadPart& here = env.part<ThreadPart>();
    if (here.environment == nullptr) here.environment = std::make_shared<SharedEnvironment>();
    return *here.environment;
}

std::optional<std::string> find_variable(Env& env, const std::string& name) {
    return shared_environment(env).find(name);
}

void set_variable(Env& env, const std::string& name, const std::string& value) {
    shared_environment(env).set(name, value);
}

void remove_variable(Env& env, const std::string& name) {
    shared_environment(env).remove(name);
}

void variable_names(const Info& info) {
    std::vector<v8::Local<v8::Value>> names;
    for (const std::string& name : shared_environment(Env::from(info)).names())
        names.push_back(to_string(info.GetIsolate(), name));
    info.GetReturnValue().Set(v8::Array::New(info.GetIsolate(), names.data(), names.size()));
}

// Whether process.env is shared from the start.
bool shares_environment(Env& env) {
    return env.part<ThreadPart>().environment != nullptr;
}

}  // namespace

void add_workers(NativeModule& module) {
    module.handle<WorkerHandle>("Worker")
        .method("start", &start)
        .method("stop", &stop)
        .method("close", &close)
        .method("ref", &ref)
        .method("unref", &unref)
        .method("hasRef", &has_ref)
        .method("takeSnapshot", &take_snapshot)
        .method("loopTimes", &loop_times);
    module.raw("workerFacts", &worker_facts)
        .raw("broadcast", &broadcast)
        .raw("variableNames", &variable_names)
        .function<&is_worker>("isWorker")
        .function<&find_variable>("findVariable")
        .function<&set_variable>("setVariable")
        .function<&remove_variable>("removeVariable")
        .function<&shares_environment>("sharesEnvironment");
}

}  // namespace plinth::api
