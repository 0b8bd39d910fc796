'use strict';
// SPDX-License-Identifier: MIT

// Requiring this keeps a script out of the startup snapshot: it runs when a plugin first requires it.
// The loader does it; there is nothing here.
