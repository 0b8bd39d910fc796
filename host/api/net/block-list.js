'use strict';
// SPDX-License-Identifier: MIT

// BlockList: addresses, ranges and subnets, and whether an address is among them. All addresses are
// compared as IPv6, IPv4 ones in their mapped form.

const native = internalBinding('tcp');
const { inspect } = require('internal/inspect');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { kClone, kDeserialize, Portable, hidePortable } = require('internal/transfer');
const { validateInt32, validateString } = require('internal/validate');
const { SocketAddress, checkFamily } = require('net/socket-address');

const BITS = 128;
const MAPPED = 0xffffn << 32n;

function toSocketAddress(address, family, name = 'address') {
  if (SocketAddress.isSocketAddress(address)) return address;
  validateString(address, name);
  validateString(family, 'family');
  return new SocketAddress({ address, family });
}

function toNumber({ address, family }) {
  const bytes = native.addressBytes(address, family === 'ipv4' ? 4 : 6);
  let number = 0n;
  for (const byte of new Uint8Array(bytes)) number = number << 8n | BigInt(byte);
  return family === 'ipv4' ? MAPPED | number : number;
}

const shownFamily = (family) => (family === 'ipv4' ? 'IPv4' : 'IPv6');

// The rules of lists that were sent, by what names them in the message: a list that comes back to
// the thread that it was sent from has the same rules, not a copy.
let sent;

function nameOf(rules) {
  sent ??= new Map();
  for (const [name, reference] of sent) {
    const known = reference.deref();
    if (known === rules) return name;
    if (known === undefined) sent.delete(name);
  }
  const name = `${Math.random()} ${Math.random()}`;
  sent.set(name, new WeakRef(rules));
  return name;
}

class BlockList extends Portable {
  #rules = [];  // { from, to, text }, both ends included; the newest first.

  static isBlockList(value) {
    return value !== null && typeof value === 'object' && #rules in value;
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return '[BlockList]';
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BlockList ${inspect({ rules: this.rules }, inner)}`;
  }

  // Differs from Node: on another thread it is a copy, which does not see what is added here.
  [kClone]() {
    return {
      data: { name: nameOf(this.#rules), rules: this.#rules }, deserializeInfo: 'net/block-list:BlockList',
    };
  }

  static [kDeserialize]({ name, rules }) {
    const list = new BlockList();
    list.#rules = sent?.get(name)?.deref() ?? rules;
    return list;
  }

  /** @param {string | SocketAddress} address */
  addAddress(address, family = 'ipv4') {
    const made = toSocketAddress(address, family);
    const number = toNumber(made);
    this.#add(number, number, `Address: ${shownFamily(made.family)} ${made.address}`);
  }

  /** Both ends included. */
  addRange(start, end, family = 'ipv4') {
    const from = toSocketAddress(start, family, 'start');
    const to = toSocketAddress(end, family, 'end');
    const [first, last] = [toNumber(from), toNumber(to)];
    if (first > last) {
      throw new ERR_INVALID_ARG_VALUE('start', from, 'must come before end');
    }
    this.#add(first, last,
              `Range: ${shownFamily(from.family)} ${from.address}-${to.address}`);
  }

  /** The network whose first `prefix` bits are the address's. */
  addSubnet(network, prefix, family = 'ipv4') {
    const made = toSocketAddress(network, family, 'network');
    const most = made.family === 'ipv4' ? 32 : BITS;
    validateInt32(prefix, 'prefix', 0, most);
    const free = BigInt(most - prefix);
    const first = toNumber(made) >> free << free;
    this.#add(first, first | ((1n << free) - 1n),
              `Subnet: ${shownFamily(made.family)} ${made.address}/${prefix}`);
  }

  #add(from, to, text) {
    this.#rules.unshift({ from, to, text });
  }

  /** True when a rule names the address; an IPv4 address also in its IPv6 form. */
  check(address, family = 'ipv4') {
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, 'address');
      validateString(family, 'family');
      family = checkFamily(family, 'family');
      if (!native.isAddress(address, family === 'ipv4' ? 4 : 6)) return false;
      address = new SocketAddress({ address, family });
    }
    const number = toNumber(address);
    return this.#rules.some(({ from, to }) => number >= from && number <= to);
  }

  get rules() {
    return this.#rules.map(({ text }) => text);
  }
}

hidePortable(BlockList);

module.exports = { BlockList };
