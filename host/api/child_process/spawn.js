'use strict';
// SPDX-License-Identifier: MIT

// spawn and fork: processes that run beside the caller.

const { checkTimeout, normalizeSpawn, toKillSignal } = require('child_process/arguments');
const { ChildProcess } = require('child_process/child');
const { toPath } = require('fs/paths');
const {
  AbortError, codes: { ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateAbortSignal, validateObject } = require('internal/validate');

function killAfter(child, timeout, killSignal) {
  const timer = setTimeout(() => {
    try {
      child.kill(killSignal);
    } catch (error) {
      child.emit('error', error);
    }
  }, timeout);
  child.once('exit', () => clearTimeout(timer));
}

function killOnAbort(child, signal, killSignal) {
  const onAbort = () => {
    try {
      if (!child.kill(killSignal)) return;
      child.emit('error', new AbortError(undefined, { cause: signal.reason }));
    } catch (error) {
      child.emit('error', error);
    }
  };
  if (signal.aborted) {
    process.nextTick(onAbort);
    return;
  }
  signal.addEventListener('abort', onAbort, { once: true });
  child.once('exit', () => signal.removeEventListener('abort', onAbort));
}

/**
 * Starts a program.
 *
 * @param {string} file
 * @param {string[] | object} [args]
 * @param {object} [options]
 * @returns {ChildProcess}
 */
function spawn(file, args, options) {
  options = normalizeSpawn(file, args, options);
  checkTimeout(options.timeout);
  validateAbortSignal(options.signal, 'options.signal');
  const killSignal = toKillSignal(options.killSignal);
  const child = new ChildProcess();
  child.spawn(options);
  if (options.timeout > 0) killAfter(child, options.timeout, killSignal);
  if (options.signal) killOnAbort(child, options.signal, killSignal);
  return child;
}

// The `stdio` of fork(): a channel is always among it.
function withChannel({ stdio, silent }) {
  if (Array.isArray(stdio)) {
    if (!stdio.includes('ipc')) throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
    return stdio;
  }
  const word = typeof stdio === 'string' ? stdio : silent ? 'pipe' : 'inherit';
  if (!['ignore', 'pipe', 'inherit', 'overlapped'].includes(word)) {
    throw new ERR_INVALID_ARG_VALUE('stdio', word);
  }
  return [word, word, word, 'ipc'];
}

// Code given on the command line is the parent's.
function withoutCode(execArgv) {
  const at = execArgv.findIndex((arg) => ['-e', '--eval', '-p', '--print', '-pe'].includes(arg));
  return at === -1 ? execArgv :
    [...execArgv.slice(0, at), ...execArgv.slice(at + 2)];
}

/**
 * Starts a script in a process of its own, with a channel for messages.
 *
 * @param {string | URL} modulePath
 * @param {string[] | object} [args]
 * @param {object} [options]
 * @returns {ChildProcess}
 */
function fork(modulePath, args, options) {
  modulePath = String(toPath(modulePath, 'modulePath'));
  if (!Array.isArray(args)) {
    if (args != null && typeof args === 'object') [args, options] = [[], args];
    args ??= [];
  }
  if (!Array.isArray(args)) validateObject(args, 'args');
  if (options != null) validateObject(options, 'options');
  options = { ...options, shell: false };
  const execPath = options.execPath || process.execPath;
  const execArgv = options.execArgv || withoutCode(process.execArgv);
  options.stdio = withChannel(options);
  return spawn(execPath, [...execArgv, modulePath, ...args], options);
}

module.exports = { fork, spawn };
