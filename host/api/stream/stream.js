'use strict';
// SPDX-License-Identifier: MIT

// stream: the package readable-stream over Plinth's own Buffer, events, errors and process, and
// what Node has beyond it. Web streams are loaded when a stream is turned into one.

const { Stream } = require('internal/deps/readable-stream');
const { duplexPair } = require('stream/duplex-pair');

const { Duplex, Readable, Writable } = Stream;

Stream.duplexPair = duplexPair;
Stream._isArrayBufferView = (value) => ArrayBuffer.isView(value);

Object.defineProperty(Writable.prototype, Symbol.asyncDispose, {
  __proto__: null, configurable: true, enumerable: false, writable: true,
  async value() {
    if (!this.destroyed) {
      this.destroy(this.writableFinished ? null : new (require('internal/errors').AbortError)());
    }
    return new Promise((resolve, reject) => {
      Stream.finished(this, (error) => {
        if (error && error.name !== 'AbortError') reject(error);
        else resolve();
      });
    });
  },
});

Object.assign(Readable, {
  fromWeb: (stream, options) => require('stream/from-web').readableFromWeb(stream, options),
  toWeb: (stream, options) => require('stream/web-adapters').toReadableStream(stream, options),
});
Object.assign(Writable, {
  fromWeb: (stream, options) => require('stream/from-web').writableFromWeb(stream, options),
  toWeb: (stream) => require('stream/web-adapters').toWritableStream(stream),
});
Object.assign(Duplex, {
  fromWeb: (pair, options) => require('stream/from-web').duplexFromWeb(pair, options),
  toWeb: (duplex) => require('stream/web-adapters').toPair(duplex),
});

module.exports = Stream;
