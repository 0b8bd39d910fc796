'use strict';
// SPDX-License-Identifier: MIT

// 'gc' entries, for observers: what C++ counted of V8's collections.

const native = internalBinding('perf_hooks');
const { makeEntry } = require('perf_hooks/entries');

let watching = false;

function onCollection(kind, flags, start, duration) {
  const { tell } = require('perf_hooks/timeline');
  tell(makeEntry('gc', 'gc', start, duration, { kind, flags }));
}

function watch(wanted) {
  if (wanted === watching) return;
  watching = wanted;
  native.watchCollections(wanted ? onCollection : undefined);
}

module.exports = { watch };
