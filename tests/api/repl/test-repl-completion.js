'use strict';

// The tab key: variables, properties, modules, files and commands.

const assert = require('assert');
const repl = require('repl');
const { PassThrough } = require('stream');

const input = new PassThrough();
const server = repl.start({ prompt: '', input, output: new PassThrough(), terminal: false,
  allowBlockingCompletions: true });

function complete(text) {
  return new Promise((resolve, reject) => {
    server.complete(text, (error, result) => (error ? reject(error) : resolve(result)));
  });
}

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  server.context.game = { spawn() {}, speed: 3, deep: { er: { value: 1 } } };
  const [candidates, completed] = await complete('game.sp');
  assert.deepStrictEqual(candidates.filter(Boolean).sort(), ['game.spawn', 'game.speed']);
  assert.strictEqual(completed, 'game.sp');
  assert.ok((await complete('x = game.deep.er.va'))[0].includes('game.deep.er.value'));
  assert.ok((await complete('Obj'))[0].includes('Object'));
  assert.ok((await complete('ret'))[0].includes('return'));
  assert.ok((await complete("require('chi"))[0].includes('child_process'));
  assert.ok((await complete("import('node:f"))[0].includes('node:fs'));
  assert.deepStrictEqual((await complete("import('."))[0].sort(), ['../', './']);
  assert.deepStrictEqual((await complete("require('.."))[0], ['../']);
  repl.builtinModules.push('mine');
  assert.ok((await complete("require('mi"))[0].includes('mine'));
  assert.deepStrictEqual(await complete("require('fs'"), [[], undefined]);
  assert.ok((await complete('.ex'))[0].some((name) => name.endsWith('exit')));
  assert.deepStrictEqual((await complete('nothing.here.'))[0], []);
  assert.ok((await complete('[].ma'))[0].length >= 0);
  server.context.hostile = new Proxy({}, { ownKeys() { throw new Error('no'); } });
  assert.deepStrictEqual((await complete('hostile.a'))[0], []);
  server.close();
  done = true;
})();
