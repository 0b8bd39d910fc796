'use strict';

// requirejs, the AMD loader, loads modules of all its forms.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const requirejs = require('requirejs');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'amd-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  fs.writeFileSync(path.join(folder, name), text);
}
write('main.js', `define(['./wrapped', 'named', 'path', 'text!none'], (wrapped, named, path) =>
  ({ sum: wrapped.value + named.value, sep: path.sep }));`);
write('wrapped.js', `define(function (require, exports, module) {
  exports.value = require('./plain').value + 1;
  exports.id = module.id; });`);
write('plain.js', 'define({ value: 40 });');
write('named.js', `define('named', ['exports'], function (exports) { exports.value = 1; });`);
write('text.js', 'define({ load(name, require, done) { done("plugin " + name); } });');
write('circle-a.js', `define(['require', 'exports', './circle-b'], (require, exports) => {
  exports.name = 'a'; exports.other = () => require('./circle-b').name; });`);
write('circle-b.js', `define(['exports', './circle-a'], (exports, a) => { exports.name = 'b' + typeof a; });`);
write('broken.js', 'define(() => { throw new Error("in a module"); });');

requirejs.config({ baseUrl: folder, nodeRequire: require });
const main = requirejs('main');
assert.deepStrictEqual(main, { sum: 42, sep: path.sep });
assert.strictEqual(requirejs('wrapped').id, 'wrapped');
assert.strictEqual(requirejs('circle-a').other(), 'bobject');
assert.throws(() => requirejs('broken'), /in a module/);

let loaded;
requirejs(['main', 'fs'], (again, builtin) => { loaded = [again, builtin]; });
process.on('exit', () => assert.deepStrictEqual(loaded, [main, fs]));
