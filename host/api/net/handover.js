'use strict';
// SPDX-License-Identifier: MIT

// Servers in what deactivate() returns: the next version of the plugin finds in their place what
// server.listen() takes, and no connection is refused meanwhile. TCP only: the system removes the name
// of a Unix socket with the one who made it.

const { TCP } = internalBinding('tcp');
const { Server } = require('net/server');

const PLACE = 'plinth:server';

// A copy of plain objects and arrays in which `change` may replace values; the same when it does not.
function mapValues(value, change, seen = new Map()) {
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const changed = change(value);
  seen.set(value, changed ?? value);
  if (changed !== undefined) return changed;
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null;
  if (!isPlain && !Array.isArray(value)) return value;
  let copy = value;
  for (const key of Object.keys(value)) {
    const mapped = mapValues(value[key], change, seen);
    if (mapped === value[key]) continue;
    if (copy === value) copy = Array.isArray(value) ? [...value] : { ...value };
    copy[key] = mapped;
  }
  seen.set(value, copy);
  return copy;
}

/** The state with places instead of servers, and the servers: they are closed once it is on its way. */
function pack(state) {
  const servers = [];
  const packed = mapValues(state, (value) => {
    if (!(value instanceof Server) || !(value._handle instanceof TCP)) return undefined;
    const index = value._handle.leave();
    if (index < 0) return undefined;
    servers.push(value);
    return { [PLACE]: index };
  });
  return { packed, servers };
}

/** The state with what listen() takes instead of places. */
function unpack(state) {
  return mapValues(state, (value) => {
    if (typeof value[PLACE] !== 'number') return undefined;
    const handle = new TCP();
    return handle.arrive(value[PLACE]) < 0 ? undefined : handle;
  });
}

module.exports = { pack, unpack };
