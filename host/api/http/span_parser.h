// SPDX-License-Identifier: MIT
// SpanParser: a parser of responses that tells of every piece where it lies in the bytes that it
// was given, for HTTP clients that gather heads by themselves and pause in the middle of them.

#pragma once

#include "host/env/native_module.h"

namespace plinth::api {

/// Adds the class of that name.
void add_span_parser(NativeModule& module);

}  // namespace plinth::api
