'use strict';

// util.inspect.replDefaults: how the program's own prompt shows values.

const assert = require('assert');
const { spawnSync } = require('child_process');

const input = '[1, 2]\nutil.inspect.replDefaults.maxArrayLength = 1; 0\n[1, 2]\n' +
  'util.inspect.replDefaults = { maxArrayLength: 0 }; 0\n[1, 2]\n';
const { stdout } = spawnSync(process.execPath, ['-i'], { input, encoding: 'utf8' });
assert.deepStrictEqual(stdout.match(/\[.*\]/g),
  ['[ 1, 2 ]', '[ 1, ... 1 more item ]', '[ ... 2 more items ]']);
const refused = spawnSync(process.execPath, ['-i', '--input-type=module'], { input, encoding: 'utf8' });
assert.strictEqual(refused.stderr, 'Cannot specify --input-type for REPL\n');
assert.strictEqual(refused.status, 9);
