'use strict';

// Host only: Node 20 crashes here. A parameter whose name is no name is an error.

const assert = require('assert');
const vm = require('vm');

for (const name of ['a b', '', '1', 'a, b', '...']) {
  assert.throws(() => vm.compileFunction('', [name]), { name: 'SyntaxError' });
}
