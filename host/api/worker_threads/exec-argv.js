'use strict';
// SPDX-License-Identifier: MIT

// The options that a Worker may have of its own; those of the process are refused, as in Node.

require('internal/on-first-use');

const { codes: { ERR_WORKER_INVALID_EXEC_ARGV } } = require('internal/errors');

const SHORT = { '-r': '--require', '-C': '--conditions' };

const WITH_VALUES = [
  '--conditions', '--disable-warning', '--dns-result-order', '--experimental-default-type',
  '--experimental-loader', '--experimental-specifier-resolution', '--import', '--input-type',
  '--require', '--unhandled-rejections',
];

const SWITCHES = [
  '--abort-on-uncaught-exception', '--deprecation', '--enable-source-maps',
  '--experimental-detect-module', '--experimental-global-customevent', '--experimental-fetch',
  '--experimental-global-webcrypto', '--experimental-import-meta-resolve',
  '--experimental-json-modules', '--experimental-network-imports', '--experimental-permission',
  '--experimental-require-module', '--experimental-vm-modules', '--experimental-wasm-modules',
  '--expose-internals', '--force-async-hooks-checks', '--frozen-intrinsics',
  '--global-search-paths', '--insecure-http-parser', '--node-snapshot', '--pending-deprecation',
  '--preserve-symlinks', '--preserve-symlinks-main', '--stack-trace-limit', '--test-only',
  '--throw-deprecation', '--trace-deprecation', '--trace-exit', '--trace-promises',
  '--trace-sync-io', '--trace-uncaught', '--trace-warnings', '--verify-base-objects', '--warnings',
];

function nameOf(argument) {
  const [name] = argument.split('=', 1);
  return (SHORT[name] ?? name).replaceAll('_', '-');
}

/** The options before `--`. */
function untilDashes(argv) {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}

/** [name, value, name, value, ...]; throws when one is not for a Worker. */
function checkExecArgv(argv) {
  const parsed = [];
  const wrong = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = `${argv[i]}`;
    const name = nameOf(argument);
    const equals = argument.indexOf('=');
    if (WITH_VALUES.includes(name)) {
      const value = equals === -1 ? argv[++i] : argument.slice(equals + 1);
      if (value === undefined) wrong.push(`${argument} requires an argument`);
      else parsed.push(name, `${value}`);
    } else if (SWITCHES.includes(name.replace(/^--no-/, '--'))) {
      parsed.push(name, equals === -1 ? '' : argument.slice(equals + 1));
    } else {
      wrong.push(argument);
    }
  }
  if (wrong.length > 0) throw new ERR_WORKER_INVALID_EXEC_ARGV(wrong);
  return parsed;
}

/** A NODE_OPTIONS that the Worker does not share with this thread must be one that it can follow. */
function checkNodeOptions(env, own) {
  const options = env.NODE_OPTIONS;
  if (options === undefined || options === own.NODE_OPTIONS) return;
  try {
    checkExecArgv(options.split(/\s+/).filter((argument) => argument !== ''));
  } catch (error) {
    if (error.code !== 'ERR_WORKER_INVALID_EXEC_ARGV') throw error;
    throw new ERR_WORKER_INVALID_EXEC_ARGV(
      [error.message.replace(/^.*?: /, '')], 'invalid NODE_OPTIONS env variable');
  }
}

module.exports = { checkExecArgv, checkNodeOptions, untilDashes };
