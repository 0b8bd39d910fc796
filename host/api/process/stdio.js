'use strict';
// SPDX-License-Identifier: MIT

// process.stdin, stdout and stderr. Writing is synchronous, into the terminal, pipe or file of a
// program, or into a plugin's log; reading is for programs only.

const native = internalBinding('process');
const { guessHandleType } = internalBinding('tty');
const { errnoException } = require('internal/errors');
const { Readable, Writable } = require('stream');

const TYPES = { TTY: 'tty', FILE: 'fs', PIPE: 'pipe', TCP: 'pipe' };

// What standard output does, on a terminal or not: it writes at once, and its descriptor stays open.
function standardOutput(Base) {
  return class extends Base {
    _write(chunk, encoding, callback) {
      const plain = typeof chunk !== 'string' || encoding === 'utf8' || encoding === 'utf-8';
      const status = native.write(this.fd, plain ? chunk : Buffer.from(chunk, encoding));
      callback(status < 0 ? errnoException(status, 'write') : null);
    }

    _final(callback) {
      callback();
    }

    // What is destroyed can still be written to: the descriptor stays open.
    _destroy(error, callback) {
      callback(error);
      this._undestroy();
      process.nextTick(() => this.emit('close'));
    }

    destroySoon() {
      this.destroy();
    }
  };
}

class Output extends standardOutput(Writable) {
  constructor(descriptor) {
    super({ decodeStrings: false, emitClose: false });
    this.fd = descriptor;
  }
}

function makeTerminal(descriptor) {
  const { WriteStream } = require('tty');
  const Terminal = standardOutput(WriteStream);
  Object.defineProperty(Terminal, 'name', { value: 'WriteStream' });
  const stream = new Terminal(descriptor);
  process.on('SIGWINCH', () => stream._refreshSize());
  return stream;
}

function makeOutput(descriptor) {
  const type = native.ownsStandardDescriptors() ? guessHandleType(descriptor) : 'LOG';
  const stream = type === 'TTY' ? makeTerminal(descriptor) : new Output(descriptor);
  stream._type = TYPES[type] ?? 'fs';
  stream._isStdio = true;
  return stream;
}

class Nothing extends Readable {
  _read() {
    this.push(null);
  }
}

// A stream that is paused does not keep the program running.
function stopWhenPaused(stream) {
  stream.on('pause', () => process.nextTick(() => {
    if (!stream._handle || stream.readableFlowing) return;
    stream._readableState.reading = false;
    stream._handle.readStop();
  }));
}

function openInput(type) {
  switch (type) {
    case 'TTY': {
      const { ReadStream } = require('tty');
      return new ReadStream(0);
    }
    case 'FILE': {
      const { ReadStream } = require('fs');
      return new ReadStream(null, { fd: 0, autoClose: false });
    }
    case 'PIPE':
    case 'TCP': {
      // The channel of a fork() takes what comes in.
      if (process.channel?.fd === 0) return new Nothing();
      const { openPipe } = require('internal/handle-stream');
      return openPipe(0);
    }
    default: return new Nothing();
  }
}

function makeInput() {
  if (internalBinding('worker_threads').isWorker()) {
    return Object.assign(require('worker_threads/thread').stdin(), { fd: 0 });
  }
  const stream = openInput(native.ownsStandardDescriptors() ? guessHandleType(0) : 'NONE');
  if (stream._handle?.readStop) {
    stream._handle.readStop();
    stopWhenPaused(stream);
  }
  stream.fd ??= 0;
  return stream;
}

module.exports = { makeInput, makeOutput };
