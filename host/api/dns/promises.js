'use strict';
// SPDX-License-Identifier: MIT

// dns/promises: dns with promises.

require('internal/on-first-use');

const { codes } = require('dns/errors');
const {
  getDefaultResultOrder, lookupPromise, lookupServicePromise, setDefaultResultOrder,
} = require('dns/lookup');
const { PromiseResolver, QUERIES } = require('dns/resolver');
const { defaultOf, setServers } = require('dns/servers');

const queries = Object.fromEntries(QUERIES.map((name) => [
  name, (...args) => defaultOf(PromiseResolver)[name](...args)]));
for (const name of QUERIES) Object.defineProperty(queries[name], 'name', { value: name });

module.exports = {
  lookup: lookupPromise,
  lookupService: lookupServicePromise,
  Resolver: PromiseResolver,
  getDefaultResultOrder,
  setDefaultResultOrder,
  getServers: () => defaultOf(PromiseResolver).getServers(),
  setServers,
  ...queries,
  ...codes,
};
