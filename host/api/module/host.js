'use strict';
// SPDX-License-Identifier: MIT

// Modules of the host: made when they are first asked for, once for each plugin.

const native = internalBinding('modules');
const plinth = internalBinding('plinth');

const made = Object.create(null);

/** The exports of a host module, or undefined. */
function hostModule(name) {
  if (made[name] !== undefined) return made[name];
  const exports = plinth.isRemote() ? require('plinth/remote').remoteModule(name)
    : native.hostModule(name);
  if (exports !== undefined) made[name] = exports;
  return exports;
}

module.exports = { hostModule };
