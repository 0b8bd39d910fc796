'use strict';
// SPDX-License-Identifier: MIT

// FinalizationRegistry as scripts see it. V8 calls its callbacks in tasks of its own, where no
// budget and no report of errors reaches them: here they wait for their turn among the plugin's
// other callbacks. Those of another context (vm) are V8's.

const native = internalBinding('process');
const { Queue } = require('internal/queue');

const Registry = FinalizationRegistry;
const RawTypeError = TypeError;
const { construct } = Reflect;
const waiting = new Queue();

function makeRegistry() {
  function FinalizationRegistry(cleanup) {
    if (new.target === undefined) {
      throw new RawTypeError("Constructor FinalizationRegistry requires 'new'");
    }
    if (typeof cleanup !== 'function') {
      throw new RawTypeError('FinalizationRegistry: cleanup must be callable');
    }
    const wait = (held) => {
      waiting.push({ cleanup, held });
      native.finalizersWait();
    };
    return construct(Registry, [wait], new.target);
  }
  Object.defineProperty(FinalizationRegistry, 'prototype', {
    writable: false, value: Registry.prototype,
  });
  Object.defineProperty(Registry.prototype, 'constructor', { value: FinalizationRegistry });
  return FinalizationRegistry;
}

// Runs the callback that waited longest. True: more wait.
function finalizer() {
  const item = waiting.shift();
  if (item !== undefined) {
    const { cleanup, held } = item;
    cleanup(held);
  }
  return waiting.length > 0;
}

module.exports = { FinalizationRegistry: makeRegistry(), finalizer };
