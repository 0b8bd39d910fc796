'use strict';

// The numbers of os and fs are there together.

const assert = require('assert');
const constants = require('constants');
const fs = require('fs');
const os = require('os');

assert.strictEqual(constants.SIGTERM, os.constants.signals.SIGTERM);
assert.strictEqual(constants.ENOENT, os.constants.errno.ENOENT);
assert.strictEqual(constants.O_RDONLY, fs.constants.O_RDONLY);
assert.ok(Object.isFrozen(constants));
