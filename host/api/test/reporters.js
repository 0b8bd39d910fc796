'use strict';
// SPDX-License-Identifier: MIT

// node:test/reporters: what run().compose() takes. tap, dot and junit are generators, spec is a class
// of streams, as in Node.

require('internal/on-first-use');
const { Transform } = require('stream');
const { JunitReport } = require('test/report-junit');
const { DotReport, SpecReport } = require('test/report-spec');
const { TapReport } = require('test/report-tap');

// An async generator over the events of a run. The line of a result comes before its details.
async function* report(source, report) {
  const start = report.start();
  if (start !== '') yield start;
  for await (const event of source) {
    const text = report.event(event);
    const isResult = event.type === 'test:pass' || event.type === 'test:fail';
    const end = isResult ? text.indexOf('\n') + 1 : 0;
    if (end > 0) yield text.slice(0, end);
    if (text.length > end) yield text.slice(end);
  }
  const end = report.end();
  if (end !== '') yield end;
}

async function* tap(source) {
  yield* report(source, new TapReport());
}

async function* dot(source) {
  yield* report(source, new DotReport());
}

async function* junit(source) {
  yield* report(source, new JunitReport());
}

class SpecReporter extends Transform {
  #report = new SpecReport(process.stdout);

  constructor() {
    super({ writableObjectMode: true });
  }

  _transform(event, encoding, callback) {
    callback(null, this.#report.event(event));
  }

  _flush(callback) {
    callback(null, this.#report.end());
  }
}

// With new or without.
function spec(...args) {
  return Reflect.construct(SpecReporter, args, new.target ?? spec);
}
spec.prototype = SpecReporter.prototype;
Object.setPrototypeOf(spec, SpecReporter);

module.exports = { dot, junit, spec, tap };
