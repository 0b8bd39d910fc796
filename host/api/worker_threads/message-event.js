'use strict';
// SPDX-License-Identifier: MIT

// MessageEvent: https://html.spec.whatwg.org/multipage/comms.html#messageevent

require('internal/on-first-use');

const { MessagePort } = internalBinding('worker_threads');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { Event } = require('internal/event-target');

function validatePort(value, name) {
  if (!(value instanceof MessagePort)) throw new ERR_INVALID_ARG_TYPE(name, 'MessagePort', value);
}

let received;  // (type, data, ports): an event of the runtime, whose data may be undefined.

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  constructor(type, init = undefined) {
    super(type, init);
    const {
      data = null, origin = '', lastEventId = '', source = null, ports = [],
    } = init ?? {};
    if (source !== null) validatePort(source, 'init.source');
    if (typeof ports?.[Symbol.iterator] !== 'function') {
      throw new TypeError('ports is not iterable');
    }
    const list = [...ports];
    list.forEach((port, i) => validatePort(port, `init.ports[${i}]`));
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
    this.#ports = list;
  }

  static #check(event) {
    if (typeof event !== 'object' || event === null || !(#data in event)) {
      throw new ERR_INVALID_THIS('MessageEvent');
    }
    return event;
  }

  get data() {
    return MessageEvent.#check(this).#data;
  }

  get origin() {
    return MessageEvent.#check(this).#origin;
  }

  get lastEventId() {
    return MessageEvent.#check(this).#lastEventId;
  }

  get source() {
    return MessageEvent.#check(this).#source;
  }

  get ports() {
    return MessageEvent.#check(this).#ports;
  }

  static {
    received = (type, data, ports = []) => {
      const event = new MessageEvent(type);
      event.#data = data;
      event.#ports = ports;
      return event;
    };
  }
}

for (const name of ['data', 'origin', 'lastEventId', 'source', 'ports']) {
  Object.defineProperty(MessageEvent.prototype, name, { enumerable: true });
}
Object.defineProperty(MessageEvent.prototype, Symbol.toStringTag, {
  configurable: true, value: 'MessageEvent',
});

module.exports = { MessageEvent, received };
