'use strict';
// SPDX-License-Identifier: MIT

// TextDecoder: https://encoding.spec.whatwg.org/#interface-textdecoder
// What a part leaves incomplete waits here; the native half keeps nothing.

const native = internalBinding('encoding');
const { converterName, encodingName } = require('encoding/labels');
const { codes } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');
const { types: { isAnyArrayBuffer } } = require('internal/types');
const {
  ERR_ENCODING_INVALID_ENCODED_DATA, ERR_ENCODING_NOT_SUPPORTED, ERR_INVALID_ARG_TYPE,
  ERR_INVALID_THIS,
} = codes;

const ESCAPE = 0x1b;

let incomplete;  // Made on first use: a snapshot can't hold memory.

function toBytes(input) {
  if (input === undefined) return new Uint8Array(0);
  // A buffer that was moved away is an empty one.
  if (isAnyArrayBuffer(input)) return new Uint8Array(input.byteLength === 0 ? 0 : input);
  if (!ArrayBuffer.isView(input)) {
    throw new ERR_INVALID_ARG_TYPE('list', ['ArrayBuffer', 'ArrayBufferView'], input);
  }
  return input;
}

function join(one, other) {
  const joined = new Uint8Array(one.byteLength + other.byteLength);
  joined.set(one);
  joined.set(new Uint8Array(other.buffer, other.byteOffset, other.byteLength), one.byteLength);
  return joined;
}

function decodeUserDefined(bytes) {
  let text = '';
  for (const byte of new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)) {
    text += String.fromCharCode(byte < 0x80 ? byte : 0xf700 + byte);
  }
  return text;
}

function lastEscape(bytes) {
  const at = bytes.lastIndexOf(ESCAPE);
  return at < 0 ? bytes.subarray(0, 0) : bytes.slice(at, at + 3);
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #pending = undefined;  // Bytes that the last part left incomplete.
  #started = false;  // Text was given out: what follows is no byte order mark.

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#fatal in self)) {
      throw new ERR_INVALID_THIS('TextDecoder');
    }
  }

  constructor(label = 'utf-8', options = {}) {
    const name = encodingName(`${label}`);
    if (name === undefined) throw new ERR_ENCODING_NOT_SUPPORTED(`${label}`);
    if (options !== null && typeof options !== 'object' && typeof options !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    this.#encoding = name;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  get encoding() {
    TextDecoder.#check(this);
    return this.#encoding;
  }

  get fatal() {
    TextDecoder.#check(this);
    return this.#fatal;
  }

  get ignoreBOM() {
    TextDecoder.#check(this);
    return this.#ignoreBOM;
  }

  decode(input = undefined, options = undefined) {
    TextDecoder.#check(this);
    let bytes = toBytes(input);
    if (options != null && typeof options !== 'object' && typeof options !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    const more = Boolean(options?.stream);
    if (this.#pending !== undefined) {
      bytes = join(this.#pending, bytes);
      this.#pending = undefined;
    }
    const text = this.#convert(bytes, more);
    if (text === undefined) {
      this.#started = false;
      throw new ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding);
    }
    return this.#withoutMark(text, more);
  }

  #convert(bytes, more) {
    if (this.#encoding === 'utf-8') return this.#convertUtf8(bytes, more);
    if (this.#encoding === 'x-user-defined') return decodeUserDefined(bytes);
    incomplete ??= new Uint32Array(1);
    const text = native.decode(
      bytes, converterName(this.#encoding), this.#fatal, more, incomplete);
    if (more && text !== undefined) this.#keep(bytes, incomplete[0]);
    return text;
  }

  #convertUtf8(bytes, more) {
    const rest = more ? native.incompleteUtf8(bytes) : 0;
    if (rest === 0) return native.decodeUtf8(bytes, this.#fatal);
    this.#keep(bytes, rest);
    const whole = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength - rest);
    return native.decodeUtf8(whole, this.#fatal);
  }

  #keep(view, count) {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    const rest = bytes.slice(bytes.length - count);
    // The shift state of this one encoding is that of its last escape sequence.
    this.#pending = this.#encoding === 'iso-2022-jp' && rest[0] !== ESCAPE ?
      join(lastEscape(bytes.subarray(0, bytes.length - count)), rest) : rest;
    if (this.#pending.length === 0) this.#pending = undefined;
  }

  #withoutMark(text, more) {
    const hasMark = !this.#ignoreBOM && !this.#started && text.charCodeAt(0) === 0xfeff &&
      this.#encoding.startsWith('utf-');
    this.#started = more && (this.#started || text !== '');
    return hasMark ? text.slice(1) : text;
  }

  [customInspect](depth, options) {
    TextDecoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = Object.create({ constructor: this.constructor ?? TextDecoder });
    for (const name of ['encoding', 'fatal', 'ignoreBOM']) shown[name] = this[name];
    return inspect(shown, options);
  }
}

const listed = { __proto__: null, enumerable: true };
Object.defineProperties(TextDecoder.prototype, {
  decode: listed,
  encoding: listed,
  fatal: listed,
  ignoreBOM: listed,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'TextDecoder' },
});

module.exports = { TextDecoder };
