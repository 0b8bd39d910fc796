'use strict';

// emitWarning emits 'warning' in the next tick, with name, code and detail.

const assert = require('assert');

const seen = [];
process.removeAllListeners('warning');
process.on('warning', ({ name, message, code, detail }) => seen.push([name, message, code, detail]));

process.emitWarning('plain');
process.emitWarning('typed', 'MyWarning', 'CODE1');
process.emitWarning('optioned', { type: 'Other', code: 'CODE2', detail: 'more' });
assert.deepStrictEqual(seen, []);
assert.throws(() => process.emitWarning(7), { code: 'ERR_INVALID_ARG_TYPE' });

process.on('exit', () => assert.deepStrictEqual(seen, [
  ['Warning', 'plain', undefined, undefined],
  ['MyWarning', 'typed', 'CODE1', undefined],
  ['Other', 'optioned', 'CODE2', 'more'],
]));
