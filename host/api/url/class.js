'use strict';
// SPDX-License-Identifier: MIT

// The class URL: https://url.spec.whatwg.org/#url-class. A URL is its text and the places of its parts
// in it; the native half parses.

const native = internalBinding('url');
const { codes, define } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');
const { toUSVString } = require('internal/usv-string');
const { PARTS, PLACES, sharedPlaces } = require('url/positions');
const { URLSearchParams, setOwner, updateParams } = require('url/search-params');
const { ERR_INVALID_THIS, ERR_MISSING_ARGS } = codes;

const {
  SCHEME_END, USERNAME_START, USERNAME_END, PASSWORD_END, HOST_START, HOST_END, PORT_END,
  PATH_START, QUERY_START, FRAGMENT_START,
} = PLACES;

const ERR_INVALID_URL = define('ERR_INVALID_URL', 'TypeError', 'Invalid URL');

function invalid(input, base) {
  const error = new ERR_INVALID_URL();
  error.input = input;
  if (base !== undefined) error.base = base;
  return error;
}

class URL {
  #href = '';
  #places = undefined;
  #params = undefined;

  constructor(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    const text = `${input}`;
    const baseText = base === undefined ? undefined : `${base}`;
    if (!this.#parse(text, baseText)) throw invalid(text, baseText);
  }

  #parse(text, base) {
    const places = sharedPlaces();
    // An empty base is no URL, and to the native half it is none at all.
    const href = base === '' ? undefined : native.parse(text, base, places);
    if (href === undefined) return false;
    this.#take(href, places);
    return true;
  }

  #take(href, places) {
    this.#href = href;
    this.#places = [
      places[0], places[1], places[2], places[3], places[4], places[5], places[6], places[7],
      places[8], places[9],
    ];
  }

  #setPart(part, value) {
    const places = sharedPlaces();
    const href = native.setPart(this.#href, part, `${value}`, places);
    if (href !== undefined) this.#take(href, places);
  }

  #slice(from, to) {
    return this.#href.slice(this.#places[from], this.#places[to]);
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#href in self)) {
      throw new ERR_INVALID_THIS('URL');
    }
  }

  // What follows the mark, or nothing if that is all there is.
  #marked(from, to) {
    const end = to === undefined ? this.#href.length : this.#places[to];
    return end - this.#places[from] > 1 ? this.#href.slice(this.#places[from], end) : '';
  }

  #parametersChanged() {
    if (this.#params !== undefined) updateParams(this.#params, this.search);
  }

  [customInspect](depth, options) {
    URL.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const constructor = this.constructor ?? URL;
    const shown = Object.create({ constructor });
    for (const name of [
      'href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname',
      'search', 'searchParams', 'hash',
    ]) {
      shown[name] = this[name];
    }
    return `${constructor.name} ${inspect(shown, options).replace(/^[^{]*/, '')}`;
  }

  toString() {
    URL.#check(this);
    return this.#href;
  }

  get href() {
    URL.#check(this);
    return this.#href;
  }

  set href(value) {
    URL.#check(this);
    const text = `${value}`;
    if (!this.#parse(text, undefined)) throw invalid(text);
    this.#parametersChanged();
  }

  get origin() {
    URL.#check(this);
    switch (this.protocol) {
      case 'http:':
      case 'https:':
      case 'ws:':
      case 'wss:':
      case 'ftp:':
        return `${this.protocol}//${this.host}`;
      case 'blob:':
        return originOfBlob(this.pathname);
      default:
        return 'null';
    }
  }

  get protocol() {
    URL.#check(this);
    return this.#href.slice(0, this.#places[SCHEME_END]);
  }

  set protocol(value) {
    URL.#check(this);
    this.#setPart(PARTS.PROTOCOL, value);
  }

  get username() {
    URL.#check(this);
    return this.#slice(USERNAME_START, USERNAME_END);
  }

  set username(value) {
    URL.#check(this);
    this.#setPart(PARTS.USERNAME, value);
  }

  get password() {
    URL.#check(this);
    return this.#slice(USERNAME_END, PASSWORD_END).slice(1);
  }

  set password(value) {
    URL.#check(this);
    this.#setPart(PARTS.PASSWORD, value);
  }

  get host() {
    URL.#check(this);
    return this.#slice(HOST_START, PORT_END);
  }

  set host(value) {
    URL.#check(this);
    this.#setPart(PARTS.HOST, value);
  }

  get hostname() {
    URL.#check(this);
    return this.#slice(HOST_START, HOST_END);
  }

  set hostname(value) {
    URL.#check(this);
    this.#setPart(PARTS.HOSTNAME, value);
  }

  get port() {
    URL.#check(this);
    return this.#slice(HOST_END, PORT_END).slice(1);
  }

  set port(value) {
    URL.#check(this);
    this.#setPart(PARTS.PORT, value);
  }

  get pathname() {
    URL.#check(this);
    return this.#slice(PATH_START, QUERY_START);
  }

  set pathname(value) {
    URL.#check(this);
    this.#setPart(PARTS.PATHNAME, value);
  }

  get search() {
    URL.#check(this);
    return this.#marked(QUERY_START, FRAGMENT_START);
  }

  set search(value) {
    URL.#check(this);
    this.#setPart(PARTS.SEARCH, toUSVString(value));
    this.#parametersChanged();
  }

  get searchParams() {
    URL.#check(this);
    if (this.#params === undefined) {
      this.#params = new URLSearchParams(this.search);
      setOwner(this.#params, (text) => this.#setPart(PARTS.SEARCH, text));
    }
    return this.#params;
  }

  get hash() {
    URL.#check(this);
    return this.#marked(FRAGMENT_START, undefined);
  }

  set hash(value) {
    URL.#check(this);
    this.#setPart(PARTS.HASH, value);
  }

  toJSON() {
    URL.#check(this);
    return this.#href;
  }

  static canParse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    const baseText = base === undefined ? undefined : `${base}`;
    return baseText !== '' && native.canParse(toUSVString(input), baseText ?? '');
  }

  /** Like `new URL()`, but null for what is none. */
  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    const text = `${input}`;
    const baseText = base === undefined ? undefined : `${base}`;
    return URL.canParse(text, baseText) ? new URL(text, baseText) : null;
  }

  static createObjectURL(object) {
    return require('internal/blob-urls').create(object);
  }

  static revokeObjectURL(url) {
    require('internal/blob-urls').revoke(url);
  }

  static isURL(value) {
    return typeof value === 'object' && value !== null && #href in value;
  }
}

function originOfBlob(path) {
  try {
    const { origin, protocol } = new URL(path);
    return protocol === 'http:' || protocol === 'https:' ? origin : 'null';
  } catch {
    return 'null';
  }
}

const { isURL } = URL;
delete URL.isURL;

const listed = { __proto__: null, enumerable: true };
for (const name of Object.getOwnPropertyNames(URL.prototype)) {
  if (name !== 'constructor') Object.defineProperty(URL.prototype, name, listed);
}
Object.defineProperty(URL.prototype, Symbol.toStringTag, {
  __proto__: null, configurable: true, value: 'URL',
});
for (const name of ['canParse', 'parse', 'createObjectURL', 'revokeObjectURL']) {
  Object.defineProperty(URL, name, listed);
}

module.exports = { URL, invalid, isURL };
