// SPDX-License-Identifier: MIT
// Random bytes.

#include "host/api/crypto/calls.h"
#include "host/env/errors.h"

namespace plinth::api::crypto {
namespace {

// fill(buffer, offset, size, callback): at once without a callback.
void fill(const Info& info) {
    auto bytes = bytes_of(info, 0);
    if (!bytes || info[0]->IsString()) return;
    const std::int64_t offset = number_of(info, 1);
    const std::int64_t size = number_of(info, 2);
    const auto length = static_cast<std::int64_t>(bytes->size());
    if (offset < 0 || size < 0 || offset > length || size > length - offset || size > INT32_MAX) {
        return throw_range_error(info.GetIsolate(), "ERR_OUT_OF_RANGE", "It lies outside");
    }
    run(info, "RANDOMBYTESREQUEST", info[3], [bytes = *bytes, offset, size]() mutable -> Outcome {
        const ErrorScope errors;
        if (size > 0 && RAND_bytes(bytes.span().data() + offset, static_cast<int>(size)) != 1) {
            return Failure::take();
        }
        return [](Env& env) -> v8::MaybeLocal<v8::Value> { return v8::Undefined(env.isolate()); };
    });
}

}  // namespace

void add_random(NativeModule& module) {
    module.raw("fill", &fill);
}

}  // namespace plinth::api::crypto
