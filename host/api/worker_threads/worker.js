'use strict';
// SPDX-License-Identifier: MIT

// Worker: a thread as the one that starts it sees it. The other half is worker_threads/thread.js; the
// two talk over a port that no script sees, with messages { type, ... }.

require('internal/on-first-use');

const native = internalBinding('worker_threads');
const EventEmitter = require('events');
const path = require('path');
const { Readable, Writable } = require('stream');
const { codes } = require('internal/errors');
const { validateArray, validateObject, validateString } = require('internal/validate');
const { MessageChannel } = require('worker_threads/message-port');
const { environmentData, SHARE_ENV } = require('worker_threads/environment');
const { deserialize } = require('worker_threads/error-serdes');
const { checkExecArgv, checkNodeOptions } = require('worker_threads/exec-argv');

const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_WORKER_NOT_RUNNING, ERR_WORKER_OUT_OF_MEMORY,
  ERR_WORKER_PATH, ERR_WORKER_UNSERIALIZABLE_ERROR, ERR_WORKER_INIT_FAILED,
} = codes;

const LIMITS = [
  'maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb',
];

const isUrl = (value) => typeof value === 'object' && value !== null &&
  typeof value.href === 'string' && typeof value.protocol === 'string';

// What the thread is to run: { kind, source, shown }. `shown` is its process.argv[1].
function program(filename, options) {
  if (options.eval) {
    if (typeof filename !== 'string') {
      throw new ERR_INVALID_ARG_VALUE(
        'options.eval', options.eval, "must be false when 'filename' is not a string");
    }
    return { kind: 'code', source: filename, shown: '[worker eval]' };
  }
  if (isUrl(filename) && filename.protocol === 'data:') {
    const source = `import ${JSON.stringify(`${filename}`)}`;
    return { kind: 'module', source, shown: '[worker eval]' };
  }
  let file = filename;
  if (isUrl(filename)) {
    file = require('url').fileURLToPath(filename);
  } else if (typeof filename !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('filename', ['string', 'URL'], filename);
  } else if (path.isAbsolute(filename) || /^\.\.?[\\/]/.test(filename)) {
    file = path.resolve(filename);
  } else {
    throw new ERR_WORKER_PATH(filename);
  }
  return { kind: 'file', source: file, shown: file };
}

function environmentOf({ env }) {
  if (env === SHARE_ENV) return SHARE_ENV;
  if (typeof env === 'object' && env !== null) {
    const copy = {};
    for (const [name, value] of Object.entries(env)) copy[name] = `${value}`;
    return copy;
  }
  if (env === undefined || env === null) return { ...process.env };
  throw new ERR_INVALID_ARG_TYPE(
    'options.env', ['object', 'undefined', 'null', 'worker_threads.SHARE_ENV'], env);
}

function limitsOf(given) {
  const limits = new Float64Array(LIMITS.length);
  if (given === undefined || given === null) return limits;
  LIMITS.forEach((name, i) => {
    if (typeof given[name] === 'number') limits[i] = given[name];
  });
  return limits;
}

function showLimits(limits) {
  return Object.fromEntries(LIMITS.map((name, i) => [name, limits[i]]));
}

class Input extends Writable {
  #port;

  constructor(port) {
    super({ decodeStrings: false });
    this.#port = port;
  }

  _write(chunk, encoding, callback) {
    this.#port.postMessage({ type: 'stdin', chunk, encoding });
    callback();
  }

  _final(callback) {
    this.#port.postMessage({ type: 'stdin', chunk: null });
    callback();
  }
}

class Output extends Readable {
  _read() {}
}

class Worker extends EventEmitter {
  #handle;
  #port;
  #publicPort;
  #limits;
  #onExit;
  #stdin = null;
  #outputs;
  #snapshots = [];  // Promises of them.
  threadId = -1;

