'use strict';

// Timers and immediates end when they are disposed of.

const assert = require('assert');

const never = () => assert.fail('it was disposed of');
const all = [setTimeout(never, 1), setInterval(never, 1), setImmediate(never)];
for (const one of all) assert.strictEqual(one[Symbol.dispose](), undefined);
for (const one of all) assert.strictEqual(one._destroyed, true);
