'use strict';
// SPDX-License-Identifier: MIT

// Running test files, each in a process of its own: run(), and `plinth test` (test/main).

require('internal/on-first-use');
const { spawn } = require('child_process');
const os = require('os');
const path = require('path');
const { StringDecoder } = require('string_decoder');
const { ChannelReader, environmentOfChild, isBelowRunner } = require('test/channel');
const { Failure, Kind } = require('test/failure');
const { findTests } = require('test/files');
const { milliseconds } = require('test/body');
const { TestsStream } = require('test/stream');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateBoolean, validateFunction, validateInteger,
  validateNumber, validateObject, validateUint32,
} = require('internal/validate');

// Options of the runner that a file's process is not to have.
const OWN_OPTIONS = /^--(?:test$|test-(?:reporter|reporter-destination|concurrency|shard)(?:=|$)|watch|interactive)/;
const WITH_VALUES = /^--test-(?:reporter|reporter-destination|concurrency|shard)$/;

function optionsOfChild(patterns, only) {
  const own = [];
  for (let i = 0; i < process.execArgv.length; ++i) {
    const argument = process.execArgv[i];
    if (!OWN_OPTIONS.test(argument)) own.push(argument);
    else if (WITH_VALUES.test(argument)) i += 1;
  }
  for (const pattern of patterns) own.push(`--test-name-pattern=${pattern}`);
  if (only && !own.includes('--test-only')) own.push('--test-only');
  return own;
}

// What is told at the end of a run.
const COUNTED = /^(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;

// One file: its events wait until those of the files before it are told.
class FileRun {
  failed = false;
  #waiting = [];
  #tellNow;
  #topLevel = 0;
  #failedInside = false;

  constructor(file, settings) {
    this.file = file;
    this.settings = settings;
  }

  get #name() {
    return path.relative(process.cwd(), this.file) || this.file;
  }

  /** From now on events are told at once. */
  release(tell) {
    this.#tellNow = tell;
    for (const [type, data] of this.#waiting) tell(type, data);
    this.#waiting = [];
  }

  #tell(type, data) {
    if (this.#tellNow !== undefined) this.#tellNow(type, data);
    else this.#waiting.push([type, data]);
  }

  #onEvent(type, data) {
    // The end of a file's run is no end of the whole.
    if (data.nesting === 0) {
      if (type === 'test:plan') return;
      if (type === 'test:diagnostic' && COUNTED.test(data.message)) return;
    }
    const isResult = type === 'test:pass' || type === 'test:fail';
    if (data.nesting === 0 && isResult) this.#topLevel += 1;
    if (type === 'test:fail' && data.todo === undefined) this.#failedInside = true;
    this.#tell(type, data);
  }

  async run() {
    const startedAt = performance.now();
    const error = await this.#runProcess();
    if (error !== undefined) this.failed = true;
    const details = { duration_ms: milliseconds(performance.now() - startedAt) };
    // Tests of its own say it better.
    const isTold = this.#topLevel > 0 && (error === undefined || error.exitCode !== undefined);
    if (isTold) return;
    const data = { name: this.#name, nesting: 0, testNumber: 0, details, file: this.file, line: 1,
      column: 1 };
    this.#tell('test:start', { name: data.name, nesting: 0, file: this.file, line: 1, column: 1 });
    if (error === undefined) this.#tell('test:pass', data);
    else this.#tell('test:fail', { ...data, details: { ...details, error } });
  }

  #runProcess() {
    const { execArgv, signal, timeout } = this.settings;
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [...execArgv, this.file], {
        env: environmentOfChild(), stdio: ['ignore', 'pipe', 'pipe'], signal,
        timeout: timeout === Infinity ? undefined : timeout,
      });
      let failure;
      child.on('error', (error) => { failure = error; });
      const file = this.file;
      const reader = new ChannelReader(
        (type, data) => this.#onEvent(type, data),
        (message) => this.#tell('test:stdout', { __proto__: null, file, message, nesting: 0 }));
      const text = new StringDecoder('utf8');
      child.stdout?.on('data', (bytes) => reader.write(text.write(bytes)));
      const errors = new StringDecoder('utf8');
      child.stderr?.on('data', (bytes) => {
        this.#tell('test:stderr',
          { __proto__: null, file, message: errors.write(bytes), nesting: 0 });
      });
      child.on('close', (code, killedBy) => {
        reader.end();
        if (code === 0 && killedBy === null && failure === undefined) return resolve(undefined);
        if (failure?.name === 'AbortError') return resolve(new Failure(failure, Kind.Aborted));
        if (failure !== undefined) return resolve(failure);
        const error = new Failure('test failed', this.#failedInside ? Kind.Subtests : Kind.Code);
        return resolve(Object.assign(error, { exitCode: code, signal: killedBy }));
      });
    });
  }
}

