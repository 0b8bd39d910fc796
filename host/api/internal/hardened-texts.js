'use strict';
// SPDX-License-Identifier: MIT

// String and RegExp methods, JSON.parse and the like of a hardened plugin: caps on what they scan
// and on what they make. A string may still be longer than that; `+` makes it, and can't be wrapped.

const {
  MOST_JSON, MOST_SCANNED, MOST_TEXT, apply, bounded, replaceAll, text, tooLong,
} = require('internal/hardened-guards');

const {
  includes, indexOf, lastIndexOf, localeCompare, match, matchAll, normalize, padEnd, padStart, repeat,
  replace, replaceAll: replaceAllOf, search, split, toLocaleLowerCase, toLocaleUpperCase, toLowerCase,
  toUpperCase, trim, trimEnd, trimStart,
} = String.prototype;
const { raw } = String;
const { parse } = JSON;
const globals = {
  __proto__: null, decodeURI, decodeURIComponent, encodeURI, encodeURIComponent, escape, unescape,
};
const {
  [Symbol.match]: matchBy, [Symbol.matchAll]: matchAllBy, [Symbol.replace]: replaceBy,
  [Symbol.search]: searchBy, [Symbol.split]: splitBy,
} = RegExp.prototype;

function scanned(self, name) {
  return text(self, MOST_SCANNED, name);
}

function taken(self, name) {
  return text(self, MOST_TEXT, name);
}

// A size that was converted here: V8 would ask the object a second time.
function size(value, most, name) {
  const number = +value;
  if (number > most) throw tooLong(name, MOST_TEXT);
  return number;
}

const strings = {
  includes() { return apply(includes, taken(this, 'String.prototype.includes'), arguments); },
  indexOf() { return apply(indexOf, taken(this, 'String.prototype.indexOf'), arguments); },
  lastIndexOf() {
    return apply(lastIndexOf, taken(this, 'String.prototype.lastIndexOf'), arguments);
  },
  localeCompare(other) {
    const name = 'String.prototype.localeCompare';
    const self = scanned(this, name);
    arguments[0] = scanned(`${other}`, name);
    return apply(localeCompare, self, arguments);
  },
  match() { return apply(match, scanned(this, 'String.prototype.match'), arguments); },
  matchAll() { return apply(matchAll, scanned(this, 'String.prototype.matchAll'), arguments); },
  normalize() { return apply(normalize, scanned(this, 'String.prototype.normalize'), arguments); },
  padEnd(length) {
    const name = 'String.prototype.padEnd';
    const self = taken(this, name);
    arguments[0] = size(length, MOST_TEXT, name);
    return apply(padEnd, self, arguments);
  },
  padStart(length) {
    const name = 'String.prototype.padStart';
    const self = taken(this, name);
    arguments[0] = size(length, MOST_TEXT, name);
    return apply(padStart, self, arguments);
  },
  repeat(count) {
    const name = 'String.prototype.repeat';
    const self = taken(this, name);
    const most = self ? MOST_TEXT / self.length : Infinity;
    return apply(repeat, self, [size(count, most, name)]);
  },
  replace() { return apply(replace, scanned(this, 'String.prototype.replace'), arguments); },
  replaceAll() {
    return apply(replaceAllOf, scanned(this, 'String.prototype.replaceAll'), arguments);
  },
  search() { return apply(search, scanned(this, 'String.prototype.search'), arguments); },
  split() { return apply(split, scanned(this, 'String.prototype.split'), arguments); },
  toLocaleLowerCase() {
    return apply(toLocaleLowerCase, taken(this, 'String.prototype.toLocaleLowerCase'), arguments);
  },
  toLocaleUpperCase() {
    return apply(toLocaleUpperCase, taken(this, 'String.prototype.toLocaleUpperCase'), arguments);
  },
  toLowerCase() { return apply(toLowerCase, taken(this, 'String.prototype.toLowerCase'), []); },
  toUpperCase() { return apply(toUpperCase, taken(this, 'String.prototype.toUpperCase'), []); },
  trim() { return apply(trim, taken(this, 'String.prototype.trim'), []); },
  trimEnd() { return apply(trimEnd, taken(this, 'String.prototype.trimEnd'), []); },
  trimStart() { return apply(trimStart, taken(this, 'String.prototype.trimStart'), []); },
};

// Called with the string as argument: by the methods above, or by the plugin itself.
const expressions = {
  [Symbol.match](string) {
    return apply(matchBy, this, [scanned(`${string}`, 'RegExp.prototype[Symbol.match]')]);
  },
  [Symbol.matchAll](string) {
    return apply(matchAllBy, this, [scanned(`${string}`, 'RegExp.prototype[Symbol.matchAll]')]);
  },
  [Symbol.replace](string, by) {
    return apply(replaceBy, this, [scanned(`${string}`, 'RegExp.prototype[Symbol.replace]'), by]);
  },
  [Symbol.search](string) {
    return apply(searchBy, this, [scanned(`${string}`, 'RegExp.prototype[Symbol.search]')]);
  },
  [Symbol.split](string, limit) {
    return apply(splitBy, this, [scanned(`${string}`, 'RegExp.prototype[Symbol.split]'), limit]);
  },
};

const codecs = {
  decodeURI(uri) { return apply(globals.decodeURI, this, [scanned(`${uri}`, 'decodeURI')]); },
  decodeURIComponent(uri) {
    return apply(globals.decodeURIComponent, this, [scanned(`${uri}`, 'decodeURIComponent')]);
  },
  encodeURI(uri) { return apply(globals.encodeURI, this, [scanned(`${uri}`, 'encodeURI')]); },
  encodeURIComponent(uri) {
    return apply(globals.encodeURIComponent, this, [scanned(`${uri}`, 'encodeURIComponent')]);
  },
  escape(string) { return apply(globals.escape, this, [scanned(`${string}`, 'escape')]); },
  unescape(string) { return apply(globals.unescape, this, [scanned(`${string}`, 'unescape')]); },
};

function guardTexts() {
  replaceAll(String.prototype, strings);
  for (const [alias, name] of [['trimLeft', 'trimStart'], ['trimRight', 'trimEnd']]) {
    Object.defineProperty(String.prototype, alias, { value: String.prototype[name] });
  }
  replaceAll(String, {
    raw(template) {
      const cooked = Object(template);
      arguments[0] = { __proto__: null, raw: bounded(Object(cooked.raw), 'String.raw') };
      return apply(raw, this, arguments);
    },
  });
  replaceAll(RegExp.prototype, expressions);
  replaceAll(globalThis, codecs);
  replaceAll(JSON, {
    parse(string) {
      arguments[0] = text(`${string}`, MOST_JSON, 'JSON.parse');
      return apply(parse, this, arguments);
    },
  });
}

module.exports = { guardTexts };
