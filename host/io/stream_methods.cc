// SPDX-License-Identifier: MIT
// Arguments of the stream methods. A wrong one is a status, as the JavaScript halves check theirs
// before.

#include "host/io/stream_methods.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "host/env/errors.h"
#include "host/io/text.h"

namespace plinth::stream_methods {
namespace {

Encoding to_encoding(v8::Local<v8::Value> value) {
    if (!value->IsUint32()) return Encoding::Utf8;
    const std::uint32_t id = value.As<v8::Uint32>()->Value();
    return id <= static_cast<std::uint32_t>(Encoding::Base64Url) ? static_cast<Encoding>(id)
                                                                 : Encoding::Utf8;
}

/// What is to be written. No JavaScript runs while one exists.
struct Piece {
    v8::Local<v8::Value> data;
    v8::Local<v8::Value> encoding;
};

// Small pieces are put together here: cheaper than memory for each that outlives the call, as most
// writes leave at once. A larger buffer is not worth its copy.
constexpr std::size_t kGathered = std::size_t{64} << 10;
constexpr std::size_t kMostCopied = std::size_t{8} << 10;

std::span<std::uint8_t> gathering_memory() {
    thread_local std::unique_ptr<std::uint8_t[]> memory(new std::uint8_t[kGathered]);
    return {memory.get(), kGathered};
}

// How much there is in `to` then; nothing: it does not fit.
std::optional<std::size_t> gather(v8::Isolate* isolate, const Piece& piece,
                                  std::span<std::uint8_t> to) {
    if (piece.data->IsString()) {
        return write_all_of_text(isolate, piece.data.As<v8::String>(), to_encoding(piece.encoding),
                                 to);
    }
    if (!piece.data->IsArrayBufferView()) return std::nullopt;
    const v8::Local<v8::ArrayBufferView> view = piece.data.As<v8::ArrayBufferView>();
    if (view->ByteLength() > std::min(kMostCopied, to.size())) return std::nullopt;
    return view->CopyContents(to.data(), to.size());
}

std::optional<std::span<std::uint8_t>> gather_all(v8::Isolate* isolate,
                                                  std::span<const Piece> pieces) {
    const std::span<std::uint8_t> memory = gathering_memory();
    std::size_t size = 0;
    for (const Piece& piece : pieces) {
        const auto added = gather(isolate, piece, memory.subspan(size));
        if (!added) return std::nullopt;
        size += *added;
    }
    return memory.first(size);
}

using WriteBytes = int (StreamHandle::*)(std::span<std::uint8_t>, v8::Local<v8::Function>);

int write_pieces(StreamHandle& self, v8::Isolate* isolate, std::span<const Piece> pieces,
                 v8::Local<v8::Value> callback, WriteBytes write_bytes) {
    if (!callback->IsFunction()) return UV_EINVAL;
    if (const auto bytes = gather_all(isolate, pieces)) {
        return (self.*write_bytes)(*bytes, callback.As<v8::Function>());
    }
    std::vector<HeldBytes> held;
    held.reserve(pieces.size());
    for (const Piece& piece : pieces) {
        auto bytes = HeldBytes::from(isolate, piece.data, to_encoding(piece.encoding));
        if (!bytes) return UV_EINVAL;
        held.push_back(std::move(*bytes));
    }
    return self.write(std::move(held), callback.As<v8::Function>());
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
    const Piece pieces[] = {{info[0], info[1]}};
    info.GetReturnValue().Set(
        write_pieces(self, info.GetIsolate(), pieces, info[2], &StreamHandle::write));
}

void write_soon(StreamHandle& self, const Info& info) {
    const Piece pieces[] = {{info[0], info[1]}, {info[2], info[3]}};
    info.GetReturnValue().Set(
        write_pieces(self, info.GetIsolate(), pieces, info[4], &StreamHandle::write_soon));
}

void writev(StreamHandle& self, const Info& info) {
    if (!info[0]->IsArray()) return info.GetReturnValue().Set(UV_EINVAL);
    v8::Isolate* isolate = info.GetIsolate();
    const v8::Local<v8::Context> context = isolate->GetCurrentContext();
    const v8::Local<v8::Array> list = info[0].As<v8::Array>();
    std::vector<Piece> pieces;
    pieces.reserve(list->Length() / 2);
    for (std::uint32_t i = 0; i + 1 < list->Length(); i += 2) {
        Piece piece;
        if (!list->Get(context, i).ToLocal(&piece.data)) return;
        if (!list->Get(context, i + 1).ToLocal(&piece.encoding)) return;
        pieces.push_back(piece);
    }
    info.GetReturnValue().Set(write_pieces(self, isolate, pieces, info[1], &StreamHandle::write));
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
