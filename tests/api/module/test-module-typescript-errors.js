'use strict';

// Host only: Node 20 runs no TypeScript.
// What is wrong in a TypeScript file is told with file, line and column.

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

function errorOf(name, text) {
  try {
    require(write(name, text));
  } catch (error) {
    return error;
  }
  return assert.fail('it loaded');
}

const syntax = errorOf('syntax.ts', 'const a = 1;\nlet b: = 2;\n');
assert.strictEqual(syntax.name, 'SyntaxError');
assert.strictEqual(syntax.code, 'ERR_INVALID_TYPESCRIPT_SYNTAX');
assert.strictEqual(syntax.stack.split('\n')[0], path.join(folder, 'syntax.ts:2:8'));

const decorator = errorOf('decorator.ts', 'const a = 1;\n  @a class B {}\n');
assert.strictEqual(decorator.name, 'SyntaxError');
assert.strictEqual(decorator.code, 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX');
assert.match(decorator.message, /Decorators/);
assert.strictEqual(decorator.stack.split('\n')[0], path.join(folder, 'decorator.ts:2:3'));

const old = errorOf('old.ts', 'module Old { export const a = 1; }\n');
assert.strictEqual(old.code, 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX');

// The transpiler is as good as new after a file that it can't stand.
const deep = errorOf('deep.ts', `let a: number = ${'('.repeat(100000)}1${')'.repeat(100000)};\n`);
assert.strictEqual(deep.name, 'SyntaxError');
assert.strictEqual(require(write('good.ts', 'exports.a = 1 as number;')).a, 1);
