'use strict';
// SPDX-License-Identifier: MIT

// A whole run of tests in one program: it starts with the first test and ends when nothing is left to
// do. Results go to reporters, or, below another runner, to that one (test/channel).

require('internal/on-first-use');
const path = require('path');
const { hasOption, optionValues } = require('internal/options');
const { milliseconds, placeOfCaller, readArguments } = require('test/body');
const { Suite, Test, running } = require('test/harness');
const { Failure, Kind } = require('test/failure');
const { TestsStream } = require('test/stream');
const { toPattern } = require('test/patterns');

const COUNTED = ['tests', 'suites', 'pass', 'fail', 'cancelled', 'skipped', 'todo', 'duration_ms'];

class Root extends Test {
  mayRunSubtests() {
    return this.session.begun;
  }

  // Hooks may have to close what else would keep the program going.
  afterSubtest() {
    if (this.hooks.after.length > 0 && this.isIdle) this.session.end();
  }
}

/** What is counted and told at the end of a run. */
class Counters {
  tests = 0;
  suites = 0;
  pass = 0;
  fail = 0;
  cancelled = 0;
  skipped = 0;
  todo = 0;
  success = true;

  add({ isSuite, passed, isTodo, isSkipped, isCancelled }) {
    if (!passed && !isTodo) this.success = false;
    if (isSuite) {
      this.suites += 1;
      return;
    }
    this.tests += 1;
    if (isSkipped) this.skipped += 1;
    else if (isTodo) this.todo += 1;
    else if (isCancelled) this.cancelled += 1;
    else if (passed) this.pass += 1;
    else this.fail += 1;
  }

  /** The last lines of a report. */
  tell(stream, startedAt) {
    const values = { ...this, duration_ms: milliseconds(performance.now() - startedAt) };
    for (const name of COUNTED) {
      stream.tell('test:diagnostic', { nesting: 0, message: `${name} ${values[name]}` });
    }
  }
}

class Session {
  stream = new TestsStream();
  counters = new Counters();
  onlyTests = hasOption('--test-only');
  patterns = optionValues('--test-name-pattern').map(toPattern);
  startedAt = performance.now();
  begun = false;
  #ended = false;

  constructor() {
    const entryFile = process.argv[1] === undefined ? undefined : path.resolve(process.argv[1]);
    this.root = new Root(this, undefined, '<root>', {}, undefined, undefined);
    this.root.entryFile = entryFile;
    this.root.startTime = this.startedAt;
  }

  count(test) {
    this.counters.add({
      isSuite: test.isSuite, passed: test.passed, isTodo: test.isTodo, isSkipped: test.skipped,
      isCancelled: test.cancelled,
    });
    if (!this.counters.success) process.exitCode = 1;
  }

  /** Tests run from now on. */
  begin() {
    this.begun = true;
    this.root.runPending();
  }

  onUncaught(error, kind) {
    const test = running.getStore();
    if (test !== undefined && test.takeUncaught(error, kind)) return;
    process.exitCode = 1;
    this.counters.success = false;
    const what = kind === Kind.UncaughtException ? 'uncaughtException' : 'unhandledRejection';
    const who = test === undefined ? 'A resource' : `Test "${test.name}"`;
    const { file, line, column } = test?.place ?? {};
    const where = file === undefined ? '' :
      ` at ${path.relative(process.cwd(), file)}:${line}:${column}`;
    this.root.diagnostic(`Error: ${who}${where} generated asynchronous activity after the test ` +
      `ended. This activity created the error "${error}" and would have caused the test to fail, ` +
      `but instead triggered an ${what} event.`);
  }

  /** Nothing can go on: what has not ended is cancelled, then the end is told. */
  async end(why) {
    if (this.#ended) return;
    this.#ended = true;
    const { root, stream } = this;
    await root.settle(why);
    try {
      await root.runHooks('after', root.context, []);
    } catch (error) {
      root.fail(error);
      process.exitCode = 1;
      root.diagnostic(`Error: ${error.message}`);
    }
    stream.tell('test:plan', { nesting: 0, count: root.subtests.length });
    for (const message of root.takeDiagnostics()) {
      stream.tell('test:diagnostic', { nesting: 0, message });
    }
    this.counters.tell(stream, this.startedAt);
    if (!this.counters.success) process.exitCode = 1;
    stream.end();
  }
}

const pendingAtEnd = () => new Failure(
  'Promise resolution is still pending but the event loop has already resolved', Kind.Cancelled);

let session;

/** The run of this program, which its first test begins. */
function theSession() {
  if (session !== undefined) return session;
  session = new Session();
  require('test/reporting').attach(session.stream);
  process.on('uncaughtException', (error) =>
    session.onUncaught(error, Kind.UncaughtException));
  process.on('unhandledRejection', (error) =>
    session.onUncaught(error, Kind.UnhandledRejection));
  process.once('beforeExit', () => session.end(pendingAtEnd()));
  process.once('exit', () => session.end(pendingAtEnd()));
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      await session.end();
      process.exit(1);
    });
  }
  queueMicrotask(() => session.begin());
  return session;
}

// The test or suite whose function runs, else the root.
function current() {
  const at = running.getStore();
  return at === undefined ? theSession().root : at;
}

function addTest(given, overrides, from) {
  const parent = current();
  return parent.add(Test, readArguments(...given), overrides, placeOfCaller(from));
}

function addSuite(given, overrides, from) {
  const parent = current();
  return parent.add(Suite, readArguments(...given), overrides, placeOfCaller(from));
}

function addHook(kind, fn, options) {
  current().addHook(kind, fn, options);
}

module.exports = { Counters, addHook, addSuite, addTest };
