'use strict';

// Hooks that a program registers resolve and load what it imports, the last one first.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}
write('hooks.mjs', `let word;
export async function initialize(data) { word = data?.word ?? 'none'; }
export async function resolve(specifier, context, next) {
  if (specifier.startsWith('virtual:')) return { url: specifier, format: 'module', shortCircuit: true };
  return next(specifier.replace('alias', './real.mjs'), context);
}
export async function load(url, context, next) {
  if (url.startsWith('virtual:')) {
    return { format: 'module', source: \`import real from 'alias2'; export default '\${word} ' + '\${url}';\`
      .replace("import real from 'alias2'; ", ''), shortCircuit: true };
  }
  const answer = await next(url, context);
  if (url.endsWith('real.mjs')) answer.source = String(answer.source).replace('original', 'changed');
  return answer;
}`);
write('outer.mjs', `export const resolve = (specifier, context, next) =>
  next(specifier === 'outermost' ? 'virtual:inner' : specifier, context);`);
write('real.mjs', 'export default "original";');
write('common.cjs', 'exports.name = "common";');
write('main.mjs', `import { register } from 'node:module';
register('./hooks.mjs', import.meta.url, { data: { word: 'hello' } });
register('./outer.mjs', import.meta.url);
const { default: a } = await import('virtual:a');
const { default: b } = await import('alias');
const { default: c } = await import('outermost');
const { name } = await import('./common.cjs');
const both = await Promise.all([import('virtual:z'), import('virtual:z')]);
const { sep } = await import('path');
const missing = await import('./none.mjs').catch((error) => error.code);
console.log(JSON.stringify([a, b, c, name, both[0] === both[1], sep, missing]));`);
write('wrong.mjs', `import { register } from 'node:module';
register('data:text/javascript,export const resolve = () => ({ url: "no url", shortCircuit: true });');
const a = await import('x').catch((error) => error.code);
console.log(JSON.stringify([a]));`);
write('lost.mjs', `import { register } from 'node:module';
register('data:text/javascript,export const load = () => ({ format: "module", source: "" });');
console.log(JSON.stringify([await import('./real.mjs').catch((error) => error.code)]));`);

function run(...args) {
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  assert.notStrictEqual(stdout, '', stderr);
  return JSON.parse(stdout);
}
assert.deepStrictEqual(run('main.mjs'), ['hello virtual:a', 'changed', 'hello virtual:inner', 'common',
  true, path.sep, 'ERR_MODULE_NOT_FOUND']);
assert.deepStrictEqual(run('wrong.mjs'), ['ERR_INVALID_RETURN_PROPERTY_VALUE']);
assert.deepStrictEqual(run('lost.mjs'), ['ERR_LOADER_CHAIN_INCOMPLETE']);

// Before the program: the main module goes through them as well.
write('entry.mjs', `import text from 'virtual:static'; import real from 'alias';
console.log(JSON.stringify([text, real]));`);
write('preload.mjs', `import { register } from 'node:module'; register('./hooks.mjs', import.meta.url);`);
assert.deepStrictEqual(run('--no-warnings', '--import', pathToFileURL(path.join(folder, 'preload.mjs')).href,
  'entry.mjs'), ['none virtual:static', 'changed']);
assert.deepStrictEqual(run('--no-warnings', '--experimental-loader', './hooks.mjs', 'entry.mjs'),
  ['none virtual:static', 'changed']);

// A module that registers itself from the main thread, and has the hooks where it is none.
write('both.mjs', `import { register } from 'node:module'; import { isMainThread } from 'node:worker_threads';
import threads from 'node:worker_threads';
if (isMainThread) register('./both.mjs?hooks', import.meta.url);
export const resolve = (specifier, context, next) => specifier === 'where' ?
  { url: 'data:text/javascript,export default ' + (isMainThread || threads.isMainThread), shortCircuit: true } :
  next(specifier, context);`);
write('asks.mjs', `import where from 'where'; import { isMainThread } from 'worker_threads';
console.log(JSON.stringify([where, isMainThread]));`);
assert.deepStrictEqual(run('--no-warnings', '--import', pathToFileURL(path.join(folder, 'both.mjs')).href,
  'asks.mjs'), [false, true]);
