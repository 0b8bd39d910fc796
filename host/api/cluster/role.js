'use strict';
// SPDX-License-Identifier: MIT

// Whether this program is a worker of a cluster. Known without loading the module: what listens
// asks each time.

let child;

/** Makes it worker number `id`. */
function join(id) {
  child = require('cluster/child');
  child.start(id);
}

module.exports = {
  join,
  /** The worker's half; undefined in a primary, or where nobody speaks of clusters. */
  workerHalf: () => child,
};
