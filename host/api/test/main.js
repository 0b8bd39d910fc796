'use strict';
// SPDX-License-Identifier: MIT

// `plinth test [OPTIONS] [DIR|FILE...]`: what `node --test` is.

require('internal/on-first-use');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { hasOption, optionValue, optionValues } = require('internal/options');
const path = require('path');
const { findTests } = require('test/files');
const { attach } = require('test/reporting');
const { run } = require('test/runner');

function numberOption(name) {
  const value = optionValue(name);
  return value === undefined ? undefined : Number(value);
}

function shardOption() {
  const text = optionValue('--test-shard');
  if (text === undefined) return undefined;
  const match = /^(\d+)\/(\d+)$/.exec(text);
  if (match === null) {
    throw new ERR_INVALID_ARG_VALUE('--test-shard', text, 'must be in the form of <index>/<total>');
  }
  return { index: Number(match[1]), total: Number(match[2]) };
}

/** @param {string[]} names files, folders and patterns */
function runTests(names) {
  const { files, missing } = findTests(names);
  if (missing.length > 0) {
    for (const name of missing) {
      process.stderr.write(`Could not find '${path.resolve(name)}'\n`);
    }
    process.exitCode = 1;
    return;
  }
  const stream = run({
    concurrency: numberOption('--test-concurrency'),
    files,
    only: hasOption('--test-only'),
    shard: shardOption(),
    testNamePatterns: optionValues('--test-name-pattern'),
    timeout: numberOption('--test-timeout'),
    setup: attach,
  });
  const { counters } = stream;
  process.on('exit', () => {
    if (!counters.success) process.exitCode = 1;
  });
  // The files' processes end with this one.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
}

module.exports = { runTests };
