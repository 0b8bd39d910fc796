'use strict';
// SPDX-License-Identifier: MIT

// A module that is required while it still runs has only some of its exports: whoever reads one that
// is not there yet is warned, by a prototype that is taken away when the module has run.

const native = internalBinding('util');

let prototype;

function warn(name) {
  process.emitWarning(
    `Accessing non-existent property '${String(name)}' of module exports inside circular dependency`);
}

function warningPrototype() {
  return prototype ??= new Proxy({}, {
    get(target, name) {
      // Transpilers ask for this one of each module.
      if (name in target || name === '__esModule') return target[name];
      warn(name);
      return undefined;
    },
    getOwnPropertyDescriptor(target, name) {
      if (Object.hasOwn(target, name) || name === '__esModule') {
        return Object.getOwnPropertyDescriptor(target, name);
      }
      warn(name);
      return undefined;
    },
  });
}

function isPlain(exports) {
  return exports !== null && typeof exports === 'object' &&
    !native.isProxy(exports) &&
    Object.getPrototypeOf(exports) === Object.prototype && !exports.__esModule;
}

/** The exports of a module that has not run to its end. */
function exportsSoFar(module) {
  const { exports } = module;
  if (isPlain(exports)) Object.setPrototypeOf(exports, warningPrototype());
  return exports;
}

/** The module has run. */
function endOfCycle({ exports }) {
  if (prototype === undefined || exports === null || typeof exports !== 'object') return;
  if (native.isProxy(exports)) return;
  if (Object.getPrototypeOf(exports) === prototype) {
    Object.setPrototypeOf(exports, Object.prototype);
  }
}

let atEnd;  // WeakMap: a module -> what it exported when it had run.

function noteExports(module) {
  (atEnd ??= new WeakMap()).set(module, module.exports);
}

/** What import sees of a loaded module: its exports when it had run, whatever became of them. */
function exportsAtEnd(module) {
  return atEnd?.has(module) ? atEnd.get(module) : module.exports;
}

module.exports = { endOfCycle, exportsAtEnd, exportsSoFar, noteExports };
