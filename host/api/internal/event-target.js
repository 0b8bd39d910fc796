'use strict';
// SPDX-License-Identifier: MIT

// Event and EventTarget without a tree of nodes: https://dom.spec.whatwg.org/#events

const { codes } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');
const { validateObject } = require('internal/validate');
const {
  ERR_EVENT_RECURSION, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS,
} = codes;

const kState = Symbol('event state');
const kListeners = Symbol('listeners');
const kMaxListeners = Symbol('maxListeners');
// An option of addEventListener(): the listener gets an event's value, as an EventEmitter's does.
const kNodeStyle = Symbol('node style');
const kResistsStop = Symbol('is called although the event was stopped');
// (type, count, added) of a target that wants to know when its listeners change.
const kListenersChanged = Symbol('listeners changed');

const NONE = 0;
const AT_TARGET = 2;

const ANY_OBJECT = { allowArray: true, allowFunction: true };

// The options of an inspector for what it shows inside.
function oneDeeper(options) {
  const { depth } = options;
  return { ...options, depth: Number.isInteger(depth) ? depth - 1 : depth };
}

function stateOf(event) {
  const state = event?.[kState];
  if (state === undefined) throw new ERR_INVALID_THIS('Event');
  return state;
}

class Event {
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (options != null) validateObject(options, 'options', ANY_OBJECT);
    Object.defineProperty(this, kState, {
      value: {
        type: `${type}`,
        bubbles: Boolean(options?.bubbles),
        cancelable: Boolean(options?.cancelable),
        composed: Boolean(options?.composed),
        defaultPrevented: false,
        propagationStopped: false,
        stopped: false,
        passive: false,
        dispatching: false,
        target: null,
        currentTarget: null,
        timeStamp: typeof performance === 'object' ? performance.now() : Date.now(),
      },
    });
    Object.defineProperty(this, 'isTrusted', {
      get: isTrusted, enumerable: true, configurable: false,
    });
  }

  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    const state = stateOf(this);
    if (state.dispatching) return;
    Object.assign(state, {
      type: `${type}`, bubbles: Boolean(bubbles), cancelable: Boolean(cancelable),
    });
  }

  [customInspect](depth, options) {
    const { name } = this.constructor;
    if (depth !== null && depth < 0) return name;
    const inner = oneDeeper(options);
    const { type, defaultPrevented, cancelable, timeStamp } = stateOf(this);
    return `${name} ${inspect({ type, defaultPrevented, cancelable, timeStamp }, inner)}`;
  }

  stopImmediatePropagation() {
    const state = stateOf(this);
    state.propagationStopped = true;
    state.stopped = true;
  }

  preventDefault() {
    const state = stateOf(this);
    if (state.cancelable && !state.passive) state.defaultPrevented = true;
  }

  get target() {
    return stateOf(this).target;
  }

  get currentTarget() {
    return stateOf(this).currentTarget;
  }

  get srcElement() {
    return stateOf(this).target;
  }

  get type() {
    return stateOf(this).type;
  }

  get cancelable() {
    return stateOf(this).cancelable;
  }

  get defaultPrevented() {
    return stateOf(this).defaultPrevented;
  }

  get timeStamp() {
    return stateOf(this).timeStamp;
  }

  composedPath() {
    const state = stateOf(this);
    return state.dispatching ? [state.currentTarget] : [];
  }

  get returnValue() {
    return !stateOf(this).defaultPrevented;
  }

  get bubbles() {
    return stateOf(this).bubbles;
  }

  get composed() {
    return stateOf(this).composed;
  }

  get eventPhase() {
    return stateOf(this).dispatching ? AT_TARGET : NONE;
  }

  get cancelBubble() {
    return stateOf(this).propagationStopped;
  }

  set cancelBubble(value) {
    if (value) stateOf(this).propagationStopped = true;
  }

  stopPropagation() {
    stateOf(this).propagationStopped = true;
  }

  static NONE = NONE;
  static CAPTURING_PHASE = 1;
  static AT_TARGET = AT_TARGET;
  static BUBBLING_PHASE = 3;
}

// One function for all events: pages compare it to tell made-up events from real ones.
function isTrusted() {
  return stateOf(this).trusted === true;
}

