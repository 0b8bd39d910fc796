'use strict';
// SPDX-License-Identifier: MIT

// What the readers and writers of numbers do when an offset, a size or a value is no good. They
// check by themselves, because that is faster, and come here for the error.

const { codes } = require('internal/errors');
const { validateNumber } = require('internal/validate');

const { ERR_BUFFER_OUT_OF_BOUNDS, ERR_OUT_OF_RANGE } = codes;

/**
 * Throws: `offset` is not where `size` bytes lie in the buffer.
 *
 * @param {Uint8Array} buffer
 * @param {unknown} offset
 * @param {number} size
 * @returns {never}
 */
function badOffset(buffer, offset, size) {
  validateNumber(offset, 'offset');
  if (Math.floor(offset) !== offset) throw new ERR_OUT_OF_RANGE('offset', 'an integer', offset);
  const last = buffer.length - size;
  if (last < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  throw new ERR_OUT_OF_RANGE('offset', `>= 0 and <= ${last}`, offset);
}

/**
 * Throws: a number of 1 to 6 bytes was asked for with another size.
 *
 * @param {unknown} size
 * @returns {never}
 */
function badSize(size) {
  validateNumber(size, 'byteLength');
  if (Math.floor(size) !== size) throw new ERR_OUT_OF_RANGE('byteLength', 'an integer', size);
  throw new ERR_OUT_OF_RANGE('byteLength', '>= 1 and <= 6', size);
}

/**
 * Throws: the value does not fit between `lowest` and `highest`.
 *
 * @param {number} value
 * @param {number} lowest
 * @param {number} highest
 * @returns {never}
 */
function badValue(value, lowest, highest) {
  throw new ERR_OUT_OF_RANGE('value', `>= ${lowest} and <= ${highest}`, value);
}

/**
 * Throws: the value does not fit in so many bits, which are too many to spell the limits out.
 *
 * @param {number | bigint} value
 * @param {number} bits
 * @param {boolean} signed
 * @returns {never}
 */
function badWideValue(value, bits, signed) {
  const n = bits === 64 ? 'n' : '';
  const range = signed ?
    `>= -(2${n} ** ${bits - 1}${n}) and < 2${n} ** ${bits - 1}${n}` :
    `>= 0${n} and < 2${n} ** ${bits}${n}`;
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

module.exports = { badOffset, badSize, badValue, badWideValue };
