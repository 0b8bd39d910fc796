// SPDX-License-Identifier: MIT
// PLINTH_CHECK: for our own invariants, in every build. Nothing that a script does may reach one.

#pragma once

namespace plinth {

[[noreturn]] void check_failed(const char* file, int line, const char* what);

}  // namespace plinth

#define PLINTH_CHECK(condition)                                     \
    do {                                                            \
        if (!(condition)) [[unlikely]]                              \
            ::plinth::check_failed(__FILE__, __LINE__, #condition); \
    } while (false)
