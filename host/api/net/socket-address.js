'use strict';
// SPDX-License-Identifier: MIT

// SocketAddress: an address with its port, checked and in its shortest form.

const native = internalBinding('tcp');
const { inspect } = require('internal/inspect');
const { codes: { ERR_INVALID_ADDRESS, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { kClone, kDeserialize, Portable, hidePortable } = require('internal/transfer');
const { validateObject, validatePort, validateString, validateUint32 } = require('internal/validate');

function checkFamily(family, name) {
  const text = typeof family === 'string' ? family.toLowerCase() : family;
  if (text !== 'ipv4' && text !== 'ipv6') throw new ERR_INVALID_ARG_VALUE(name, family);
  return text;
}

class SocketAddress extends Portable {
  #address;
  #family;
  #port;
  #flowlabel;

  static isSocketAddress(value) {
    return value !== null && typeof value === 'object' && #address in value;
  }

  /** @param {{ address?: string, family?: string, port?: number, flowlabel?: number }} [options] */
  constructor(options = {}) {
    super();
    validateObject(options, 'options');
    const family = checkFamily(options.family ?? 'ipv4', 'options.family');
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options;
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel');
    const shortest = native.canonicalAddress(address, family === 'ipv4' ? 4 : 6);
    if (shortest === undefined) throw new ERR_INVALID_ADDRESS();
    this.#address = shortest;
    this.#family = family;
    this.#port = Number(port);
    this.#flowlabel = family === 'ipv6' ? flowlabel & 0xfffff : 0;
  }

  /** For another thread. */
  [kClone]() {
    const { address, port, family, flowlabel } = this;
    return {
      data: { address, port, family, flowlabel },
      deserializeInfo: 'net/socket-address:SocketAddress',
    };
  }

  get address() {
    return this.#address;
  }

  get family() {
    return this.#family;
  }

  get port() {
    return this.#port;
  }

  get flowlabel() {
    return this.#flowlabel;
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return '[SocketAddress]';
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `SocketAddress ${inspect(this.toJSON(), inner)}`;
  }

  toJSON() {
    return {
      address: this.#address, port: this.#port, family: this.#family, flowlabel: this.#flowlabel,
    };
  }
}

Object.defineProperty(SocketAddress, kDeserialize, { value: (data) => new SocketAddress(data) });
hidePortable(SocketAddress);

module.exports = { SocketAddress, checkFamily };
