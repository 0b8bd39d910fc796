'use strict';

// What rollup and esbuild make of ES modules runs: each of rollup's formats, esbuild's with source map.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const vm = require('vm');
const { rollup } = require('rollup/dist/rollup.browser.js');  // UMD itself.

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'bundles-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const sources = {
  'main.js': `import value, { twice } from './lib.js';
    import { sep } from 'path';
    export const answer = twice(value);
    export { sep };
    export const late = () => import('./late.js');
    export function fail() { throw new Error('bundled'); }`,
  'lib.js': 'export default 21; export const twice = (x) => x * 2;',
  'late.js': 'export const name = "late";',
};
for (const [name, text] of Object.entries(sources)) fs.writeFileSync(path.join(folder, name), text);

async function withRollup(format) {
  const bundle = await rollup({
    input: 'main.js', external: ['path'], onwarn() {},
    plugins: [{ load: (id) => sources[id], resolveId: (id) => (id === 'path' ? null : id.replace('./', '')) }],
  });
  const { output } = await bundle.generate({
    format, exports: 'named', name: 'bundle', inlineDynamicImports: true, globals: { path: 'path' },
  });
  return output[0].code;
}

async function check(exports) {
  assert.strictEqual(exports.answer, 42);
  assert.strictEqual(exports.sep, path.sep);
  assert.strictEqual((await exports.late()).name, 'late');
}

function file(name, text) {
  const place = path.join(folder, name);
  fs.writeFileSync(place, text);
  return place;
}

async function checkRollup() {
  await check(require(file('rollup.cjs', await withRollup('cjs'))));
  await check(require(file('umd.cjs', await withRollup('umd'))));
  await check(await import(file('rollup.mjs', await withRollup('es'))));
  const iife = vm.runInThisContext(`(path) => { ${await withRollup('iife')}\n return bundle; }`);
  await check(iife(path));
  let amd;
  const define = (names, factory) => { factory(amd = {}, path); };
  vm.runInThisContext(`(define) => { ${await withRollup('amd')} }`)(
    Object.assign(define, { amd: {} }));
  await check(amd);
  // SystemJS: declare what is there, set what was imported, run.
  const exports = {};
  const register = (names, declare) => {
    const add = (name, value) => Object.assign(exports, typeof name === 'object' ? name : { [name]: value });
    const { setters, execute } = declare(add, { meta: {} });
    setters.forEach((set) => set(path));
    execute();
  };
  vm.runInThisContext(`(System) => { ${await withRollup('system')} }`)(
    { register: (...args) => register(...args.slice(-2)) });
  await check(exports);
}

async function checkEsbuild() {
  const { ESBUILD_BINARY_PATH: given } = process.env;
  const binary = given ?? require.resolve(`@esbuild/${process.platform}-${process.arch}/bin/esbuild`);
  const build = (...options) => {
    const { status, stderr } = spawnSync(binary,
      [path.join(folder, 'main.js'), '--bundle', '--platform=node', ...options], { encoding: 'utf8' });
    assert.strictEqual(status, 0, stderr);
  };
  build('--format=cjs', '--minify', '--sourcemap', `--outfile=${folder}/esbuild.cjs`);
  build('--format=esm', '--splitting', '--outdir=' + path.join(folder, 'esm'), '--out-extension:.js=.mjs');
  build('--format=iife', '--global-name=bundle', `--outfile=${folder}/iife.js`);
  const exports = require(path.join(folder, 'esbuild.cjs'));
  await check(exports);
  const names = await import(path.join(folder, 'esbuild.cjs'));
  assert.strictEqual(names.answer, 42);
  await check(await import(path.join(folder, 'esm/main.mjs')));
  const iife = fs.readFileSync(path.join(folder, 'iife.js'), 'utf8');
  await check(vm.runInThisContext(`(require) => { ${iife}\n return bundle; }`)(require));
  return exports;
}

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  await checkRollup();
  await checkEsbuild();
  done = true;
})();
