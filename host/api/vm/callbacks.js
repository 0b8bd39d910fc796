'use strict';
// SPDX-License-Identifier: MIT

// Who answers import() in scripts that vm compiled. A script's origin holds a number; the callback
// lives as long as what it was given for.

const { ownsStandardDescriptors } = internalBinding('process');
const { codes } = require('module/errors');
const { hasOption } = require('internal/options');
const { validateFunction } = require('internal/validate');

// Who calls import(): host/modules/dynamic_import.h.
const NOBODY = 0;
const FILE = 1;
const CALLBACK = 3;

const SWEEP_FROM = 64;

// import() as in a file of the plugin.
const USE_MAIN_CONTEXT_DEFAULT_LOADER = Symbol('vm_dynamic_import_main_context_default');

let owners;  // Map: id -> WeakRef of the owner
let callbacks;  // WeakMap: owner -> callback
let lastId = 0;
let sweepAt = SWEEP_FROM;

function sweep() {
  for (const [id, owner] of owners) {
    if (owner.deref() === undefined) owners.delete(id);
  }
  sweepAt = owners.size * 2 + SWEEP_FROM;
}

// Programs need the option, as in Node; plugins have none, and may.
function refuses() {
  return ownsStandardDescriptors() && !hasOption('--experimental-vm-modules');
}

/** What a script's origin is to say: [referrer, id]. */
function reserve(callback) {
  if (callback === USE_MAIN_CONTEXT_DEFAULT_LOADER) return [FILE, 0];
  return callback === undefined ? [NOBODY, 0] : [CALLBACK, ++lastId];
}

/** Ties the callback to what import() is called in: a Script, a function, a module. */
function keep(id, owner, callback) {
  if (id === 0) return;
  owners ??= new Map();
  callbacks ??= new WeakMap();
  if (owners.size >= sweepAt) sweep();
  owners.set(id, new WeakRef(owner));
  callbacks.set(owner, callback);
}

/** The namespace that the callback answers with. */
async function importByCallback(id, specifier, attributes) {
  if (refuses()) throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG();
  const owner = owners?.get(id)?.deref();
  if (owner === undefined) throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING();
  const answer = await callbacks.get(owner)(specifier, owner, attributes);
  if (require('util/types').isModuleNamespaceObject(answer)) return answer;
  const { namespaceOf } = require('vm/module');
  const namespace = await namespaceOf(answer);
  if (namespace === undefined) throw new codes.ERR_VM_MODULE_NOT_MODULE();
  return namespace;
}

function validateImporter(callback) {
  if (callback === undefined || callback === USE_MAIN_CONTEXT_DEFAULT_LOADER) return;
  validateFunction(callback, 'options.importModuleDynamically');
}

module.exports = {
  USE_MAIN_CONTEXT_DEFAULT_LOADER, importByCallback, keep, reserve, validateImporter,
};
