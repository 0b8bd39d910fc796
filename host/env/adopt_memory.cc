// SPDX-License-Identifier: MIT
// V8 asks its allocator for the memory, and gets what is there.

#include "host/env/adopt_memory.h"

#include "host/engine/prepared_memory.h"
#include "host/env/env.h"

namespace plinth {

v8::MaybeLocal<v8::ArrayBuffer> adopt_memory(Env& env, void* data, std::size_t size) {
    const PreparedMemory memory(data, size);
    const v8::Local<v8::ArrayBuffer> array = v8::ArrayBuffer::New(env.isolate(), size);
    if (!memory.taken()) return {};
    return array;
}

}  // namespace plinth
