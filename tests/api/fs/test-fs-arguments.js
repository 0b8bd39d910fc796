'use strict';

// Bad arguments throw synchronously with Node's codes, whatever the form; promises reject.

const assert = require('assert');
const fs = require('fs');

const never = () => assert.fail('called back');

for (const [name, args, code] of [
  ['readFileSync', [{}], 'ERR_INVALID_ARG_TYPE'],
  ['readFileSync', ['a\0b'], 'ERR_INVALID_ARG_VALUE'],
  ['readFileSync', ['a', 'no-such-encoding'], 'ERR_INVALID_ARG_VALUE'],
  ['readFileSync', ['a', 7], 'ERR_INVALID_ARG_TYPE'],
  ['readFile', ['a'], 'ERR_INVALID_ARG_TYPE'],
  ['readFile', [false, never], 'ERR_INVALID_ARG_TYPE'],
  ['openSync', ['a', 'q'], 'ERR_INVALID_ARG_VALUE'],
  ['openSync', ['a', 'r', '9'], 'ERR_INVALID_ARG_VALUE'],
  ['openSync', ['a', 1.5], 'ERR_OUT_OF_RANGE'],
  ['closeSync', [-1], 'ERR_OUT_OF_RANGE'],
  ['closeSync', ['1'], 'ERR_INVALID_ARG_TYPE'],
  ['close', [1, 'no function'], 'ERR_INVALID_ARG_TYPE'],
  ['chmodSync', ['a', '888'], 'ERR_INVALID_ARG_VALUE'],
  ['chownSync', ['a', -2, 0], 'ERR_OUT_OF_RANGE'],
  ['utimesSync', ['a', 'soon', 1], 'ERR_INVALID_ARG_TYPE'],
  ['accessSync', ['a', 8], 'ERR_OUT_OF_RANGE'],
  ['mkdirSync', ['a', { recursive: 1 }], 'ERR_INVALID_ARG_TYPE'],
  ['rmSync', ['a', { maxRetries: -1 }], 'ERR_OUT_OF_RANGE'],
  ['writeFileSync', ['a', 7], 'ERR_INVALID_ARG_TYPE'],
  ['writeSync', [1, {}], 'ERR_INVALID_ARG_TYPE'],
  ['readSync', [0, Buffer.alloc(4), 5, 1], 'ERR_OUT_OF_RANGE'],
  ['readSync', [0, Buffer.alloc(4), 0, 5], 'ERR_OUT_OF_RANGE'],
  ['readSync', [0, Buffer.alloc(4), 0, 4, 'x'], 'ERR_INVALID_ARG_TYPE'],
  ['readSync', [0, 'text'], 'ERR_INVALID_ARG_TYPE'],
  ['writevSync', [1, ['text']], 'ERR_INVALID_ARG_TYPE'],
  ['watch', [7], 'ERR_INVALID_ARG_TYPE'],
]) {
  assert.throws(() => fs[name](...args), { code }, `fs.${name}`);
}

assert.rejects(fs.promises.readFile({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.rejects(fs.promises.mkdir('a', { mode: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
