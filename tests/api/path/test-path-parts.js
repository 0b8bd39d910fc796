'use strict';

// The parts of a path are its directory, base and extension; format undoes parse.

const assert = require('assert');
const path = require('path');

const { posix } = path;
for (const [file, dir, base, ext] of [
  ['/a/b.c', '/a', 'b.c', '.c'], ['a', '.', 'a', ''], ['/', '/', '', ''], ['/a/', '/', 'a', ''],
  ['.hidden', '.', '.hidden', ''], ['a.b.c', '.', 'a.b.c', '.c'], ['a.', '.', 'a.', '.'],
  ['//a', '//', 'a', ''], ['..', '.', '..', ''],
]) {
  assert.strictEqual(posix.dirname(file), dir);
  assert.strictEqual(posix.basename(file), base);
  assert.strictEqual(posix.extname(file), ext);
}
assert.strictEqual(posix.basename('/a/b.html', '.html'), 'b');
assert.strictEqual(posix.basename('.html', '.html'), '');
assert.deepStrictEqual(posix.parse('/a/b.c'),
                       { root: '/', dir: '/a', base: 'b.c', ext: '.c', name: 'b' });
assert.strictEqual(posix.format(posix.parse('/a/b.c')), '/a/b.c');
assert.strictEqual(posix.format({ dir: '/d', name: 'n', ext: 'e' }), '/d/n.e');
