'use strict';

// posix paths are joined, resolved, normalised and made relative.

const assert = require('assert');
const path = require('path');

const { posix } = path;
assert.strictEqual(posix.join('/a', '..', 'b', './c//d/'), '/b/c/d/');
assert.strictEqual(posix.join(''), '.');
assert.strictEqual(posix.resolve('/a', 'b', '../c'), '/a/c');
assert.strictEqual(posix.resolve('/a', '/b', 'c'), '/b/c');
assert.strictEqual(posix.resolve(), process.cwd());
assert.strictEqual(posix.normalize('./a/../../b/.'), '../b');
assert.strictEqual(posix.normalize('/../a//'), '/a/');
assert.strictEqual(posix.relative('/a/b/c', '/a/d'), '../../d');
assert.strictEqual(posix.relative('/a/b', '/a/bc'), '../bc');
assert.strictEqual(posix.isAbsolute('/a'), true);
assert.strictEqual(posix.isAbsolute('a'), false);
