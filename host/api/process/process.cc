// SPDX-License-Identifier: MIT
// process, native half: facts about the program, clocks and memory, microtasks, output, and the end
// of the plugin. Exit, working directory, mask and environment are the plugin's own, never the OS
// process's.
//
// Thread: the plugin's loop. Calls JS: triggerUncaughtException, through Env::report.

#include <openssl/crypto.h>

#include <cstring>
#include <string>

#include <tuple>

#include "host/api/process/credentials.h"
#include "host/api/process/process_posix.h"
#include "host/api/process/signal_handle.h"
#include "host/env/native_module.h"
#include "host/io/buffers.h"
#include "host/io/files.h"
#include "host/io/stream_handle.h"
#include "host/io/version.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

void set(v8::Local<v8::Context> context, v8::Local<v8::Object> object, const char* name,
         v8::Local<v8::Value> value) {
    object->CreateDataProperty(context, to_string(context->GetIsolate(), name), value).Check();
}

void set(v8::Local<v8::Context> context, v8::Local<v8::Object> object, const char* name,
         const std::string& text) {
    set(context, object, name, to_string(context->GetIsolate(), text).As<v8::Value>());
}

v8::Local<v8::Array> to_array(v8::Local<v8::Context> context,
                              const std::vector<std::string>& texts) {
    v8::Isolate* isolate = context->GetIsolate();
    const v8::Local<v8::Array> array = v8::Array::New(isolate);
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
        array->CreateDataProperty(context, i, to_string(isolate, texts[i])).Check();
    }
    return array;
}

v8::Local<v8::Object> versions(v8::Local<v8::Context> context) {
    const v8::Local<v8::Object> object = v8::Object::New(context->GetIsolate());
    set(context, object, "node", kNodeVersion);
    set(context, object, "plinth", kPlinthVersion);
    set(context, object, "v8", v8::V8::GetVersion());
    set(context, object, "uv", uv_version_string());
    set(context, object, "openssl", OpenSSL_version(OPENSSL_VERSION_STRING));
    set(context, object, "modules", "0");
    return object;
}

// The environment of the OS process for `plinth run`; a plugin starts with an empty one.
v8::Local<v8::Object> environment(v8::Local<v8::Context> context, const Env& env) {
    v8::Isolate* isolate = context->GetIsolate();
    const v8::Local<v8::Object> object = v8::Object::New(isolate);
    uv_env_item_t* items = nullptr;
    int count = 0;
    if (!env.inherits_environment() || uv_os_environ(&items, &count) != 0) return object;
    for (int i = 0; i < count; ++i) {
        std::ignore = object->CreateDataProperty(context, to_string(isolate, items[i].name),
                                                 to_string(isolate, items[i].value));
    }
    uv_os_free_environ(items, count);
    return object;
}

#if defined(__linux__)
constexpr const char* kPlatform = "linux";
#elif defined(__APPLE__)
constexpr const char* kPlatform = "darwin";
#else
constexpr const char* kPlatform = "win32";
#endif

#if defined(__x86_64__) || defined(_M_X64)
constexpr const char* kArchitecture = "x64";
#elif defined(__aarch64__) || defined(_M_ARM64)
constexpr const char* kArchitecture = "arm64";
#else
constexpr const char* kArchitecture = "ia32";
#endif

void facts(const Info& info) {
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    Env& env = Env::from(info);
    const v8::Local<v8::Object> object = v8::Object::New(isolate);
    const v8::Local<v8::Object> release = v8::Object::New(isolate);
    set(context, release, "name", "node");
    set(context, release, "lts", "Hydrogen");
    set(context, object, "version", std::string("v") + kNodeVersion);
    set(context, object, "versions", versions(context).As<v8::Value>());
    set(context, object, "release", release.As<v8::Value>());
    set(context, object, "arch", kArchitecture);
    set(context, object, "platform", kPlatform);
    set(context, object, "argv", to_array(context, env.options().argv).As<v8::Value>());
    set(context, object, "execArgv", to_array(context, env.options().exec_argv).As<v8::Value>());
    set(context, object, "execPath", env.options().exec_path);
    set(context, object, "env", environment(context, env).As<v8::Value>());
    set(context, object, "pid", v8::Integer::New(isolate, uv_os_getpid()).As<v8::Value>());
    set(context, object, "ppid", v8::Integer::New(isolate, uv_os_getppid()).As<v8::Value>());
    info.GetReturnValue().Set(object);
}

