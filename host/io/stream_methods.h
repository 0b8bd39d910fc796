// SPDX-License-Identifier: MIT
// The methods that all stream classes of scripts have, for NativeModule::handle<T>():
//
//     readStart(onread)  readStop()  write(data, encoding, callback)  writev(pieces, callback)
//     writeSoon(data, encoding, data, encoding, callback)
//     shutdown(callback)  close(callback)  ref()  unref()  hasRef()
//     listen(backlog, onconnection)  accept(client)
//     fd  bytesRead  bytesWritten  writeQueueSize
//
// They return libuv's statuses; see StreamHandle. `encoding` is a number of Encoding, `pieces` is
// [data, encoding, data, encoding, ...]. What writeSoon() writes may wait for other events' turns.

#pragma once

#include "host/env/native_module.h"
#include "host/io/stream_handle.h"

namespace plinth {

namespace stream_methods {

using Info = v8::FunctionCallbackInfo<v8::Value>;

void read_start(StreamHandle& self, const Info& info);
void read_stop(StreamHandle& self, const Info& info);
void write(StreamHandle& self, const Info& info);
void write_soon(StreamHandle& self, const Info& info);
void writev(StreamHandle& self, const Info& info);
void shutdown(StreamHandle& self, const Info& info);
void close(StreamHandle& self, const Info& info);
void ref(StreamHandle& self, const Info& info);
void unref(StreamHandle& self, const Info& info);
void has_ref(StreamHandle& self, const Info& info);
void listen(StreamHandle& self, const Info& info);
void fd(StreamHandle& self, const Info& info);
void bytes_read(StreamHandle& self, const Info& info);
void bytes_written(StreamHandle& self, const Info& info);
void write_queue_size(StreamHandle& self, const Info& info);

/// A V8 callback for the class T: `this` must be one of its objects.
template <class T, void (*kMethod)(StreamHandle&, const Info&)>
void of(const Info& info) {
    if (T* self = unwrap<T>(info)) kMethod(*self, info);
}

/// accept(client): the client is of the same class.
template <class T>
void accept(const Info& info) {
    T* self = unwrap<T>(info);
    if (self == nullptr) return;
    T* client = handle_of<T>(info[0]);
    info.GetReturnValue().Set(client == nullptr ? UV_EINVAL : self->accept(*client));
}

}  // namespace stream_methods

template <class T>
HandleClass<T>& add_stream_methods(HandleClass<T>& made) {
    using namespace stream_methods;
    return made.method("readStart", &of<T, read_start>)
        .method("readStop", &of<T, read_stop>)
        .method("write", &of<T, write>)
        .method("writeSoon", &of<T, write_soon>)
        .method("writev", &of<T, writev>)
        .method("shutdown", &of<T, shutdown>)
        .method("close", &of<T, close>)
        .method("ref", &of<T, ref>)
        .method("unref", &of<T, unref>)
        .method("hasRef", &of<T, has_ref>)
        .method("listen", &of<T, listen>)
        .method("accept", &accept<T>)
        .getter("fd", &of<T, fd>)
        .getter("bytesRead", &of<T, bytes_read>)
        .getter("bytesWritten", &of<T, bytes_written>)
        .getter("writeQueueSize", &of<T, write_queue_size>);
}

}  // namespace plinth
