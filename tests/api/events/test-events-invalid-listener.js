'use strict';

// A listener that is no function is refused.

const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter();
for (const method of ['on', 'once', 'off', 'prependListener', 'prependOnceListener']) {
  for (const listener of [null, undefined, {}, 'listener']) {
    assert.throws(() => emitter[method]('event', listener), {
      code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError',
    });
  }
}
