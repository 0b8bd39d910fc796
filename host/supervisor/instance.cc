// SPDX-License-Identifier: MIT
// Driving one Env: the calls into host/api/internal/plugin.js and what it answers.

#include "host/supervisor/instance.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "host/env/errors.h"
#include "host/env/storage_place.h"
#include "host/io/passed_sockets.h"
#include "host/modules/code_cache.h"

namespace plinth {
namespace {

// Processes that one plugin may run at a time: a fork bomb ends there.
constexpr std::size_t kMostChildren = 32;

constexpr std::uint64_t kMostCallbacksBetweenTurns = 64;
// Different errors that a plugin goes on after, in one frame; more of them are not told.
constexpr std::size_t kMostErrorsAtOnce = 8;

std::filesystem::path make_data_folder(const std::filesystem::path& folder) {
    std::error_code ignored;  // A plugin that never writes does not need it.
    std::filesystem::create_directories(folder, ignored);
    return folder;
}

std::string list_kinds(const std::map<std::string, std::size_t>& counts) {
    std::string text;
    for (const auto& [kind, count] : counts) {
        text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + kind;
    }
    return text;
}

// Beside the plugins' data folders, out of their reach: a name can't begin with a dot.
std::string storage_file(const std::filesystem::path& data_dir, const std::string& plugin) {
    return (data_dir / ".storage" / (plugin + ".sqlite")).string();
}

// Limits of its isolate: those of a shared one are the host's.
EngineOptions engine_options(const HostServices& services, const Manifest& manifest) {
    EngineOptions options = services.engine;
    if (manifest.young_generation_bytes > 0 && manifest.placement != Placement::Shared) {
        options.young_generation_bytes =
            std::min(manifest.young_generation_bytes, services.most_young_generation_bytes);
    }
    return options;
}

std::unique_ptr<Engine> make_engine(const HostServices& services, const Manifest& manifest) {
    const EngineOptions options = engine_options(services, manifest);
    return services.spares != nullptr ? services.spares->take(options)
                                      : std::make_unique<Engine>(options);
}

// For the time of a turn.
class InTurn {
  public:
    InTurn(bool& flag, Instance& instance) : flag_(flag), instance_(instance) { flag_ = true; }
    ~InTurn() {
        flag_ = false;
        instance_.queue();
    }
    InTurn(const InTurn&) = delete;
    InTurn& operator=(const InTurn&) = delete;

