'use strict';

// What packages patch is asked: _extensions (pirates), _load (proxyquire), _resolveFilename
// (module-alias), wrap, _compile.
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
const Module = require('module');

write('a.up', 'exports.text = "quiet";');
Module._extensions['.up'] = (module, filename) =>
  module._compile(fs.readFileSync(filename, 'utf8').replace('quiet', 'LOUD'), filename);
assert.strictEqual(require(path.join(folder, 'a')).text, 'LOUD');

const js = Module._extensions['.js'];
Module._extensions['.js'] = (module, filename) => {
  const compile = module._compile;
  module._compile = function(code, name) {
    return compile.call(this, code.replace('one', 'two'), name);
  };
  js(module, filename);
};
assert.strictEqual(require(write('b.js', 'module.exports = "one";')), 'two');
Module._extensions['.js'] = js;

const load = Module._load;
Module._load = function(request, parent, isMain) {
  return request === 'stubbed' ? { stub: true } : Reflect.apply(load, this, [request, parent, isMain]);
};
assert.deepStrictEqual(require(write('c.js', 'module.exports = require("stubbed");')), { stub: true });
Module._load = load;

const resolve = Module._resolveFilename;
Module._resolveFilename = function(request, ...rest) {
  return Reflect.apply(resolve, this, [request.replace(/^@app/, folder), ...rest]);
};
assert.strictEqual(require('@app/b.js'), 'two');
Module._resolveFilename = resolve;

const wrap = Module.wrap;
Module.wrap = (script) => wrap(`exports.wrapped = true;${script}`);
assert.strictEqual(require(write('d.js', 'exports.d = 1;')).wrapped, true);
Module.wrap = wrap;
assert.strictEqual(require(write('e.js', 'exports.e = 1;')).wrapped, undefined);
