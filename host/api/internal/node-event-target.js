'use strict';
// SPDX-License-Identifier: MIT

// NodeEventTarget: an EventTarget that has the methods of an EventEmitter, too.

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const {
  CustomEvent, EventTarget, dispatchValue, eventTypesOf, kNodeStyle, listenersOf,
  maxListenersOfTarget, setMaxListenersOfTarget,
} = require('internal/event-target');
const { validateNumber, validateString } = require('internal/validate');

function check(target) {
  if (!(target instanceof NodeEventTarget)) throw new ERR_INVALID_THIS('NodeEventTarget');
}

class NodeEventTarget extends EventTarget {
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    check(this);
    validateNumber(n, 'setMaxListeners', 0);
    setMaxListenersOfTarget(this, n);
  }

  getMaxListeners() {
    check(this);
    return maxListenersOfTarget(this, NodeEventTarget.defaultMaxListeners);
  }

  eventNames() {
    check(this);
    return eventTypesOf(this);
  }

  listenerCount(type) {
    check(this);
    return listenersOf(this, type).length;
  }

  off(type, listener, options) {
    check(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    check(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  on(type, listener) {
    check(this);
    this.addEventListener(type, listener, { [kNodeStyle]: true });
    return this;
  }

  addListener(type, listener) {
    check(this);
    this.addEventListener(type, listener, { [kNodeStyle]: true });
    return this;
  }

  /** Whether there were listeners. */
  emit(type, value) {
    check(this);
    validateString(type, 'type');
    const had = listenersOf(this, type).length > 0;
    dispatchValue(this, new CustomEvent(type, { detail: value }), value);
    return had;
  }

  once(type, listener) {
    check(this);
    this.addEventListener(type, listener, { [kNodeStyle]: true, once: true });
    return this;
  }

  removeAllListeners(type) {
    check(this);
    for (const name of type === undefined ? eventTypesOf(this) : [type]) {
      for (const listener of listenersOf(this, name)) {
        this.removeEventListener(name, listener);
        this.removeEventListener(name, listener, true);
      }
    }
    return this;
  }
}

for (const name of ['setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off',
  'removeListener', 'on', 'addListener', 'once', 'emit', 'removeAllListeners']) {
  Object.defineProperty(NodeEventTarget.prototype, name, { enumerable: true });
}

module.exports = { NodeEventTarget };