  private:
    bool& flag_;
    Instance& instance_;
};

}  // namespace

std::chrono::microseconds budget_of(const Manifest& manifest, std::chrono::microseconds most) {
    if (manifest.budget.count() == 0 || most.count() == 0) return std::max(manifest.budget, most);
    return std::min(manifest.budget, most);
}

Result<std::unique_ptr<Instance>> Instance::make(HostServices& services, const Manifest& manifest) {
    PLINTH_TRY(Place place, find_place(services, manifest));
    return std::unique_ptr<Instance>(new Instance(services, manifest, std::move(place)));
}

Result<Instance::Place> Instance::find_place(HostServices& services, const Manifest& manifest) {
    Place place;
    if (manifest.placement == Placement::Shared) {
        PLINTH_TRY(place.shared,
                   services.shared.join(services.loops, engine_options(services, manifest)));
        return place;
    }
    PLINTH_TRY(auto loop, Loop::make());
    place.own = std::make_unique<Runtime>(std::move(loop), make_engine(services, manifest));
    return place;
}

Instance::Instance(HostServices& services, const Manifest& manifest, Place place)
    : services_(services),
      name_(manifest.name),
      data_folder_(make_data_folder(services.data_dir / manifest.name)),
      policy_(manifest, services.module_roots, data_folder_.string(), services.granted,
              services.grant),
      shared_(std::move(place.shared)),
      own_(std::move(place.own)),
      runtime_(shared_ != nullptr ? shared_->runtime() : *own_),
      env_(std::make_unique<Env>(runtime_, env_options(manifest))),
      allowance_(budget_of(manifest, services.plugin_budget)),
      turn_(*this, std::min(manifest.priority, services.highest_priority), allowance_),
      job_turn_(*this, std::min(manifest.priority, services.highest_priority), allowance_) {
    auto& storage = env_->part<StoragePlace>();
    storage.file = storage_file(services.data_dir, manifest.name);
    storage.most_bytes =
        std::min<std::uint64_t>(manifest.storage_bytes.value_or(services.storage_limit_bytes),
                                services.storage_limit_bytes);
    if (shared_ != nullptr) {
        shared_->add(*this);
    } else if (services_.polls_loops) {
        services_.loops.set.add(runtime_.loop(), static_cast<LoopUser*>(this));
    }
    services_.watchdog->add(env_->watch(), services_.hang_limit);
}

Instance::~Instance() {
    if (!env_->closed()) close();
    for (turn(); !env_->drained(); turn())
        runtime_.loop().turn(Loop::Wait::UntilNextEvent);
    services_.watchdog->remove(env_->watch());
    if (shared_ != nullptr) {
        shared_->remove(*this);
    } else if (services_.polls_loops) {
        services_.loops.set.remove(runtime_.loop());
    }
    env_.reset();
}

EnvOptions Instance::env_options(const Manifest& manifest) {
    EnvOptions options;
    options.name = manifest.name;
    options.working_directory = manifest.folder;
    options.cache_folder = services_.cache_folder;
    options.module_roots = services_.module_roots;
    options.argv = {services_.exec_path, manifest.main};
    options.exec_path = services_.exec_path;
    options.delegate = this;
    options.life = this;
    options.policy = &policy_;
    options.most_children = kMostChildren;
    options.watch_loop = services_.watch_loop;
    options.hardened = manifest.hardened;
    // Plugin has looked that there are all.
    auto modules = services_.modules.choose(manifest.modules, manifest.folder);
    if (modules) options.host_modules = std::move(modules).value();
    return options;
}

v8::MaybeLocal<v8::Value> Instance::call_entry(Entry which, int argc, v8::Local<v8::Value>* argv) {
    return env_->gate().call(env_->entry(which), v8::Undefined(env_->isolate()), argc, argv);
}

void Instance::load(const Manifest& manifest) {
    Gate::Scope scope(env_->gate());
    v8::Isolate* isolate = env_->isolate();
    const v8::Local<v8::Object> facts = v8::Object::New(isolate);
    const auto set = [&](const char* key, const std::string& text) {
        facts
            ->CreateDataProperty(env_->context(), to_string(isolate, key), to_string(isolate, text))
            .Check();
    };
    set("name", manifest.name);
    set("version", manifest.version);
    set("folder", manifest.folder);
    set("dataFolder", data_folder_);
    set("main", manifest.main);
    call_entry(Entry::Start, 0, nullptr);
    v8::Local<v8::Value> argv[] = {facts};
    call_entry(Entry::LoadPlugin, 1, argv);
}

void Instance::activate(const std::optional<Serialized>& state) {
    if (!running()) return;
    phase_ = Phase::Activating;
    {
        Gate::Scope scope(env_->gate());
        v8::Local<v8::Value> argv[] = {v8::Undefined(env_->isolate()),
                                       v8::Integer::New(env_->isolate(), 0)};
        if (state) {
            v8::TryCatch unreadable(env_->isolate());
            std::ignore = deserialize(env_->context(), *state).ToLocal(&argv[0]);
            auto& sockets = env_->part<PassedSockets>().arriving;
            sockets.clear();
            for (const std::shared_ptr<void>& passenger : state->passengers)
                sockets.push_back(std::static_pointer_cast<PassedSocket>(passenger));
            argv[1] = v8::Integer::New(env_->isolate(), static_cast<int>(sockets.size()));
        }
        call_entry(Entry::ActivatePlugin, 2, argv);
    }
    if (running()) env_->account().end_start();
}

void Instance::deactivate() {
    if (!running()) return;
    phase_ = Phase::Deactivating;
    Gate::Scope scope(env_->gate());
    call_entry(Entry::DeactivatePlugin, 0, nullptr);
}

void Instance::emit_frame(double dt, double time) {
    Gate::Scope scope(env_->gate());
    v8::Local<v8::Value> argv[] = {v8::Number::New(env_->isolate(), dt),
                                   v8::Number::New(env_->isolate(), time)};
    call_entry(Entry::Frame, 2, argv);
}

void Instance::evaluate(std::string_view code, std::function<void(Evaluation)> done) {
    const int id = ++last_evaluation_;
    evaluations_[id] = std::move(done);
    Gate::Scope scope(env_->gate());
    v8::Local<v8::Value> argv[] = {v8::Integer::New(env_->isolate(), id),
                                   to_string(env_->isolate(), code)};
    call_entry(Entry::Evaluate, 2, argv);
}

Progress Instance::pump(const Budget& budget) {
    const InTurn in_turn(in_turn_, *this);
    callbacks_at_turn_ = env_->callbacks();
    const Progress progress = env_->pump().run(budget, Loop::Wait::No);
    run_tasks_of_v8();
    return progress;
}

void Instance::wait(std::int64_t longest_ms) {
    if (tasks_may_wait_ || env_->has_immediates() || env_->has_ready() || env_->has_jobs()) return;
    runtime_.loop().update_time();
    const std::int64_t timer_ms = env_->ms_to_next_timer();
    if (timer_ms >= 0) longest_ms = std::min(longest_ms, timer_ms);
    if (longest_ms > 0) runtime_.loop().turn(Loop::Wait::UntilNextEvent, longest_ms);
}

void Instance::run_tasks_of_v8() {
    const bool stirred = services_.stirred;
    tasks_may_wait_ = running() && env_->run_tasks_of_v8() > 0;
    if (!tasks_may_wait_ && running()) services_.stirred = stirred;  // Nothing ran.
    if (tasks_may_wait_ && shared_ != nullptr) shared_->drain(*env_);
}

void Instance::run_jobs(const Budget& budget) {
    const InTurn in_turn(in_turn_, *this);
    env_->run_jobs(budget);
}

void Instance::queue() {
    if (!running()) return;
    bool is_news = shared_ != nullptr && runtime_.loop().has_news();
    if (env_->has_jobs()) is_news = services_.jobs.wait(job_turn_) || is_news;
    if (has_work()) {
        is_news = services_.turns.wait(turn_) || is_news;
    } else {
        // What is due in a shared loop is the supervisor's to see.
        services_.turns.sleep(turn_,
                              shared_ != nullptr ? env_->timers_due_ms() : env_->next_due_ms());
    }
    if (is_news && services_.on_work) services_.on_work();
}

void Instance::on_ran(Env& env) {
    services_.stirred = true;
    services_.callbacks += env.callbacks() - callbacks_counted_;
    callbacks_counted_ = env.callbacks();
    if (!in_turn_) queue();
}

// An event that came in the turn of another plugin with the same loop.
void Instance::on_ready(Env&) {
    if (in_turn_ || !running()) return;
    if (services_.turns.wait(turn_) && services_.on_work) services_.on_work();
}

void Instance::on_loop_ready() {
    if (running()) wait_for_turn();
}

bool Instance::has_work() {
    // V8's own tasks run in turns, too.
    if (env_->callbacks() - callbacks_at_turn_ > kMostCallbacksBetweenTurns) return true;
    if (tasks_may_wait_ || !env_->pump().resting() || env_->has_immediates() || env_->has_ready() ||
        env_->timers_due()) {
        return true;
    }
    return shared_ == nullptr && (runtime_.loop().has_news() || runtime_.loop().due());
}

void Instance::spend_slack(std::chrono::steady_clock::time_point deadline) {
    if (phase_ == Phase::Active) CodeCache::of(*env_).produce(deadline);
    if (callbacks_at_collection_ == env_->callbacks()) return;
    callbacks_at_collection_ = env_->callbacks();
    run_tasks_of_v8();
    runtime_.engine().gc_meter().charge_to(&env_->account().gc());
    runtime_.engine().spend_slack(deadline);
    queue();  // What was collected may have handles to close.
}

void Instance::flush_output() {
    const auto line = [this](LogLevel level) {
        return [this, level](std::string text) { log_line(level, std::move(text)); };
    };
    output_.flush(line(LogLevel::Info));
    errors_.flush(line(LogLevel::Error));
}

std::map<std::string, std::size_t> Instance::handles_by_kind() const {
    std::map<std::string, std::size_t> counts;
    for (const std::string& kind : env_->left_open())
        ++counts[kind];
    if (env_->closed()) return counts;
    Ledger& ledger = env_->ledger();
    for (Tracked* at = ledger.front(); at != nullptr; at = ledger.next(*at)) {
        if (*at->kind() != '\0') ++counts[at->kind()];
    }
    if (const std::int32_t timers = env_->field(Field::Timers); timers > 0)
        counts["Timeout"] += static_cast<std::size_t>(timers);
    if (const std::int32_t immediates = env_->field(Field::Immediates); immediates > 0)
        counts["Immediate"] += static_cast<std::size_t>(immediates);
    return counts;
}

std::chrono::milliseconds Instance::uptime() const {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::nanoseconds(uv_hrtime() - env_->started_at_ns()));
}

