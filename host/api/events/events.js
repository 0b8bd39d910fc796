'use strict';
// SPDX-License-Identifier: MIT

// events: EventEmitter. Waiting for events (once, on) is in events/waiting; EventTarget, the
// browsers' kind, in internal/event-target.

const { inspect } = require('internal/inspect');
const { codes } = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateNumber,
} = require('internal/validate');
const { ERR_INVALID_ARG_TYPE, ERR_UNHANDLED_ERROR } = codes;

const errorMonitor = Symbol('events.errorMonitor');
const captureRejectionSymbol = Symbol.for('nodejs.rejection');
const kCapture = Symbol('kCapture');

let defaultMaxListeners = 10;

function validateListener(listener) {
  validateFunction(listener, 'listener');
}

function maxListenersOf(emitter) {
  return emitter._maxListeners ?? defaultMaxListeners;
}

// More listeners than expected are often listeners that nobody removes.
function warnOfLeak(emitter, type, listeners) {
  const most = maxListenersOf(emitter);
  if (most <= 0 || listeners.length <= most || listeners.warned) return;
  listeners.warned = true;
  const warning = new Error(
    'Possible EventEmitter memory leak detected. ' +
    `${listeners.length} ${String(type)} listeners added to ` +
    `${inspect(emitter, { depth: -1 })}. MaxListeners is ${most}. ` +
    'Use emitter.setMaxListeners() to increase limit');
  warning.name = 'MaxListenersExceededWarning';
  warning.emitter = emitter;
  warning.type = type;
  warning.count = listeners.length;
  process.emitWarning(warning);
}

// Listeners of a type are undefined, one function, or an array of several.
function add(emitter, type, listener, place) {
  validateListener(listener);
  let events = emitter._events;
  if (events === undefined) {
    events = emitter._events = Object.create(null);
    emitter._eventsCount = 0;
  } else if (events.newListener !== undefined) {
    emitter.emit('newListener', type, listener.listener ?? listener);
    // The listener may have replaced the table, by removing everything.
    events = emitter._events;
  }

  const existing = events[type];
  if (existing === undefined) {
    events[type] = listener;
    emitter._eventsCount++;
    return emitter;
  }
  let listeners = existing;
  if (typeof existing === 'function') {
    listeners = events[type] = place === 'front' ? [listener, existing] : [existing, listener];
  } else if (place === 'front') {
    existing.unshift(listener);
  } else {
    existing.push(listener);
  }
  warnOfLeak(emitter, type, listeners);
  return emitter;
}

// A listener that removes itself before its first call. Bound, as that is cheaper than a closure with
// the name that Node's have: "bound onceWrapper".
function onceWrapper(...args) {
  if (this.fired) return undefined;
  this.emitter.removeListener(this.type, this.wrapper);
  this.fired = true;
  return this.listener.apply(this.emitter, args);
}

function wrapOnce(emitter, type, listener) {
  const once = { fired: false, emitter, type, listener, wrapper: undefined };
  once.wrapper = onceWrapper.bind(once);
  once.wrapper.listener = listener;
  return once.wrapper;
}

function emitRejection(emitter, error, type, args) {
  if (typeof emitter[captureRejectionSymbol] === 'function') {
    emitter[captureRejectionSymbol](error, type, ...args);
    return;
  }
  // An error of the 'error' listeners must not come back to them.
  const previous = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = previous;
  }
}

function captureRejection(emitter, result, type, args) {
  try {
    const { then } = result;
    if (typeof then !== 'function') return;
    then.call(result, undefined, (error) => {
      process.nextTick(emitRejection, emitter, error, type, args);
    });
  } catch (error) {
    emitter.emit('error', error);
  }
}

function emitUnhandledError(emitter, args) {
  const [error] = args;
  if (error instanceof Error) throw error; // Unhandled 'error' event
  let text;
  try {
    text = inspect(error);
  } catch {
    text = error;
  }
  const unhandled = new ERR_UNHANDLED_ERROR(text);
  unhandled.context = error;
  throw unhandled; // Unhandled 'error' event
}

