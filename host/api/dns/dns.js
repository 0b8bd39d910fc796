'use strict';
// SPDX-License-Identifier: MIT

// dns: names as the system resolves them, and queries to name servers.

require('internal/on-first-use');

const native = internalBinding('dns');
const { codes } = require('dns/errors');
const {
  getDefaultResultOrder, lookup, lookupService, setDefaultResultOrder,
} = require('dns/lookup');
const { QUERIES, Resolver } = require('dns/resolver');
const { defaultOf, setServers } = require('dns/servers');

const queries = Object.fromEntries(QUERIES.map((name) => [
  name, (...args) => defaultOf(Resolver)[name](...args)]));
for (const name of QUERIES) Object.defineProperty(queries[name], 'name', { value: name });

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  getServers: () => defaultOf(Resolver).getServers(),
  setServers,
  ...queries,
  ADDRCONFIG: native.AI_ADDRCONFIG,
  ALL: native.AI_ALL,
  V4MAPPED: native.AI_V4MAPPED,
  ...codes,
};
Object.defineProperty(module.exports, 'promises', {
  configurable: true, enumerable: true, get: () => require('dns/promises'),
});