void Instance::close() {
    end_evaluations();
    flush_output();
    phase_ = Phase::Stopped;
    services_.turns.leave(turn_);
    services_.jobs.leave(job_turn_);
    env_->close();
    if (env_->left_open().empty()) return;
    log_line(LogLevel::Debug,
             "unloaded; it left open, and the host closed: " + list_kinds(handles_by_kind()));
}

void Instance::end(const Fault& fault) {
    if (!running()) return;
    services_.stirred = true;
    env_->end(fault);
}

void Instance::on_fault(Env&, const Fault& fault) {
    phase_ = Phase::Stopped;
    fault_ = fault;
}

bool Instance::goes_on_after_error(Env&) const {
    return goes_on_after_errors_ && phase_ == Phase::Active;
}

void Instance::on_error(Env&, const Fault& fault) {
    for (Survived& known : errors_survived_) {
        if (known.error.text != fault.text) continue;
        ++known.count;
        return;
    }
    if (errors_survived_.size() < kMostErrorsAtOnce) errors_survived_.push_back({fault, 1});
}

void Instance::on_exit(Env&, int code) {
    phase_ = Phase::Stopped;
    if (code == 0) return;
    fault_.emplace();
    fault_->kind = Fault::Kind::Exit;
    fault_->message = "the plugin called process.exit(" + std::to_string(code) + ")";
    fault_->text = fault_->message + "\n";
    fault_->exit_code = code;
}

