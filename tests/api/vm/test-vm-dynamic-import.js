'use strict';

// Host only: Node 20 wants a flag for this. import() in a script is answered by its callback.

const assert = require('assert');
const vm = require('vm');

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

let done = false;
main().then(() => { done = true; });
process.on('exit', () => assert.ok(done));
