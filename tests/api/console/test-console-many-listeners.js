'use strict';

// Writing adds no listener of errors to a stream that has some, and all writes have one callback.

const assert = require('assert');
const { EventEmitter } = require('events');
const { Writable } = require('stream');

process.on('warning', (warning) => assert.fail(warning));

const callbacks = new Set();
class Stream extends Writable {
  write(text, callback) {
    callbacks.add(callback);
    assert.strictEqual(this.listenerCount('error'), this.most);
    return super.write(text, callback);
  }
}
const stream = new Stream({ write: (chunk, encoding, done) => done() });
stream.most = EventEmitter.defaultMaxListeners;
for (let i = 0; i < stream.most; i++) stream.on('error', () => {});

const { log } = new console.Console(stream);
for (let i = 0; i < 3; i++) log(i);
assert.strictEqual(callbacks.size, 1);
