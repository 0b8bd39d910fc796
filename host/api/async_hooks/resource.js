'use strict';
// SPDX-License-Identifier: MIT

// AsyncResource: what a library makes of its own asynchronous operations, so that hooks and storages
// see them as they see timers and requests.

const {
  context, born, gone, runAs, kAsyncId, kTriggerAsyncId,
} = require('internal/async-context');
const { codes: { ERR_ASYNC_TYPE, ERR_INVALID_ASYNC_ID } } = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validate');

const kDestroyed = Symbol('destroyed');
let abandoned;  // FinalizationRegistry of resources that nobody destroys by hand.

function validateId(id) {
  if (!Number.isSafeInteger(id) || id < -1) throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', id);
}

class AsyncResource {
  constructor(type, options = {}) {
    validateString(type, 'type');
    let trigger = options;
    let byHand = false;
    if (typeof options !== 'number') {
      validateObject(options, 'options', { nullable: true });
      trigger = options.triggerAsyncId ?? context.current[kAsyncId];
      byHand = options.requireManualDestroy === true;
    }
    validateId(trigger);
    if (type.length === 0 && context.hooks !== undefined &&
        require('async_hooks/hooks').hasInitHooks()) {
      throw new ERR_ASYNC_TYPE(type);
    }
    born(this, type, trigger);
    if (byHand || context.used === 0) return;
    abandoned ??= new FinalizationRegistry((token) => {
      if (!token[kDestroyed]) gone(token);
    });
    this[kDestroyed] = { [kAsyncId]: this[kAsyncId], [kDestroyed]: false };
    abandoned.register(this, this[kDestroyed]);
  }

  runInAsyncScope(fn, thisArg, ...args) {
    return runAs(this, fn, thisArg, args);
  }

  emitDestroy() {
    const token = this[kDestroyed];
    if (token !== undefined) token[kDestroyed] = true;
    gone(this);
    return this;
  }

  asyncId() {
    return this[kAsyncId];
  }

  triggerAsyncId() {
    return this[kTriggerAsyncId];
  }

  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    const resource = this;
    const bound = thisArg === undefined
      ? function(...args) { return resource.runInAsyncScope(fn, this, ...args); }
      : (...args) => resource.runInAsyncScope(fn, thisArg, ...args);
    Object.defineProperties(bound, {
      length: { configurable: true, enumerable: false, value: fn.length, writable: false },
      asyncResource: { configurable: true, enumerable: true, value: this, writable: true },
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    return new AsyncResource(type || fn.name || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

module.exports = { AsyncResource };
