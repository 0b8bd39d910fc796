'use strict';

// Paths become file: URLs and come back, whatever characters they have.

const assert = require('assert');
const fs = require('fs');
const { fileURLToPath, pathToFileURL } = require('url');

const path = '/tmp/a b%#?\n\\ü/';
assert.strictEqual(pathToFileURL(path).href, 'file:///tmp/a%20b%25%23%3F%0A%5C%C3%BC/');
assert.strictEqual(fileURLToPath(pathToFileURL(path)), path);
assert.throws(() => fileURLToPath('http://h/'), { code: 'ERR_INVALID_URL_SCHEME' });
assert.throws(() => fileURLToPath('file:///a%2fb'), { code: 'ERR_INVALID_FILE_URL_PATH' });
assert.strictEqual(fs.existsSync(pathToFileURL(__filename)), true);

// Blanks at the end are part of the path, and halves of characters become U+FFFD.
assert.strictEqual(pathToFileURL('/a ').href, 'file:///a%20');
assert.strictEqual(fileURLToPath(pathToFileURL('/a ')), '/a ');
assert.strictEqual(pathToFileURL('/\ud800').href, 'file:///%EF%BF%BD');
assert.strictEqual(new URL('\ud800', 'http://h/').pathname, '/%EF%BF%BD');
fs.writeFileSync('x\ud800', '');
assert.strictEqual(fs.readdirSync('.').includes('x\ufffd'), true);
fs.unlinkSync('x\ufffd');
