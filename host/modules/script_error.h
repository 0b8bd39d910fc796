// SPDX-License-Identifier: MIT
// Errors of sources that do not compile, with the place where they are wrong.

#pragma once

#include <v8.h>

namespace plinth {

/// Puts "file:line, source line, arrow" in front of a SyntaxError's stack, as Node does: V8's own
/// stack of it names only the caller. Then throws it on. After a termination: nothing.
void rethrow_decorated(v8::Local<v8::Context> context, v8::TryCatch& caught);

}  // namespace plinth
