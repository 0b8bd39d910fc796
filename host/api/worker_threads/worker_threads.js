'use strict';
// SPDX-License-Identifier: MIT

// worker_threads, as far as it goes without a Worker: what a program knows of its own thread.

require('internal/on-first-use');

const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV');
const environmentData = new Map();

/** A value that workers of this program get a copy of; `undefined` takes it back. */
function setEnvironmentData(key, value) {
  if (value === undefined) environmentData.delete(key);
  else environmentData.set(key, value);
}

function getEnvironmentData(key) {
  return environmentData.get(key);
}

module.exports = {
  SHARE_ENV,
  getEnvironmentData,
  isMainThread: true,
  parentPort: null,
  resourceLimits: {},
  setEnvironmentData,
  threadId: 0,
  workerData: null,
};
