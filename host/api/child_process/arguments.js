'use strict';
// SPDX-License-Identifier: MIT

// The arguments that all functions of child_process share, checked and brought into one shape.

const { toPath } = require('fs/paths');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } =
  require('internal/errors');
const { signalNumber } = require('internal/signals');
const {
  validateBoolean, validateObject, validateString,
} = require('internal/validate');

const MAX_BUFFER = 1024 * 1024;

function checkNull(text, name) {
  if (typeof text === 'string' && text.includes('\0')) {
    throw new ERR_INVALID_ARG_VALUE(name, text, 'must be a string without null bytes');
  }
}

function checkId(value, name) {
  if (value != null && value !== (value | 0)) {
    throw new ERR_INVALID_ARG_TYPE(name, 'int32', value);
  }
}

// Every enumerable property counts, also inherited ones.
function toPairs(env) {
  const pairs = [];
  for (const name in env) {
    const value = env[name];
    if (value === undefined) continue;
    checkNull(name, `options.env['${name}']`);
    checkNull(value, `options.env['${name}']`);
    pairs.push(`${name}=${value}`);
  }
  return pairs;
}

// `args` may be left out.
function splitArguments(args, options) {
  if (Array.isArray(args)) return [[...args], options];
  if (args === undefined || args === null) return [[], options];
  if (typeof args !== 'object') throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  return [[], args];
}

function checkOptions(options) {
  if (options.detached != null) validateBoolean(options.detached, 'options.detached');
  checkId(options.uid, 'options.uid');
  checkId(options.gid, 'options.gid');
  if (options.shell != null && typeof options.shell !== 'boolean' &&
      typeof options.shell !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'], options.shell);
  }
  if (options.argv0 != null) {
    validateString(options.argv0, 'options.argv0');
    checkNull(options.argv0, 'options.argv0');
  }
  checkNull(options.shell, 'options.shell');
  for (const name of ['windowsHide', 'windowsVerbatimArguments']) {
    if (options[name] != null) validateBoolean(options[name], `options.${name}`);
  }
}

/**
 * What spawn() was called with, as options whose `args` start with argv[0] and whose `envPairs` are
 * the whole environment.
 */
function normalizeSpawn(file, args, options) {
  validateString(file, 'file');
  checkNull(file, 'file');
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
  [args, options] = splitArguments(args, options);
  args.forEach((arg, i) => checkNull(arg, `args[${i}]`));
  if (options === undefined) options = {};
  else validateObject(options, 'options');
  const cwd = options.cwd == null ? options.cwd : toPath(options.cwd, 'options.cwd');
  checkOptions(options);
  if (options.shell) {
    const command = [file, ...args].join(' ');
    file = typeof options.shell === 'string' ? options.shell : '/bin/sh';
    args = ['-c', command];
  }
  args.unshift(typeof options.argv0 === 'string' ? options.argv0 : file);
  return {
    __proto__: null,
    ...options,
    args: args.map(String),
    cwd,
    detached: Boolean(options.detached),
    envPairs: toPairs(options.env || process.env),
    file,
    windowsHide: Boolean(options.windowsHide),
    windowsVerbatimArguments: Boolean(options.windowsVerbatimArguments),
  };
}

/** What the native half takes of it. */
function toRequest({ file, args, envPairs, cwd, uid, gid, detached = false }) {
  return {
    file,
    args,
    env: envPairs,
    cwd: cwd == null ? undefined : String(cwd),
    uid: uid ?? undefined,
    gid: gid ?? undefined,
    detached,
  };
}

function checkTimeout(timeout) {
  if (timeout != null && !(Number.isInteger(timeout) && timeout >= 0)) {
    throw new ERR_OUT_OF_RANGE('timeout', 'an unsigned integer', timeout);
  }
}

function checkMaxBuffer(maxBuffer) {
  if (maxBuffer != null && !(typeof maxBuffer === 'number' && maxBuffer >= 0)) {
    throw new ERR_OUT_OF_RANGE('options.maxBuffer', 'a positive number', maxBuffer);
  }
}

/** The number of options.killSignal; undefined when none was given. */
function toKillSignal(signal) {
  if (typeof signal === 'string' || typeof signal === 'number') return signalNumber(signal);
  if (signal != null) {
    throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], signal);
  }
  return undefined;
}

module.exports = {
  MAX_BUFFER,
  checkMaxBuffer,
  checkTimeout,
  normalizeSpawn,
  toKillSignal,
  toRequest,
};
