'use strict';
// SPDX-License-Identifier: MIT

// What http says on diagnostics_channel. That module is loaded by who listens; nobody does until then.

const { isLoaded } = require('internal/builtins');

/** Publishes what `makeMessage` returns, if anybody listens. */
function publish(name, makeMessage) {
  if (!isLoaded('diagnostics_channel')) return;
  const channel = require('diagnostics_channel').channel(name);
  if (channel.hasSubscribers) channel.publish(makeMessage());
}

module.exports = { publish };
