'use strict';
// SPDX-License-Identifier: MIT

// Signals as events of `process`, and process.kill(). A program gets those of the OS process; a
// plugin only those that it sends to itself, and without a listener such a one ends it.

const native = internalBinding('process');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_SIGNAL }, errnoException } =
  require('internal/errors');
const { signals, signalName } = require('internal/signals');

const IGNORED_BY_DEFAULT = ['SIGCHLD', 'SIGCONT', 'SIGURG', 'SIGWINCH'];

const listening = Object.create(null);  // Name to handle.

function isSignal(name) {
  return typeof name === 'string' && signals[name] !== undefined;
}

let warned = false;

function startListening(name) {
  if (name === 'multipleResolves' && !warned) {
    warned = true;
    process.emitWarning('The multipleResolves event has been deprecated.',
                        'DeprecationWarning', 'DEP0160');
  }
  if (!isSignal(name) || listening[name] !== undefined) return;
  if (!native.ownsStandardDescriptors()) return;
  const signal = new native.Signal();
  signal.onsignal = (number) => process.emit(name, name, number);
  const status = signal.start(signals[name]);
  if (status < 0) {
    signal.close();
    throw errnoException(status, 'uv_signal_start');
  }
  listening[name] = signal;
}

function stopListening(name) {
  const signal = listening[name];
  if (signal === undefined || process.listenerCount(name) > 0) return;
  signal.close();
  delete listening[name];
}

// A plugin's signal to itself.
function raise(number) {
  const name = signalName(number);
  if (number === 0 || IGNORED_BY_DEFAULT.includes(name)) return;
  process.nextTick(() => {
    if (!process.emit(name, name, number)) native.reallyExit(128 + number);
  });
}

/** What process.kill() sends with; programs may put another function in its place. */
function sendSignal(pid, number) {
  if (pid !== process.pid || native.ownsStandardDescriptors()) return native.kill(pid, number);
  raise(number);
  return 0;
}

function kill(pid, signal) {
  // Also a number's text.
  // eslint-disable-next-line eqeqeq
  if (pid != (pid | 0)) throw new ERR_INVALID_ARG_TYPE('pid', 'number', pid);
  let number = signal ?? signals.SIGTERM;
  if (typeof number !== 'number') {
    number = signals[signal];
    if (number === undefined) throw new ERR_UNKNOWN_SIGNAL(signal);
  }
  const status = process._kill(pid | 0, number);
  if (status < 0) throw errnoException(status, 'kill');
  return true;
}

module.exports = { kill, sendSignal, startListening, stopListening };
