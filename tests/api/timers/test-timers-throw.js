'use strict';

// An interval goes on after its callback threw, when somebody took the error.

const assert = require('assert');

let errors = 0;
process.on('uncaughtException', () => { errors++; });

let runs = 0;
const interval = setInterval(() => {
  if (++runs === 3) clearInterval(interval);
  throw new Error(`run ${runs}`);
}, 1);

process.on('exit', () => {
  assert.strictEqual(runs, 3);
  assert.strictEqual(errors, 3);
});
