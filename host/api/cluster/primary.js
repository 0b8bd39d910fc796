'use strict';
// SPDX-License-Identifier: MIT

// The half of a primary: starts the workers and listens for them.

require('internal/on-first-use');

const { fork } = require('child_process');
const EventEmitter = require('events');
const path = require('path');
const { answerFor, listener, tell } = require('cluster/messages');
const { RoundRobinHandle } = require('cluster/round-robin');
const { SharedHandle } = require('cluster/shared');
const { Worker } = require('cluster/worker');
const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');

const SCHED_NONE = 1;
const SCHED_RR = 2;

const cluster = new EventEmitter();
const handles = new Map();            // What workers listen on, by key.
const allGone = new EventEmitter();   // 'disconnect': there is no worker any more.
let lastId = 0;
let isSetUp = false;
let policy;  // As it was when the first worker was started.

function policyOfEnvironment({ NODE_CLUSTER_SCHED_POLICY: name }) {
  return name === 'none' ? SCHED_NONE : SCHED_RR;
}

function freezePolicy() {
  policy = cluster.schedulingPolicy;
  if (policy === SCHED_NONE || policy === SCHED_RR) return;
  throw new ERR_INTERNAL_ASSERTION(`Bad cluster.schedulingPolicy: ${policy}`);
}

/**
 * Changes how workers are started from now on: exec, args, execArgv, cwd, silent, stdio,
 * serialization, uid, gid, windowsHide.
 *
 * @param {object} [options]
 */
function setupPrimary(options) {
  const settings = {
    args: process.argv.slice(2),
    exec: process.argv[1],
    execArgv: process.execArgv,
    silent: false,
    ...cluster.settings,
    ...options,
  };
  cluster.settings = settings;
  if (!isSetUp) {
    isSetUp = true;
    freezePolicy();
  }
  process.nextTick(() => cluster.emit('setup', settings));
}

function startProcess(id, env) {
  const { exec, args, execArgv, cwd, serialization, silent, windowsHide, stdio, gid, uid } =
    cluster.settings;
  return fork(exec, args, {
    cwd,
    env: { ...process.env, ...env, NODE_UNIQUE_ID: `${id}` },
    execArgv: [...execArgv],
    gid,
    serialization,
    silent,
    stdio,
    uid,
    windowsHide,
  });
}

// Without workers nobody listens.
function remove(worker) {
  delete cluster.workers[worker.id];
  if (Object.keys(cluster.workers).length > 0) return;
  allGone.emit('disconnect');
}

function closeHandlesOf(worker) {
  for (const [key, handle] of handles) {
    if (handle.remove(worker)) handles.delete(key);
  }
}

// Tells the worker and the cluster.
function announce(worker, event, ...args) {
  worker.emit(event, ...args);
  cluster.emit(event, worker, ...args);
}

function onExit(worker, code, signal) {
  if (!worker.isConnected()) {
    closeHandlesOf(worker);
    remove(worker);
  }
  worker.exitedAfterDisconnect = Boolean(worker.exitedAfterDisconnect);
  worker.state = 'dead';
  announce(worker, 'exit', code, signal);
}

function onDisconnect(worker) {
  closeHandlesOf(worker);
  // Differs from Node: a connection on its way to a worker that has ended goes to another one.
  answerFor(worker.process, { accepted: false });
  if (worker.isDead()) remove(worker);
  worker.exitedAfterDisconnect = Boolean(worker.exitedAfterDisconnect);
  worker.state = 'disconnected';
  announce(worker, 'disconnect');
}

/**
 * Starts a worker; `env` is added to its environment.
 *
 * @param {object} [env]
 * @returns {Worker}
 */
function forkWorker(env) {
  cluster.setupPrimary();
  const id = ++lastId;
  const worker = new Worker({ id, process: startProcess(id, env) });
  worker.on('message', (message, handle) => cluster.emit('message', worker, message, handle));
  worker.process.once('exit', (code, signal) => onExit(worker, code, signal));
  worker.process.once('disconnect', () => onDisconnect(worker));
  worker.process.on('internalMessage', listener((message) => ACTS[message.act]?.(worker, message)));
  process.nextTick(() => cluster.emit('fork', worker));
  cluster.workers[id] = worker;
  return worker;
}

/** Disconnects all workers; the callback comes when none is left. */
function disconnect(callback) {
  const workers = Object.values(cluster.workers);
  if (workers.length === 0) process.nextTick(() => allGone.emit('disconnect'));
  for (const worker of workers) {
    if (worker.isConnected()) worker.disconnect();
  }
  if (typeof callback === 'function') allGone.once('disconnect', callback);
}

// The system takes short paths only: from here, if that is shorter.
function shortest(address, port) {
  if (!(port < 0) || typeof address !== 'string') return address;
  const relative = path.relative(process.cwd(), address);
  return relative.length < address.length ? relative : address;
}

// There is no connection that datagrams could be handed over with.
function isShared({ addressType }) {
  return policy !== SCHED_RR || addressType === 'udp4' || addressType === 'udp6';
}

function queryServer(worker, message) {
  if (worker.exitedAfterDisconnect) return;
  const { address, port, addressType, fd, index } = message;
  const key = `${address}:${port}:${addressType}:${fd}:${index}`;
  let handle = handles.get(key);
  if (handle === undefined) {
    const Kind = isShared(message) ? SharedHandle : RoundRobinHandle;
    handle = new Kind(key, shortest(address, port), message);
    handles.set(key, handle);
  }
  handle.data ||= message.data;
  handle.add(worker, (errno, more, passed) => {
    // The next one to ask may try again.
    if (errno && handles.get(key) === handle) handles.delete(key);
    tell(worker.process, { errno, key, ack: message.seq, data: handle.data, ...more }, passed);
  });
}

// What a worker says.
const ACTS = {
  __proto__: null,
  online(worker) {
    worker.state = 'online';
    announce(worker, 'online');
  },
  queryServer,
  listening(worker, { addressType, address, port, fd }) {
    worker.state = 'listening';
    announce(worker, 'listening', { addressType, address, port, fd });
  },
  exitedAfterDisconnect(worker, { seq }) {
    worker.exitedAfterDisconnect = true;
    tell(worker.process, { ack: seq });
  },
  close(worker, { key }) {
    if (handles.get(key)?.remove(worker)) handles.delete(key);
  },
};

/** Asks the worker to close its servers, and to disconnect. */
Worker.prototype.disconnect = function() {
  this.exitedAfterDisconnect = true;
  tell(this.process, { act: 'disconnect' });
  closeHandlesOf(this);
  remove(this);
  return this;
};

/** Ends its process, by a signal. */
Worker.prototype.destroy = function(signal) {
  this.process.kill(signal || 'SIGTERM');
};

module.exports = Object.assign(cluster, {
  isWorker: false,
  isMaster: true,  // Its old name.
  isPrimary: true,
  Worker,
  workers: {},
  settings: {},
  SCHED_NONE,
  SCHED_RR,
  schedulingPolicy: policyOfEnvironment(process.env),
  setupPrimary,
  setupMaster: setupPrimary,
  fork: forkWorker,
  disconnect,
});
