// SPDX-License-Identifier: MIT
// All of the binding generator: what a game includes to show its functions and classes to plugins.

#pragma once

#include "bindings/convert/set.h"
#include "bindings/convert/text.h"
#include "bindings/convert/time.h"
#include "bindings/convert/variant.h"
#include "bindings/core.h"
#include "bindings/description.h"
