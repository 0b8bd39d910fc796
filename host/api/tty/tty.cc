// SPDX-License-Identifier: MIT
// tty, native half: the class TTY, and what kind of thing a descriptor is.
//
// Thread: the plugin's loop. Calls JS: on its turn, see io/stream_handle.h.

#include "host/env/errors.h"
#include "host/io/stream_methods.h"

namespace plinth::api {
namespace {

using Info = v8::FunctionCallbackInfo<v8::Value>;

/// Owner, Thread, Calls JS: see StreamHandle.
class TtyHandle final : public StreamHandle {
  public:
    using StreamHandle::StreamHandle;

    const char* kind() const override { return "TTY"; }

    Result<int> open(int descriptor);
    int set_raw_mode(bool raw) {
        return is_open() ? uv_tty_set_mode(&any()->tty, raw ? UV_TTY_MODE_RAW : UV_TTY_MODE_NORMAL)
                         : UV_EBADF;
    }
    int window_size(int& columns, int& rows) const {
        return is_open() ? uv_tty_get_winsize(&any()->tty, &columns, &rows) : UV_EBADF;
    }
};

// The terminal is the host's: a plugin does not read what is typed into it.
Result<int> TtyHandle::open(int descriptor) {
    const std::string resource = "fd:" + std::to_string(descriptor);
    if (const auto denied = env().denied(Permission::NetConnect, resource)) return *denied;
    if (is_open() || over()) return UV_EINVAL;
    MadeUv made = make_uv(
        [&](uv_any_handle* any) { return uv_tty_init(env().uv(), &any->tty, descriptor, 0); });
    if (made.status == 0) adopt(std::move(made.handle));
    return made.status;
}

// open(descriptor)
void open(const Info& info) {
    TtyHandle* self = unwrap<TtyHandle>(info);
    if (self == nullptr) return;
    if (!info[0]->IsInt32()) return info.GetReturnValue().Set(UV_EINVAL);
    Result<int> outcome = self->open(info[0].As<v8::Int32>()->Value());
    if (!outcome) return throw_error(info.GetIsolate(), outcome.error());
    info.GetReturnValue().Set(*outcome);
}

void set_raw_mode(const Info& info) {
    TtyHandle* self = unwrap<TtyHandle>(info);
    if (self != nullptr) info.GetReturnValue().Set(self->set_raw_mode(info[0]->IsTrue()));
}

// getWindowSize(): [columns, rows], or a status.
void get_window_size(const Info& info) {
    const TtyHandle* self = unwrap<TtyHandle>(info);
    if (self == nullptr) return;
    int columns = 0;
    int rows = 0;
    const int status = self->window_size(columns, rows);
    if (status < 0) return info.GetReturnValue().Set(status);
    v8::Isolate* isolate = info.GetIsolate();
    v8::Local<v8::Value> size[] = {v8::Integer::New(isolate, columns),
                                   v8::Integer::New(isolate, rows)};
    info.GetReturnValue().Set(v8::Array::New(isolate, size, 2));
}

bool is_tty(int descriptor) {
    return descriptor >= 0 && uv_guess_handle(descriptor) == UV_TTY;
}

std::string guess_handle_type(int descriptor) {
    switch (descriptor < 0 ? UV_UNKNOWN_HANDLE : uv_guess_handle(descriptor)) {
        case UV_TTY:
            return "TTY";
        case UV_TCP:
            return "TCP";
        case UV_UDP:
            return "UDP";
        case UV_NAMED_PIPE:
            return "PIPE";
        case UV_FILE:
            return "FILE";
        default:
            return "UNKNOWN";
    }
}

}  // namespace

void init_tty(NativeModule& module) {
    auto made = module.handle<TtyHandle>("TTY");
    add_stream_methods(made)
        .method("open", &open)
        .method("setRawMode", &set_raw_mode)
        .method("getWindowSize", &get_window_size);
    module.function<&is_tty>("isatty").function<&guess_handle_type>("guessHandleType");
}

}  // namespace plinth::api
