// SPDX-License-Identifier: MIT
// Life and death of an Env, and the JavaScript half of its event loop. Teardown, in order:
// 1 close the gate, 2 cancel requests, 3 close handles, 4 turn the loop until the ledger is empty,
// 5 drop globals, 6 drop the context. 1 to 3 are close(), 4 is the owner's, 5 and 6 the destructor.

#include "host/env/env.h"

#include <algorithm>
#include <filesystem>
#include <tuple>

#include "host/engine/platform.h"
#include "host/env/errors.h"

namespace plinth {
namespace {

// In the order of enum Entry.
constexpr std::array<const char*, static_cast<std::size_t>(Entry::Count)> kEntryNames = {
    "start",     "tick",         "timers",     "immediates",     "rejection",
    "uncaught",  "describe",     "beforeExit", "exit",           "halt",
    "runMain",   "runCode",      "loadPlugin", "activatePlugin", "deactivatePlugin",
    "frame",     "evaluate",     "jobs",       "asyncRequest",   "asyncHandle",
    "asyncCall", "importModule", "check",      "finalizer",
};

// One callback of a FinalizationRegistry, and then the next.
class FinalizerTask final : public ReadyTask {
  public:
    explicit FinalizerTask(bool& waits) : waits_(waits) { waits_ = true; }

    void run(Env& env) override {
        std::unique_ptr<FinalizerTask> self(this);
        v8::Local<v8::Value> more;
        // Empty: it threw, and others may wait.
        if (env.gate().run(Entry::Finalizer).ToLocal(&more) && more->IsFalse()) {
            waits_ = false;
        } else if (env.can_call_js()) {
            env.push_ready(*self.release());
        }
    }
    void drop() override { delete this; }

  private:
    bool& waits_;  // The Env's.
};

}  // namespace

Result<std::unique_ptr<Runtime>> Runtime::make(const EngineOptions& options) {
    PLINTH_TRY(auto loop, Loop::make());
    return std::make_unique<Runtime>(std::move(loop), std::make_unique<Engine>(options));
}

Runtime::Runtime(const EngineOptions& options)
    : Runtime(std::make_unique<Loop>(), std::make_unique<Engine>(options)) {}

Runtime::Runtime(std::unique_ptr<Loop> loop, std::unique_ptr<Engine> engine)
    : loop_(std::move(loop)), engine_(std::move(engine)) {
    // A turn, after which they run.
    Platform::start().watch(engine_->isolate(), [loop = loop_->ref()] { loop->post([] {}); });
}

Env::Env(Runtime& runtime, EnvOptions options)
    : runtime_(runtime),
      options_(std::move(options)),
      field_storage_(
          std::make_shared<std::vector<std::int32_t>>(static_cast<std::size_t>(Field::Count))),
      fields_(field_storage_->data()),
      watch_(runtime.isolate()),
      gate_(*this),
      pump_(runtime.loop(), *this) {
    milestones_.runtime_ns = uv_hrtime();
    v8::Isolate* isolate = runtime_.isolate();
    v8::Isolate::Scope entered(isolate);
    v8::HandleScope handles(isolate);
    isolate->SetPromiseRejectCallback(&Env::on_promise_reject);
    runtime_.engine().gc_meter().charge_to(&account_.gc());
    auto [made, microtasks] = runtime_.engine().new_context();
    microtasks_ = std::move(microtasks);
    attach(made);
    if (options_.hardened) runtime_.engine().cap_code_from_strings(made);
    milestones_.context_ns = uv_hrtime();
    const v8::Local<v8::Object> functions = made->GetEmbedderData(kEntrySlot).As<v8::Object>();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const v8::Local<v8::Value> function =
            functions->Get(made, to_string(isolate, kEntryNames[i])).ToLocalChecked();
        PLINTH_CHECK(function->IsFunction());
        entries_[i].Reset(isolate, function.As<v8::Function>());
    }
    milestones_.entries_ns = uv_hrtime();
}

