'use strict';
// SPDX-License-Identifier: MIT

// A module of WebAssembly as an ES module: one that imports what it imports, and exports what its
// instance does. https://github.com/WebAssembly/esm-integration

require('internal/on-first-use');

let warned = false;

function warn() {
  if (warned) return;
  warned = true;
  process.emitWarning('Importing WebAssembly modules is an experimental feature and might change at ' +
    'any time', 'ExperimentalWarning');
}

/** Its text; `import.meta.exportsWith(imports)` makes the instance. Names may be any strings. */
function instanceText(module) {
  warn();
  const imported = [...new Set(WebAssembly.Module.imports(module).map((one) => one.module))];
  const exported = WebAssembly.Module.exports(module).map((one) => one.name);
  const quote = (name) => JSON.stringify(name);
  return [
    ...imported.map((name, i) => `import * as from${i} from ${quote(name)};`),
    `const exports = import.meta.exportsWith({ ${
      imported.map((name, i) => `[${quote(name)}]: from${i}`).join(', ')} });`,
    ...exported.map((name, i) => `const export${i} = exports[${quote(name)}];`),
    `export { ${exported.map((name, i) => `export${i} as ${quote(name)}`).join(', ')} };`,
  ].join('\n');
}

module.exports = { instanceText };
