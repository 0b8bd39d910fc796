'use strict';

// Host only: Node 20 runs no TypeScript.
// Stacks name lines and columns of the .ts file, whether or not lines moved.

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

function placeOf(name, text) {
  try {
    require(write(name, text)).fail();
  } catch (error) {
    assert.strictEqual(error.message, 'here');
    return error.stack.split('\n')[1];
  }
  return assert.fail('it did not throw');
}

const stripped = placeOf('stripped.ts',
  'interface A {\n  x: number;\n}\nexports.fail = (a?: A): void => { throw new Error("here"); };\n');
assert.match(stripped, /stripped\.ts:4:41\)?$/);

const moved = placeOf('moved.ts',
  'enum A {\n  B,\n  C,\n}\nexports.fail = (a: A = A.B): void => {\n  throw new Error("here");\n};\n');
assert.match(moved, /moved\.ts:6:9\)?$/);
