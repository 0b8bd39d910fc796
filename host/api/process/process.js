'use strict';
// SPDX-License-Identifier: MIT

// process: what a plugin knows of itself. Whatever belongs to the whole OS process (working
// directory, environment, exit) is virtual: each plugin has its own.

const native = internalBinding('process');
const EventEmitter = require('events');
const { signals } = require('internal/signals');
const { nextTick } = require('internal/task-queue');
const { emitWarning, onWarning } = require('internal/warnings');
const {
  validateArray, validateInteger, validateNumber, validateObject, validateString,
} = require('internal/validate');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_SIGNAL } } = require('internal/errors');

const kUncaughtCapture = Symbol('uncaughtExceptionCapture');

// As in Node, `process` is an object of a class of that name, below EventEmitter.
const prototype = Object.create(EventEmitter.prototype, {
  constructor: { configurable: true, writable: true, value: function process() {} },
});
prototype.constructor.prototype = prototype;
const process = Object.create(prototype);

// An integer, also as text; null and undefined stand for no code.
function validateExitCode(code) {
  if (code === undefined || code === null) return;
  const isText = typeof code === 'string' && code !== '' && Number.isInteger(Number(code));
  validateInteger(isText ? Number(code) : code, 'code');
}

function exit(code) {
  if (code !== undefined) process.exitCode = code;
  if (!process._exiting) {
    process._exiting = true;
    process.emit('exit', Number(process.exitCode ?? 0));
  }
  native.reallyExit(Number(process.exitCode ?? 0));
}

function hrtime(previous) {
  const nanoseconds = native.hrtime();
  const seconds = nanoseconds / 1_000_000_000n;
  const now = [Number(seconds), Number(nanoseconds - seconds * 1_000_000_000n)];
  if (previous === undefined) return now;
  validateArray(previous, 'time');
  if (previous.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, previous.length);
  now[0] -= previous[0];
  now[1] -= previous[1];
  if (now[1] < 0) {
    now[0]--;
    now[1] += 1e9;
  }
  return now;
}
hrtime.bigint = () => native.hrtime();

function memoryUsage() {
  return native.memoryUsage();
}
memoryUsage.rss = () => native.memoryUsage().rss;

function kill(pid, signal = 'SIGTERM') {
  validateNumber(pid, 'pid');
  const number = typeof signal === 'number' ? signal : signals[signal];
  if (number === undefined) throw new ERR_UNKNOWN_SIGNAL(signal);
  native.kill(pid, number);
  return true;
}

function chdir(directory) {
  validateString(directory, 'directory');
  native.chdir(directory);
}

// Names and values are strings, whatever is assigned; a Proxy, as the object must also list them.
function makeEnvironment(variables) {
  return new Proxy(Object.assign({}, variables), {
    set(target, key, value) {
      if (typeof key === 'symbol' || typeof value === 'symbol') {
        throw new TypeError('Cannot convert a Symbol value to a string');
      }
      target[key] = `${value}`;
      return true;
    },
    defineProperty(target, key, descriptor) {
      if ('value' in descriptor) descriptor = { ...descriptor, value: `${descriptor.value}` };
      return Reflect.defineProperty(target, key, descriptor);
    },
  });
}

function setUncaughtExceptionCaptureCallback(callback) {
  if (callback !== null && typeof callback !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], callback);
  }
  process[kUncaughtCapture] = callback;
}

Object.assign(process, {
  title: 'plinth',
  version: '',
  versions: {},
  release: {},
  argv: [],
  execArgv: [],
  env: {},
  pid: 0,
  ppid: 0,
  execPath: '',
  debugPort: 9229,
  argv0: '',
  _exiting: false,
  config: { target_defaults: {}, variables: {} },
  features: { inspector: false, debug: false, uv: true, ipv6: true, tls: false },
  exit,
  reallyExit: (code) => native.reallyExit(code),
  abort: () => native.reallyExit(134),
  nextTick,
  emitWarning,
  hrtime,
  memoryUsage,
  kill,
  chdir,
  cwd: () => native.cwd(),
  uptime: () => native.uptime(),
  umask: (mask) => native.umask(mask),
  cpuUsage: (previous) => {
    const now = native.cpuUsage();
    if (previous === undefined) return now;
    validateObject(previous, 'prevValue');
    return { user: now.user - previous.user, system: now.system - previous.system };
  },
  resourceUsage: () => native.resourceUsage(),
  getuid: () => native.ids()[0],
  geteuid: () => native.ids()[1],
  getgid: () => native.ids()[2],
  getegid: () => native.ids()[3],
  setUncaughtExceptionCaptureCallback,
  hasUncaughtExceptionCaptureCallback: () => typeof process[kUncaughtCapture] === 'function',
  binding: (name) => {
    throw new Error(`No such module: ${name}`);
  },
});
Object.defineProperty(process, Symbol.toStringTag, { configurable: true, value: 'process' });
process[kUncaughtCapture] = null;
Object.defineProperty(process, kUncaughtCapture, { enumerable: false });
let exitCode;
Object.defineProperty(process, 'exitCode', {
  configurable: true,
  enumerable: true,
  get: () => exitCode,
  set(code) {
    validateExitCode(code);
    exitCode = code;
  },
});

for (const [name, descriptor] of Object.entries({ stdout: 1, stderr: 2 })) {
  let stream;
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get: () => (stream ??= require('internal/stdio').makeOutput(descriptor)),
  });
}

// A child of fork() finds the channel to its parent in the environment, and hides it from its own
// children. A plugin's environment names none.
function joinParent(env) {
  const { NODE_CHANNEL_FD: descriptor, NODE_CHANNEL_SERIALIZATION_MODE: serialization } = env;
  if (descriptor === undefined) return;
  delete env.NODE_CHANNEL_FD;
  delete env.NODE_CHANNEL_SERIALIZATION_MODE;
  require('child_process/channel').setUpInChild(Number.parseInt(descriptor, 10), serialization);
}

// What only the running program knows; called once, before the plugin's first line.
function startProcess() {
  EventEmitter.call(process);
  const facts = native.facts();
  Object.assign(process, facts, { env: makeEnvironment(facts.env) });
  process.argv0 = facts.argv[0];
  process.argv[0] = facts.execPath;
  process.on('warning', onWarning);
  joinParent(process.env);
}

module.exports = process;
Object.defineProperty(module.exports, Symbol.for('plinth.process.start'), {
  configurable: true,
  value: { startProcess, kUncaughtCapture },
});
