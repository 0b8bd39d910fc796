'use strict';

// init, before, after and destroy come in this order, destroy after the callback is over.

const assert = require('assert');
const { createHook } = require('async_hooks');

const log = [];
let id;
createHook({
  init(asyncId, type) {
    if (type === 'Immediate' && id === undefined) {
      id = asyncId;
      log.push('init');
    }
  },
  before(asyncId) { if (asyncId === id) log.push('before'); },
  after(asyncId) { if (asyncId === id) log.push('after'); },
  destroy(asyncId) { if (asyncId === id) log.push('destroy'); },
}).enable();

setImmediate(() => log.push('callback'));

process.on('exit', () => {
  assert.deepStrictEqual(log, ['init', 'before', 'callback', 'after', 'destroy']);
});
