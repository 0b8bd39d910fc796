// SPDX-License-Identifier: MIT
// Arguments of the stream methods. A wrong one is a status, as the JavaScript halves check theirs
// before.

#include "host/io/stream_methods.h"

#include <optional>
#include <vector>

#include "host/env/errors.h"

namespace plinth::stream_methods {
namespace {

Encoding to_encoding(v8::Local<v8::Value> value) {
    if (!value->IsUint32()) return Encoding::Utf8;
    const std::uint32_t id = value.As<v8::Uint32>()->Value();
    return id <= static_cast<std::uint32_t>(Encoding::Base64Url) ? static_cast<Encoding>(id)
                                                                 : Encoding::Utf8;
}

}  // namespace

void read_start(StreamHandle& self, const Info& info) {
    if (!info[0]->IsFunction()) return info.GetReturnValue().Set(UV_EINVAL);
    info.GetReturnValue().Set(self.start_reading(info[0].As<v8::Function>()));
}

void read_stop(StreamHandle& self, const Info& info) {
    info.GetReturnValue().Set(self.stop_reading());
}

void write(StreamHandle& self, const Info& info) {
    std::optional<HeldBytes> bytes =
        HeldBytes::from(info.GetIsolate(), info[0], to_encoding(info[1]));
    if (!bytes || !info[2]->IsFunction()) return info.GetReturnValue().Set(UV_EINVAL);
    std::vector<HeldBytes> pieces;
    pieces.push_back(std::move(*bytes));
    info.GetReturnValue().Set(self.write(std::move(pieces), info[2].As<v8::Function>()));
}

void writev(StreamHandle& self, const Info& info) {
    if (!info[0]->IsArray() || !info[1]->IsFunction()) {
        return info.GetReturnValue().Set(UV_EINVAL);
    }
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    const v8::Local<v8::Array> list = info[0].As<v8::Array>();
    std::vector<HeldBytes> pieces;
    pieces.reserve(list->Length() / 2);
    for (std::uint32_t i = 0; i + 1 < list->Length(); i += 2) {
        v8::Local<v8::Value> data;
        v8::Local<v8::Value> encoding;
        if (!list->Get(context, i).ToLocal(&data)) return;
        if (!list->Get(context, i + 1).ToLocal(&encoding)) return;
        std::optional<HeldBytes> bytes = HeldBytes::from(isolate, data, to_encoding(encoding));
        if (!bytes) return info.GetReturnValue().Set(UV_EINVAL);
        pieces.push_back(std::move(*bytes));
    }
    info.GetReturnValue().Set(self.write(std::move(pieces), info[1].As<v8::Function>()));
}

void shutdown(StreamHandle& self, const Info& info) {
    if (!info[0]->IsFunction()) return info.GetReturnValue().Set(UV_EINVAL);
    info.GetReturnValue().Set(self.shutdown(info[0].As<v8::Function>()));
}

// UV_EBADF when somebody closed it before: then nobody calls back.
void close(StreamHandle& self, const Info& info) {
    if (self.over()) return info.GetReturnValue().Set(UV_EBADF);
    self.close_with(info[0]);
}

void ref(StreamHandle& self, const Info&) {
    self.set_referenced(true);
}

void unref(StreamHandle& self, const Info&) {
    self.set_referenced(false);
}

void has_ref(StreamHandle& self, const Info& info) {
    info.GetReturnValue().Set(self.referenced());
}

void listen(StreamHandle& self, const Info& info) {
    if (!info[0]->IsInt32() || !info[1]->IsFunction()) {
        return info.GetReturnValue().Set(UV_EINVAL);
    }
    if (const auto denied = self.listening_denied()) return throw_error(info.GetIsolate(), *denied);
    info.GetReturnValue().Set(
        self.listen(info[0].As<v8::Int32>()->Value(), info[1].As<v8::Function>()));
}

void fd(StreamHandle& self, const Info& info) {
    info.GetReturnValue().Set(self.descriptor());
}

void bytes_read(StreamHandle& self, const Info& info) {
    info.GetReturnValue().Set(static_cast<double>(self.bytes_read()));
}

void bytes_written(StreamHandle& self, const Info& info) {
    info.GetReturnValue().Set(static_cast<double>(self.bytes_written()));
}

void write_queue_size(StreamHandle& self, const Info& info) {
    info.GetReturnValue().Set(static_cast<double>(self.write_queue_size()));
}

}  // namespace plinth::stream_methods
