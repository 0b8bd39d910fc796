'use strict';
// SPDX-License-Identifier: MIT

// Objects of the built-ins that structuredClone() and postMessage() can copy or move. Their classes
// extend Portable, which makes V8 ask us, and have one or both of
//   [kClone]() and [kTransfer](): { data, deserializeInfo: 'module:Class' }
// and static [kDeserialize](data), which makes the object on the other side. [kTransferList]() names
// what in the data moves.

const kClone = Symbol('messaging_clone_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');
const kTransferList = Symbol('messaging_transfer_list_symbol');
const kDeserialize = Symbol('messaging_deserialize_symbol');

const { Portable } = internalBinding('worker_threads');

/** Hides that a class extends Portable; `new` goes there all the same. */
function hidePortable(Class) {
  Object.setPrototypeOf(Class.prototype, Object.prototype);
}

module.exports = { kClone, kDeserialize, kTransfer, kTransferList, Portable, hidePortable };
