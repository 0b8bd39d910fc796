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

/**
 * (options), (path), (port), (port, host), each with more behind and a callback at the end.
 *
 * @param {any[]} args
 * @returns {{ options: object, callback: Function | null }}
 */
function readArguments(args) {
  const [first, second] = args;
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

module.exports = { isPath, readArguments, toNumber };
