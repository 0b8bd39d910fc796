'use strict';
// SPDX-License-Identifier: MIT

// stream/web: the package web-streams-polyfill, with what Node's streams and util.inspect() ask of
// web streams, and the streams of text.

const streams = require('internal/deps/web-streams-polyfill');
const { finishClasses } = require('stream/web-classes');
const { TextDecoderStream, TextEncoderStream } = require('stream/web-text');

finishClasses(streams);

module.exports = { ...streams, TextDecoderStream, TextEncoderStream };

// They need zlib, which hardly anybody else does.
for (const name of ['CompressionStream', 'DecompressionStream']) {
  Object.defineProperty(module.exports, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = require('stream/web-compression')[name];
      Object.defineProperty(this, name, { value, writable: true });
      return value;
    },
  });
}