/**
 * @constructor
 * @param {{ captureRejections?: boolean }} [options]
 */
function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;
Object.defineProperty(EventEmitter.prototype, kCapture, {
  value: false, writable: true, enumerable: false,
});

EventEmitter.init = function init(options) {
  // A table that came from the prototype belongs to all instances.
  if (this._events === undefined || this._events === Object.getPrototypeOf(this)._events) {
    this._events = Object.create(null);
    this._eventsCount = 0;
  }
  this._maxListeners = this._maxListeners || undefined;
  if (options?.captureRejections) {
    validateBoolean(options.captureRejections, 'options.captureRejections');
    this[kCapture] = Boolean(options.captureRejections);
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
};

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

// For the usual numbers of listeners a literal is several times as fast as slice().
function copy(list) {
  switch (list.length) {
    case 2:
      return [list[0], list[1]];
    case 3:
      return [list[0], list[1], list[2]];
    case 4:
      return [list[0], list[1], list[2], list[3]];
    default:
      return list.slice();
  }
}

EventEmitter.prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events?.[errorMonitor] !== undefined) this.emit(errorMonitor, ...args);
    if (events?.error === undefined) emitUnhandledError(this, args);
  }
  const handler = events?.[type];
  if (handler === undefined) return false;

  if (typeof handler === 'function') {
    const result = handler.apply(this, args);
    if (result != null && this[kCapture]) captureRejection(this, result, type, args);
    return true;
  }
  // A copy: what listeners add or remove counts from the next time on.
  const listeners = copy(handler);
  for (let i = 0; i < listeners.length; i++) {
    const result = listeners[i].apply(this, args);
    if (result != null && this[kCapture]) captureRejection(this, result, type, args);
  }
  return true;
};

EventEmitter.prototype.addListener = function addListener(type, listener) {
  return add(this, type, listener, 'back');
};

EventEmitter.prototype.on = EventEmitter.prototype.addListener;

EventEmitter.prototype.prependListener = function prependListener(type, listener) {
  return add(this, type, listener, 'front');
};

EventEmitter.prototype.once = function once(type, listener) {
  validateListener(listener);
  return this.on(type, wrapOnce(this, type, listener));
};

EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
  validateListener(listener);
  return this.prependListener(type, wrapOnce(this, type, listener));
};

// For the usual numbers of listeners half as dear as splice(), which makes an array.
function removeAt(list, index) {
  for (let i = index + 1; i < list.length; i++) list[i - 1] = list[i];
  list.pop();
}

EventEmitter.prototype.removeListener = function removeListener(type, listener) {
  validateListener(listener);
  const events = this._events;
  const handler = events?.[type];
  if (handler === undefined) return this;

  let removed;
  if (handler === listener || handler.listener === listener) {
    removed = handler;
    if (--this._eventsCount === 0) this._events = Object.create(null);
    else delete events[type];
  } else if (typeof handler !== 'function') {
    let at = handler.length - 1;
    while (at >= 0 && handler[at] !== listener && handler[at].listener !== listener) at--;
    if (at < 0) return this;
    removed = handler[at];
    removeAt(handler, at);
    if (handler.length === 1) events[type] = handler[0];
  } else {
    return this;
  }
  if (events.removeListener !== undefined) {
    this.emit('removeListener', type, removed.listener ?? listener);
  }
  return this;
};

EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;

  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = Object.create(null);
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      if (--this._eventsCount === 0) this._events = Object.create(null);
      else delete events[type];
    }
    return this;
  }

  // Someone wants to hear of each: the listeners of that come last.
  if (arguments.length === 0) {
    for (const key of Reflect.ownKeys(events)) {
      if (key !== 'removeListener') this.removeAllListeners(key);
    }
    this.removeAllListeners('removeListener');
    this._events = Object.create(null);
    this._eventsCount = 0;
    return this;
  }
  const handler = events[type];
  if (typeof handler === 'function') {
    this.removeListener(type, handler);
  } else if (handler !== undefined) {
    for (let i = handler.length - 1; i >= 0; i--) this.removeListener(type, handler[i]);
  }
  return this;
};