class CustomEvent extends Event {
  #detail;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}

function tableOf(target) {
  const table = target?.[kListeners];
  if (table === undefined) throw new ERR_INVALID_THIS('EventTarget');
  return table;
}

function isListener(listener) {
  if (typeof listener === 'function' || typeof listener?.handleEvent === 'function') return true;
  if (listener == null) return false;
  if (typeof listener === 'object') return true;
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

function warnOfIgnored(listener, type, target) {
  const warning = new Error(`addEventListener called with ${listener}` +
    ' which has no effect.');
  warning.name = 'AddEventListenerArgumentTypeWarning';
  Object.assign(warning, { target, type });
  process.emitWarning(warning);
}

function warnOfLeak(target, type, count) {
  const most = target[kMaxListeners] ?? require('events').defaultMaxListeners;
  const table = tableOf(target);
  if (most === 0 || count <= most || table.warned?.includes(type)) return;
  (table.warned ??= []).push(type);
  const warning = new Error('Possible EventTarget memory leak detected. ' +
    `${count} ${type} listeners added to ${inspect(target, { depth: -1 })}. MaxListeners is ` +
    `${most}. Use events.setMaxListeners() to increase limit`);
  warning.name = 'MaxListenersExceededWarning';
  Object.assign(warning, { target, type, count });
  process.emitWarning(warning);
}

// An error in one listener does not keep the others from being called.
function reportError(error) {
  process.nextTick(() => {
    throw error;
  });
}

function callListener(entry, event, target) {
  try {
    const { listener } = entry;
    const state = stateOf(event);
    const value = entry.nodeStyle && state.hasValue ? state.value : event;
    const result = typeof listener === 'function' ?
      listener.call(target, value) : listener.handleEvent(value);
    if (result != null && typeof result.then === 'function') {
      result.then(undefined, reportError);
    }
  } catch (error) {
    reportError(error);
  }
}

function dispatch(target, event) {
  const state = stateOf(event);
  const list = tableOf(target).byType[state.type];
  Object.assign(state, { target, currentTarget: target, dispatching: true });
  for (const entry of list?.slice() ?? []) {
    if (entry.removed || (state.stopped && !entry.resistsStop)) continue;
    if (entry.once) remove(target, state.type, entry);
    state.passive = entry.passive;
    callListener(entry, event, target);
    state.passive = false;
  }
  Object.assign(state, { currentTarget: null, dispatching: false });
  return !state.defaultPrevented;
}

function remove(target, type, entry) {
  const { byType } = tableOf(target);
  const list = byType[type];
  const at = list?.indexOf(entry) ?? -1;
  if (at === -1) return;
  entry.removed = true;
  list.splice(at, 1);
  if (list.length === 0) delete byType[type];
  target[kListenersChanged]?.(type, list.length, false);
}

let portable = false;

function portableObject(Class) {
  const { Portable } = require('internal/transfer');
  return Reflect.construct(Portable, [], Class);
}

/** Calls `make`, of which each EventTarget is an object that messages can carry. */
function makePortable(make) {
  portable = true;
  try {
    return make();
  } finally {
    portable = false;
  }
}

class EventTarget {
  constructor() {
    const self = portable ? portableObject(new.target) : this;
    Object.defineProperty(self, kListeners, { value: { byType: Object.create(null) } });
    return self;
  }

  addEventListener(type, listener, options = undefined) {
    const { byType } = tableOf(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    const given = typeof options === 'boolean' ? { capture: options } : options ?? {};
    validateObject(given, 'options', ANY_OBJECT);
    const { once = false, capture = false, passive = false, signal } = given;
    if (signal !== undefined && (signal === null || typeof signal !== 'object' ||
        !('aborted' in signal))) {
      throw new ERR_INVALID_ARG_TYPE('options.signal', 'AbortSignal', signal);
    }
    if (!isListener(listener)) {
      warnOfIgnored(listener, type, this);
      return;
    }
    if (signal?.aborted) return;

    const name = `${type}`;
    const list = byType[name] ??= [];
    if (list.some((one) => one.listener === listener && one.capture === Boolean(capture))) return;
    const entry = {
      listener, once: Boolean(once), capture: Boolean(capture), passive: Boolean(passive),
      removed: false, nodeStyle: given[kNodeStyle] === true, resistsStop: given[kResistsStop] === true,
    };
    list.push(entry);
    signal?.addEventListener('abort', () => remove(this, name, entry), { once: true });
    warnOfLeak(this, name, list.length);
    this[kListenersChanged]?.(name, list.length, true);
  }

  removeEventListener(type, listener, options = undefined) {
    const { byType } = tableOf(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    if (!isListener(listener)) return;
    const capture = Boolean(typeof options === 'boolean' ? options : options?.capture);
    const entry = byType[`${type}`]?.find(
      (one) => one.listener === listener && one.capture === capture);
    if (entry !== undefined) remove(this, `${type}`, entry);
  }

  dispatchEvent(event) {
    tableOf(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('event');
    if (!(event instanceof Event)) throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (stateOf(event).dispatching) throw new ERR_EVENT_RECURSION(event.type);
    return dispatch(this, event);
  }

  [customInspect](depth, options) {
    const { name } = this.constructor;
    if (depth !== null && depth < 0) return name;
    const inner = oneDeeper(options);
    return `${name} ${inspect({}, inner)}`;
  }
}

function list(Class, names, tag) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: tag, configurable: true });
}
list(Event, [
  'initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget',
  'srcElement', 'type', 'cancelable', 'defaultPrevented', 'timeStamp', 'composedPath',
  'returnValue', 'bubbles', 'composed', 'eventPhase', 'cancelBubble', 'stopPropagation',
], 'Event');
list(CustomEvent, ['detail'], 'CustomEvent');
list(EventTarget, ['addEventListener', 'removeEventListener', 'dispatchEvent'], 'EventTarget');

/** Dispatches an event that the runtime itself made. */
function dispatchTrusted(target, event) {
  stateOf(event).trusted = true;
  return dispatch(target, event);
}

/** Dispatches an event of which listeners in the style of Node get only the value. */
function dispatchValue(target, event, value) {
  Object.assign(stateOf(event), { hasValue: true, value });
  return dispatch(target, event);
}

/** Types of events that have listeners. */
function eventTypesOf(target) {
  return Object.keys(tableOf(target).byType);
}

/** Gives a class the property `on<type>`, which holds one listener. */
function defineEventHandler(prototype, type) {
  const key = Symbol(`on${type}`);
  Object.defineProperty(prototype, `on${type}`, {
    get() {
      return this[key]?.handler ?? null;
    },
    set(value) {
      const handler = typeof value === 'function' || typeof value === 'object' ? value : null;
      if (this[key] === undefined) {
        const held = { handler: null };
        held.listener = (event) => (typeof held.handler === 'function' ?
          held.handler.call(this, event) : held.handler.handleEvent?.(event));
        Object.defineProperty(this, key, { value: held });
      }
      const held = this[key];
      if (handler === null) this.removeEventListener(type, held.listener);
      else if (held.handler === null) this.addEventListener(type, held.listener);
      held.handler = handler;
    },
    enumerable: true,
    configurable: true,
  });
}

/** The listeners of an EventTarget; undefined for anything else. */
function listenersOf(target, type) {
  const table = target?.[kListeners];
  if (table === undefined) return undefined;
  return (table.byType[`${type}`] ?? []).map((entry) => entry.listener);
}

function maxListenersOfTarget(target, fallback) {
  return target?.[kListeners] === undefined ? undefined : target[kMaxListeners] ?? fallback;
}

/** Says whether the target is one of ours, and remembers the number if it is. */
function setMaxListenersOfTarget(target, n) {
  if (target?.[kListeners] === undefined) return false;
  Object.defineProperty(target, kMaxListeners, { value: n, configurable: true, writable: true });
  return true;
}

module.exports = {
  CustomEvent,
  Event,
  EventTarget,
  defineEventHandler,
  dispatchTrusted,
  dispatchValue,
  eventTypesOf,
  kListenersChanged,
  kNodeStyle,
  kResistsStop,
  listenersOf,
  makePortable,
  maxListenersOfTarget,
  setMaxListenersOfTarget,
};
