'use strict';
// SPDX-License-Identifier: MIT

// The resolvers behind dns.resolve() and its like, made when first used, and their servers.

const resolvers = [];
let servers;

/** The one of that class. */
function defaultOf(Class) {
  let found = resolvers.find((resolver) => resolver instanceof Class);
  if (found === undefined) {
    found = new Class();
    if (servers !== undefined) found.setServers(servers);
    resolvers.push(found);
  }
  return found;
}

/** For both classes. */
function setServers(list) {
  const { PromiseResolver, Resolver } = require('dns/resolver');
  const next = [new Resolver(), new PromiseResolver()];
  for (const resolver of next) resolver.setServers(list);
  resolvers.splice(0, resolvers.length, ...next);
  servers = list.filter(() => true);
}

module.exports = { defaultOf, setServers };
