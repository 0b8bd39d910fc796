'use strict';
// SPDX-License-Identifier: MIT

// The many forms in which connect() and listen() take their arguments.

/** The number that it is or is written as, when it is 0 or more; else false. */
function toNumber(value) {
  const number = Number(value);
  return number >= 0 ? number : false;
}

/** True for a string that is no port. */
function isPath(value) {
  return typeof value === 'string' && toNumber(value) === false;
}

// Marks a list that normalize() made.
const kNormalized = Symbol('normalizedArgs');

/** What net.connect() passes on to Socket's connect(): one list, of the options and the callback. */
function normalize(args) {
  const { options, callback } = readArguments(args);
  const normalized = [options, callback];
  normalized[kNormalized] = true;
  return normalized;
}

/**
 * (options), (path), (port), (port, host), each with more behind and a callback at the end.
 *
 * @param {any[]} args
 * @returns {{ options: object, callback: Function | null }}
 */
function readArguments(args) {
  const [first, second] = args;
  if (Array.isArray(first) && first[kNormalized]) return { options: first[0], callback: first[1] };
  let options = {};
  if (typeof first === 'object' && first !== null) {
    options = first;
  } else if (isPath(first)) {
    options.path = first;
  } else if (args.length > 0) {
    options.port = first;
    if (args.length > 1 && typeof second === 'string') options.host = second;
  }
  const last = args[args.length - 1];
  return { options, callback: typeof last === 'function' ? last : null };
}

module.exports = { isPath, normalize, readArguments, toNumber };
