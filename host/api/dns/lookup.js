'use strict';
// SPDX-License-Identifier: MIT

// Names as the system resolves them, hosts file included: lookup() and lookupService().

const native = internalBinding('dns');
const { dnsError } = require('dns/errors');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { isIP } = require('internal/ip');
const { timed } = require('internal/observation');
const {
  validateBoolean, validateFunction, validateNumber, validateOneOf, validatePort, validateString,
} = require('internal/validate');

const FAMILIES = [0, 4, 6];
const HINTS = native.AI_ADDRCONFIG | native.AI_ALL | native.AI_V4MAPPED;
const ORDERS = ['verbatim', 'ipv4first', 'ipv6first'];

const defaults = { order: 'verbatim' };

/** In which order addresses come that the system finds: 'verbatim', 'ipv4first', 'ipv6first'. */
function setDefaultResultOrder(order) {
  validateOneOf(order, 'dnsOrder', ORDERS);
  defaults.order = order;
}

function getDefaultResultOrder() {
  return defaults.order;
}

function readFamily(family) {
  if (family === 'IPv4') return 4;
  if (family === 'IPv6') return 6;
  validateOneOf(family, 'options.family', FAMILIES);
  return family;
}

function readHints(hints) {
  validateNumber(hints, 'options.hints');
  hints >>>= 0;
  if ((hints & ~HINTS) !== 0) throw new ERR_INVALID_ARG_VALUE('hints', hints);
  return hints;
}

function readOrder({ order, verbatim }) {
  if (order != null) {
    validateOneOf(order, 'options.order', ORDERS);
    return order;
  }
  if (verbatim == null) return defaults.order;
  validateBoolean(verbatim, 'options.verbatim');
  return verbatim ? 'verbatim' : 'ipv4first';
}

// Every form of the options, as one.
function readOptions(options) {
  if (typeof options === 'number') {
    validateOneOf(options, 'family', FAMILIES);
    return { family: options, hints: 0, all: false, order: defaults.order };
  }
  if (options !== undefined && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  }
  const { hints, family, all } = options ?? {};
  const read = {
    hints: hints == null ? 0 : readHints(hints),
    family: family == null ? 0 : readFamily(family),
    all: false,
    order: defaults.order,
  };
  if (all != null) {
    validateBoolean(all, 'options.all');
    read.all = all;
  }
  read.order = readOrder(options ?? {});
  return read;
}

let warned = false;

function warnOfNoName(hostname) {
  if (warned) return;
  warned = true;
  process.emitWarning(`The provided hostname "${hostname}" is not a valid hostname, and is ` +
    'supported in the dns module solely for compatibility.', 'DeprecationWarning', 'DEP0118');
}

// Addresses that need no asking; undefined when the system must be asked.
function known(hostname, family) {
  if (!hostname) {
    warnOfNoName(hostname);
    return [];
  }
  const literal = isIP(hostname);
  return literal === 0 ? undefined : [{ address: hostname, family: literal }];
}

function sort(addresses, order) {
  if (order === 'verbatim') return addresses;
  const first = order === 'ipv4first' ? 4 : 6;
  return [...addresses.filter(({ family }) => family === first),
          ...addresses.filter(({ family }) => family !== first)];
}

function ask(hostname, { family, hints, order }, callback) {
  const done = timed('lookup', 'dns', callback, (addresses) => ({
    hostname, family, hints, verbatim: order === 'verbatim',
    addresses: addresses.map(({ address }) => address),
  }));
  native.lookup(hostname, family, hints, (status, flat) => {
    if (status !== 0) return done(dnsError(status, 'getaddrinfo', hostname));
    const addresses = [];
    for (let i = 0; i < flat.length; i += 2) {
      addresses.push({ address: flat[i], family: flat[i + 1] });
    }
    done(null, sort(addresses, order));
  });
}

function checkCallback(args, options, callback) {
  const last = typeof options === 'object' || args > 2 || options === undefined ? callback : options;
  validateFunction(last, 'callback');
}

/**
 * @param {string} hostname
 * @param {number | object} [options] family, hints, all, order, verbatim
 * @param {(error: Error | null, address: string, family: 4 | 6) => void} callback
 */
function lookup(hostname, options, callback) {
  if (hostname) validateString(hostname, 'hostname');
  if (typeof options === 'function') [options, callback] = [undefined, options];
  else checkCallback(arguments.length, options, callback);
  const read = readOptions(options);
  const done = (error, addresses) => {
    if (error) callback(error);
    else if (read.all) callback(null, addresses);
    else if (addresses.length > 0) callback(null, addresses[0].address, addresses[0].family);
    else callback(null, null, read.family === 6 ? 6 : 4);
  };
  const found = known(hostname, read.family);
  if (found !== undefined) {
    process.nextTick(done, null, found);
    return {};
  }
  try {
    ask(hostname, read, done);
  } catch (error) {
    process.nextTick(callback, error);  // Refused.
  }
  return {};
}

function lookupPromise(hostname, options) {
  if (hostname) validateString(hostname, 'hostname');
  const read = readOptions(options);
  return new Promise((resolve, reject) => {
    const done = (error, addresses) => {
      if (error) return reject(error);
      resolve(read.all ? addresses
        : addresses[0] ?? { address: null, family: read.family === 6 ? 6 : 4 });
    };
    const found = known(hostname, read.family);
    if (found !== undefined) done(null, found);
    else ask(hostname, read, done);
  });
}

function checkService(count, address, port) {
  if (count < 2) throw new ERR_MISSING_ARGS('address', 'port');
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
}

function askService(address, port, callback) {
  const done = timed('lookupService', 'dns', callback, (hostname, service) => ({
    host: address, port: Number(port), hostname, service,
  }));
  native.lookupService(address, Number(port), (status, hostname, service) => {
    if (status !== 0) done(dnsError(status, 'getnameinfo', address));
    else done(null, hostname, service);
  });
}

/** The name of a host, and of the service that usually has the port. */
function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new ERR_MISSING_ARGS('address', 'port', 'callback');
  checkService(3, address, port);
  validateFunction(callback, 'callback');
  try {
    askService(address, port, callback);
  } catch (error) {
    process.nextTick(callback, error);
  }
}

function lookupServicePromise(address, port) {
  if (arguments.length !== 2) throw new ERR_MISSING_ARGS('address', 'port');
  checkService(2, address, port);
  return new Promise((resolve, reject) => {
    askService(address, port, (error, hostname, service) => {
      if (error) reject(error);
      else resolve({ hostname, service });
    });
  });
}

Object.defineProperty(lookup, require('internal/promisify').resultNames,
                      { value: ['address', 'family'], enumerable: false });
Object.defineProperty(lookupService, require('internal/promisify').resultNames,
                      { value: ['hostname', 'service'], enumerable: false });

module.exports = {
  getDefaultResultOrder, lookup, lookupPromise, lookupService, lookupServicePromise,
  setDefaultResultOrder,
};
