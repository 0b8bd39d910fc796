// SPDX-License-Identifier: MIT
// All of the binding generator: what a game includes to show its functions and classes to plugins.

#pragma once

#include "bindings/convert/handle.h"
#include "bindings/convert/primitive.h"
#include "bindings/convert/string.h"
#include "bindings/function.h"
#include "bindings/module.h"
#include "bindings/realm.h"
#include "bindings/throw.h"
#include "bindings/type.h"
