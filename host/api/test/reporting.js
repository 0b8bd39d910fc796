'use strict';
// SPDX-License-Identifier: MIT

// Where the results of a run go: to the reporters of the command line and their destinations, or,
// below another runner, to that one.

require('internal/on-first-use');
const fs = require('fs');
const path = require('path');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { optionValues } = require('internal/options');
const { Readable } = require('stream');
const { END } = require('test/stream');

const REPORTER_FAILED = 7;  // An exit code of Node's.
const BUILT_IN = ['dot', 'junit', 'spec', 'tap'];

function makeReport(name, stream) {
  switch (name) {
    case 'dot': return new (require('test/report-spec').DotReport)(stream);
    case 'spec': return new (require('test/report-spec').SpecReport)(stream);
    case 'tap': return new (require('test/report-tap').TapReport)();
    case 'junit': return new (require('test/report-junit').JunitReport)();
  }
  return undefined;
}

// Text at once: it is there whatever becomes of the program.
class Destination {
  constructor(name) {
    this.stream = name === 'stdout' || name === 'stderr' ? process[name] : undefined;
    this.file = this.stream === undefined ? path.resolve(name) : undefined;
    if (this.file !== undefined) fs.writeFileSync(this.file, '');
  }

  write(text) {
    if (text === '') return;
    if (this.stream !== undefined) this.stream.write(text);
    else fs.appendFileSync(this.file, text);
  }
}

function attachBuiltIn(events, name, destination) {
  const report = makeReport(name, destination.stream);
  destination.write(report.start());
  const types = ['test:start', 'test:pass', 'test:fail', 'test:plan', 'test:diagnostic',
    'test:stdout', 'test:stderr'];
  for (const type of types) {
    events.on(type, (data) => destination.write(report.event({ type, data })));
  }
  events.on(END, () => destination.write(report.end()));
}

// A reporter of the program's: a function of the events, or a class of streams.
async function attachOther(events, name, destination) {
  const { importFrom } = require('module/esm-loader');
  const { baseOf } = require('module/esm-resolve');
  const loaded = await importFrom(name, baseOf('[reporter]'));
  let reporter = loaded.default ?? loaded;
  if (typeof reporter === 'function' && reporter.prototype &&
      Object.getOwnPropertyDescriptor(reporter.prototype, 'constructor') !== undefined &&
      !/^async function/.test(Function.prototype.toString.call(reporter))) {
    reporter = new reporter();
  }
  if (typeof reporter !== 'function' && typeof reporter?.pipe !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('Reporter', name, 'is not a valid reporter function');
  }
  const output = typeof reporter === 'function' ? Readable.from(reporter(events)) :
    events.pipe(reporter);
  for await (const text of output) destination.write(String(text));
}

/** Which reporters the command line asks for: [name, destination]. */
function chosen() {
  const names = optionValues('--test-reporter');
  const destinations = optionValues('--test-reporter-destination');
  if (names.length === 0 && destinations.length === 0) {
    return [[process.stdout.isTTY ? 'spec' : 'tap', 'stdout']];
  }
  if (names.length === 1 && destinations.length === 0) return [[names[0], 'stdout']];
  if (names.length !== destinations.length) {
    throw new ERR_INVALID_ARG_VALUE('--test-reporter', names,
      'must match the number of specified \'--test-reporter-destination\'');
  }
  return names.map((name, i) => [name, destinations[i]]);
}

/** Tells somebody of the events of this run. */
function attach(events) {
  const { isBelowRunner, attachChannel } = require('test/channel');
  if (isBelowRunner()) {
    attachChannel(events);
    events.resume();
    return;
  }
  let isRead = false;
  for (const [name, destination] of chosen()) {
    if (BUILT_IN.includes(name)) {
      attachBuiltIn(events, name, new Destination(destination));
    } else {
      isRead = true;
      attachOther(events, name, new Destination(destination)).catch((error) => {
        process.stderr.write(`${error?.stack ?? error}\n`);
        process.exit(REPORTER_FAILED);
      });
    }
  }
  if (!isRead) events.resume();  // For 'end'.
}

module.exports = { attach };
