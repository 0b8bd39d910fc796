'use strict';

// import() in a script is answered by its callback. Programs need an option for it.

const assert = require('assert');
const { spawnSync } = require('child_process');
const vm = require('vm');

const OPTION = '--experimental-vm-modules';

async function main() {
  const fs = await import('fs');
  const asked = [];
  const importModuleDynamically = async (specifier, owner, attributes) => {
    asked.push([specifier, owner, { ...attributes }]);
    return fs;
  };
  const script = new vm.Script('import("x")', { importModuleDynamically });
  assert.strictEqual(await script.runInThisContext(), fs);
  assert.deepStrictEqual(asked, [['x', script, {}]]);
  assert.strictEqual(await script.runInNewContext(), fs);

  const fn = vm.compileFunction('return import("y")', [], { importModuleDynamically });
  assert.strictEqual(await fn(), fs);
  const none = new vm.Script('import("fs")').runInThisContext();
  await assert.rejects(none, { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING' });
  const { USE_MAIN_CONTEXT_DEFAULT_LOADER } = vm.constants;
  const byLoader = new vm.Script('import("fs")',
    { importModuleDynamically: USE_MAIN_CONTEXT_DEFAULT_LOADER });
  assert.strictEqual(await byLoader.runInThisContext(), fs);
}

async function withoutOption() {
  const importModuleDynamically = () => assert.fail('was asked');
  const script = new vm.Script('import("x")', { importModuleDynamically });
  await assert.rejects(script.runInThisContext(),
    { code: 'ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG' });
  const { status, stderr } = spawnSync(process.execPath, [OPTION, __filename], { encoding: 'utf8' });
  assert.strictEqual(status, 0, stderr);
}

let done = false;
const test = process.execArgv.includes(OPTION) ? main : withoutOption;
test().then(() => { done = true; });
process.on('exit', () => assert.ok(done));
