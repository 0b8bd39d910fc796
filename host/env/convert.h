// SPDX-License-Identifier: MIT
// What native halves may take and return beside what bindings know: the Env of the caller, and a
// Result, whose error is thrown as Node shapes it.

#pragma once

#include <utility>

#include "bindings/type.h"
#include "host/base/result.h"
#include "host/env/env.h"
#include "host/env/errors.h"

namespace plinth::js {

template <>
struct Inject<Env&> {
    static bool available(const Info& info) {
        return Env::from(info.GetIsolate()->GetCurrentContext()) != nullptr;
    }
    static Env& from(const Info& info) { return Env::from(info); }
};

template <class T>
struct Return<Result<T>> {
    using Value = T;
    static void set(const Info& info, Result<T>&& result) {
        if (!result.ok()) return throw_error(info.GetIsolate(), result.error());
        if constexpr (!std::is_void_v<T>) Return<T>::set(info, std::move(result).value());
    }
};

}  // namespace plinth::js
