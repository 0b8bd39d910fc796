'use strict';
// SPDX-License-Identifier: MIT

// FinalizationRegistry as scripts see it. V8 calls its callbacks in tasks of its own, where no
// budget and no report of errors reaches them: here they wait for their turn among the plugin's
// other callbacks. Those of contexts that it made with vm do, too.

const native = internalBinding('process');
const { Queue } = require('internal/queue');

const waiting = new Queue();

function enqueue(cleanup, held) {
  waiting.push({ cleanup, held });
  native.finalizersWait();
}

/** The FinalizationRegistry of the context that this runs in. */
// Compiled anew in each context of vm (host/modules/vm_context.cc), so nothing around it is used.
function makeRegistry(enqueue) {
  const Registry = globalThis.FinalizationRegistry;
  const RawTypeError = TypeError;
  const { construct } = Reflect;
  function FinalizationRegistry(cleanup) {
    if (new.target === undefined) {
      throw new RawTypeError("Constructor FinalizationRegistry requires 'new'");
    }
    if (typeof cleanup !== 'function') {
      throw new RawTypeError('FinalizationRegistry: cleanup must be callable');
    }
    return construct(Registry, [(held) => enqueue(cleanup, held)], new.target);
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

module.exports = {
  FinalizationRegistry: makeRegistry(enqueue), enqueue, finalizer, makeRegistry,
};
