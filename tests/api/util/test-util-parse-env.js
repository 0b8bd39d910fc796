'use strict';

// parseEnv() reads the text of a .env file.

const assert = require('assert');
const { parseEnv } = require('util');

assert.deepStrictEqual({ ...parseEnv([
  '# a comment', 'A=1', 'export B = two words  # more', 'C="line\\nnext"', "D='as \\n it is'",
  'E="', 'two lines"', 'F=', 'G=`x "y"`',
].join('\n')) }, {
  A: '1', B: 'two words', C: 'line\nnext', D: 'as \\n it is', E: '\ntwo lines', F: '', G: 'x "y"',
});
assert.throws(() => parseEnv(5), { code: 'ERR_INVALID_ARG_TYPE' });
