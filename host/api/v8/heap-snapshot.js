'use strict';
// SPDX-License-Identifier: MIT

// Heap snapshots, as streams and as files, for DevTools.

require('internal/on-first-use');

const native = internalBinding('v8');
const fs = require('fs');
const path = require('path');
const { Readable } = require('stream');
const { validateBoolean, validateObject } = require('internal/validate');

function checkOptions(options) {
  if (options === undefined) return;
  validateObject(options, 'options');
  for (const name of ['exposeInternals', 'exposeNumericValues']) {
    if (options[name] !== undefined) validateBoolean(options[name], `options.${name}`);
  }
}

class HeapSnapshotStream extends Readable {
  #reader = new native.SnapshotReader();

  _read() {
    const piece = this.#reader?.read();
    if (piece === undefined) this.#reader = undefined;
    this.push(piece ?? null);
  }
}

function getHeapSnapshot(options) {
  checkOptions(options);
  return new HeapSnapshotStream();
}

let count = 0;

function defaultName() {
  const two = (number) => String(number).padStart(2, '0');
  const now = new Date();
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  const time = `${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
  const { threadId } = require('worker_threads');
  const number = String(++count).padStart(3, '0');
  return `Heap.${day}.${time}.${process.pid}.${threadId}.${number}.heapsnapshot`;
}

/** Writes it to a file, and returns the file's name. */
function writeHeapSnapshot(filename, options) {
  checkOptions(options);
  const file = filename === undefined ? defaultName() : filename;
  const descriptor = fs.openSync(file, 'w');
  try {
    const reader = new native.SnapshotReader();
    for (let piece = reader.read(); piece !== undefined; piece = reader.read()) {
      fs.writeSync(descriptor, piece);
    }
  } finally {
    fs.closeSync(descriptor);
  }
  return typeof file === 'string' ? file : path.toNamespacedPath(String(file));
}

module.exports = { checkOptions, getHeapSnapshot, writeHeapSnapshot };