int Instance::write(Env& env, int descriptor, std::string_view bytes) {
    const int said = env.field(Field::LogLevel);
    LogLevel level = descriptor == 1 ? LogLevel::Info : LogLevel::Error;
    if (said > 0) level = static_cast<LogLevel>(said - 1);
    LineBuffer& buffer = descriptor == 1 ? output_ : errors_;
    buffer.add(bytes, [&](std::string text) { log_line(level, std::move(text)); });
    return 0;
}

void Instance::log_line(LogLevel level, std::string text) {
    services_.log->add(level, name_, std::move(text));
}

void Instance::on_loaded(Env&) {
    if (phase_ == Phase::Loading) phase_ = Phase::Loaded;
}

void Instance::on_activated(Env&) {
    if (phase_ == Phase::Activating) phase_ = Phase::Active;
}

void Instance::on_deactivated(Env& env, v8::Local<v8::Value> state) {
    if (phase_ != Phase::Deactivating) return;
    phase_ = Phase::Deactivated;
    state_.reset();
    if (state.IsEmpty() || state->IsUndefined()) return;
    v8::TryCatch caught(env.isolate());
    state_ = serialize(env.context(), state);
    PassedSockets::List leaving = std::move(env.part<PassedSockets>().leaving);
    if (state_) return state_->passengers.assign(leaving.begin(), leaving.end());
    log_line(LogLevel::Warning, "the state that deactivate() returned can't be handed on: " +
                                    (caught.HasCaught() ? to_utf8(env.isolate(), caught.Exception())
                                                        : "it can't be copied"));
}

void Instance::on_evaluated(Env&, int id, std::string_view kind, std::string_view text) {
    const auto found = evaluations_.find(id);
    if (found == evaluations_.end()) return;
    const auto done = std::move(found->second);
    evaluations_.erase(found);
    Evaluation evaluation;
    evaluation.kind = kind == "value"   ? Evaluation::Kind::Value
                      : kind == "error" ? Evaluation::Kind::Error
                                        : Evaluation::Kind::Incomplete;
    evaluation.text = text;
    done(std::move(evaluation));
}

void Instance::end_evaluations() {
    for (auto& [id, done] : std::exchange(evaluations_, {})) {
        done({Evaluation::Kind::Error, "the plugin was stopped"});
    }
}

}  // namespace plinth
