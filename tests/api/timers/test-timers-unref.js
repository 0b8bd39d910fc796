'use strict';

// A timer or immediate without a reference does not keep the program running.

const assert = require('assert');

const never = () => assert.fail('the program should have ended');

const timer = setTimeout(never, 100000);
assert.strictEqual(timer.hasRef(), true);
assert.strictEqual(timer.unref(), timer);
assert.strictEqual(timer.hasRef(), false);
setInterval(never, 100000).unref();
setTimeout(never, 100000).unref().ref().unref();

let ran = false;
setTimeout(() => { ran = true; }, 1).unref().ref();
process.on('exit', () => assert(ran));
