'use strict';
// SPDX-License-Identifier: MIT

// process: what a plugin knows of itself. Whatever belongs to the whole OS process (working
// directory, environment, exit) is virtual: each plugin has its own.

const native = internalBinding('process');
const EventEmitter = require('events');
const credentials = require('process/credentials');
const { makeEnvironment } = require('process/environment');
const { activeResources, legacyMembers } = require('process/lists');
const modernMembers = require('process/modern');
const { kill, sendSignal, startListening, stopListening } = require('process/signal-events');
const usage = require('process/usage');
const { hasOption, optionValue } = require('internal/options');
const { nextTick } = require('internal/task-queue');
const { emitWarning, onWarning } = require('internal/warnings');
const {
  parseFileMode, validateBoolean, validateInteger, validateString,
} = require('internal/validate');
const { codes: {
  ERR_INVALID_ARG_TYPE, ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET,
} } = require('internal/errors');

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
  process.reallyExit(Number(process.exitCode ?? 0));
}

let folder;  // What cwd() last answered.

function cwd() {
  return (folder ??= native.cwd());
}

function chdir(directory) {
  validateString(directory, 'directory');
  native.chdir(directory);
  folder = undefined;
}

function umask(mask) {
  return native.umask(mask === undefined ? undefined : parseFileMode(mask, 'mask') & 0o777);
}

function setUncaughtExceptionCaptureCallback(callback) {
  if (callback === null) {
    process[kUncaughtCapture] = null;
    return;
  }
  if (typeof callback !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], callback);
  }
  if (process[kUncaughtCapture] !== null) throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  process[kUncaughtCapture] = callback;
}

// Written at once, past streams and ticks.
function rawDebug(...values) {
  const { format } = require('internal/format');
  native.write(2, `${format(...values)}\n`);
}

function setSourceMapsEnabled(enabled) {
  validateBoolean(enabled, 'val');
}

Object.assign(process, {
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
  config: {
    target_defaults: { default_configuration: 'Release' },
    variables: {
      napi_build_version: '0',
      node_builtin_shareable_builtins: [],
      node_module_version: 115,  // Of Node 20; addons are not loaded.
      v8_enable_i18n_support: typeof Intl === 'object' ? 1 : 0,
    },
  },
  features: {
    inspector: false, debug: false, uv: true, ipv6: true, tls_alpn: true, tls_sni: true,
    tls_ocsp: true, tls: true, cached_builtins: true,
  },
  _kill: sendSignal,
  _rawDebug: rawDebug,
  reallyExit: (code) => native.reallyExit(code),
  abort: () => native.reallyExit(134),
  chdir,
  cwd,
  emitWarning,
  exit,
  getActiveResourcesInfo: activeResources,
  hasUncaughtExceptionCaptureCallback: () => process[kUncaughtCapture] !== null,
  kill,
  nextTick,
  setSourceMapsEnabled,
  setUncaughtExceptionCaptureCallback,
  umask,
  ...credentials,
  ...usage,
  ...legacyMembers,
  ...modernMembers,
});
Object.defineProperty(process, Symbol.toStringTag, {
  configurable: false, enumerable: false, writable: true, value: 'process',
});
Object.defineProperty(process, 'report', {
  configurable: true, enumerable: true, get: () => require('process/report').report,
});
Object.defineProperty(process, kUncaughtCapture, { writable: true, value: null });
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

let pluginTitle = 'plinth';
Object.defineProperty(process, 'title', {
  configurable: true,
  enumerable: true,
  get: () => (native.ownsStandardDescriptors() ? native.title() : pluginTitle),
  set(text) {
    pluginTitle = `${text}`;
    native.setTitle(pluginTitle);
  },
});

// Made when they are first used.
function defineStream(name, make) {
  let stream;
  Object.defineProperty(process, name, {
    configurable: true, enumerable: true, get: () => (stream ??= make()),
  });
}
defineStream('stdin', () => require('process/stdio').makeInput());
defineStream('stdout', () => require('process/stdio').makeOutput(1));
defineStream('stderr', () => require('process/stdio').makeOutput(2));

// A child of fork() finds the channel to its parent in the environment, and hides it from its own
// children. A plugin's environment names none.
function joinParent(env) {
  const { NODE_CHANNEL_FD: descriptor, NODE_CHANNEL_SERIALIZATION_MODE: serialization } = env;
  if (descriptor === undefined) return;
  delete env.NODE_CHANNEL_FD;
  delete env.NODE_CHANNEL_SERIALIZATION_MODE;
  require('child_process/channel').setUpInChild(Number.parseInt(descriptor, 10), serialization);
}

// And so does a worker of a cluster its number.
function joinCluster(env) {
  const { NODE_UNIQUE_ID: id } = env;
  if (id === undefined || !process.argv[1]) return;
  require('cluster/role').join(Number(id) | 0);
  delete env.NODE_UNIQUE_ID;
}

// What only the running program knows; called once, before the plugin's first line.
function startProcess() {
  EventEmitter.call(process);
  const facts = native.facts();
  Object.assign(process, facts, { env: makeEnvironment(facts.env) });
  [process.argv0] = process.argv;
  process.argv[0] = process.execPath;
  process.on('newListener', startListening);
  process.on('removeListener', stopListening);
  process.on('warning', onWarning);
  if (hasOption('--title') || optionValue('--title')) process.title = optionValue('--title');
  joinParent(process.env);
  joinCluster(process.env);
}

module.exports = process;
Object.defineProperty(module.exports, Symbol.for('plinth.process.start'), {
  configurable: true,
  value: { startProcess, kUncaughtCapture },
});