Env::~Env() {
    PLINTH_CHECK(drained());
    runtime_.engine().gc_meter().forget(&account_.gc());
    v8::Isolate::Scope entered(isolate());
    v8::HandleScope handles(isolate());
    parts_.clear();
    v8::Local<v8::Context> ended;
    if (entry(Entry::Start)->GetCreationContext().ToLocal(&ended)) {
        runtime_.ended_contexts().add(isolate(), ended, std::move(microtasks_));
    }
    for (auto& function : entries_)
        function.Reset();
}

void Env::push_finalizers() {
    if (finalizers_wait_ || closed_) return;
    push_ready(*new FinalizerTask(finalizers_wait_));  // Owned by the queue.
}

int Env::run_tasks_of_v8() {
    // V8 runs callbacks of its own accord: a watchdog must see that, too.
    const Gate::Scope scope(gate_);
    const int ran = runtime_.engine().run_foreground_tasks();
    if (watch_.hung() && !stopping_) on_terminated();
    return ran;
}

v8::Local<v8::Int32Array> Env::fields_array() {
    // The storage lives as long as the script can reach it, even after the Env.
    auto* keep = new std::shared_ptr<std::vector<std::int32_t>>(field_storage_);
    auto store = v8::ArrayBuffer::NewBackingStore(
        fields_, field_storage_->size() * sizeof(std::int32_t),
        [](void*, std::size_t, void* kept) {
            delete static_cast<std::shared_ptr<std::vector<std::int32_t>>*>(kept);
        },
        keep);
    return v8::Int32Array::New(v8::ArrayBuffer::New(isolate(), std::move(store)), 0,
                               field_storage_->size());
}

js::Realm::Post Env::poster() {
    return
        [loop = loop().ref()](std::function<void()> task) { return loop->post(std::move(task)); };
}

std::optional<Error> Env::denied(Permission permission, std::string_view resource) const {
    return options_.policy == nullptr ? std::nullopt
                                      : options_.policy->denied(permission, resource);
}

std::string Env::absolute(std::string_view path) const {
    if (!path.empty() && path.front() == '/') return std::string(path);
    return (std::filesystem::path(options_.working_directory) / path).string();
}

void Env::report(v8::Local<v8::Value> thrown, v8::Local<v8::Message> message, Origin origin) {
    if (!can_call_js()) return;
    v8::HandleScope handles(isolate());
    v8::Context::Scope entered(context());
    const v8::Local<v8::Value> receiver = v8::Undefined(isolate());
    const bool goes_on =
        options_.delegate != nullptr && options_.delegate->goes_on_after_error(*this);
    v8::Local<v8::Value> argv[] = {thrown, v8::Boolean::New(isolate(), origin == Origin::Promise),
                                   v8::Boolean::New(isolate(), goes_on)};
    int exit_code = 1;
    {
        v8::TryCatch caught(isolate());
        v8::Local<v8::Value> handled;
        if (gate_.invoke(entry(Entry::Uncaught), receiver, 3, argv).ToLocal(&handled)) {
            if (handled->IsTrue()) return;
            if (handled->IsInt32()) exit_code = handled.As<v8::Int32>()->Value();
        } else if (caught.HasTerminated()) {
            return gate_.settle(caught);
        } else if (caught.HasCaught()) {
            // The script's own handler failed: that error is the one to show.
            argv[0] = caught.Exception();
            message = caught.Message();
            exit_code = 7;
        }
    }
    v8::TryCatch ignored(isolate());
    v8::Local<v8::Value> described;
    std::string text = "an error that can't be printed was thrown";
    if (gate_.invoke(entry(Entry::Describe), receiver, 1, argv).ToLocal(&described)) {
        text = to_utf8(isolate(), described);
    }
    if (ignored.HasTerminated()) return gate_.settle(ignored);
    Fault fault = to_fault(context(), argv[0], message, std::move(text));
    fault.exit_code = exit_code;
    if (goes_on) return options_.delegate->on_error(*this, fault);
    stop(fault);
}

void Env::stop(const Fault& fault) {
    if (stopping_) return;
    stopping_ = true;
    // A callback that C++ called from inside a script: what called it must not run on either.
    if (gate_.running()) unwind();
    if (options_.delegate != nullptr) options_.delegate->on_fault(*this, fault);
}

void Env::exit(int code) {
    if (exit_code_ || !can_call_js()) return;
    exit_code_ = code;
    stopping_ = true;
    unwind();
}

