'use strict';
// SPDX-License-Identifier: MIT

// AbortController and AbortSignal, as the DOM standard has them:
// https://dom.spec.whatwg.org/#aborting-ongoing-activities

const { codes } = require('internal/errors');
const { Event, EventTarget, defineEventHandler, dispatchTrusted, makePortable } =
  require('internal/event-target');
const { customInspect, inspect } = require('internal/inspect');
const { validateArray, validateObject, validateUint32 } = require('internal/validate');
const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } = codes;

const kMake = Symbol('make');
const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');

// DOMException is a global where there is one; its shape is kept where there is none.
function domException(message, name, code) {
  if (typeof DOMException === 'function') return new DOMException(message, name);
  const error = new Error(message);
  for (const [key, value] of [['name', name], ['code', code]]) {
    Object.defineProperty(error, key, { value, configurable: true, writable: true });
  }
  return error;
}

const abortReason = () => domException('This operation was aborted', 'AbortError', 20);
const timeoutReason = () =>
  domException('The operation was aborted due to timeout', 'TimeoutError', 23);

let abortSignal;
let makeSignal;  // (aborted, reason)

class AbortSignal extends EventTarget {
  // No private names: they must be found through a Proxy, too.
  [kAborted] = false;
  [kReason] = undefined;
  // Signals made by any() of this one, which abort with it; they hold their sources, none of which
  // was made by any().
  #dependents = undefined;
  #sources = undefined;
  #timer = undefined;

  static {
    abortSignal = (signal, reason) => signal.#abort(reason);
    makeSignal = (aborted, reason) => {
      const signal = new AbortSignal(kMake);
      signal[kAborted] = aborted;
      signal[kReason] = reason;
      return signal;
    };
  }

  constructor(key) {
    if (key !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }

  get aborted() {
    if (this?.[kAborted] === undefined) throw new ERR_INVALID_THIS('AbortSignal');
    return this[kAborted];
  }

  get reason() {
    if (this?.[kAborted] === undefined) throw new ERR_INVALID_THIS('AbortSignal');
    return this[kReason];
  }

  throwIfAborted() {
    if (this.aborted) throw this[kReason];
  }

  [customInspect](depth, options) {
    if (depth !== null && depth < 0) return 'AbortSignal';
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `AbortSignal ${inspect({ aborted: this.aborted }, inner)}`;
  }

  static abort(reason = abortReason()) {
    return makeSignal(true, reason);
  }

  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kMake);
    signal.#timer = setTimeout(() => signal.#abort(timeoutReason()), delay);
    // Waiting for a timeout alone is no reason to stay alive.
    signal.#timer.unref?.();
    return signal;
  }

  static any(signals) {
    validateArray(signals, 'signals');
    const made = new AbortSignal(kMake);
    signals.forEach((signal, i) => {
      if (!(signal instanceof AbortSignal)) {
        throw new ERR_INVALID_ARG_TYPE(`signals[${i}]`, 'AbortSignal', signal);
      }
    });
    const aborted = signals.find((signal) => signal.aborted);
    if (aborted !== undefined) {
      made[kAborted] = true;
      made[kReason] = aborted.reason;
      return made;
    }
    // A signal that follows others is followed by way of those.
    made.#sources = [...new Set(signals.flatMap((signal) => signal.#sources ?? signal))];
    for (const signal of made.#sources) {
      signal.#dependents ??= new Set();
      signal.#dependents.add(made);
    }
    return made;
  }

  // All signals are marked before the first listener hears of it.
  #abort(reason) {
    if (this[kAborted]) return;
    const reached = [this, ...this.#dependents ?? []];
    this.#dependents = undefined;
    for (const signal of reached) {
      signal[kAborted] = true;
      signal[kReason] = reason;
      for (const source of signal.#sources ?? []) source.#dependents?.delete(signal);
    }
    for (const signal of reached) dispatchTrusted(signal, new Event('abort'));
  }
}
defineEventHandler(AbortSignal.prototype, 'abort');

