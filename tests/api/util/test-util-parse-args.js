'use strict';

// parseArgs reads short, long and grouped options, and refuses what it does not know.

const assert = require('assert');
const { parseArgs } = require('util');

const options = {
  verbose: { type: 'boolean', short: 'v' },
  file: { type: 'string', short: 'f' },
  tag: { type: 'string', multiple: true },
  level: { type: 'string', default: 'low' },
};
const { values, positionals } = parseArgs({
  args: ['-vf', 'a.txt', '--tag=x', '--tag', 'y', 'rest', '--', '--more'],
  options,
  allowPositionals: true,
});
assert.deepStrictEqual({ ...values },
                       { verbose: true, file: 'a.txt', tag: ['x', 'y'], level: 'low' });
assert.deepStrictEqual(positionals, ['rest', '--more']);

const fails = (args, code) => assert.throws(() => parseArgs({ args, options }), { code });
fails(['--unknown'], 'ERR_PARSE_ARGS_UNKNOWN_OPTION');
fails(['rest'], 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL');
fails(['--file'], 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE');
fails(['--verbose=yes'], 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE');
