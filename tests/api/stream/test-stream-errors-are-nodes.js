'use strict';

// The errors of streams are those of the built-ins: class, name, code, message and stack.

const assert = require('assert');
const { Readable, Writable } = require('stream');

assert.throws(() => new Writable().write(null), (error) => {
  assert(error instanceof TypeError);
  assert.strictEqual(error.name, 'TypeError');
  assert.match(error.stack, /^TypeError \[ERR_STREAM_NULL_VALUES\]: May not write null values/);
  return true;
});
assert.throws(() => new Readable().setEncoding('no such'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => Readable.from(1), {
  code: 'ERR_INVALID_ARG_TYPE',
  message: 'The "iterable" argument must be an instance of Iterable. Received type number (1)',
});

const reported = [];
const ended = new Readable({ read() {} });
ended.on('error', ({ code }) => reported.push(code));
ended.push(null);
ended.push('late');
const closed = new Writable({ write() {} });
closed.on('error', ({ code }) => reported.push(code));
closed.end().write('late');
process.on('exit', () => {
  assert.deepStrictEqual(reported, ['ERR_STREAM_PUSH_AFTER_EOF', 'ERR_STREAM_WRITE_AFTER_END']);
});
