'use strict';

// win32 paths know drives, shares and both separators.

const assert = require('assert');
const path = require('path');

const { win32 } = path;
assert.strictEqual(win32.join('c:/a', '..\\b'), 'c:\\b');
assert.strictEqual(win32.resolve('c:\\a', 'd:\\b', 'c'), 'd:\\b\\c');
assert.strictEqual(win32.normalize('//server/share/a/../b'), '\\\\server\\share\\b');
assert.strictEqual(win32.normalize('C:a/..'), 'C:.');
assert.strictEqual(win32.relative('C:\\A\\b', 'c:\\a\\c'), '..\\c');
assert.strictEqual(win32.relative('c:\\a', 'd:\\b'), 'd:\\b');
assert.strictEqual(win32.isAbsolute('C:'), false);
assert.strictEqual(win32.isAbsolute('C:/'), true);
assert.strictEqual(win32.dirname('\\\\server\\share\\a'), '\\\\server\\share\\');
assert.deepStrictEqual(win32.parse('C:\\a\\b.c'),
                       { root: 'C:\\', dir: 'C:\\a', base: 'b.c', ext: '.c', name: 'b' });
assert.strictEqual(win32.toNamespacedPath('\\\\server\\share\\a'), '\\\\?\\UNC\\server\\share\\a');
assert.strictEqual(win32.win32, win32);
assert.strictEqual(require('path/win32'), win32);
assert.strictEqual(require('path/posix'), path.posix);
