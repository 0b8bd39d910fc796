'use strict';

// sys is util by its oldest name.

const assert = require('assert');

assert.strictEqual(require('sys'), require('util'));