  constructor(filename, options = undefined) {
    super();
    const given = options ?? {};
    validateObject(given, 'options');
    if (given.execArgv !== undefined && !Array.isArray(given.execArgv)) {
      throw new ERR_INVALID_ARG_TYPE('options.execArgv', 'Array', given.execArgv);
    }
    let argv = [];
    if (given.argv) {
      validateArray(given.argv, 'options.argv');
      argv = given.argv.map(String);
    }
    if (given.name !== undefined) validateString(given.name, 'options.name');
    const { kind, source, shown } = program(filename, given);
    const env = environmentOf(given);
    const execArgv = given.execArgv ?? process.execArgv;
    const parsed = given.execArgv === undefined ? undefined : checkExecArgv(execArgv);
    if (env !== SHARE_ENV) checkNodeOptions(env, process.env);
    if (env === SHARE_ENV) require('process/environment').share();

    this.#limits = limitsOf(given.resourceLimits);
    const inner = new MessageChannel();
    const outer = new MessageChannel();
    this.#handle = new native.Worker();
    this.#handle.onoutput = (descriptor, chunk) => this.#outputs[descriptor].push(chunk);
    this.#handle.onsnapshot = (pieces) => {
      for (const { resolve } of this.#snapshots.splice(0)) resolve(streamOf(pieces));
    };
    this.#handle.onexit = (...end) => this.#exited(...end);
    const data = {
      kind,
      source,
      workerData: given.workerData,
      env: env === SHARE_ENV ? undefined : env,
      environmentData: environmentData(),
      hasStdin: Boolean(given.stdin),
      type: given.type,
    };
    try {
      this.threadId = this.#handle.start(inner.port2, outer.port2, data, given.transferList ?? [], {
        argv: [process.execPath, shown, ...argv],
        execArgv: [...execArgv],
        options: parsed,
        limits: this.#limits,
        shareEnv: env === SHARE_ENV,
      });
    } catch (error) {
      this.#handle.close();
      inner.port1.close();
      outer.port1.close();
      if (error.code === 'ERR_WORKER_INIT_FAILED') {
        throw new ERR_WORKER_INIT_FAILED(error.message.replace(/^[^:]*: /, ''));
      }
      throw error;
    }
    this.#port = inner.port1;
    this.#port.on('message', (message) => this.#told(message));
    this.#port.unref();  // The thread itself keeps the program running.
    this.#publicPort = outer.port1;
    this.#publicPort.on('message', (message) => this.emit('message', message));
    this.#publicPort.on('messageerror', (error) => this.emit('messageerror', error));
    this.#publicPort.unref();
    if (given.stdin) this.#stdin = new Input(this.#port);
    this.#outputs = { 1: new Output(), 2: new Output() };
    if (!given.stdout) pipeWithoutWarning(this.#outputs[1], process.stdout);
    if (!given.stderr) pipeWithoutWarning(this.#outputs[2], process.stderr);
    process.nextTick(() => process.emit('worker', this));
  }

  #told(message) {
    switch (message.type) {
      case 'online':
        return this.emit('online');
      case 'error':
        return this.emit('error', deserialize(message.error));
      case 'unserializable':
        return this.emit('error', new ERR_WORKER_UNSERIALIZABLE_ERROR());
      default:
        throw new Error(`Unknown worker message type ${message.type}`);
    }
  }

  // The thread is over: first comes what it said before.
  #exited(code, errorCode, errorMessage) {
    native.drain(this.#publicPort);
    native.drain(this.#port);
    for (const port of [this.#publicPort, this.#port]) {
      port.removeAllListeners();
      port.close();
    }
    this.#publicPort = null;
    this.#port = null;
    this.threadId = -1;
    for (const output of Object.values(this.#outputs)) {
      if (!output.readableEnded) output.push(null);
    }
    this.#stdin?.destroy();
    if (errorCode === 'ERR_WORKER_INIT_FAILED') {
      this.emit('error', new ERR_WORKER_INIT_FAILED(errorMessage));
    } else if (errorCode === 'ERR_WORKER_OUT_OF_MEMORY') {
      this.emit('error', new ERR_WORKER_OUT_OF_MEMORY(errorMessage));
    }
    this.#handle = null;
    for (const { reject } of this.#snapshots) reject(new ERR_WORKER_NOT_RUNNING());
    this.#onExit?.resolve(code);
    this.emit('exit', code);
  }

  postMessage(...args) {
    if (this.#publicPort === null) return;
    this.#publicPort.postMessage(...args);
  }

  ref() {
    if (this.#handle === null) return;
    this.#handle.ref();
  }

  unref() {
    if (this.#handle === null) return;
    this.#handle.unref();
  }

  /** Ends the thread; resolves with its exit code. */
  terminate(callback) {
    this.ref();
    if (typeof callback === 'function') {
      process.emitWarning('Passing a callback to worker.terminate() is deprecated. ' +
        'It returns a Promise instead.', 'DeprecationWarning', 'DEP0132');
      if (this.#handle === null) return Promise.resolve();
      this.once('exit', (code) => callback(null, code));
    }
    if (this.#handle === null) return Promise.resolve();
    this.#handle.stop();
    if (this.#onExit === undefined) {
      this.#onExit = {};
      this.#onExit.promise = new Promise((resolve) => {
        this.#onExit.resolve = resolve;
      });
    }
    return this.#onExit.promise;
  }

  getHeapSnapshot(options) {
    require('v8/heap-snapshot').checkOptions(options);
    return new Promise((resolve, reject) => {
      if (this.#handle === null || !this.#handle.takeSnapshot()) {
        reject(new ERR_WORKER_NOT_RUNNING());
        return;
      }
      this.#snapshots.push({ resolve, reject });
    });
  }

  async [Symbol.asyncDispose]() {
    await this.terminate();
  }

  /** Like perf_hooks.performance, of the thread's event loop. */
  get performance() {
    return {
      eventLoopUtilization: (one, other) => {
        const { loopUtilization } = require('perf_hooks/performance');
        const [sinceStart, idle] = this.#handle?.loopTimes() ?? [-1, 0];
        return loopUtilization(sinceStart, idle, one, other);
      },
    };
  }

  get resourceLimits() {
    return this.#handle === null ? {} : showLimits(this.#limits);
  }

  get stdin() {
    return this.#stdin;
  }

  get stdout() {
    return this.#outputs[1];
  }

  get stderr() {
    return this.#outputs[2];
  }
}

function streamOf(pieces) {
  const stream = new Output();
  for (const piece of [...pieces, null]) stream.push(piece);
  return stream;
}

// Many workers may write to the one stream.
function pipeWithoutWarning(source, destination) {
  const most = destination.getMaxListeners();
  destination.setMaxListeners(Infinity);
  source.pipe(destination, { end: false });
  destination.setMaxListeners(most);
}

module.exports = { Worker, showLimits };
