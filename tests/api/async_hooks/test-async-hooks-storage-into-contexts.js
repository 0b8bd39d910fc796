'use strict';

// A storage's value follows into scripts of another context of vm, and all that these start.

const { AsyncLocalStorage } = require('async_hooks');
const assert = require('assert');
const vm = require('vm');

const storage = new AsyncLocalStorage();
const seen = [];
const look = (where) => seen.push(`${where} ${storage.getStore()}`);
const context = vm.createContext({ look, nextTick: process.nextTick, setTimeout });
const script = `
  look('script');
  nextTick(look, 'tick');
  setTimeout(() => look('timer'), 1);
  Promise.resolve().then(() => look('promise'));`;

storage.run('a', () => vm.runInContext(script, context));
assert.deepStrictEqual(seen, ['script a']);
vm.runInContext('look("script")', context);
assert.throws(() => storage.run('b', () => vm.runInContext('look("script"); throw new Error();', context)));
vm.runInContext('look("script")', context);
assert.deepStrictEqual(seen.splice(0), ['script a', 'script undefined', 'script b', 'script undefined']);
process.on('exit', () => assert.deepStrictEqual(seen, ['tick a', 'promise a', 'timer a']));