let setSignal;

class AbortController {
  #signal = new AbortSignal(kMake);

  static {
    setSignal = (controller, signal) => {
      controller.#signal = signal;
    };
  }

  get signal() {
    if (!(#signal in this)) throw new ERR_INVALID_THIS('AbortController');
    return this.#signal;
  }

  abort(reason = abortReason()) {
    abortSignal(this.signal, reason);
  }

  [customInspect](depth, options) {
    if (depth !== null && depth < 0) return 'AbortController';
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `AbortController ${inspect({ signal: this.signal }, inner)}`;
  }
}

const listed = { enumerable: true };
Object.defineProperties(AbortSignal.prototype, {
  aborted: listed, reason: listed, throwIfAborted: listed,
  [Symbol.toStringTag]: { value: 'AbortSignal', configurable: true },
});
Object.defineProperties(AbortController.prototype, {
  signal: listed, abort: listed,
  [Symbol.toStringTag]: { value: 'AbortController', configurable: true },
});

/**
 * Resolves when the signal aborts; does not keep `resource` alive.
 *
 * @param {AbortSignal} signal
 * @param {object} resource
 * @returns {Promise<void>}
 */
async function aborted(signal, resource) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) {
    throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  }
  validateObject(resource, 'resource', { allowFunction: true });
  if (signal.aborted) return undefined;
  // The promise and its listener live as long as the resource does.
  const reference = new WeakRef(resource);
  return new Promise((resolve) => {
    signal.addEventListener('abort', (event) => {
      if (reference.deref() !== undefined) resolve(event);
    }, { once: true });
  }).then(() => undefined);
}

// The way of a signal to another thread: the state, and a port that tells when it aborts.
const kPorts = Symbol('ports');

function makeTransferable() {
  const { kDeserialize, kTransfer, kTransferList } = require('internal/transfer');
  if (Object.hasOwn(AbortSignal, kDeserialize)) return;
  const methods = {
    [kTransferList]() {
      if (this.aborted) return [];
      const { MessageChannel } = require('worker_threads/message-port');
      const { port1, port2 } = new MessageChannel();
      port1.unref();
      port2.unref();
      Object.defineProperty(this, kPorts, { configurable: true, value: { port1, port2 } });
      return [port2];
    },
    [kTransfer]() {
      const { aborted, reason } = this;
      const deserializeInfo = 'internal/abort-controller:AbortSignal';
      if (aborted) return { data: { aborted, reason }, deserializeInfo };
      const { port1, port2 } = this[kPorts];
      this.addEventListener('abort', () => {
        port1.postMessage(this.reason);
        port1.close();
      }, { once: true });
      return { data: { port: port2 }, deserializeInfo };
    },
  };
  for (const key of [kTransferList, kTransfer]) {
    Object.defineProperty(AbortSignal.prototype, key, { configurable: true, value: methods[key] });
  }
  Object.defineProperty(AbortSignal, kDeserialize, {
    value({ aborted, reason, port }) {
      if (aborted) return makePortable(() => makeSignal(true, reason));
      const signal = makePortable(() => makeSignal(false));
      port.onmessage = ({ data }) => {
        abortSignal(signal, data);
        port.close();
      };
      port.unref();  // Waiting for it alone is no reason to stay alive.
      return signal;
    },
  });
}

function transferableAbortController() {
  makeTransferable();
  const controller = new AbortController();
  setSignal(controller, makePortable(() => makeSignal(false)));
  return controller;
}

function transferableAbortSignal(signal) {
  if (!(signal instanceof AbortSignal)) {
    throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  }
  makeTransferable();
  const made = makePortable(() => makeSignal(signal.aborted, signal.reason));
  if (!signal.aborted) {
    signal.addEventListener('abort', () => abortSignal(made, signal.reason), { once: true });
  }
  return made;
}

module.exports = {
  AbortController, AbortSignal, aborted, makeTransferable, transferableAbortController,
  transferableAbortSignal,
};
