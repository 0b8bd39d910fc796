'use strict';
// SPDX-License-Identifier: MIT

// Resolver: queries to name servers. One class calls back, the other gives promises; what they share
// is ResolverBase.

const { Channel } = internalBinding('dns');
const { dnsError } = require('dns/errors');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_IP_ADDRESS,
           ERR_DNS_SET_SERVERS_FAILED },
} = require('internal/errors');
const { isIP } = require('internal/ip');
const { timed } = require('internal/observation');
const {
  validateArray, validateFunction, validateInt32, validateString,
} = require('internal/validate');

const DNS_PORT = 53;

// The methods, and the type of record each asks for.
const TYPES = {
  resolveAny: 'ANY',
  resolve4: 'A',
  resolve6: 'AAAA',
  resolveCaa: 'CAA',
  resolveCname: 'CNAME',
  resolveMx: 'MX',
  resolveNs: 'NS',
  resolveTxt: 'TXT',
  resolveSrv: 'SRV',
  resolvePtr: 'PTR',
  resolveNaptr: 'NAPTR',
  resolveSoa: 'SOA',
};
const METHODS = { __proto__: null };  // By type.
for (const [method, type] of Object.entries(TYPES)) METHODS[type] = method;

// "1.2.3.4", "1.2.3.4:53", "::1", "[::1]", "[::1]:53".
function parseServer(server, index) {
  validateString(server, `servers[${index}]`);
  if (isIP(server)) return [server, DNS_PORT];
  const bracketed = /^\[([^[\]]*)\](?::(\d+))?$/.exec(server);
  const [, host, port] = bracketed ?? /^([^:]*):(\d+)$/.exec(server) ?? [];
  const family = host === undefined ? 0 : isIP(host);
  if (family === 0 || (bracketed !== null && family !== 6)) {
    throw new ERR_INVALID_IP_ADDRESS(server);
  }
  const number = port === undefined ? DNS_PORT : Number(port);
  if (number > 0xffff) throw new ERR_INVALID_IP_ADDRESS(server);
  return [host, number || DNS_PORT];
}

// What Node shows of a server: the port only when it is another than usual.
function formatServer([address, port]) {
  if (port === DNS_PORT) return address;
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}

function readTimeout(options) {
  const { timeout = -1 } = { ...options };
  validateInt32(timeout, 'options.timeout', -1);
  return timeout;
}

function readTries(options) {
  const { tries = 4 } = { ...options };
  validateInt32(tries, 'options.tries', 1);
  return tries;
}

// Addresses come flat, each with its time to live.
function shapeAddresses(flat, withTtl) {
  const shaped = [];
  for (let i = 0; i < flat.length; i += 2) {
    shaped.push(withTtl ? { address: flat[i], ttl: flat[i + 1] } : flat[i]);
  }
  return shaped;
}

class ResolverBase {
  constructor(options = undefined) {
    this._handle = new Channel(readTimeout(options), readTries(options));
  }

  /** Ends the queries that are under way with ECANCELLED. */
  cancel() {
    this._handle.cancel();
  }

  getServers() {
    return (this._handle.getServers() ?? []).map(formatServer);
  }

  setServers(servers) {
    validateArray(servers, 'servers');
    const parsed = [];  // Without the holes of the list.
    servers.forEach((server, index) => parsed.push(parseServer(server, index)));
    const code = this._handle.busy ? 'There are pending queries.'
      : this._handle.setServers(parsed);
    if (code !== undefined) throw new ERR_DNS_SET_SERVERS_FAILED(code, servers);
  }

  /** From which of this machine's addresses queries are sent. */
  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
    const family = isIP(ipv4);
    if (family === 0) {
      throw Object.assign(new TypeError('Invalid IP address.'), { code: 'ERR_INVALID_ARG_VALUE' });
    }
    if (ipv6 !== undefined && (isIP(ipv6) === 0 || isIP(ipv6) === family)) {
      throw new ERR_INVALID_ARG_VALUE('ipv6', ipv6, 'Cannot specify two addresses of one family.');
    }
    const [four, six] = family === 4 ? [ipv4, ipv6] : [ipv6, ipv4];
    this._handle.setLocalAddress(four, six);
  }

  // For the classes: one query; done(error) or done(null, found).
  _query(method, name, options, callback) {
    const type = TYPES[method];
    const withTtl = Boolean(options?.ttl);
    const syscall = `query${type[0]}${type.slice(1).toLowerCase()}`;  // "queryAaaa"
    const done = timed(syscall, 'dns', callback, (result) => ({
      host: name, ttl: withTtl, result: Array.isArray(result) ? result : [result],
    }));
    this._handle.query(type, name, (code, found) => {
      if (code !== null) return done(dnsError(code, syscall, name));
      done(null, type === 'A' || type === 'AAAA' ? shapeAddresses(found, withTtl) : found);
    });
  }

  _reverse(address, done) {
    if (isIP(address) === 0) {
      const error = dnsError('EINVAL', 'getHostByAddr', address);
      error.errno = internalBinding('uv').UV_EINVAL;
      throw error;
    }
    this._handle.reverse(address, (code, names) => {
      if (code !== null) done(dnsError(code, 'getHostByAddr', address));
      else done(null, names);
    });
  }
}

function methodFor(rrtype) {
  const method = typeof rrtype === 'string' ? METHODS[rrtype] : undefined;
  if (method === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  return method;
}

/** Calls back. */
class Resolver extends ResolverBase {
  resolve(hostname, rrtype, callback) {
    if (typeof rrtype === 'function') [rrtype, callback] = ['A', rrtype];
    else if (typeof rrtype !== 'string') throw new ERR_INVALID_ARG_TYPE('rrtype', 'string', rrtype);
    return this[methodFor(rrtype)](hostname, callback);
  }

  reverse(address, callback) {
    validateString(address, 'name');
    validateFunction(callback, 'callback');
    this._reverse(address, callback);
  }
}

class PromiseResolver extends ResolverBase {
  resolve(hostname, rrtype = 'A') {
    if (typeof rrtype !== 'string') throw new ERR_INVALID_ARG_TYPE('rrtype', 'string', rrtype);
    return this[methodFor(rrtype)](hostname);
  }

  reverse(address) {
    validateString(address, 'name');
    return new Promise((resolve, reject) => {
      this._reverse(address, (error, names) => (error ? reject(error) : resolve(names)));
    });
  }
}

function addMethod(prototype, name, value) {
  Object.defineProperty(value, 'name', { value: name });
  Object.defineProperty(prototype, name,
                        { value, writable: true, enumerable: false, configurable: true });
}

for (const method of Object.keys(TYPES)) {
  addMethod(Resolver.prototype, method, function(name, options, callback) {
    validateString(name, 'name');
    if (arguments.length < 3 && typeof options === 'function') {
      [options, callback] = [undefined, options];
    }
    validateFunction(callback, 'callback');
    try {
      this._query(method, name, options, callback);
    } catch (error) {
      process.nextTick(callback, error);  // Refused.
    }
    return {};
  });
  addMethod(PromiseResolver.prototype, method, function(name, options) {
    validateString(name, 'name');
    return new Promise((resolve, reject) => {
      this._query(method, name, options, (error, found) => (error ? reject(error) : resolve(found)));
    });
  });
}

const QUERIES = ['resolve', 'reverse', ...Object.keys(TYPES)];

module.exports = { PromiseResolver, QUERIES, Resolver };
