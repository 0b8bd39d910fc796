'use strict';
// SPDX-License-Identifier: MIT

// What built-ins say on diagnostics_channel. That module is loaded by who listens; nobody does until then.

const { isLoaded } = require('internal/builtins');

/** False: nobody can be listening. */
function isUsed() {
  return isLoaded('diagnostics_channel');
}

/** Publishes what `makeMessage` returns, if anybody listens. */
function publish(name, makeMessage) {
  if (!isUsed()) return;
  const channel = require('diagnostics_channel').channel(name);
  if (channel.hasSubscribers) channel.publish(makeMessage());
}

module.exports = { isUsed, publish };
