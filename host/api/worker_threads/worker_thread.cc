// SPDX-License-Identifier: MIT
// The Worker's own thread: an isolate, a loop and an Env, as those of `plinth run`.

#include <utility>

#include "host/api/worker_threads/worker.h"
#include "host/env/v8_tasks.h"

namespace plinth::api {
namespace {

// Without frames there is no slack: jobs take turns with the event loop.
constexpr std::chrono::milliseconds kJobSlice{5};

class WorkerDelegate final : public EnvDelegate {
  public:
    explicit WorkerDelegate(WorkerLink& link) : link_(link) {}

    void on_fault(Env&, const Fault& fault) override {
        WorkerEnd end;
        end.exit_code = fault.exit_code;
        if (fault.kind == Fault::Kind::HeapLimit) {
            end.error_code = "ERR_WORKER_OUT_OF_MEMORY";
            end.error_message = "JS heap out of memory";
        }
        end_ = std::move(end);
    }
    void on_exit(Env&, int code) override { end_ = WorkerEnd{code, "", ""}; }
    int write(Env&, int descriptor, std::string_view bytes) override {
        link_.write(descriptor, bytes);
        return 0;
    }

    std::optional<WorkerEnd>& end() { return end_; }

  private:
    WorkerLink& link_;
    std::optional<WorkerEnd> end_;
};

void call_entry(Env& env, Entry which) {
    const Gate::Scope scope(env.gate());
    env.gate().call(env.entry(which), v8::Undefined(env.isolate()), 0, nullptr);
}

void run_loop(Env& env, WorkerLink& link, WorkerDelegate& delegate) {
    // For all turns: it is dear to enter, and cheap to enter once more.
    const v8::Isolate::Scope entered(env.isolate());
    const auto running = [&] { return !delegate.end() && !link.stopping(); };
    for (;;) {
        while (running() && (env.pump().alive() || !env.pump().resting())) {
            env.pump().run(Budget::unlimited(),
                           env.has_jobs() ? Loop::Wait::No : Loop::Wait::UntilNextEvent);
            link.note_loop(env.pump().started_at_ns(), env.pump().idle_ns());
            if (env.has_jobs()) env.run_jobs(Budget(Budget::Clock::now() + kJobSlice));
            while (running() && env.run_tasks_of_v8() > 0) {
            }
        }
        if (!running()) return;
        // V8 may owe a promise, such as that of a module it compiles.
        wait_for_threads_of_v8();
        if (env.run_tasks_of_v8() > 0) continue;
        call_entry(env, Entry::BeforeExit);
        if (!running() || (!env.pump().alive() && env.pump().resting())) return;
    }
}

int exit_code(Env& env) {
    const Gate::Scope scope(env.gate());
    v8::Local<v8::Value> code;
    const bool answered =
        env.gate()
            .call(env.entry(Entry::Exit), v8::Undefined(env.isolate()), 0, nullptr)
            .ToLocal(&code);
    return answered && code->IsInt32() ? code.As<v8::Int32>()->Value() : 0;
}

WorkerEnd run_main(Env& env, WorkerLink& link, WorkerDelegate& delegate) {
    const auto running = [&] { return !delegate.end() && !link.stopping(); };
    call_entry(env, Entry::Start);
    if (running()) call_entry(env, Entry::RunMain);  // Which knows that it is in a Worker.
    if (running()) run_loop(env, link, delegate);
    WorkerEnd end;
    if (running()) end.exit_code = exit_code(env);
    if (delegate.end()) return *std::move(delegate.end());
    if (link.stopping()) end.exit_code = 1;
    return end;
}

WorkerEnd run(Runtime& runtime, std::unique_ptr<WorkerStart> start) {
    WorkerLink& link = *start->link;
    WorkerEnd end{1, "", ""};
    WorkerDelegate delegate(link);
    set_script_stack(runtime, start->stack_bytes);
    EnvOptions options = std::move(start->env);
    options.delegate = &delegate;
    Env env(runtime, std::move(options));
    ThreadPart& part = env.part<ThreadPart>();
    part.family = start->family;
    part.environment = start->environment;
    part.thread_id = start->thread_id;
    part.is_worker = true;
    part.start = std::move(start);
    if (link.enter(runtime.engine(), runtime.loop().ref())) {
        end = run_main(env, link, delegate);
        link.leave();
    }
    part.start.reset();
    env.close();
    while (!env.drained())
        runtime.loop().turn(Loop::Wait::UntilNextEvent);
    return end;
}

}  // namespace

void run_worker(std::unique_ptr<WorkerStart> start) {
    const std::shared_ptr<WorkerLink> link = start->link;
    const std::shared_ptr<Family> family = start->family;
    WorkerEnd end{0, "ERR_WORKER_INIT_FAILED", ""};  // Which counts as its own end, as in Node.
    if (auto runtime = Runtime::make(start->engine)) {
        end = run(**runtime, std::move(start));
    } else {
        end.error_message = runtime.error().code;
        start.reset();  // Its ports close.
    }
    --family->workers;
    link->end(std::move(end));
}

}  // namespace plinth::api
