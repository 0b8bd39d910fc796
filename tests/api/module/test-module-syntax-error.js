'use strict';

// A SyntaxError's stack begins with file, line and an arrow below the place.

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

const file = write('bad.js', '\nlet x = ;\n');

assert.throws(() => require(file), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  const [place, line, arrow] = error.stack.split('\n');
  assert.strictEqual(place, `${file}:2`);
  assert.strictEqual(line, 'let x = ;');
  assert.strictEqual(arrow, '        ^');
  return true;
});
const json = write('bad.json', '{ x');
assert.throws(() => require(json), (error) => error.message.startsWith(`${json}: `));
