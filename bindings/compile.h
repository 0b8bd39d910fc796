// SPDX-License-Identifier: MIT
// JavaScript of the bindings' own, made when a class or event needs it. It runs where plugins'
// scripts cannot see it, with nothing but its parameters.

#pragma once

#include <span>
#include <string>
#include <vector>

#include <v8.h>

namespace plinth::js::detail {

/// Runs `code` as the body of a function with these parameters. Empty when it has thrown.
v8::MaybeLocal<v8::Value> run_code(v8::Local<v8::Context> context, const std::string& name,
                                   const std::string& code,
                                   const std::vector<const char*>& parameters,
                                   std::span<v8::Local<v8::Value>> arguments);

/// A function `(object, key, descriptor)` like Object.defineProperty, whatever has become of that.
v8::Local<v8::Value> define_property_of(v8::Local<v8::Context> context);

}  // namespace plinth::js::detail
