'use strict';
// SPDX-License-Identifier: MIT

// spawnSync, execFileSync and execSync: processes that the caller waits for.

const native = internalBinding('child_process');
const {
  MAX_BUFFER, checkMaxBuffer, checkTimeout, normalizeSpawn, toKillSignal, toRequest,
} = require('child_process/arguments');
const { normalizeExec, normalizeExecFile } = require('child_process/exec-arguments');
const { describeStdio, forwardTo } = require('child_process/stdio');
const { codes: { ERR_INVALID_ARG_TYPE }, errnoException } = require('internal/errors');
const { signalName } = require('internal/signals');

const { IGNORE, PIPE, DESCRIPTOR } = native;

function toBytes(input, name, encoding) {
  if (input === undefined || input === null) return undefined;
  if (ArrayBuffer.isView(input)) return input;
  if (typeof input !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView', 'string'], input);
  }
  return Buffer.from(input, encoding);
}

function toNative({ type, fd = -1, readable = false, writable = false }) {
  switch (type) {
    case 'pipe':
    case 'overlapped': return { kind: PIPE, fd: -1, readable, writable };
    case 'inherit':
    case 'fd': return { kind: DESCRIPTOR, fd, readable, writable };
    default: return { kind: IGNORE, fd: -1, readable, writable };
  }
}

function decode(output, encoding) {
  if (!output || !encoding || encoding === 'buffer') return output;
  return output.map((bytes) => (bytes === null ? null : bytes.toString(encoding)));
}

function toResult({ error, pid, status, signal, output }, options) {
  const result = {
    status: status ?? null,
    signal: signal === 0 ? null : signalName(signal),
    output: decode(output ?? null, options.encoding),
    pid,
    stdout: null,
    stderr: null,
  };
  if (result.output !== null) [, result.stdout, result.stderr] = result.output;
  if (error !== 0) {
    result.error = Object.assign(errnoException(error, `spawnSync ${options.file}`), {
      path: options.file, spawnargs: options.args.slice(1),
    });
  }
  return result;
}

function run(options) {
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  const killSignal = toKillSignal(options.killSignal) ?? 0;
  const stdio = describeStdio(options.stdio || 'pipe', true);
  if (options.input) stdio[0] = { ...stdio[0], input: options.input };
  const outcome = native.spawnSync(
    toRequest(options),
    stdio.map(toNative),
    stdio.map(({ input }, i) => toBytes(input, `options.stdio[${i}]`, options.encoding)),
    { timeout: options.timeout ?? 0, maxBuffer: options.maxBuffer ?? Infinity, killSignal });
  stdio.forEach((described, index) => {
    if (described.forward === undefined || !outcome.output) return;
    forwardTo(described).write(outcome.output[index]);
    outcome.output[index] = null;
  });
  return toResult(outcome, options);
}

/**
 * @param {string} file
 * @param {string[] | object} [args]
 * @param {object} [options]
 */
function spawnSync(file, args, options) {
  return run({ maxBuffer: MAX_BUFFER, ...normalizeSpawn(file, args, options) });
}

// Throws what went wrong: the process could not be run, or it ended with another status than 0.
function check(result, args, command) {
  if (result.error) throw Object.assign(result.error, result);
  if (result.status === 0) return;
  let message = `Command failed: ${command ?? args.join(' ')}`;
  if (result.stderr && result.stderr.length > 0) message += `\n${result.stderr.toString()}`;
  throw Object.assign(new Error(message), result);
}

// Unless the caller took care of it, what the child has to complain of is shown.
function forwardErrors(result, options) {
  if (!options.stdio && result.stderr) process.stderr.write(result.stderr);
}

function execFileSync(file, args, options) {
  ({ file, args, options } = normalizeExecFile(file, args, options));
  const result = spawnSync(file, args, options);
  forwardErrors(result, options);
  check(result, [options.argv0 || file, ...args], undefined);
  return result.stdout;
}

function execSync(command, options) {
  const normal = normalizeExec(command, options);
  const result = spawnSync(normal.file, normal.options);
  forwardErrors(result, normal.options);
  check(result, undefined, command);
  return result.stdout;
}

module.exports = { execFileSync, execSync, spawnSync };
