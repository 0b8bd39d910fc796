'use strict';
// SPDX-License-Identifier: MIT

// The entry: the functions of the built-ins that C++ calls, and the globals of a context.

const native = internalBinding('process');
const workers = internalBinding('worker_threads');
const performance = internalBinding('perf_hooks');
const { state } = require('internal/state');
const { inspect } = require('internal/inspect');
const { tick, queueMicrotask } = require('internal/task-queue');
const { onRejection } = require('internal/rejections');
const { processTimers } = require('internal/timers');
const { processImmediates, runThoseSoon } = require('internal/immediates');
const abort = require('internal/abort-controller');
const { TextDecoder } = require('encoding/text-decoder');
const { TextEncoder } = require('encoding/text-encoder');
const eventTarget = require('internal/event-target');
const buffer = require('buffer');
const { DOMException } = require('internal/dom-exception');
const { structuredClone } = require('internal/structured-clone');
const timers = require('timers');
const url = require('url');
const process = require('process');
const plugin = require('internal/plugin');
const program = require('internal/program');
const { processJobs } = require('plinth/jobs');
const { hasOption } = require('internal/options');
const { FinalizationRegistry, finalizer } = require('internal/finalization');
const { abandon, asyncRequest, asyncHandle, asyncCall } = require('internal/async-context');
const { addStreaming } = require('internal/wasm-streaming');

const { startProcess, kUncaughtCapture } = process[Symbol.for('plinth.process.start')];
delete process[Symbol.for('plinth.process.start')];
delete Intl.v8BreakIterator;  // V8's own, which Node takes away, too.

function defineGlobal(name, value, enumerable = false) {
  Object.defineProperty(globalThis, name, {
    configurable: true, enumerable, writable: true, value,
  });
}

// Made when it is first read, so that plugins that do not use it pay nothing for it.
function defineLazyGlobal(name, id, enumerable = false) {
  const define = (value) => defineGlobal(name, value, enumerable);
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable,
    get() {
      const value = require(id)[name];
      define(value);
      return value;
    },
    set: define,
  });
}

// Node's are accessors, too.
function defineReplaceableGlobal(name, value) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    enumerable: false,
    get: () => value,
    set(replacement) {
      value = replacement;
    },
  });
}

const WEB_STREAMS = [
  'ByteLengthQueuingStrategy', 'CompressionStream', 'CountQueuingStrategy', 'DecompressionStream',
  'ReadableByteStreamController',
  'ReadableStream', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest',
  'ReadableStreamDefaultController', 'ReadableStreamDefaultReader', 'TextDecoderStream',
  'TextEncoderStream', 'TransformStream', 'TransformStreamDefaultController', 'WritableStream',
  'WritableStreamDefaultController', 'WritableStreamDefaultWriter',
];

// A function at once, as Node's is; what it needs comes with the first call.
function fetch(input, init = undefined) {
  return require('internal/deps/undici').fetch(input, init);
}

function defineGlobals() {
  defineGlobal('global', globalThis);
  defineReplaceableGlobal('process', process);
  defineReplaceableGlobal('Buffer', buffer.Buffer);
  for (const name of ['Blob', 'File']) defineGlobal(name, buffer[name]);
  defineGlobal('console', require('console'));
  defineGlobal('queueMicrotask', queueMicrotask, true);
  defineGlobal('structuredClone', structuredClone, true);
  defineGlobal('DOMException', DOMException);
  defineGlobal('FinalizationRegistry', FinalizationRegistry);
  for (const name of WEB_STREAMS) defineLazyGlobal(name, 'stream/web');
  defineGlobal('TextDecoder', TextDecoder);
  defineGlobal('TextEncoder', TextEncoder);
  for (const name of ['URL', 'URLSearchParams']) defineGlobal(name, url[name]);
  for (const name of ['CustomEvent', 'Event', 'EventTarget']) defineGlobal(name, eventTarget[name]);
  for (const name of ['AbortController', 'AbortSignal']) defineGlobal(name, abort[name]);
  for (const name of ['atob', 'btoa']) defineGlobal(name, buffer[name], true);
  for (const name of ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval',
    'setImmediate', 'clearImmediate']) {
    defineGlobal(name, timers[name], true);
  }
  for (const name of ['BroadcastChannel', 'MessageChannel', 'MessagePort', 'MessageEvent']) {
    defineLazyGlobal(name, 'worker_threads/globals');
  }
  defineLazyGlobal('crypto', 'crypto/webcrypto', true);
  for (const name of ['Crypto', 'CryptoKey', 'SubtleCrypto']) {
    defineLazyGlobal(name, 'crypto/webcrypto');
  }
  defineGlobal('fetch', fetch, true);
  for (const name of ['FormData', 'Headers', 'Request', 'Response']) {
    defineLazyGlobal(name, 'internal/deps/undici');
  }
  defineLazyGlobal('performance', 'perf_hooks', true);
  for (const name of ['Performance', 'PerformanceEntry', 'PerformanceMark', 'PerformanceMeasure',
    'PerformanceObserver', 'PerformanceObserverEntryList', 'PerformanceResourceTiming']) {
    defineLazyGlobal(name, 'perf_hooks');
  }
  Object.defineProperty(globalThis, Symbol.toStringTag, {
    configurable: true, enumerable: false, writable: false, value: 'global',
  });
}

