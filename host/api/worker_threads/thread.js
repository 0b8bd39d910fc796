'use strict';
// SPDX-License-Identifier: MIT

// The inside of a Worker's thread: its start, what is different in its `process`, and what it tells
// the thread that made it.

require('internal/on-first-use');

const native = internalBinding('worker_threads');
const { Readable } = require('stream');
const { codes: { ERR_WORKER_UNSUPPORTED_OPERATION } } = require('internal/errors');
require('worker_threads/message-port');
const { assignEnvironmentData } = require('worker_threads/environment');

const thread = {
  id: 0,
  parentPort: null,
  workerData: null,
  limits: {},
};
let port;      // To the Worker object.
let hasStdin = false;

class Input extends Readable {
  _read() {
    if (!hasStdin) this.push(null);
    else port.ref();
  }

  take({ chunk, encoding }) {
    if (this.destroyed) return;
    this.push(chunk, encoding);
    if (chunk === null) port.unref();
  }
}

let input;

/** process.stdin of this thread. */
function stdin() {
  input ??= new Input();
  return input;
}

function hear(message) {
  if (message.type === 'stdin') stdin().take(message);
}

const UNSUPPORTED = [
  'abort', 'chdir', 'setuid', 'seteuid', 'setgid', 'setegid', 'setgroups', 'initgroups',
];

// What belongs to the whole process is not for one of its threads.
function limitProcess() {
  // The channel to a parent process is the main thread's.
  const hasChannel = process.env.NODE_CHANNEL_FD !== undefined;
  for (const name of hasChannel ? [...UNSUPPORTED, 'send', 'disconnect'] : UNSUPPORTED) {
    const refuse = () => {
      throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}()`);
    };
    refuse.disabled = true;
    process[name] = refuse;
  }
  for (const name of hasChannel ? ['channel', 'connected'] : []) {
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: false,
      get() {
        throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}`);
      },
    });
  }
  const { umask, title, debugPort } = process;
  process.umask = (mask) => {
    if (mask !== undefined) throw new ERR_WORKER_UNSUPPORTED_OPERATION('Setting process.umask()');
    return umask();
  };
  for (const [name, value] of [['title', title], ['debugPort', debugPort]]) {
    Object.defineProperty(process, name, {
      configurable: true, enumerable: true, get: () => value, set() {},
    });
  }
  for (const name of ['_debugProcess', '_debugEnd', '_startProfilerIdleNotifier',
    '_stopProfilerIdleNotifier']) {
    delete process[name];
  }
}

function setEnvironment(variables) {
  const { joinShared, makeEnvironment } = require('process/environment');
  process.env = native.sharesEnvironment() ? joinShared() : makeEnvironment(variables);
}

// Called by C++ once the thread has its context.
function start() {
  const [id, innerPort, publicPort, data, limits] = native.workerFacts();
  port = innerPort;
  port.on('message', hear);
  port.unref();
  thread.id = id;
  thread.parentPort = publicPort;
  thread.workerData = data.workerData;
  thread.limits = require('worker_threads/worker').showLimits(limits);
  hasStdin = data.hasStdin;
  setEnvironment(data.env);
  assignEnvironmentData(data.environmentData);
  limitProcess();
  port.postMessage({ type: 'online' });
  const program = require('internal/program');
  if (data.kind === 'file') program.runMain(data.source);
  else program.runWorkerCode(data.source, data.kind === 'module');
}

/** An error that nobody caught ends this thread: the other one is told. */
function tellError(error) {
  if (port === undefined) return;
  const { serialize } = require('worker_threads/error-serdes');
  try {
    port.postMessage({ type: 'error', error: serialize(error) });
  } catch {
    port.postMessage({ type: 'unserializable' });
  }
}

module.exports = { start, stdin, tellError, thread };