// The options of the command line: name, value, name, value, ...
void options(const Info& info) {
    std::vector<std::string> texts;
    for (const auto& [name, value] : Env::from(info).options().command_line) {
        texts.push_back(name);
        texts.push_back(value);
    }
    info.GetReturnValue().Set(to_array(info.GetIsolate()->GetCurrentContext(), texts));
}

void fields(const Info& info) {
    info.GetReturnValue().Set(Env::from(info).fields_array());
}

// Called in a task of V8, which may outlast the plugin.
void finalizers_wait(const Info& info) {
    auto* env = Env::from(info.GetIsolate()->GetCurrentContext());
    if (env != nullptr) env->push_finalizers();
}

bool hardened(Env& env) {
    return env.options().hardened;
}

// Of a hardened plugin: throws when it keeps too many Intl objects.
void count_intl_object(const Info& info) {
    if (!info[0]->IsObject()) return;
    OutsideObjects& objects = Env::from(info).runtime().engine().outside_objects();
    if (objects.add(info[0].As<v8::Object>())) return;
    throw_range_error(info.GetIsolate(), "ERR_HARDENED_LIMIT",
                      "A plugin that is hardened can keep 2000 Intl objects, not more");
}

void run_microtasks(const Info& info) {
    Env::from(info).microtasks()->PerformCheckpoint(info.GetIsolate());
}

void enqueue_microtask(const Info& info) {
    if (!info[0]->IsFunction()) return;
    Env::from(info).microtasks()->EnqueueMicrotask(info.GetIsolate(), info[0].As<v8::Function>());
}

void trigger_uncaught_exception(const Info& info) {
    const v8::Local<v8::Message> message = v8::Exception::CreateMessage(info.GetIsolate(), info[0]);
    Env::from(info).report(info[0], message,
                           info[1]->IsTrue() ? Env::Origin::Promise : Env::Origin::Callback);
}

void really_exit(Env& env, int code) {
    env.exit(code);
}

Result<std::string> cwd(Env& env) {
    const std::string& folder = env.options().working_directory;
    if (path_kind(folder) == PathKind::Missing) return uv_error(UV_ENOENT, "uv_cwd");
    return folder;
}

Result<void> chdir(Env& env, const std::string& folder) {
    const std::string target = env.absolute(folder);
    const auto real = real_path(target);
    if (!real || path_kind(*real) != PathKind::Folder) {
        const int status = real ? UV_ENOTDIR : UV_ENOENT;
        return uv_error(status, "chdir", env.options().working_directory, folder);
    }
    // A program's is the OS process's, too, as its children and libraries see it.
    if (!env.restricted() && env.inherits_environment()) uv_chdir(real->c_str());
    env.options().working_directory = *real;
    return {};
}

void hrtime(const Info& info) {
    info.GetReturnValue().Set(v8::BigInt::NewFromUnsigned(info.GetIsolate(), uv_hrtime()));
}

double uptime(Env& env) {
    return static_cast<double>(uv_hrtime() - env.started_at_ns()) / 1e9;
}

void memory_usage(const Info& info) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    const HeapFigures heap = Env::from(info).runtime().engine().heap_figures();
    std::size_t resident = 0;
    uv_resident_set_memory(&resident);
    const v8::Local<v8::Object> object = v8::Object::New(info.GetIsolate());
    const auto number = [&](std::size_t bytes) {
        return v8::Number::New(info.GetIsolate(), static_cast<double>(bytes)).As<v8::Value>();
    };
    set(context, object, "rss", number(resident));
    set(context, object, "heapTotal", number(heap.total));
    set(context, object, "heapUsed", number(heap.used));
    set(context, object, "external", number(heap.external));
    set(context, object, "arrayBuffers", number(heap.array_buffers));
    info.GetReturnValue().Set(object);
}

