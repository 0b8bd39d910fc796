'use strict';

// A package.json that is no JSON is an error that names it.

const assert = require('assert');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

const file = write('p/package.json', '{ broken');
write('p/index.js', '');

assert.throws(() => require(path.join(folder, 'p')), ({ message }) => message.includes(file));
