'use strict';

// Host only: Node 20.19 loads them. require() of an ES module is refused, and says what to do.

const assert = require('assert');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
fs.writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}');
for (const name of ['a.mjs', 'b.js']) {
  fs.writeFileSync(path.join(folder, name), 'export default 1;');
  assert.throws(() => require(path.join(folder, name)),
    { code: 'ERR_REQUIRE_ESM', message: /dynamic import\(\)/ });
}
