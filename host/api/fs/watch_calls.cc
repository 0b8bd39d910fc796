// SPDX-License-Identifier: MIT
// FSEvent: one watched file or folder. Watching a tree, and Node's FSWatcher, are fs/watch.js's.

#include <string>
#include <tuple>
#include <utility>

#include "host/api/fs/calls.h"
#include "host/env/errors.h"
#include "host/io/buffers.h"
#include "host/io/files.h"
#include "host/io/held_path.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

/// Owner: the ledger, see HandleWrap. Thread: the loop's; the loop is the one that the Env watches
/// files in, which others may watch in, too. Calls JS: onchange(error, type, name).
class FsEvent final : public HandleWrap {
  public:
    FsEvent(Env& env, v8::Local<v8::Object> object) : HandleWrap(env, object) {
        uv_fs_event_init(env.watch_loop().uv(), &uv_);
        uv_.data = this;
        let_go();
    }

    const char* kind() const override { return "FSEvent"; }

    /// Throws, or watches.
    void start(v8::Isolate* isolate, const std::string& shown, std::string path);

    void set_referenced(bool referenced) {
        auto* handle = reinterpret_cast<uv_handle_t*>(&uv_);
        referenced ? uv_ref(handle) : uv_unref(handle);
    }

    void close() override {
        auto* handle = reinterpret_cast<uv_handle_t*>(&uv_);
        if (uv_is_closing(handle)) return;
        uv_close(handle,
                 [](uv_handle_t* closed) { static_cast<FsEvent*>(closed->data)->end_of_life(); });
    }

  private:
    static void on_event(uv_fs_event_t* uv, const char* name, int events, int status);

    uv_fs_event_t uv_{};
    std::string file_name_;  // If not empty, what is reported changed.
};

void FsEvent::start(v8::Isolate* isolate, const std::string& shown, std::string path) {
    HeldPath held;
    if (env().restricted()) {
        held = hold_path(path, LastName::Follow, Missing::Fails);
        if (const auto denied = env().denied(Permission::FsRead, held.resource)) {
            return throw_error(isolate, *denied);
        }
        if (held.status < 0) return throw_error(isolate, uv_error(held.status, "watch", shown));
        // libuv calls a file that is watched by itself what its path calls it.
        if (held.is_object && path_kind(held.system) != PathKind::Folder) {
            file_name_ = path.substr(path.rfind('/') + 1);
        }
        path = held.system;
    }
    const auto* handle = reinterpret_cast<const uv_handle_t*>(&uv_);
    if (uv_is_closing(handle) || uv_is_active(handle)) return;
    const int status = uv_fs_event_start(&uv_, &on_event, path.c_str(), 0);
    if (status < 0) return throw_error(isolate, uv_error(status, "watch", shown));
    hold();
}

void FsEvent::on_event(uv_fs_event_t* uv, const char* name, int events, int status) {
    FsEvent& self = *static_cast<FsEvent*>(uv->data);
    Env& env = self.env();
    if (env.closed()) return;
    v8::Isolate::Scope entered(env.isolate());
    v8::HandleScope handles(env.isolate());
    auto* event = new HandleEvent(env, self.object(), "onchange");  // Owned by the ready queue.
    event->arguments = [status, renamed = (events & UV_RENAME) != 0, has_name = name != nullptr,
                        text = self.file_name_.empty() && name != nullptr
                                   ? std::string(name)
                                   : self.file_name_](Env& in, v8::Local<v8::Value>* argv) {
        v8::Isolate* isolate = in.isolate();
        argv[0] = v8::Null(isolate);
        if (status < 0) argv[0] = to_js(in.context(), uv_error(status, "watch"));
        argv[1] = to_string(isolate, renamed ? "rename" : "change");
        argv[2] = v8::Null(isolate);
        if (has_name) {
            const v8::TryCatch no_memory(isolate);  // Then the name is not told.
            v8::Local<v8::Uint8Array> bytes;
            if (make_buffer(in, text).ToLocal(&bytes)) argv[2] = bytes;
        }
        return 3;
    };
    env.push_ready(*event);
}

// start(path)
void start(const Info& info) {
    FsEvent* self = unwrap<FsEvent>(info);
    if (self == nullptr) return;
    std::string path;
    if (info[0]->IsString()) {
        path = to_utf8(info.GetIsolate(), info[0]);
    } else if (info[0]->IsArrayBufferView()) {
        const v8::Local<v8::ArrayBufferView> view = info[0].As<v8::ArrayBufferView>();
        path.resize(view->ByteLength());
        view->CopyContents(path.data(), path.size());
    }
    if (path.empty() || path.find('\0') != std::string::npos) {
        return throw_type_error(info.GetIsolate(), "ERR_INVALID_ARG_VALUE",
                                "watch: argument 0 must be a path");
    }
    self->start(info.GetIsolate(), path, self->env().absolute(path));
}

// What it has queued is dropped: its turn finds no function to call.
void close(const Info& info) {
    FsEvent* self = unwrap<FsEvent>(info);
    if (self == nullptr) return;
    self->close();
    std::ignore = info.This()->Set(self->env().context(), to_string(info.GetIsolate(), "onchange"),
                                   v8::Undefined(info.GetIsolate()));
}

void ref(const Info& info) {
    if (FsEvent* self = unwrap<FsEvent>(info)) self->set_referenced(true);
}

void unref(const Info& info) {
    if (FsEvent* self = unwrap<FsEvent>(info)) self->set_referenced(false);
}

}  // namespace

void add_watch_calls(NativeModule& module) {
    module.handle<FsEvent>("FSEvent")
        .method("start", &start)
        .method("close", &close)
        .method("ref", &ref)
        .method("unref", &unref);
}

}  // namespace plinth::api
