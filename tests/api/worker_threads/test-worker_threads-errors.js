'use strict';

// An error that nobody caught in a Worker reaches the other side with its class and properties.

const assert = require('assert');
const { Worker } = require('worker_threads');

function failed(code, check) {
  const worker = new Worker(code, { eval: true });
  const events = [];
  worker.on('error', (error) => {
    events.push('error');
    check(error);
  });
  worker.on('exit', (exitCode) => {
    assert.strictEqual(exitCode, 1);
    events.push('exit');
  });
  process.on('exit', () => assert.deepStrictEqual(events, ['error', 'exit']));
}

failed('throw Object.assign(new RangeError("far", { cause: new Error("why") }), { code: "E_FAR" })',
       (error) => {
         assert.ok(error instanceof RangeError);
         assert.strictEqual(error.message, 'far');
         assert.strictEqual(error.code, 'E_FAR');
         assert.strictEqual(error.cause.message, 'why');
         assert.match(error.stack, /RangeError: far\n {4}at /);
       });
failed('setImmediate(() => { throw { plain: true }; })',
       (error) => assert.deepStrictEqual(error, { plain: true }));
failed('Promise.reject(new TypeError("late"))', (error) => assert.ok(error instanceof TypeError));
failed('this is no script', (error) => assert.ok(error instanceof SyntaxError));

const fine = new Worker('process.on("uncaughtException", () => {}); throw new Error("taken")',
                        { eval: true });
fine.on('error', assert.fail);
fine.on('exit', (code) => assert.strictEqual(code, 0));
