// SPDX-License-Identifier: MIT
// The part of the binding generator that the built-ins' native halves need. A game includes
// bindings.h.

#pragma once

#include "bindings/callback.h"
#include "bindings/class.h"
#include "bindings/convert/buffer.h"
#include "bindings/convert/container.h"
#include "bindings/convert/handle.h"
#include "bindings/convert/object.h"
#include "bindings/convert/optional.h"
#include "bindings/convert/primitive.h"
#include "bindings/convert/string.h"
#include "bindings/enumeration.h"
#include "bindings/function.h"
#include "bindings/module.h"
#include "bindings/note.h"
#include "bindings/object.h"
#include "bindings/overload.h"
#include "bindings/realm.h"
#include "bindings/record.h"
#include "bindings/throw.h"
#include "bindings/type.h"