function handlersOf(emitter, type) {
  const handler = emitter._events?.[type];
  if (handler === undefined) return [];
  return typeof handler === 'function' ? [handler] : handler.slice();
}

EventEmitter.prototype.listeners = function listeners(type) {
  return handlersOf(this, type).map((handler) => handler.listener ?? handler);
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return handlersOf(this, type);
};

EventEmitter.prototype.listenerCount = function listenerCount(type, listener) {
  const handler = this._events?.[type];
  if (handler === undefined) return 0;
  if (listener == null) return typeof handler === 'function' ? 1 : handler.length;
  return handlersOf(this, type)
    .filter((one) => one === listener || one.listener === listener).length;
};

EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
};

function isEventTarget(value) {
  return typeof value?.addEventListener === 'function';
}

/** The listeners of an emitter or an EventTarget. */
function getEventListeners(source, type) {
  if (typeof source?.listeners === 'function') return source.listeners(type);
  const { listenersOf } = require('internal/event-target');
  const found = listenersOf(source, type);
  if (found !== undefined) return found;
  throw new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], source);
}

function getMaxListeners(source) {
  if (typeof source?.getMaxListeners === 'function') return maxListenersOf(source);
  const { maxListenersOfTarget } = require('internal/event-target');
  const found = maxListenersOfTarget(source, defaultMaxListeners);
  if (found !== undefined) return found;
  throw new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], source);
}

/** Sets the number of listeners above which a leak is suspected, by default or for some. */
function setMaxListeners(n = defaultMaxListeners, ...sources) {
  validateNumber(n, 'setMaxListeners', 0);
  if (sources.length === 0) {
    defaultMaxListeners = n;
    return;
  }
  for (const source of sources) {
    if (typeof source?.setMaxListeners === 'function') {
      source.setMaxListeners(n);
    } else if (!isEventTarget(source) ||
        !require('internal/event-target').setMaxListenersOfTarget(source, n)) {
      throw new ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], source);
    }
  }
}

function listenerCount(emitter, type) {
  return typeof emitter.listenerCount === 'function' ?
    emitter.listenerCount(type) : EventEmitter.prototype.listenerCount.call(emitter, type);
}

/** Calls the listener once when the signal aborts; the result is disposed of to stop waiting. */
function addAbortListener(signal, listener) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  let remove = () => {};
  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    // Whoever stops the event has no say over this listener.
    const { kResistsStop } = require('internal/event-target');
    signal.addEventListener('abort', listener, { once: true, [kResistsStop]: true });
    remove = () => signal.removeEventListener('abort', listener);
  }
  return { __proto__: null, [Symbol.dispose]: () => remove() };
}

Object.defineProperties(EventEmitter, {
  captureRejections: {
    get() {
      return EventEmitter.prototype[kCapture];
    },
    set(value) {
      validateBoolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[kCapture] = value;
    },
    enumerable: true,
    configurable: true,
  },
  defaultMaxListeners: {
    get() {
      return defaultMaxListeners;
    },
    set(n) {
      validateNumber(n, 'defaultMaxListeners', 0);
      defaultMaxListeners = n;
    },
    enumerable: true,
  },
});

Object.assign(EventEmitter, {
  EventEmitter,
  captureRejectionSymbol,
  errorMonitor,
  usingDomains: false,
  addAbortListener,
  getEventListeners,
  getMaxListeners,
  listenerCount,
  setMaxListeners,
});

Object.defineProperty(EventEmitter, 'EventEmitterAsyncResource', {
  configurable: true,
  enumerable: true,
  get: () => require('events/async-resource').EventEmitterAsyncResource,
});

module.exports = EventEmitter;

// Made of emitters, so they are added when those are complete.
Object.assign(EventEmitter, require('events/waiting'));