const WARNING_OPTIONS = {
  '--no-deprecation': 'noDeprecation',
  '--throw-deprecation': 'throwDeprecation',
  '--trace-deprecation': 'traceDeprecation',
  '--trace-warnings': 'traceProcessWarnings',
};

// Once in each plugin, before its first line.
function start() {
  state.fields = native.fields();
  if (native.hardened()) require('internal/hardened').harden();
  if (typeof WebAssembly === 'object') addStreaming(WebAssembly);
  startProcess();
  for (const [option, name] of Object.entries(WARNING_OPTIONS)) {
    if (hasOption(option)) process[name] = true;
  }
  if (hasOption('--no-warnings')) process.removeAllListeners('warning');
  performance.started();
}

function emitExit(code) {
  if (process._exiting) return;
  process._exiting = true;
  process.exitCode ??= code;
  process.emit('exit', code);
}

// True when a listener took the error, else the exit code that it leads to. A plugin that its host
// lets go on is not told of an exit.
function uncaught(error, fromPromise, goesOn) {
  const handled = tellListeners(error, fromPromise, goesOn);
  abandon();
  return handled;
}

const FAILED = 1;  // Exit codes, as Node's.
const NO_HANDLER = 6;

function tellListeners(error, fromPromise, goesOn) {
  // A program may have taken away what deals with such errors.
  if (typeof process._fatalException !== 'function') return NO_HANDLER;
  const origin = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  if (workers.isWorker()) return uncaughtInWorker(error, origin);
  if (isHandled(error, origin)) return true;
  if (goesOn) return false;
  return failedExit();
}

function isHandled(error, origin) {
  process.emit('uncaughtExceptionMonitor', error, origin);
  if (state.promptTakes?.(error)) return true;
  if (process[kUncaughtCapture]) {
    process[kUncaughtCapture](error);
    return true;
  }
  return process.emit('uncaughtException', error, origin);
}

// The thread that made this one is told of the error, whatever its text.
function uncaughtInWorker(error, origin) {
  try {
    if (isHandled(error, origin)) return true;
  } catch (failure) {
    error = failure;  // Of a listener: that is the one to tell.
  }
  require('worker_threads/thread').tellError(error);
  return failedExit();
}

// The exit code after an error that nobody took; 'exit' listeners may have another opinion.
function failedExit() {
  process.exitCode = FAILED;
  try {
    emitExit(FAILED);
  } catch {
    // The first error is the one to show.
  }
  return Number(process.exitCode ?? FAILED);
}

process._fatalException = (error, fromPromise) => tellListeners(error, fromPromise, false) === true;

function describe(error) {
  const isObject = (typeof error === 'object' && error !== null) || typeof error === 'function';
  if (isObject && typeof error.stack === 'string') {
    try {
      return inspect(error);
    } catch {
      return error.stack;
    }
  }
  return inspect(error);
}

// The program's last chance to go on: 'beforeExit' listeners may start something.
function beforeExit() {
  runThoseSoon();
  process.emit('beforeExit', Number(process.exitCode ?? 0));
}

// The exit code of a program that came to its end.
function exit() {
  performance.ended();
  emitExit(Number(process.exitCode ?? program.exitCodeAtEnd()));
  return Number(process.exitCode ?? 0);
}

// Called by C++ to make V8 see that the script is to end.
function halt() {}

defineGlobals();

module.exports = {
  start,
  tick,
  timers: processTimers,
  immediates: processImmediates,
  rejection: onRejection,
  uncaught,
  describe,
  beforeExit,
  exit,
  halt,
  ...plugin,
  runMain: (...main) => (workers.isWorker() ? require('worker_threads/thread').start() :
    program.runMain(...main)),
  runCode: program.runCode,
  evaluate: (id, code) => require('internal/evaluate').evaluate(id, code),
  jobs: processJobs,
  importModule: (...request) => require('module/esm-loader').importModule(...request),
  check: (...options) => require('internal/check').check(...options),
  asyncRequest,
  asyncHandle,
  asyncCall,
  finalizer,
};
