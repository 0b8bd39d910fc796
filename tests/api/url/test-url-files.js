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
