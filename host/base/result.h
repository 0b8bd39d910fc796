// SPDX-License-Identifier: MIT
// Result<T>: a value or an Error, as C++20 has no std::expected.

#pragma once

#include <utility>
#include <variant>

#include "host/base/check.h"
#include "host/base/error.h"

namespace plinth {

template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & {
        PLINTH_CHECK(ok());
        return std::get<0>(state_);
    }
    const T& value() const& {
        PLINTH_CHECK(ok());
        return std::get<0>(state_);
    }
    T&& value() && {
        PLINTH_CHECK(ok());
        return std::get<0>(std::move(state_));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }

    Error& error() {
        PLINTH_CHECK(!ok());
        return std::get<1>(state_);
    }
    const Error& error() const {
        PLINTH_CHECK(!ok());
        return std::get<1>(state_);
    }

  private:
    std::variant<T, Error> state_;
};

struct Done {};

template <>
class [[nodiscard]] Result<void> : public Result<Done> {
  public:
    Result() : Result<Done>(Done{}) {}
    Result(Error error) : Result<Done>(std::move(error)) {}
};

}  // namespace plinth

#define PLINTH_TRY_JOIN_(a, b) a##b
#define PLINTH_TRY_NAME_(line) PLINTH_TRY_JOIN_(plinth_try_, line)
/// `PLINTH_TRY(auto file, open(path));` declares `file`, or returns the error to the caller.
#define PLINTH_TRY(declaration, expression)                                                \
    auto PLINTH_TRY_NAME_(__LINE__) = (expression);                                        \
    if (!PLINTH_TRY_NAME_(__LINE__)) return std::move(PLINTH_TRY_NAME_(__LINE__).error()); \
    declaration = std::move(PLINTH_TRY_NAME_(__LINE__)).value()
