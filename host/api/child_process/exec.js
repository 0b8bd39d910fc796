'use strict';
// SPDX-License-Identifier: MIT

// exec and execFile: a process whose whole output is collected for a callback.

const { MAX_BUFFER, checkMaxBuffer, checkTimeout, toKillSignal } =
  require('child_process/arguments');
const { normalizeExec, normalizeExecFile } = require('child_process/exec-arguments');
const { spawn } = require('child_process/spawn');
const { codes: { ERR_CHILD_PROCESS_STDIO_MAXBUFFER }, errorName } = require('internal/errors');
const { promisify } = require('internal/promisify');

// What one of the child's outputs wrote, up to a limit.
class Collected {
  #pieces = [];
  #size = 0;
  #encoding;
  #stream;

  constructor(stream, name, { encoding, maxBuffer, onFull }) {
    this.#stream = stream;
    this.#encoding = encoding;
    if (!stream) return;
    if (encoding) stream.setEncoding(encoding);
    stream.on('data', (piece) => {
      const known = stream.readableEncoding;
      const size = known ? Buffer.byteLength(piece, known) : piece.length;
      this.#size += size;
      if (this.#size <= maxBuffer) {
        this.#pieces.push(piece);
        return;
      }
      this.#pieces.push(piece.slice(0, maxBuffer - (this.#size - size)));
      onFull(new ERR_CHILD_PROCESS_STDIO_MAXBUFFER(name));
    });
  }

  value() {
    if (this.#encoding || this.#stream?.readableEncoding) return this.#pieces.join('');
    return Buffer.concat(this.#pieces);
  }
}

// One call of execFile() from the start of the process to its callback.
class Execution {
  #callback;
  #command;
  #error = null;
  #killed = false;
  #options;
  #over = false;
  #timer;

  constructor(file, args, options, callback) {
    this.#callback = callback;
    this.#options = options;
    this.#command = [file, ...args].join(' ');
    const { cwd, env, gid, shell, signal, uid, windowsHide, windowsVerbatimArguments } = options;
    this.child = spawn(file, args, {
      cwd, env, gid, shell, signal, uid,
      windowsHide: Boolean(windowsHide),
      windowsVerbatimArguments: Boolean(windowsVerbatimArguments),
    });
    const encoding = options.encoding !== 'buffer' && Buffer.isEncoding(options.encoding) ?
      options.encoding : null;
    const onFull = (error) => {
      this.#error = error;
      this.#kill();
    };
    const how = { encoding, maxBuffer: options.maxBuffer, onFull };
    this.stdout = new Collected(this.child.stdout, 'stdout', how);
    this.stderr = new Collected(this.child.stderr, 'stderr', how);
    if (options.timeout > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        this.#kill();
      }, options.timeout);
    }
    this.child.on('close', (code, killedBy) => this.#finish(code, killedBy));
    this.child.on('error', (error) => {
      this.#error = error;
      this.#destroyOutputs();
      this.#finish(undefined, undefined);
    });
  }

  #destroyOutputs() {
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
  }

  #kill() {
    this.#destroyOutputs();
    this.#killed = true;
    try {
      this.child.kill(this.#options.killSignal);
    } catch (error) {
      this.#error ??= error;
      this.#finish(undefined, undefined);
    }
  }

  #finish(code, signal) {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    if (!this.#callback) return;
    const stdout = this.stdout.value();
    const stderr = this.stderr.value();
    if (this.#error === null && code === 0 && signal === null) {
      this.#callback(null, stdout, stderr);
      return;
    }
    const error = this.#error ??
      Object.assign(new Error(`Command failed: ${this.#command}\n${stderr}`), {
        code: code < 0 ? errorName(code) : code,
        killed: this.child.killed || this.#killed,
        signal,
      });
    error.cmd = this.#command;
    this.#callback(error, stdout, stderr);
  }
}

/**
 * Starts a program and calls back with all that it wrote, once it has ended.
 *
 * @param {string} file
 * @param {string[]} [args]
 * @param {object} [options]
 * @param {(error: Error | null, stdout: any, stderr: any) => void} [callback]
 */
function execFile(file, args, options, callback) {
  ({ file, args, options, callback } = normalizeExecFile(file, args, options, callback));
  options = {
    encoding: 'utf8', timeout: 0, maxBuffer: MAX_BUFFER, killSignal: 'SIGTERM', cwd: null,
    env: null, shell: false, ...options,
  };
  checkTimeout(options.timeout);
  checkMaxBuffer(options.maxBuffer);
  options.killSignal = toKillSignal(options.killSignal);
  return new Execution(file, args, options, callback).child;
}

/** The same for a line that the shell reads. */
function exec(command, options, callback) {
  const normal = normalizeExec(command, options, callback);
  return execFile(normal.file, normal.options, normal.callback);
}

// The promise knows the child, and its error what was written before.
function promised(original) {
  return (...args) => {
    let settle;
    const promise = new Promise((resolve, reject) => {
      settle = (error, stdout, stderr) => {
        if (error === null) resolve({ stdout, stderr });
        else reject(Object.assign(error, { stdout, stderr }));
      };
    });
    promise.child = original(...args, settle);
    return promise;
  };
}

for (const original of [exec, execFile]) {
  Object.defineProperty(original, promisify.custom, {
    enumerable: false, value: promised(original),
  });
}

module.exports = { exec, execFile };
