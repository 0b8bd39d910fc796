'use strict';
// SPDX-License-Identifier: MIT

// async_hooks: who runs now and why, hooks into that, and AsyncLocalStorage.

const { context, kAsyncId, kTriggerAsyncId } = require('internal/async-context');
const { AsyncResource } = require('async_hooks/resource');
const { AsyncLocalStorage } = require('async_hooks/storage');
const hooks = require('async_hooks/hooks');
const { codes: { ERR_ASYNC_CALLBACK } } = require('internal/errors');

class AsyncHook {
  constructor(callbacks) {
    for (const name of ['init', 'before', 'after', 'destroy', 'promiseResolve']) {
      const callback = callbacks[name];
      if (callback !== undefined && typeof callback !== 'function') {
        throw new ERR_ASYNC_CALLBACK(`hook.${name}`);
      }
      this[name] = callback;
    }
  }

  enable() {
    hooks.enable(this);
    return this;
  }

  disable() {
    hooks.disable(this);
    return this;
  }
}

function createHook(callbacks) {
  return new AsyncHook(callbacks);
}

function executionAsyncId() {
  return context.current[kAsyncId];
}

function triggerAsyncId() {
  return context.current[kTriggerAsyncId];
}

function executionAsyncResource() {
  return context.current;
}

// The kinds of C++ operations; hooks get them as `type`.
const asyncWrapProviders = Object.freeze(Object.assign(Object.create(null), Object.fromEntries([
  'NONE', 'DIRHANDLE', 'DNSCHANNEL', 'FILEHANDLE', 'FILEHANDLECLOSEREQ', 'FSEVENTWRAP',
  'FSREQCALLBACK', 'FSREQPROMISE', 'GETADDRINFOREQWRAP', 'GETNAMEINFOREQWRAP', 'MESSAGEPORT',
  'PIPEWRAP', 'PIPECONNECTWRAP', 'PROCESSWRAP', 'QUERYWRAP', 'SHUTDOWNWRAP', 'SIGNALWRAP',
  'TCPWRAP', 'TCPCONNECTWRAP', 'TCPSERVERWRAP', 'TTYWRAP', 'UDPSENDWRAP', 'UDPWRAP', 'WORKER',
  'WRITEWRAP', 'ZLIB',
].map((name, id) => [name, id]))));

module.exports = {
  AsyncLocalStorage,
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders,
  AsyncResource,
};
