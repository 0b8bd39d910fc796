'use strict';
// SPDX-License-Identifier: MIT

// string_decoder: text out of chunks of bytes that end anywhere. What a chunk leaves unfinished (at
// most three bytes) waits for the next one; Buffer decodes the rest.

const { Buffer } = require('buffer');
const { findEncoding } = require('buffer/encodings');
const { codes } = require('internal/errors');

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_UNKNOWN_ENCODING } = codes;

const kState = Symbol('state');

// How many bytes the UTF-8 sequence with this first byte has; 0 for bytes that begin none.
function sequenceLength(lead) {
  if ((lead & 0xe0) === 0xc0) return 2;
  if ((lead & 0xf0) === 0xe0) return 3;
  return (lead & 0xf8) === 0xf0 ? 4 : 0;
}

const isContinuation = (byte) => (byte & 0xc0) === 0x80;
const isHighSurrogateEnd = (byte) => (byte & 0xfc) === 0xd8;

// Bytes that wait: `have` of them in `bytes`, and `need` more make a whole.
class State {
  constructor(encoding) {
    this.encoding = encoding;
    this.kind = kinds[encoding.name];
    this.bytes = Buffer.alloc(4);
    this.have = 0;
    this.need = 0;
  }

  keep(chunk, count, need) {
    for (let i = 0; i < count; i++) this.bytes[i] = chunk[chunk.length - count + i];
    this.have = count;
    this.need = need;
  }

  take() {
    const text = this.kind.character?.(this.bytes, this.have) ??
      this.encoding.slice(this.bytes, 0, this.have);
    this.have = 0;
    this.need = 0;
    return text;
  }

  // Moves what is needed out of the chunk; returns where the rest of the chunk begins.
  fill(chunk) {
    let start = 0;
    while (this.need > 0 && start < chunk.length) {
      this.bytes[this.have++] = chunk[start++];
      this.need--;
    }
    return start;
  }
}

// The character of a UTF-8 sequence, if it is one: then its bytes after the first are no others.
function utf8Character(bytes, count) {
  const lead = bytes[0];
  if (count !== sequenceLength(lead)) return undefined;
  if (count === 2) {
    return lead < 0xc2 ? undefined : String.fromCharCode((lead & 0x1f) << 6 | (bytes[1] & 0x3f));
  }
  const last = (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f);
  if (count === 3) {
    const code = (lead & 0x0f) << 12 | last;
    const isCharacter = code >= 0x800 && (code < 0xd800 || code > 0xdfff);
    return isCharacter ? String.fromCharCode(code) : undefined;
  }
  const code = (lead & 0x07) << 18 | last << 6 | (bytes[3] & 0x3f);
  return code >= 0x10000 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

// Each kind takes the bytes at the end of a chunk that are no whole, and says how many they are. A few
// bytes that have become a whole are turned to text here: that is faster than to call C++ for them.
const kinds = {
  utf8: {
    character: utf8Character,
    fill(state, chunk) {
      let start = 0;
      while (state.need > 0 && start < chunk.length) {
        if (!isContinuation(chunk[start])) {
          state.need = 0;
          break;
        }
        state.bytes[state.have++] = chunk[start++];
        state.need--;
      }
      return start;
    },
    cut(state, chunk, start) {
      const last = chunk.length - 1;
      if (chunk[last] < 0x80) return 0;
      for (let back = 0; back < 3 && last - back >= start; back++) {
        const byte = chunk[last - back];
        if (isContinuation(byte)) continue;
        const need = sequenceLength(byte) - back - 1;
        if (need <= 0) return 0;
        state.keep(chunk, back + 1, need);
        return back + 1;
      }
      return 0;
    },
  },
  utf16le: {
    character: (bytes, count) =>
      (count === 2 ? String.fromCharCode(bytes[0] | bytes[1] << 8) : undefined),
    fill: (state, chunk) => state.fill(chunk),
    cut(state, chunk, start) {
      const count = chunk.length - start;
      if (count % 2 === 1) {
        state.keep(chunk, 1, 1);
        return 1;
      }
      if (count === 0 || !isHighSurrogateEnd(chunk[chunk.length - 1])) return 0;
      state.keep(chunk, 2, 2);
      return 2;
    },
  },
  base64: {
    fill: (state, chunk) => state.fill(chunk),
    cut(state, chunk, start) {
      const count = (chunk.length - start) % 3;
      if (count > 0) state.keep(chunk, count, 3 - count);
      return count;
    },
  },
};
kinds.base64url = kinds.base64;

function toBuffer(value) {
  if (value instanceof Buffer) return value;
  if (!ArrayBuffer.isView(value)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], value);
  }
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/**
 * @param {string} [encodingName]
 */
function StringDecoder(encodingName) {
  const encoding = encodingName == null || encodingName === '' ? findEncoding('utf8') :
    typeof encodingName === 'string' ? findEncoding(encodingName) : undefined;
  if (encoding === undefined) throw new ERR_UNKNOWN_ENCODING(encodingName);
  this.encoding = encoding.name;
  this[kState] = new State(encoding);
}

/**
 * The text that is complete with this chunk.
 *
 * @param {string | ArrayBufferView} chunk
 * @returns {string}
 */
StringDecoder.prototype.write = function write(chunk) {
  if (typeof chunk === 'string') return chunk;
  const bytes = toBuffer(chunk);
  const state = this[kState];
  if (state === undefined) throw new ERR_INVALID_THIS('StringDecoder');
  const { encoding, kind } = state;
  if (kind === undefined) return encoding.slice(bytes, 0, bytes.length);
  if (bytes.length === 0) return '';

  let text = '';
  let start = 0;
  if (state.need > 0) {
    start = kind.fill(state, bytes);
    if (state.need > 0) return '';
    text = state.take();
    if (start === bytes.length) return text;
  }
  const end = bytes.length - kind.cut(state, bytes, start);
  return end === start ? text : text + encoding.slice(bytes, start, end);
};

/**
 * The text of a last chunk and of all that still waited, complete or not.
 *
 * @param {string | ArrayBufferView} [chunk]
 * @returns {string}
 */
StringDecoder.prototype.end = function end(chunk) {
  const text = chunk === undefined ? '' : this.write(chunk);
  const state = this[kState];
  return state.have === 0 ? text : text + state.take();
};

/**
 * Starts afresh with the bytes from an offset on.
 *
 * @param {ArrayBufferView} chunk
 * @param {number} offset
 * @returns {string}
 */
StringDecoder.prototype.text = function text(chunk, offset) {
  const state = this[kState];
  state.have = 0;
  state.need = 0;
  return this.write(toBuffer(chunk).subarray(offset));
};

Object.defineProperties(StringDecoder.prototype, {
  lastChar: {
    configurable: true,
    enumerable: true,
    get() {
      return this[kState].bytes;
    },
  },
  lastNeed: {
    configurable: true,
    enumerable: true,
    get() {
      return this[kState].need;
    },
  },
  lastTotal: {
    configurable: true,
    enumerable: true,
    get() {
      return this[kState].have + this[kState].need;
    },
  },
});

module.exports = { StringDecoder };