double to_us(const uv_timeval_t& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
}

void cpu_usage(const Info& info) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    uv_rusage_t usage{};
    uv_getrusage(&usage);
    const v8::Local<v8::Object> object = v8::Object::New(info.GetIsolate());
    set(context, object, "user",
        v8::Number::New(info.GetIsolate(), to_us(usage.ru_utime)).As<v8::Value>());
    set(context, object, "system",
        v8::Number::New(info.GetIsolate(), to_us(usage.ru_stime)).As<v8::Value>());
    info.GetReturnValue().Set(object);
}

void resource_usage(const Info& info) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    uv_rusage_t usage{};
    uv_getrusage(&usage);
    const v8::Local<v8::Object> object = v8::Object::New(info.GetIsolate());
    const auto put = [&](const char* name, double value) {
        set(context, object, name, v8::Number::New(info.GetIsolate(), value).As<v8::Value>());
    };
    put("userCPUTime", to_us(usage.ru_utime));
    put("systemCPUTime", to_us(usage.ru_stime));
    put("maxRSS", static_cast<double>(usage.ru_maxrss));
    put("sharedMemorySize", static_cast<double>(usage.ru_ixrss));
    put("unsharedDataSize", static_cast<double>(usage.ru_idrss));
    put("unsharedStackSize", static_cast<double>(usage.ru_isrss));
    put("minorPageFault", static_cast<double>(usage.ru_minflt));
    put("majorPageFault", static_cast<double>(usage.ru_majflt));
    put("swappedOut", static_cast<double>(usage.ru_nswap));
    put("fsRead", static_cast<double>(usage.ru_inblock));
    put("fsWrite", static_cast<double>(usage.ru_oublock));
    put("ipcSent", static_cast<double>(usage.ru_msgsnd));
    put("ipcReceived", static_cast<double>(usage.ru_msgrcv));
    put("signalsCount", static_cast<double>(usage.ru_nsignals));
    put("voluntaryContextSwitches", static_cast<double>(usage.ru_nvcsw));
    put("involuntaryContextSwitches", static_cast<double>(usage.ru_nivcsw));
    info.GetReturnValue().Set(object);
}

// Reads the plugin's mask, and sets it when a new one is given.
unsigned umask(Env& env, v8::Local<v8::Value> mask) {
    if (!env.options().file_mode_mask) env.options().file_mode_mask = file_mode_mask();
    const unsigned before = *env.options().file_mode_mask;
    if (mask->IsUint32()) env.options().file_mode_mask = mask.As<v8::Uint32>()->Value() & 0777;
    return before;
}

// kill(pid, signal): libuv's status. A plugin may not signal its host, whatever else it may.
Result<int> kill(Env& env, int pid, int signal) {
    const std::string resource = std::to_string(pid);
    if (env.restricted() && (pid <= 0 || pid == uv_os_getpid() || pid == uv_os_getppid())) {
        return access_denied(to_string(Permission::ChildProcess), resource);
    }
    if (const auto denied = env.denied(Permission::ChildProcess, resource)) return *denied;
    return uv_kill(pid, signal);
}

void signals(const Info& info) {
    const v8::Local<v8::Context> context = info.GetIsolate()->GetCurrentContext();
    const v8::Local<v8::Object> object = v8::Object::New(info.GetIsolate());
    for (const SignalName& signal : signal_names()) {
        set(context, object, signal.name,
            v8::Integer::New(info.GetIsolate(), signal.number).As<v8::Value>());
    }
    info.GetReturnValue().Set(object);
}

