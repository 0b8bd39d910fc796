'use strict';

// Under `plinth run` the module is there, and no plugin is.
// Host only: Node has no such module.

const assert = require('assert');
const plinth = require('plinth');

assert.strictEqual(plinth.plugin, undefined);
assert.strictEqual(typeof plinth.nextFrame, 'function');
assert.strictEqual(require('node:plinth'), plinth);
