'use strict';

// What process knows of the program and its system.

const assert = require('assert');
const path = require('path');

assert.strictEqual(process.argv[0], process.execPath);
assert.strictEqual(process.argv[1], __filename);
assert(path.isAbsolute(process.execPath));
assert(path.isAbsolute(process.cwd()));
assert.match(process.version, /^v\d+\.\d+\.\d+$/);
assert.strictEqual(process.version, `v${process.versions.node}`);
assert.strictEqual(typeof process.versions.v8, 'string');
assert(process.pid > 0);
assert(process.uptime() >= 0);
assert.strictEqual(Object.prototype.toString.call(process), '[object process]');

const { rss, heapTotal, heapUsed } = process.memoryUsage();
assert(rss > heapTotal && heapTotal >= heapUsed && heapUsed > 0);

const start = process.hrtime();
const bigStart = process.hrtime.bigint();
const [seconds, nanoseconds] = process.hrtime(start);
assert(seconds >= 0 && nanoseconds >= 0 && nanoseconds < 1e9);
assert(process.hrtime.bigint() >= bigStart);
assert.throws(() => process.hrtime(7), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.hrtime([1]), { code: 'ERR_OUT_OF_RANGE' });