// write(descriptor, text or bytes), to the delegate: 0, or libuv's negative status.
void write(const Info& info) {
    Env& env = Env::from(info);
    EnvDelegate* delegate = env.options().delegate;
    if (delegate == nullptr || !info[0]->IsInt32()) return;
    const int descriptor = info[0].As<v8::Int32>()->Value();
    if (descriptor != 1 && descriptor != 2) return;
    if (const auto bytes = view_bytes(info[1])) {
        const std::string_view text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        return info.GetReturnValue().Set(delegate->write(env, descriptor, text));
    }
    const v8::String::Utf8Value text(info.GetIsolate(), info[1]);
    if (*text == nullptr) return;
    const std::string_view bytes(*text, static_cast<std::size_t>(text.length()));
    info.GetReturnValue().Set(delegate->write(env, descriptor, bytes));
}

// Whether descriptors 0 to 2 are its own: true for a program, while a plugin has a log.
bool owns_standard_descriptors(Env& env) {
    return env.inherits_environment();
}

// getTitle() and setTitle(text) are for programs; a plugin's title is its own affair.
std::string title() {
    char text[512] = {};
    return uv_get_process_title(text, sizeof(text)) == 0 ? text : "";
}

void set_title(Env& env, const std::string& text) {
    if (!env.restricted()) uv_set_process_title(text.c_str());
}

// The time zone of a program is the OS process's, a plugin's the host's.
void set_time_zone(Env& env, const std::optional<std::string>& zone) {
    if (env.restricted() || !env.inherits_environment()) return;
    if (zone) {
        uv_os_setenv("TZ", zone->c_str());
    } else {
        uv_os_unsetenv("TZ");
    }
    read_time_zone();
    env.isolate()->DateTimeConfigurationChangeNotification(
        v8::Isolate::TimeZoneDetection::kRedetect);
}

double constrained_memory() {
    return static_cast<double>(uv_get_constrained_memory());
}

// The object of a socket, pipe or server; of other things a script has none, or does not see it.
v8::Local<v8::Value> object_of(Env& env, Tracked& held) {
    const std::string_view kind = held.kind();
    const bool is_stream = kind == "TCP" || kind == "PIPE";
    if (!is_stream) return v8::Undefined(env.isolate());
    const v8::Local<v8::Object> object = static_cast<StreamHandle&>(held).object();
    if (object.IsEmpty()) return v8::Undefined(env.isolate());  // Collected, and not closed yet.
    return object;
}

// All that is open or under way: kind, object, kind, object...
void active(const Info& info) {
    Env& env = Env::from(info);
    std::vector<v8::Local<v8::Value>> found;
    for (Tracked* at = env.ledger().front(); at != nullptr; at = env.ledger().next(*at)) {
        if (*at->kind() == '\0') continue;
        found.push_back(to_string(env.isolate(), at->kind()));
        found.push_back(object_of(env, *at));
    }
    info.GetReturnValue().Set(v8::Array::New(env.isolate(), found.data(), found.size()));
}

}  // namespace

void init_process(NativeModule& module) {
    module.raw("facts", &facts)
        .raw("options", &options)
        .raw("fields", &fields)
        .function<&hardened>("hardened")
        .raw("countIntlObject", &count_intl_object)
        .raw("finalizersWait", &finalizers_wait)
        .raw("runMicrotasks", &run_microtasks)
        .raw("enqueueMicrotask", &enqueue_microtask)
        .raw("triggerUncaughtException", &trigger_uncaught_exception)
        .function<&really_exit>("reallyExit")
        .function<&cwd>("cwd")
        .function<&chdir>("chdir")
        .raw("hrtime", &hrtime)
        .function<&uptime>("uptime")
        .raw("memoryUsage", &memory_usage)
        .raw("cpuUsage", &cpu_usage)
        .raw("resourceUsage", &resource_usage)
        .function<&glibc_version>("glibcVersion")
        .function<&umask>("umask")
        .function<&kill>("kill")
        .raw("signals", &signals)
        .raw("write", &write)
        .raw("active", &active)
        .function<&owns_standard_descriptors>("ownsStandardDescriptors")
        .function<&title>("title")
        .function<&set_title>("setTitle")
        .function<&set_time_zone>("setTimeZone")
        .function<&constrained_memory>("constrainedMemory");
    add_credentials(module);
    add_signals(module);
}

}  // namespace plinth::api
