// SPDX-License-Identifier: MIT
// Errors as values: what failed, in Node's terms. Turning one into a JavaScript error is
// host/env/errors.h's business.

#pragma once

#include <string>

namespace plinth {

/// A failed operation, shaped as Node reports system errors.
struct Error {
    std::string code;              ///< "ENOENT", "ERR_ACCESS_DENIED", ...
    int number = 0;                ///< errno as libuv has it (negative); 0 when there is none.
    std::string syscall;           ///< "open", "getaddrinfo", ...; may be empty.
    std::string path;              ///< What it was done to; may be empty.
    std::string message;           ///< The text behind the code; empty: libuv's text for `number`.
    std::string destination;       ///< Second path of rename, link and copy; may be empty.
    std::string permission;        ///< For ERR_ACCESS_DENIED: the permission that was missing.
    bool has_path = false;         ///< There is one even if it is empty: ''.
    bool has_destination = false;  ///< The same.
};

}  // namespace plinth
