'use strict';
// SPDX-License-Identifier: MIT

// Signal names and numbers of this operating system.

const native = internalBinding('process');

module.exports = {
  get signals() {
    return native.signals();
  },
};