class Run {
  #stream = new TestsStream();
  #settings;
  #number = 0;
  #startedAt = performance.now();

  constructor(settings) {
    const { Counters } = require('test/root');
    this.#settings = settings;
    this.counters = new Counters();
  }

  get stream() {
    return this.#stream;
  }

  #tell(type, data) {
    const isResult = type === 'test:pass' || type === 'test:fail';
    if (isResult) {
      if (data.nesting === 0) data = { ...data, testNumber: ++this.#number };
      this.counters.add({
        isSuite: data.details.type === 'suite', passed: type === 'test:pass',
        isTodo: data.todo !== undefined, isSkipped: data.skip !== undefined,
        isCancelled: [Kind.Cancelled, Kind.Timeout, Kind.Aborted]
          .includes(data.details.error?.failureType),
      });
    }
    this.#stream.tell(type, data);
  }

  async run(files) {
    const tell = (type, data) => this.#tell(type, data);
    const runs = files.map((file) => new FileRun(file, this.#settings));
    runs[0]?.release(tell);
    let next = 0;
    let told = 0;
    const over = new Set();
    const work = async () => {
      while (next < runs.length) {
        const index = next++;
        await runs[index].run();
        if (runs[index].failed) this.counters.success = false;
        over.add(index);
        while (over.has(told)) runs[++told]?.release(tell);
      }
    };
    await Promise.all(Array.from({ length: this.#settings.concurrency }, work));
    this.#stream.tell('test:plan', { nesting: 0, count: this.#number });
    this.counters.tell(this.#stream, this.#startedAt);
    this.#stream.end();
  }
}

function readConcurrency(concurrency) {
  if (concurrency === true || concurrency === undefined) {
    return Math.max(os.availableParallelism() - 1, 1);
  }
  if (concurrency === false) return 1;
  if (typeof concurrency !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], concurrency);
  }
  validateUint32(concurrency, 'options.concurrency', true);
  return concurrency;
}

function readPatterns(patterns) {
  if (patterns === undefined || patterns === null) return [];
  const list = Array.isArray(patterns) ? patterns : [patterns];
  return list.map((pattern, i) => {
    if (typeof pattern !== 'string' && !(pattern instanceof RegExp)) {
      const name = Array.isArray(patterns) ? `options.testNamePatterns[${i}]` :
        'options.testNamePatterns';
      throw new ERR_INVALID_ARG_TYPE(name, ['string', 'RegExp'], pattern);
    }
    return String(pattern);
  });
}

function shardOf(files, shard) {
  if (shard === undefined) return files;
  validateObject(shard, 'options.shard');
  const { index, total } = shard;
  validateInteger(total, 'options.shard.total', 1);
  validateInteger(index, 'options.shard.index', 1, total);
  return files.filter((file, i) => i % total === index - 1);
}

/**
 * Runs test files; the stream tells what happens.
 *
 * @param {{ files?: string[], concurrency?: number | boolean, timeout?: number, signal?: AbortSignal,
 *   testNamePatterns?: string | RegExp | (string | RegExp)[], only?: boolean,
 *   shard?: { index: number, total: number }, setup?: Function }} [options]
 */
function run(options = {}) {
  validateObject(options, 'options');
  const {
    concurrency, files, only = false, setup, shard, signal, testNamePatterns,
    timeout = Infinity, watch = false,
  } = options;
  if (files !== undefined) validateArray(files, 'options.files');
  if (watch !== undefined) validateBoolean(watch, 'options.watch');
  if (watch) throw new ERR_INVALID_ARG_VALUE('options.watch', watch, 'is not there in Plinth');
  validateBoolean(only, 'options.only');
  if (setup !== undefined) validateFunction(setup, 'options.setup');
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (timeout !== Infinity) validateNumber(timeout, 'options.timeout', 0, 2 ** 31 - 1);

  const patterns = readPatterns(testNamePatterns);
  const all = new Run({
    concurrency: readConcurrency(concurrency),
    execArgv: optionsOfChild(patterns, only), signal, timeout,
  });
  const { stream } = all;
  if (isBelowRunner()) {
    process.emitWarning('node:test run() is being called recursively within a test file. ' +
      'skipping running files.');
    queueMicrotask(() => stream.end());
    return stream;
  }
  const found = files === undefined ? findTests([]).files : files.map((file) => path.resolve(file));
  const chosen = shardOf(found, shard);
  const start = async () => {
    await setup?.(stream);
    await all.run(chosen);
  };
  start().catch((error) => stream.destroy(error));
  stream.counters = all.counters;
  return stream;
}

module.exports = { run };
