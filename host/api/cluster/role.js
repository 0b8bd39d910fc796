'use strict';
// SPDX-License-Identifier: MIT

// Whether this program is a worker of a cluster. Known without loading the module: what listens
// asks each time.

let cluster;

/** Makes it worker number `id`. */
function join(id) {
  const child = require('cluster/child');
  cluster = child.cluster;
  child.start(id);
}

module.exports = {
  join,
  /** The module, in a worker; undefined in a primary, or where nobody speaks of clusters. */
  ofWorker: () => cluster,
};
