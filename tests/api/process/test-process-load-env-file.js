'use strict';

// loadEnvFile() sets what is not set; getBuiltinModule() gives what require() would.

const assert = require('assert');
const fs = require('fs');

fs.writeFileSync('test.env', 'FROM_FILE=1\nALREADY=changed\n');
process.env.ALREADY = 'kept';
process.loadEnvFile('test.env');
assert.strictEqual(process.env.FROM_FILE, '1');
assert.strictEqual(process.env.ALREADY, 'kept');
fs.unlinkSync('test.env');
assert.throws(() => process.loadEnvFile('missing.env'), { code: 'ENOENT' });
assert.throws(() => process.loadEnvFile(5), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(process.getBuiltinModule('node:fs'), fs);
assert.strictEqual(process.getBuiltinModule('no-such-module'), undefined);
assert.throws(() => process.getBuiltinModule(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.ok(process.availableMemory() > 0);
