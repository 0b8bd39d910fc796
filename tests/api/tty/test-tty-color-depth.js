'use strict';

// How many colours a terminal has is read from the environment that is given.

const assert = require('assert');
const { WriteStream, isatty } = require('tty');

const depth = (env) => WriteStream.prototype.getColorDepth(env);
assert.strictEqual(depth({ TERM: 'dumb' }), 1);
assert.strictEqual(depth({ TERM: 'xterm' }), 4);
assert.strictEqual(depth({ TERM: 'xterm-256color' }), 8);
assert.strictEqual(depth({ TERM: 'xterm', COLORTERM: 'truecolor' }), 24);
assert.strictEqual(depth({ TERM: 'xterm-256color', NO_COLOR: '1' }), 1);
assert.strictEqual(depth({ FORCE_COLOR: '3' }), 24);
assert.strictEqual(depth({ CI: '1', TRAVIS: '1' }), 8);
assert.strictEqual(depth({}), 1);

const terminal = Object.create(WriteStream.prototype);
assert.strictEqual(terminal.hasColors(16, { TERM: 'xterm' }), true);
assert.strictEqual(terminal.hasColors(256, { TERM: 'xterm' }), false);

assert.strictEqual(isatty(-1), false);
assert.strictEqual(isatty('0'), false);
assert.throws(() => new WriteStream(-1), { code: 'ERR_INVALID_FD' });
