'use strict';

// Host only: Node 20 runs no TypeScript.
// require() loads .ts and .cts: types are left out, enums, namespaces and the like are made.

const assert = require('assert');
const fs = require('fs');
const Module = require('module');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

write('types.ts', 'export type Id = number;\nexport interface Named { name: string }\n');
write('parts.cts', 'const count: number = 3;\nmodule.exports = { count };\n');
write('folder/index.ts', 'exports.here = true as boolean;\n');
const main = write('main.ts', `
const { count } = require('./parts.cts');
const { here } = require('./folder') as { here: boolean };
import helper = require('./helper');
enum Colour { Red = 1, Green }
namespace Maths { export const two: number = 2; }
class Point { constructor(readonly x: number, private y = 5) {} sum(): number { return this.x + this.y; } }
const text = <string>helper.text;
module.exports = { count, here, green: Colour.Green, name: Colour[1], two: Maths.two, sum: new Point(1).sum(), text };
`);
write('helper.ts', 'exports.text = "t" satisfies string;\n');

assert.deepStrictEqual(require(main), {
  count: 3, here: true, green: 2, name: 'Red', two: 2, sum: 6, text: 't',
});
// Without its extension, too.
assert.strictEqual(require(path.join(folder, 'main')), require(main));

// What compiles TypeScript by itself (ts-node, pirates) gets the text as it is.
{
  const file = path.join(folder, 'own-compiler.ts');
  fs.writeFileSync(file, 'const one: number = 1; module.exports = one;');
  const byExtension = Module._extensions['.ts'];
  let seen;
  Module._extensions['.ts'] = (module, filename) => {
    module._compile = function(code) {
      seen = code;
      delete this._compile;
      return this._compile('module.exports = "compiled";', filename);
    };
    byExtension(module, filename);
  };
  assert.strictEqual(require(file), 'compiled');
  assert.strictEqual(seen, fs.readFileSync(file, 'utf8'));
  Module._extensions['.ts'] = byExtension;
}
