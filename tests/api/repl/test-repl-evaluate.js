'use strict';

// A prompt on any two streams: it evaluates, awaits, goes on over several lines, keeps results in _.

const assert = require('assert');
const repl = require('repl');
const { PassThrough } = require('stream');

// What is printed for each input, without prompts.
async function session(lines, options = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  let text = '';
  output.setEncoding('utf8').on('data', (data) => { text += data; });
  const server = repl.start({ prompt: '', input, output, terminal: false, useColors: false, ...options });
  const exited = new Promise((resolve) => server.on('exit', resolve));
  input.end(`${lines.join('\n')}\n`);
  await exited;
  return text.split('\n').filter((line) => line !== '').map((line) => line.replace(/^(?:\.\.\.|\|) ?/, ''));
}

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  assert.deepStrictEqual(await session(['1 + 1', 'const a = 5', 'a * 2', '_ + 1', '{ a: 1 }', '']),
    ['2', 'undefined', '10', '11', '{ a: 1 }']);
  assert.deepStrictEqual(await session(['throw new RangeError("no")', '_error.message', 'null.x'])
    .then((lines) => lines.filter((line) => !/^ +at /.test(line))),
  ['Uncaught RangeError: no', "'no'",
    "Uncaught TypeError: Cannot read properties of null (reading 'x')"]);
  assert.deepStrictEqual((await session(['function f(x) {', 'return x + 1;', '}', 'f(2)'],
    { ignoreUndefined: true })).join('').replace(/[.| ]/g, ''), '3');
  assert.deepStrictEqual(await session(['throw null', 'throw undefined']),
    ['Uncaught null', 'Uncaught undefined']);
  assert.match((await session(['var 5 = 3'])).join('\n'), /SyntaxError/);
  // The context is its own, with the globals, the built-ins and a console.
  assert.deepStrictEqual(await session(['path.basename("/a/b")', 'console.log("x")', 'require("fs") === fs',
    'globalThis.mine = 1', 'typeof Buffer, setTimeout, process.pid > 0']),
  ["'b'", 'x', 'undefined', 'true', '1', 'true']);
  assert.strictEqual(globalThis.mine, undefined);
  await session(['globalThis.shared = 1'], { useGlobal: true });
  assert.strictEqual(globalThis.shared, 1);
  assert.deepStrictEqual(await session(['x'], { eval: (code, context, file, callback) => callback(null, code) }),
    ["'x\\n'"]);
  assert.deepStrictEqual(await session(['1'], { writer: (value) => `<${value}>` }), ['<1>']);
  assert.match((await session(['08'], { replMode: repl.REPL_MODE_STRICT })).join('\n'), /SyntaxError/);
  assert.deepStrictEqual(await session(['_ = 7', '1', '_']),
    ['Expression assignment to _ now disabled.', '7', '1', '7']);
  assert.throws(() => repl.start({ breakEvalOnSigint: true, eval: () => {} }),
    { code: 'ERR_INVALID_REPL_EVAL_CONFIG' });
  done = true;
})();
