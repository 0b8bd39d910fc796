'use strict';
// SPDX-License-Identifier: MIT

// What a thread hands on to the Workers that it starts.

require('internal/on-first-use');

const SHARE_ENV = Symbol.for('nodejs.worker_threads.SHARE_ENV');
const data = new Map();

/** A value that workers of this thread get a copy of; `undefined` takes it back. */
function setEnvironmentData(key, value) {
  if (value === undefined) data.delete(key);
  else data.set(key, value);
}

function getEnvironmentData(key) {
  return data.get(key);
}

/** Of a new thread: what it was handed. */
function assignEnvironmentData(handed) {
  for (const [key, value] of handed) data.set(key, value);
}

module.exports = {
  SHARE_ENV,
  assignEnvironmentData,
  environmentData: () => new Map(data),
  getEnvironmentData,
  setEnvironmentData,
};
