'use strict';

// compileFunction() makes a function of parameters and a body, in a context, with further scopes.

const assert = require('assert');
const vm = require('vm');

assert.strictEqual(vm.compileFunction('return a + b', ['a', 'b'])(1, 2), 3);
assert.strictEqual(
  vm.compileFunction('return a + c', ['a'], { contextExtensions: [{ c: 5 }] })(1), 6);
const parsingContext = vm.createContext({ there: 'here' });
assert.strictEqual(vm.compileFunction('return there', [], { parsingContext })(), 'here');
assert.throws(() => vm.compileFunction('}); (() => {', []), { name: 'SyntaxError' });
assert.throws(() => vm.compileFunction(1), { code: 'ERR_INVALID_ARG_TYPE' });
