'use strict';

// What bundlers and loaders of other module systems write: UMD, AMD, CMD, webpack, esbuild, rollup.
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
const umd = write('umd.js', `(function (root, factory) {
  if (typeof define === 'function' && define.amd) define(['exports'], factory);
  else if (typeof exports === 'object' && typeof exports.nodeName !== 'string') factory(exports);
  else factory((root.umd = {}));
}(typeof self !== 'undefined' ? self : this, function (exports) { exports.kind = 'umd'; }));`);
assert.strictEqual(require(umd).kind, 'umd');

// As requirejs and sea.js load: the text is run by vm with a global define().
const vm = require('vm');
const defined = {};
function define(id, dependencies, factory) {
  if (typeof dependencies === 'function') [factory, dependencies] = [dependencies, undefined];
  const exports = {};
  const module = { exports };
  const load = (name) => defined[name];
  const values = dependencies?.map(load) ?? [load, exports, module];
  defined[id] = factory(...values) ?? module.exports;
}
define.amd = {};
define.cmd = {};
globalThis.define = define;
vm.runInThisContext('define("amd", [], function () { return { kind: "amd" }; });', { filename: 'amd.js' });
vm.runInThisContext('define("both", ["amd"], (amd) => ({ kind: amd.kind + "!" }));', 'both.js');
vm.runInThisContext(`define("cmd", function (require, exports, module) {
  module.exports = { kind: require("both").kind + "cmd" }; });`);
assert.strictEqual(defined.cmd.kind, 'amd!cmd');
delete globalThis.define;

const webpack = write('webpack.js', `(() => { var __webpack_modules__ = ({
  1: ((module, exports, __webpack_require__) => { module.exports = { inner: __webpack_require__(2) }; }),
  2: ((module) => { "use strict"; module.exports = require("path").sep; }) });
  var cache = {}; function __webpack_require__(id) { var known = cache[id];
  if (known !== undefined) return known.exports; var module = (cache[id] = { exports: {} });
  __webpack_modules__[id](module, module.exports, __webpack_require__); return module.exports; }
  var result = __webpack_require__(1); module.exports = result; })();`);
assert.strictEqual(require(webpack).inner, path.sep);

const esbuild = write('esbuild.js', `"use strict"; var __defProp = Object.defineProperty;
var __export = (target, all) => { for (var name in all)
  __defProp(target, name, { get: all[name], enumerable: true }); };
var __copyProps = (to, from) => { for (let key of Object.getOwnPropertyNames(from))
  __defProp(to, key, { get: () => from[key], enumerable: true }); return to; };
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);
var main_exports = {}; __export(main_exports, { kind: () => kind });
module.exports = __toCommonJS(main_exports); var kind = "esbuild";
0 && (module.exports = { kind });`);
const rollup = write('rollup.js', `'use strict'; Object.defineProperty(exports, '__esModule', { value: true });
function _interopDefault (e) { return e && e.__esModule ? e : { default: e }; }
var path = _interopDefault(require('path')); const kind = path.default.sep; exports.kind = kind;`);
write('names.mjs', `export { kind as esbuild } from './esbuild.js'; export { kind as rollup } from './rollup.js';`);

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  const names = await import(path.join(folder, 'names.mjs'));
  assert.deepStrictEqual({ ...names }, { esbuild: 'esbuild', rollup: path.sep });
  assert.strictEqual(require(esbuild).kind, 'esbuild');
  assert.strictEqual(require(rollup).kind, path.sep);
  done = true;
})();
