'use strict';

// Host only: Node maps stacks with --enable-source-maps only.
// Stacks name the places that a script's source map tells: of inline and external maps, of sections;
// a broken map changes nothing, and Error.prepareStackTrace gets V8's own places.

const assert = require('assert');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

// Line 3, column 9 (from 1) of the script is line 11, column 6 of the source.
const MAPPINGS = ';;QAUK';
const CODE = 'exports.fail = () => {\n\n        throw new Error("here");\n};\n';
const map = (more) => JSON.stringify({ version: 3, sources: ['src/a.coffee'], names: [], mappings: MAPPINGS, ...more });
const inline = (json) => `data:application/json;charset=utf-8;base64,${Buffer.from(json).toString('base64')}`;

function frameOf(name, url) {
  try {
    require(write(name, `${CODE}//# sourceMappingURL=${url}\n`)).fail();
  } catch (error) {
    assert.strictEqual(error.message, 'here');
    return error.stack.split('\n')[1];
  }
  return assert.fail('it did not throw');
}
const source = path.join(folder, 'src/a.coffee:11:6');

assert(frameOf('inline.js', inline(map())).includes(source));
assert(frameOf('plain.js', `data:application/json,${encodeURIComponent(map())}`).includes(source));
write('external.js.map', map());
assert(frameOf('external.js', 'external.js.map').includes(source));
write('maps/other.map', map({ sourceRoot: '..' }));
assert(frameOf('other.js', 'maps/other.map').includes(source));
assert(frameOf('webpack.js', inline(map({ sources: ['webpack://mod/./a.js'] })))
  .includes('(webpack://mod/./a.js:11:6)'));
const sections = { version: 3, sections: [
  { offset: { line: 0, column: 0 }, map: { version: 3, sources: ['x'], mappings: 'AAAA' } },
  { offset: { line: 2, column: 8 }, map: { version: 3, sources: ['src/a.coffee'], mappings: 'AAUK' } },
] };
assert(frameOf('sections.js', inline(JSON.stringify(sections))).includes(source));
// A script may have any name.
assert(frameOf('a (b) at c:1.js', inline(map())).includes(source));

const own = (name) => new RegExp(`${name}:3:15\\)$`);
assert.match(frameOf('missing.js', 'nowhere.map'), own('missing.js'));
assert.match(frameOf('broken.js', inline('{ "version": 3')), own('broken.js'));
assert.match(frameOf('nonsense.js', inline(map({ mappings: '!!;;QAU' }))), own('nonsense.js'));
assert.match(frameOf('far.js', inline(map({ mappings: ';;QggggggEAA' }))), own('far.js'));
assert.match(frameOf('types.js', inline(map({ sources: 7, mappings: ';;QAUK' }))), own('types.js'));
assert.match(frameOf('deep.js', inline('['.repeat(100000))), own('deep.js'));

Error.prepareStackTrace = (error, sites) => [error.message, sites[0].getLineNumber()];
try {
  require(path.join(folder, 'inline.js')).fail();
} catch (error) {
  assert.deepStrictEqual(error.stack, ['here', 3]);
}
