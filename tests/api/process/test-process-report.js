'use strict';

// process.report tells what is known of the program, as an object or as a file.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'report-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

let report = process.report.getReport(new TypeError('no'));
if (typeof report === 'string') report = JSON.parse(report);
assert.strictEqual(report.header.processId, process.pid);
assert.strictEqual(report.header.platform, process.platform);
assert.strictEqual(report.header.trigger, 'GetReport');
if (process.platform === 'linux') assert.match(report.header.glibcVersionRuntime, /^2\.\d+/);
assert.strictEqual(report.javascriptStack.message, 'TypeError: no');
assert.ok(report.javascriptStack.stack.length > 0);
assert.ok(report.javascriptHeap.usedMemory > 0);
assert.strictEqual(report.environmentVariables.PATH, process.env.PATH);
assert.throws(() => process.report.getReport(5), { code: 'ERR_INVALID_ARG_TYPE' });

process.report.directory = folder;
assert.strictEqual(process.report.directory, folder);
const name = process.report.writeReport('mine.json', new Error('written'));
assert.strictEqual(name, 'mine.json');
const written = JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));
assert.strictEqual(written.javascriptStack.message, 'Error: written');
for (const [option, value] of [['directory', 5], ['filename', {}], ['reportOnSignal', 'x'],
  ['reportOnUncaughtException', 1], ['signal', 5]]) {
  assert.throws(() => { process.report[option] = value; }, { code: 'ERR_INVALID_ARG_TYPE' }, option);
}
assert.throws(() => { process.report.signal = 'SIGNONE'; }, { code: 'ERR_UNKNOWN_SIGNAL' });

spawnSync(process.execPath, ['-e', `process.report.reportOnUncaughtException = true;
  process.report.filename = 'fault.json'; throw new Error('fault');`], { cwd: folder });
const fault = JSON.parse(fs.readFileSync(path.join(folder, 'fault.json'), 'utf8'));
assert.strictEqual(fault.header.trigger, 'Exception');
