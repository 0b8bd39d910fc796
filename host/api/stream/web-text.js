'use strict';
// SPDX-License-Identifier: MIT

// TextEncoderStream and TextDecoderStream:
// https://encoding.spec.whatwg.org/#interface-textdecoderstream

const { TextDecoder } = require('encoding/text-decoder');
const { TextEncoder } = require('encoding/text-encoder');
const { TransformStream } = require('internal/deps/web-streams-polyfill');
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');

function show(stream, names, depth, options) {
  if (depth < 0) return stream;
  const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
  const shown = Object.fromEntries(names.map((name) => [name, stream[name]]));
  return `${stream.constructor.name} ${inspect(shown, inner)}`;
}

class TextEncoderStream {
  #encoder = new TextEncoder();
  #high = '';  // The first half of a character, whose second half comes with the next chunk.
  #transform;

  constructor() {
    this.#transform = new TransformStream({
      transform: (chunk, controller) => this.#encode(`${chunk}`, controller),
      flush: (controller) => {
        if (this.#high !== '') controller.enqueue(this.#encoder.encode('\ufffd'));
      },
    });
  }

  #encode(chunk, controller) {
    let text = this.#high + chunk;
    this.#high = '';
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last < 0xdc00) {
      this.#high = text.at(-1);
      text = text.slice(0, -1);
    }
    if (text !== '') controller.enqueue(this.#encoder.encode(text));
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#encoder in self)) {
      throw new ERR_INVALID_THIS('TextEncoderStream');
    }
  }

  get encoding() {
    TextEncoderStream.#check(this);
    return 'utf-8';
  }

  get readable() {
    TextEncoderStream.#check(this);
    return this.#transform.readable;
  }

  get writable() {
    TextEncoderStream.#check(this);
    return this.#transform.writable;
  }

  [customInspect](depth, options) {
    TextEncoderStream.#check(this);
    return show(this, ['encoding', 'readable', 'writable'], depth, options);
  }
}

class TextDecoderStream {
  #decoder;
  #transform;

  constructor(encoding = 'utf-8', options = {}) {
    this.#decoder = new TextDecoder(encoding, options);
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        if (chunk === undefined) throw new TypeError('A chunk must be a BufferSource');
        this.#give(this.#decoder.decode(chunk, { stream: true }), controller);
      },
      flush: (controller) => this.#give(this.#decoder.decode(), controller),
    });
  }

  #give(text, controller) {
    if (text !== '') controller.enqueue(text);
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#decoder in self)) {
      throw new ERR_INVALID_THIS('TextDecoderStream');
    }
  }

  get encoding() {
    TextDecoderStream.#check(this);
    return this.#decoder.encoding;
  }

  get fatal() {
    TextDecoderStream.#check(this);
    return this.#decoder.fatal;
  }

  get ignoreBOM() {
    TextDecoderStream.#check(this);
    return this.#decoder.ignoreBOM;
  }

  get readable() {
    TextDecoderStream.#check(this);
    return this.#transform.readable;
  }

  get writable() {
    TextDecoderStream.#check(this);
    return this.#transform.writable;
  }

  [customInspect](depth, options) {
    TextDecoderStream.#check(this);
    return show(this, ['encoding', 'fatal', 'ignoreBOM', 'readable', 'writable'], depth, options);
  }
}

for (const Class of [TextEncoderStream, TextDecoderStream]) {
  for (const name of Object.getOwnPropertyNames(Class.prototype)) {
    if (name !== 'constructor') Object.defineProperty(Class.prototype, name, { enumerable: true });
  }
  Object.defineProperty(Class.prototype, Symbol.toStringTag, {
    configurable: true, value: Class.name,
  });
}

module.exports = { TextDecoderStream, TextEncoderStream };
