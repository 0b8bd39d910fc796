'use strict';
// SPDX-License-Identifier: MIT

// What the process uses: time, processor, memory.

const native = internalBinding('process');
const { codes: { ERR_OUT_OF_RANGE, ERR_INVALID_ARG_VALUE }, define } = require('internal/errors');
const { validateArray, validateNumber, validateObject } = require('internal/validate');

const ERR_INVALID_ARG_VALUE_RANGE =
  define('ERR_INVALID_ARG_VALUE_RANGE', 'RangeError', (message) => message);

function hrtime(previous) {
  const nanoseconds = native.hrtime();
  const seconds = nanoseconds / 1_000_000_000n;
  const now = [Number(seconds), Number(nanoseconds - seconds * 1_000_000_000n)];
  if (previous === undefined) return now;
  validateArray(previous, 'time');
  if (previous.length !== 2) throw new ERR_OUT_OF_RANGE('time', 2, previous.length);
  now[0] -= previous[0];
  now[1] -= previous[1];
  if (now[1] < 0) {
    now[0]--;
    now[1] += 1e9;
  }
  return now;
}
hrtime.bigint = () => native.hrtime();

function memoryUsage() {
  return native.memoryUsage();
}
memoryUsage.rss = () => native.memoryUsage().rss;

// Here, and only here, Node gives this code to a RangeError.
function checkTime(value, name) {
  validateNumber(value, name);
  if (value >= 0 && value <= Number.MAX_SAFE_INTEGER) return;
  const { message } = new ERR_INVALID_ARG_VALUE(name, value);
  throw Object.assign(new ERR_INVALID_ARG_VALUE_RANGE(message), { code: 'ERR_INVALID_ARG_VALUE' });
}

/** Microseconds of processor time, since the start or since an earlier answer. */
function cpuUsage(previous) {
  if (previous) {
    validateObject(previous, 'prevValue');
    checkTime(previous.user, 'prevValue.user');
    checkTime(previous.system, 'prevValue.system');
  }
  const now = native.cpuUsage();
  if (!previous) return now;
  return { user: now.user - previous.user, system: now.system - previous.system };
}

/** The memory that the system grants; undefined when it names no limit. */
function constrainedMemory() {
  return native.constrainedMemory() || undefined;
}

module.exports = {
  constrainedMemory,
  cpuUsage,
  hrtime,
  memoryUsage,
  resourceUsage: () => native.resourceUsage(),
  uptime: () => native.uptime(),
};
