'use strict';

// The old module `constants` has those of os and fs.

const assert = require('assert');
const constants = require('constants');
const fs = require('fs');
const os = require('os');

assert.strictEqual(constants.SIGTERM, os.constants.signals.SIGTERM);
assert.strictEqual(constants.ENOENT, os.constants.errno.ENOENT);
assert.strictEqual(constants.O_RDONLY, fs.constants.O_RDONLY);
assert.strictEqual(constants.PRIORITY_LOW, os.constants.priority.PRIORITY_LOW);
assert.ok(Object.isFrozen(constants));
