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
    this.write = writers[encoding.name] ?? writeWhole;
    this.bytes = Buffer.alloc(4);
    this.have = 0;
    this.need = 0;
  }

  // The last ones of a chunk.
  keep(chunk, count, need) {
    for (let i = 0; i < count; i++) this.bytes[i] = chunk[chunk.length - count + i];
    this.have = count;
    this.need = need;
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

  take(character) {
    const text = character(this.bytes, this.have) ?? this.encoding.slice(this.bytes, 0, this.have);
    this.have = 0;
    this.need = 0;
    return text;
  }
}

// A few bytes are turned to text here: that is faster than to call C++ for them. Their code units
// are put here first.
const MOST_UNITS = 8;
const units = [0, 0, 0, 0, 0, 0, 0, 0];

function textOfUnits(count) {
  const u = units;
  const text = String.fromCharCode;
  switch (count) {
    case 1: return text(u[0]);
    case 2: return text(u[0], u[1]);
    case 3: return text(u[0], u[1], u[2]);
    case 4: return text(u[0], u[1], u[2], u[3]);
    case 5: return text(u[0], u[1], u[2], u[3], u[4]);
    case 6: return text(u[0], u[1], u[2], u[3], u[4], u[5]);
    case 7: return text(u[0], u[1], u[2], u[3], u[4], u[5], u[6]);
    default: return text(u[0], u[1], u[2], u[3], u[4], u[5], u[6], u[7]);
  }
}

// The character of a UTF-8 sequence that is one: its `count` bytes after the first are no others.
// Otherwise undefined.
function utf8Code(bytes, at, count) {
  const lead = bytes[at];
  if (count === 2) return lead < 0xc2 ? undefined : (lead & 0x1f) << 6 | (bytes[at + 1] & 0x3f);
  const last = (bytes[at + 1] & 0x3f) << 6 | (bytes[at + 2] & 0x3f);
  if (count === 3) {
    const code = (lead & 0x0f) << 12 | last;
    return code >= 0x800 && (code < 0xd800 || code > 0xdfff) ? code : undefined;
  }
  const code = (lead & 0x07) << 18 | last << 6 | (bytes[at + 3] & 0x3f);
  return code >= 0x10000 && code <= 0x10ffff ? code : undefined;
}

function utf8Character(bytes, count) {
  if (count !== sequenceLength(bytes[0])) return undefined;
  const code = utf8Code(bytes, 0, count);
  return code === undefined ? undefined : String.fromCodePoint(code);
}

// At most MOST_UNITS bytes; undefined when they are not all well formed.
function shortUtf8(bytes, start, end) {
  let count = 0;
  for (let at = start; at < end;) {
    const lead = bytes[at];
    if (lead < 0x80) {
      units[count++] = lead;
      at++;
      continue;
    }
    const length = sequenceLength(lead);
    if (length === 0 || at + length > end) return undefined;
    for (let i = 1; i < length; i++) {
      if (!isContinuation(bytes[at + i])) return undefined;
    }
    const code = utf8Code(bytes, at, length);
    if (code === undefined) return undefined;
    if (code < 0x10000) {
      units[count++] = code;
    } else {
      units[count++] = 0xd7c0 + (code >> 10);
      units[count++] = 0xdc00 | (code & 0x3ff);
    }
    at += length;
  }
  return textOfUnits(count);
}

function fillUtf8(state, chunk) {
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
}

// Keeps the bytes at the end of a chunk that are no whole, and says how many they are.
function cutUtf8(state, chunk, start) {
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
}

function writeUtf8(state, chunk) {
  let text = '';
  let start = 0;
  if (state.need > 0) {
    start = fillUtf8(state, chunk);
    if (state.need > 0) return '';
    text = state.take(utf8Character);
    if (start === chunk.length) return text;
  }
  const end = chunk.length - cutUtf8(state, chunk, start);
  if (end === start) return text;
  const whole = (end - start <= MOST_UNITS ? shortUtf8(chunk, start, end) : undefined) ??
    state.encoding.slice(chunk, start, end);
  return text === '' ? whole : text + whole;
}

// The same for UTF-16: half a unit, or half of a pair of them.
function cutUtf16(state, chunk, start) {
  const count = chunk.length - start;
  if (count % 2 === 1) {
    state.keep(chunk, 1, 1);
    return 1;
  }
  if (count === 0 || !isHighSurrogateEnd(chunk[chunk.length - 1])) return 0;
  state.keep(chunk, 2, 2);
  return 2;
}

function writeUtf16(state, chunk) {
  let count = 0;
  let start = 0;
  if (state.need > 0) {
    start = state.fill(chunk);
    if (state.need > 0) return '';
    const { bytes, have } = state;
    for (let at = 0; at < have; at += 2) units[count++] = bytes[at] | bytes[at + 1] << 8;
    state.have = 0;
    if (start === chunk.length) return textOfUnits(count);
  }
  const end = chunk.length - cutUtf16(state, chunk, start);
  if (end - start > 2 * (MOST_UNITS - count)) {
    const whole = state.encoding.slice(chunk, start, end);
    return count === 0 ? whole : textOfUnits(count) + whole;
  }
  for (let at = start; at < end; at += 2) units[count++] = chunk[at] | chunk[at + 1] << 8;
  return count === 0 ? '' : textOfUnits(count);
}

// Three bytes are four characters of base64.
function base64Writer(alphabet) {
  const codes = Array.from(alphabet, (character) => character.charCodeAt(0));
  const putUnits = (bytes, at, to) => {
    const three = bytes[at] << 16 | bytes[at + 1] << 8 | bytes[at + 2];
    units[to] = codes[three >> 18];
    units[to + 1] = codes[three >> 12 & 63];
    units[to + 2] = codes[three >> 6 & 63];
    units[to + 3] = codes[three & 63];
  };
  const character = (bytes, count) => {
    if (count !== 3) return undefined;
    putUnits(bytes, 0, 0);
    return textOfUnits(4);
  };
  return (state, chunk) => {
    let text = '';
    let start = 0;
    if (state.need > 0) {
      start = state.fill(chunk);
      if (state.need > 0) return '';
      text = state.take(character);
      if (start === chunk.length) return text;
    }
    const over = (chunk.length - start) % 3;
    if (over > 0) state.keep(chunk, over, 3 - over);
    const end = chunk.length - over;
    if (end === start) return text;
    if (end - start > 6) return text + state.encoding.slice(chunk, start, end);
    putUnits(chunk, start, 0);
    if (end - start === 6) putUnits(chunk, start + 3, 4);
    return text + textOfUnits(end - start === 6 ? 8 : 4);
  };
}

function writeLatin1(state, chunk) {
  const count = chunk.length;
  if (count > MOST_UNITS) return state.encoding.slice(chunk, 0, count);
  for (let i = 0; i < count; i++) units[i] = chunk[i];
  return textOfUnits(count);
}

// For what waits when no more comes.
const noCharacter = () => undefined;

// Of encodings whose bytes are characters by themselves.
function writeWhole(state, chunk) {
  return state.encoding.slice(chunk, 0, chunk.length);
}

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const writers = {
  utf8: writeUtf8,
  utf16le: writeUtf16,
  base64: base64Writer(`${ALPHANUMERIC}+/`),
  base64url: base64Writer(`${ALPHANUMERIC}-_`),
  latin1: writeLatin1,
};

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
  return bytes.length === 0 ? '' : state.write(state, bytes);
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
  return state.have === 0 ? text : text + state.take(noCharacter);
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
