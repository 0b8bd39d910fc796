'use strict';
// SPDX-License-Identifier: MIT

// ChildProcess: a running program, its streams and its events. 'exit' comes when it has ended,
// 'close' when its streams have, too.

const native = internalBinding('child_process');
const { Pipe, SOCKET, IPC } = internalBinding('pipe');
const { UV_EACCES, UV_EAGAIN, UV_EINVAL, UV_EMFILE, UV_ENFILE, UV_ENOENT, UV_ENOSYS, UV_ESRCH } =
  internalBinding('uv');
const EventEmitter = require('events');
const { toRequest } = require('child_process/arguments');
const { describeStdio, forwardTo } = require('child_process/stdio');
const { errnoException } = require('internal/errors');
const { HandleStream } = require('internal/handle-stream');
const { signalName, signalNumber } = require('internal/signals');
const { validateArray, validateObject, validateOneOf, validateString } =
  require('internal/validate');

const { IGNORE, PIPE, DESCRIPTOR } = native;

// On a stream that another child has: what it reads is not ours to take.
const kUsedAsStdio = Symbol('used as stdio');

// Told by 'error'; others are thrown.
const LATER = [UV_EACCES, UV_EAGAIN, UV_EMFILE, UV_ENFILE, UV_ENOENT];

// [what the native half takes, the handle that goes with it] of one descriptor.
function toNative(described) {
  const { type, fd = -1, readable = false, writable = false, owner } = described;
  switch (type) {
    case 'pipe':
    case 'overlapped':
      described.handle = new Pipe(SOCKET);
      return [{ kind: PIPE, fd, readable: true, writable: true }, described.handle];
    case 'ipc':
      described.handle = new Pipe(IPC);
      return [{ kind: PIPE, fd, readable, writable }, described.handle];
    case 'inherit':
    case 'fd':
      if (owner !== undefined) owner[kUsedAsStdio] = true;
      return [{ kind: DESCRIPTOR, fd, readable, writable }, owner?._handle ?? owner];
    default:
      return [{ kind: IGNORE, fd, readable, writable }, undefined];
  }
}

class ChildProcess extends EventEmitter {
  #handle = new native.Process();
  #openEnds = 1;  // The process itself, and the streams that it writes to.

  constructor() {
    super();
    Object.assign(this, {
      signalCode: null, exitCode: null, killed: false, spawnfile: null, connected: false,
    });
    this.#handle.onexit = (status, signal) => this.#onExit(status, signal);
  }

  get _handle() {
    return this.#handle;
  }

  /** Starts it; spawn() calls this with complete options. */
  spawn(options) {
    validateObject(options, 'options');
    const { serialization } = options;
    validateOneOf(serialization, 'options.serialization', [undefined, 'json', 'advanced']);
    const stdio = describeStdio(options.stdio || 'pipe', false);
    options = this.#prepare(options, stdio, serialization ?? 'json');
    this.spawnfile = options.file;
    this.spawnargs = options.args;

    const sides = stdio.map(toNative);
    const pid = this.#start(options, stdio, sides);
    if (pid === UV_EMFILE || pid === UV_ENFILE) return pid;
    if (pid >= 0) this.pid = pid;
    this.#makeStreams(stdio);
    const channel = stdio.find(({ type }) => type === 'ipc')?.handle;
    if (channel !== undefined) {
      const { setUpChannel } = require('child_process/channel');
      this._closesWith(setUpChannel(this, channel, serialization ?? 'json'));
    }
    return pid < 0 ? pid : 0;
  }

  #prepare(options, stdio, serialization) {
    const { envPairs = [], args = [] } = options;
    validateArray(envPairs, 'options.envPairs');
    validateString(options.file, 'options.file');
    validateArray(args, 'options.args');
    const at = stdio.findIndex(({ type }) => type === 'ipc');
    if (at === -1) return { ...options, envPairs, args };
    return {
      ...options, args,
      envPairs: [
        ...envPairs, `NODE_CHANNEL_FD=${at}`, `NODE_CHANNEL_SERIALIZATION_MODE=${serialization}`,
      ],
    };
  }

  #start(options, stdio, sides) {
    let pid;
    try {
      pid = native.spawn(this.#handle, toRequest(options), sides.map(([side]) => side),
                         sides.map(([, handle]) => handle));
    } catch (error) {
      this.#giveUp(stdio);
      throw error;
    }
    if (pid >= 0) {
      process.nextTick(() => this.emit('spawn'));
    } else if (LATER.includes(pid)) {
      process.nextTick(() => this.#onExit(pid, 0));
    } else {
      this.#giveUp(stdio);
      throw errnoException(pid, 'spawn');
    }
    return pid;
  }

  #giveUp(stdio) {
    for (const { handle } of stdio) handle?.close();
    this.#handle.close();
    this.#handle = null;
  }

  #makeStreams(stdio) {
    this.stdio = stdio.map((described, index) => {
      if (described.handle === undefined || described.type === 'ipc') return null;
      const stream = new HandleStream(described.handle, {
        readable: index > 0, writable: index === 0 || index > 2,
      });
      if (index > 0 && this.pid !== undefined) this._closesWith(stream);
      if (described.forward === undefined) return stream;
      stream.on('data', (piece) => forwardTo(described).write(piece));
      return null;
    });
    [this.stdin, this.stdout, this.stderr] = this.stdio;
  }

  /** 'close' waits for the end of this emitter, too. */
  _closesWith(emitter, event = 'close') {
    this.#openEnds++;
    emitter.once(event, () => this.#closed());
  }

  #closed() {
    if (--this.#openEnds === 0) this.emit('close', this.exitCode, this.signalCode);
  }

  #onExit(status, signal) {
    if (signal !== 0) this.signalCode = signalName(signal);
    else this.exitCode = status;
    this.stdin?.destroy();
    this.#handle.close();
    this.#handle = null;
    if (status < 0) this.emit('error', this.#spawnError(status));
    else this.emit('exit', this.exitCode, this.signalCode);
    // What nobody reads must not keep 'close' from coming.
    process.nextTick(() => {
      for (const stream of this.stdio ?? []) {
        if (stream?.readable && !stream[kUsedAsStdio]) stream.resume();
      }
    });
    this.#closed();
  }

  #spawnError(status) {
    const error = errnoException(status, `spawn ${this.spawnfile}`);
    const most = status === UV_EAGAIN ? native.childLimit() : 0;
    if (most > 0) error.message += `: a plugin may run ${most} processes at a time`;
    return Object.assign(error, { path: this.spawnfile, spawnargs: this.spawnargs.slice(1) });
  }

  /** Sends a signal; false when there is nobody any more to send it to. */
  kill(signal = 'SIGTERM') {
    const number = signal === 0 ? 0 : signalNumber(signal);
    if (this.#handle === null) return false;
    const status = this.#handle.kill(number);
    if (status === 0) {
      this.killed = true;
      return true;
    }
    if (status === UV_EINVAL || status === UV_ENOSYS) throw errnoException(status, 'kill');
    if (status !== UV_ESRCH) this.emit('error', errnoException(status, 'kill'));
    return false;
  }

  [Symbol.dispose]() {
    if (!this.killed) this.kill();
  }

  ref() {
    this.#handle?.ref();
  }

  unref() {
    this.#handle?.unref();
  }
}

module.exports = { ChildProcess };
