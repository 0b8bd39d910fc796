'use strict';

// A file that is written while it is read gives an old text, a new one, or a syntax error: never a
// mixture that one part of the loader sees and another does not.

const assert = require('assert');
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'changing.js');
const filler = '/* filler */ '.repeat(5000);
const text = (n) => `${filler}\nexports.name${n} = ${n};\nexports.all = [${n}];\n`;
fs.writeFileSync(file, text(1));

const writer = spawn(process.execPath, ['-e', `
  const fs = require('fs');
  const filler = ${JSON.stringify(filler)};
  const until = Date.now() + 400;
  console.log('ready');
  for (let n = 1; Date.now() < until; n = n === 1 ? 2 : 1) {
    fs.writeFileSync(${JSON.stringify(file)},
      filler + '\\nexports.name' + n + ' = ' + n + ';\\nexports.all = [' + n + '];\\n');
  }`], { stdio: ['ignore', 'pipe', 'inherit'] });

let loaded = 0;
function requireIt() {
  delete require.cache[file];
  try {
    const exports = require(file);
    // Cut off anywhere it may still be a script.
    if (exports.all === undefined) return;
    const [n] = exports.all;
    assert.deepStrictEqual({ ...exports }, { [`name${n}`]: n, all: [n] });
    loaded += 1;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}

async function importIt(i) {
  // A new name for each time, or the first answer would do for all.
  const link = path.join(folder, `copy${i}.js`);
  fs.linkSync(file, link);
  try {
    const names = await import(link);
    for (const n of [1, 2]) {
      if (`name${n}` in names) assert.ok(names[`name${n}`] === n || names.default.all === undefined);
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}

let running = true;
writer.on('close', () => { running = false; });
writer.stdout.once('data', async () => {
  for (let i = 0; running; ++i) {
    requireIt();
    await importIt(i);
    await new Promise((resolve) => setImmediate(resolve));
  }
  requireIt();
  assert.ok(loaded > 0);
});