// Ends the script on the stack, up to the outermost gate: no `finally` and no catch of it runs. V8
// looks for the request when a function is entered, so one is.
void Env::unwind() {
    unwinding_ = true;
    const v8::Local<v8::Function> halt = entry(Entry::Halt);
    runtime_.engine().terminate();
    std::ignore = halt->Call(context(), v8::Undefined(isolate()), 0, nullptr);
}

void Env::on_terminated() {
    unwinding_ = false;
    runtime_.engine().forgive();
    if (exit_code_) {
        if (options_.delegate != nullptr) options_.delegate->on_exit(*this, *exit_code_);
        return;
    }
    if (stopping_) return;
    Engine& engine = runtime_.engine();
    if (engine.heap_exhausted()) {
        const std::string limit = std::to_string(engine.heap_limit_bytes() >> 20);
        const std::string heap =
            engine.shared() ? "the heap that it shares with other plugins reached its limit"
                            : "the plugin reached its heap limit";
        stop(ended_fault(Fault::Kind::HeapLimit, heap + " of " + limit + " MiB",
                         original_stack(engine.heap_stack())));
        return engine.survive_full_heap();
    }
    if (watch_.hung()) {
        const std::string limit = std::to_string(watch_.hang_limit().count());
        return stop(ended_fault(
            Fault::Kind::Hang,
            "the plugin ran for more than " + limit + " ms without giving way, and was ended",
            original_stack(watch_.hang_stack())));
    }
    stop(ended_fault(Fault::Kind::Terminated, "the plugin was ended by its host", ""));
}

void Env::close() {
    if (closed_) return;
    closed_ = true;
    while (ReadyTask* task = take(ready_))
        task->drop();
    while (ReadyTask* task = take(closing_))
        task->drop();
    // Entries may leave the ledger while they close.
    std::vector<Tracked*> open;
    for (Tracked* at = ledger_.front(); at != nullptr; at = ledger_.next(*at))
        open.push_back(at);
    for (const Tracked* entry : open) {
        if (*entry->kind() != '\0') left_open_.emplace_back(entry->kind());
    }
    for (Tracked* entry : open)
        entry->close();
    v8::Isolate::Scope entered(isolate());
    v8::HandleScope handles(isolate());
    release_all();
}

std::uint64_t Env::callbacks() const {
    return callbacks_ +
           static_cast<std::uint32_t>(fields_[static_cast<std::size_t>(Field::Callbacks)]);
}

std::size_t Env::callbacks_waiting() const {
    const auto at_least_zero = [this](Field which) {
        return static_cast<std::size_t>(std::max(0, fields_[static_cast<std::size_t>(which)]));
    };
    return ready_.count() + closing_.count() + at_least_zero(Field::Immediates) +
           at_least_zero(Field::Jobs);
}

bool Env::budget_spent() {
    if (budget_ == nullptr || budget_->limitless()) return false;
    const Budget::Clock::time_point now = budget_->now();
    account_.next_callback(now);
    return now >= budget_->deadline();
}

v8::MaybeLocal<v8::Value> Env::call(v8::Local<v8::Function> function, v8::Local<v8::Value> receiver,
                                    int argc, v8::Local<v8::Value>* argv) {
    return gate_.call(function, receiver, argc, argv);
}

void Env::begin_phase(const Budget& budget) {
    budget_ = &budget;
    field(Field::Limited) = budget.limitless() ? 0 : 1;
}

void Env::end_phase() {
    budget_ = nullptr;
    field(Field::Limited) = 0;
}

Progress Env::run_timers(const Budget& budget) {
    begin_phase(budget);
    Progress progress = Progress::Done;
    // The moment of the phase, however long its callbacks take: a timer that one of them sets waits
    // for the next phase, else two slow ones could keep it from ever ending.
    const auto now = static_cast<std::int64_t>(loop().now_ms());
    const auto due = [&] { return timers_due_ms_ >= 0 && now >= timers_due_ms_; };
    while (can_call_js() && due()) {
        Gate::Scope scope(gate_);
        // It schedules the next moment itself, also when a callback throws.
        timers_due_ms_ = -1;
        gate_.run(Entry::Timers);
        if (!budget.spent()) continue;
        progress = Progress::OutOfBudget;
        break;
    }
    end_phase();
    return due() ? progress : Progress::Done;
}

