'use strict';
// SPDX-License-Identifier: MIT

// MIMEType and MIMEParams: https://mimesniff.spec.whatwg.org/#parsing-a-mime-type

require('internal/on-first-use');

const { define } = require('internal/errors');

const ERR_INVALID_MIME_SYNTAX = define('ERR_INVALID_MIME_SYNTAX', 'TypeError',
  (what, text, index) => `The MIME syntax for a ${what} in ${JSON.stringify(text)} is invalid` +
    (index === -1 ? '' : ` at ${index}`));

const NOT_TOKEN = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const NOT_QUOTED = /[^\t\u0020-\u007e\u0080-\u00ff]/;
const SPACE_AT_END = /[\r\n\t ]*$/;

const trimEnd = (text) => text.replace(SPACE_AT_END, '');
const toLower = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function checkToken(what, text, whole = text) {
  const index = text.search(NOT_TOKEN);
  if (text === '' || index !== -1) throw new ERR_INVALID_MIME_SYNTAX(what, whole, index);
  return text;
}

const isToken = (text) => text !== '' && !NOT_TOKEN.test(text);

// [type, subtype, where the parameters begin]
function parseTypes(text) {
  let at = text.search(/[^\r\n\t ]/);
  if (at === -1) at = text.length;
  const slash = text.indexOf('/', at);
  const typeText = slash === -1 ? text.slice(at) : text.slice(at, slash);
  const wrong = typeText.search(NOT_TOKEN);
  if (typeText === '' || slash === -1 || wrong !== -1) {
    throw new ERR_INVALID_MIME_SYNTAX('type', text, wrong);
  }
  const semicolon = text.indexOf(';', slash + 1);
  const end = semicolon === -1 ? text.length : semicolon;
  const subtype = trimEnd(text.slice(slash + 1, end));
  const index = subtype.search(NOT_TOKEN);
  if (subtype === '' || index !== -1) throw new ERR_INVALID_MIME_SYNTAX('subtype', text, index);
  return [toLower(typeText), toLower(subtype), semicolon === -1 ? text.length : semicolon + 1];
}

// A quoted value from its first quote on: [value, where it ends].
function parseQuoted(text, start) {
  let value = '';
  let at = start + 1;
  for (; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === '\\') {
      if (at + 1 === text.length) return [`${value}\\`, text.length];
      at++;
    }
    value += text[at];
  }
  return [value, at + 1];
}

const untilSemicolon = (text, at) => {
  const found = text.indexOf(';', at);
  return found === -1 ? text.length : found;
};

function parseParameters(text, start, entries) {
  let at = start;
  while (at < text.length) {
    while (at < text.length && /[\r\n\t ]/.test(text[at])) at++;
    let end = at;
    while (end < text.length && text[end] !== ';' && text[end] !== '=') end++;
    const name = toLower(text.slice(at, end));
    if (text[end] !== '=') {
      at = end + 1;
      continue;
    }
    at = end + 1;
    let value;
    if (text[at] === '"') {
      [value, end] = parseQuoted(text, at);
      end = untilSemicolon(text, end);
    } else {
      end = untilSemicolon(text, at);
      value = trimEnd(text.slice(at, end));
      if (value === '') {
        at = end + 1;
        continue;
      }
    }
    if (isToken(name) && !NOT_QUOTED.test(value) && !entries.has(name)) entries.set(name, value);
    at = end + 1;
  }
}

function encode(value) {
  return isToken(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

let entriesOf;

/** The parameters of a MIME type, in their order. */
class MIMEParams {
  #entries = new Map();

  static {
    entriesOf = (params) => params.#entries;
  }

  delete(name) {
    this.#entries.delete(`${name}`);
  }

  get(name) {
    return this.#entries.get(`${name}`) ?? null;
  }

  has(name) {
    return this.#entries.has(`${name}`);
  }

  set(name, value) {
    const key = `${name}`;
    const text = `${value}`;
    checkToken('parameter name', key);
    const index = text.search(NOT_QUOTED);
    if (index !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', text, index);
    this.#entries.set(key, text);
  }

  * entries() {
    yield* this.#entries.entries();
  }

  * keys() {
    yield* this.#entries.keys();
  }

  * values() {
    yield* this.#entries.values();
  }

  toString() {
    return [...this.#entries].map(([name, value]) => `${name}=${encode(value)}`).join(';');
  }
}

class MIMEType {
  #type;
  #subtype;
  #params = new MIMEParams();

  constructor(input) {
    const text = `${input}`;
    let start;
    [this.#type, this.#subtype, start] = parseTypes(text);
    parseParameters(text, start, entriesOf(this.#params));
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    this.#type = toLower(checkToken('type', `${value}`));
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    this.#subtype = toLower(checkToken('subtype', `${value}`));
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const params = this.#params.toString();
    return params === '' ? this.essence : `${this.essence};${params}`;
  }
}

function list(Class, names, more) {
  for (const name of names) Object.defineProperty(Class.prototype, name, { enumerable: true });
  for (const [name, value] of Object.entries(more)) {
    Object.defineProperty(Class.prototype, name, {
      configurable: true, enumerable: true, writable: true, value,
    });
  }
}
list(MIMEParams, [], { toJSON: MIMEParams.prototype.toString });
Object.defineProperty(MIMEParams.prototype, Symbol.iterator, {
  configurable: true, enumerable: false, writable: true, value: MIMEParams.prototype.entries,
});
list(MIMEType, ['type', 'subtype', 'essence', 'params', 'toString'], {
  toJSON: MIMEType.prototype.toString,
});

module.exports = { MIMEParams, MIMEType };
