'use strict';
// Host only: Node 20 has it from 20.17 on, with a warning.

// matchesGlob() knows stars, classes, alternatives and what is excluded.

const assert = require('assert');
const { posix, win32 } = require('path');

for (const [path, pattern, matches] of [
  ['a.js', '*.js', true], ['b/a.js', '*.js', false], ['c/b/a.js', '**/*.js', true],
  ['.hidden/a.js', '**/*.js', false], ['a/c', 'a/{b,c}', true], ['a7', 'a{1..5}', false],
  ['ab', 'a[!c]', true], ['a.ts', '!(*.js)', true], ['a.js', '!(*.js)', false],
  ['a/b/c', 'a/**', true], ['a', 'a/**', false], ['x+y', 'x+y', true],
]) {
  assert.strictEqual(posix.matchesGlob(path, pattern), matches, `${path} ${pattern}`);
}
assert.strictEqual(win32.matchesGlob('A\\b.JS', 'a/*.js'), true);
assert.throws(() => posix.matchesGlob(5, '*'), { code: 'ERR_INVALID_ARG_TYPE' });