Progress Env::run_ready(const Budget& budget) {
    return run_tasks(ready_, budget);
}

Progress Env::run_closing(const Budget& budget) {
    return run_tasks(closing_, budget);
}

ReadyTask* Env::take(List<ReadyTask>& tasks) {
    ReadyTask* task = tasks.front();
    if (task == nullptr) return nullptr;
    task->unlink();
    if (&tasks == &ready_) backlog_.remove(task->waiting_bytes());
    return task;
}

Progress Env::run_tasks(List<ReadyTask>& tasks, const Budget& budget) {
    if (tasks.empty()) return Progress::Done;
    const v8::Isolate::Scope entered(isolate());  // Once for all: it is dear to enter anew.
    Progress progress = Progress::Done;
    while (ReadyTask* task = take(tasks)) {
        if (!can_call_js()) {
            task->drop();
            continue;
        }
        begin_phase(budget);
        {
            Gate::Scope scope(gate_);
            task->run(*this);
        }
        if (!budget.spent() || tasks.empty()) continue;
        progress = Progress::OutOfBudget;
        break;
    }
    end_phase();
    return progress;
}

Progress Env::run_immediates(const Budget& budget) {
    begin_phase(budget);
    bool done = field(Field::Immediates) == 0;
    while (can_call_js() && !done) {
        Gate::Scope scope(gate_);
        v8::Local<v8::Value> finished;
        // Empty: a callback threw and the rest of the queue still waits.
        const bool returned = gate_.run(Entry::Immediates).ToLocal(&finished);
        done = returned && finished->IsTrue();
        if (!done && budget.spent()) break;
    }
    end_phase();
    return done || !can_call_js() ? Progress::Done : Progress::OutOfBudget;
}

void Env::run_jobs(const Budget& budget) {
    if (!can_call_js()) return;
    begin_phase(budget);
    {
        const Gate::Scope scope(gate_);
        gate_.run(Entry::Jobs);
    }
    end_phase();
}

std::int64_t Env::next_due_ms() const {
    const std::int64_t of_libuv = runtime_.loop().due_at_ms();
    if (of_libuv < 0) return timers_due_ms_;
    return timers_due_ms_ < 0 ? of_libuv : std::min(timers_due_ms_, of_libuv);
}

bool Env::has_immediates() const {
    return fields_[static_cast<std::size_t>(Field::ReferencedImmediates)] > 0;
}

bool Env::has_ready() const {
    return !ready_.empty() || !closing_.empty();
}

bool Env::keeps_alive() const {
    return has_immediates() || has_ready() || has_jobs() ||
           fields_[static_cast<std::size_t>(Field::ReferencedTimers)] > 0;
}

std::int64_t Env::ms_to_next_timer() const {
    if (stopping_) return 0;  // Nobody waits for what comes after process.exit().
    if (timers_due_ms_ < 0) return -1;
    const auto now = static_cast<std::int64_t>(runtime_.loop().now_ms());
    return timers_due_ms_ > now ? timers_due_ms_ - now : 0;
}

void Env::on_promise_reject(v8::PromiseRejectMessage message) {
    v8::Isolate* isolate = v8::Isolate::GetCurrent();
    v8::HandleScope handles(isolate);
    v8::Local<v8::Context> owner;
    if (!message.GetPromise()->GetCreationContext().ToLocal(&owner)) return;
    Env* env = from(owner);
    if (env == nullptr || !env->can_call_js()) return;
    v8::Local<v8::Value> reason = message.GetValue();
    if (reason.IsEmpty()) reason = v8::Undefined(isolate);
    v8::Local<v8::Value> argv[] = {v8::Integer::New(isolate, message.GetEvent()),
                                   message.GetPromise(), reason};
    v8::TryCatch caught(isolate);
    v8::Context::Scope entered(owner);
    // A failure here can only be a termination or an exhausted stack, and both show elsewhere.
    std::ignore = env->entry(Entry::Rejection)->Call(owner, v8::Undefined(isolate), 3, argv);
}

}  // namespace plinth
