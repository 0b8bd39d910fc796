'use strict';
// SPDX-License-Identifier: MIT

// The class of all buffers, and where their memory comes from: small ones share a slab of
// Buffer.poolSize bytes, which is zeroed when it is made and belongs to this plugin alone.

const { markAsUntransferable } = internalBinding('worker_threads');
const { validateNumber } = require('internal/validate');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const kMaxLength = 2 ** 32;

// What `new Buffer` would be if it did not have to be callable. Making one through it is the
// fastest way there is; plugins see its prototype as Buffer.prototype.
class FastBuffer extends Uint8Array {
  // The three arguments are spelt out: an implicit constructor goes through an iterator.
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

let warned = false;

// As Node does: one warning, and none for code that somebody installed.
function warnOfConstructor() {
  if (warned) return;
  const { stack } = new Error();
  const caller = stack.split('\n').find((line, index) => index > 0 && !line.includes('node:'));
  if (caller !== undefined && /[/\\]node_modules[/\\]/.test(caller)) return;
  warned = true;
  require('process').emitWarning(
    'Buffer() is deprecated due to security and usability issues. Please use the ' +
    'Buffer.alloc(), Buffer.allocUnsafe(), or Buffer.from() methods instead.',
    'DeprecationWarning', 'DEP0005', Buffer);
}

/**
 * @deprecated
 * @param {number | string | object} value
 * @param {string | number} [encodingOrOffset]
 * @param {number} [length]
 */
function Buffer(value, encodingOrOffset, length) {
  warnOfConstructor();
  if (typeof value !== 'number') return Buffer.from(value, encodingOrOffset, length);
  if (typeof encodingOrOffset === 'string') {
    throw new ERR_INVALID_ARG_TYPE('string', 'string', value);
  }
  return Buffer.alloc(value);
}

Object.defineProperty(Buffer, Symbol.species, {
  configurable: true, enumerable: false, get: () => FastBuffer,
});
Object.setPrototypeOf(Buffer, Uint8Array);
FastBuffer.prototype.constructor = Buffer;
Buffer.prototype = FastBuffer.prototype;
Buffer.poolSize = 8 * 1024;

// The slab: made at the first use, because a startup snapshot can't hold memory.
let slab;
let slabBytes;
let slabSize = 0;
let slabUsed = 0;

function newSlab() {
  slabSize = Buffer.poolSize;
  slab = new ArrayBuffer(slabSize);
  markAsUntransferable(slab);  // With it would go what others have there.
  slabBytes = new FastBuffer(slab);
  slabUsed = 0;
}

// The rest of the next eight bytes stays unused, so that typed arrays may lie on any buffer.
function use(size) {
  const start = slabUsed;
  slabUsed = (start + size + 7) & ~7;
  return start;
}

/**
 * A buffer with any bytes of this plugin in it. The size has been checked.
 *
 * @param {number} size
 * @returns {FastBuffer}
 */
function allocate(size) {
  if (size <= 0) return new FastBuffer();
  if (size >= Buffer.poolSize >>> 1) return new FastBuffer(size);
  if (size > slabSize - slabUsed) newSlab();
  return new FastBuffer(slab, use(size), size);
}

/**
 * A buffer in the slab of what `write(bytes, string, offset, most)` makes of a string.
 *
 * @param {string} string
 * @param {number} most bytes that it makes at most; less than half of Buffer.poolSize
 * @param {(bytes: FastBuffer, string: string, offset: number, most: number) => number} write
 */
function allocateWritten(string, most, write) {
  if (most > slabSize - slabUsed) newSlab();
  const written = write(slabBytes, string, slabUsed, most);
  return new FastBuffer(slab, use(written), written);
}

/**
 * What `fill(bytes, offset, most)` puts into the slab, as a buffer. It answers -1 - its size; any
 * other answer is passed on.
 *
 * @param {number} most less than half of Buffer.poolSize
 * @param {(bytes: FastBuffer, offset: number, most: number) => any} fill
 */
function allocateFilled(most, fill) {
  if (most > slabSize - slabUsed) newSlab();
  const answer = fill(slabBytes, slabUsed, most);
  if (typeof answer !== 'number' || answer >= 0) return answer;
  const size = -1 - answer;
  return new FastBuffer(slab, use(size), size);
}

function validateSize(size) {
  if (typeof size !== 'number' || !(size >= 0 && size <= kMaxLength)) {
    validateNumber(size, 'size', 0, kMaxLength);
  }
}

module.exports = {
  Buffer, FastBuffer, allocate, allocateFilled, allocateWritten, kMaxLength, validateSize,
};
