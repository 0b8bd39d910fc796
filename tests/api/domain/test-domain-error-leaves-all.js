'use strict';

// The listener of a domain's error is in no domain, and nothing that runs later is in one.

const assert = require('assert');
const domain = require('domain');

const seen = [];
const outer = domain.create();
outer.on('error', (error) => seen.push(error.message, process.domain));
setTimeout(() => outer.run(() => {
  throw new Error('first');
}), 5);
setTimeout(() => seen.push(process.domain), 5);

setTimeout(() => {
  process.once('uncaughtException', (error) => {
    seen.push(error.message, process.domain);
    assert.deepStrictEqual(seen, ['first', undefined, null, 'second', null]);
  });
  domain.create().run(() => {
    throw new Error('second');
  });
}, 50);
