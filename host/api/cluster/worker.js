'use strict';
// SPDX-License-Identifier: MIT

// Worker: one process of a cluster, in the primary and in itself. What disconnect() and destroy()
// do is each half's own.

require('internal/on-first-use');

const EventEmitter = require('events');

/**
 * @param {{ id?: number, process?: ChildProcess | process, state?: string }} [options]
 */
function Worker(options) {
  if (!(this instanceof Worker)) return new Worker(options);
  Reflect.apply(EventEmitter, this, []);
  if (options === null || typeof options !== 'object') options = {};
  this.exitedAfterDisconnect = undefined;
  this.state = options.state || 'none';
  this.id = options.id | 0;
  if (!options.process) return;
  this.process = options.process;
  this.process.on('error', (...args) => this.emit('error', ...args));
  this.process.on('message', (message, handle) => this.emit('message', message, handle));
}
Object.setPrototypeOf(Worker.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Worker, EventEmitter);

/** As destroy(). */
Worker.prototype.kill = function(...args) {
  this.destroy(...args);
};

/** As the process's send(). */
Worker.prototype.send = function(...args) {
  return this.process.send(...args);
};

Worker.prototype.isDead = function() {
  return this.process.exitCode != null || this.process.signalCode != null;
};

Worker.prototype.isConnected = function() {
  return this.process.connected;
};

module.exports = { Worker };
