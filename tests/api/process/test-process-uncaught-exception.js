'use strict';

// An 'uncaughtException' listener gets the error and its origin, and the program goes on.

const assert = require('assert');

const seen = [];
process.on('uncaughtExceptionMonitor', (error) => seen.push(`monitor ${error.message}`));
process.on('uncaughtException', (error, origin) => seen.push(`${error.message} ${origin}`));

setTimeout(() => { throw new Error('timer'); }, 1);
process.nextTick(() => { throw new Error('tick'); });
queueMicrotask(() => { throw new Error('microtask'); });
Promise.reject(new Error('promise'));

process.on('exit', () => {
  assert.deepStrictEqual(seen, [
    'monitor tick', 'tick uncaughtException',
    'monitor microtask', 'microtask uncaughtException',
    'monitor promise', 'promise unhandledRejection',
    'monitor timer', 'timer uncaughtException',
  ]);
});
