'use strict';
// SPDX-License-Identifier: MIT

// What the wrappers of a hardened plugin ask before they call the built-in below them: is this too
// long for something that V8 can't interrupt? Everything used here was taken before the plugin's
// first line, so nothing that it changes later is ever called. Lengths that a getter or a proxy
// could change between our look and V8's are read once and held.

const { apply, construct, get: reflectGet, ownKeys } = Reflect;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { hasOwnProperty } = Object.prototype;
const { has: weakHas, add: weakAdd } = WeakSet.prototype;
const { get: mapGet, set: mapSet } = WeakMap.prototype;
const { trunc } = Math;
const functionText = Function.prototype.toString;
const RawMap = WeakMap;
const RawProxy = Proxy;
const RawRangeError = RangeError;
const RawSet = WeakSet;
const { iterator: kIterator, isConcatSpreadable: kSpreadable } = Symbol;

const MOST_ELEMENTS = 4 << 20;
const MOST_SCANNED = 16 << 20;
const MOST_TEXT = 64 << 20;
const MOST_JSON = 8 << 20;

// Made by startGuards(): a snapshot can't hold them.
let originals;  // The built-in below each wrapper.
let proxies;  // Every proxy that the plugin made; undefined while there is none.

function tooLong(name, limit) {
  const error = new RawRangeError(
    `${name} is limited to a length of ${limit} in this plugin, which is hardened`);
  error.code = 'ERR_HARDENED_LIMIT';
  return error;
}

function isProxy(value) {
  return proxies !== undefined && apply(weakHas, proxies, [value]);
}

function note(proxy) {
  proxies ??= new RawSet();
  apply(weakAdd, proxies, [proxy]);
  return proxy;
}

function isPlainArray(value) {
  return isArray(value) && !isProxy(value);
}

function toLength(value) {
  const number = trunc(+value);
  return number > 0 ? number : 0;
}

// The object, with a length that stays what it is.
function withFixedLength(object, length, spreadable) {
  return new RawProxy(object, {
    __proto__: null,
    get(target, key) {
      if (key === 'length') return length;
      if (spreadable && key === kSpreadable) return true;
      return reflectGet(target, key);
    },
  });
}

function boundedObject(self, name) {
  if (self === null || self === undefined) return self;  // The built-in throws.
  const object = typeof self === 'string' ? self : Object(self);
  if (!isProxy(object)) {
    const own = getOwnPropertyDescriptor(object, 'length');
    if (own !== undefined && apply(hasOwnProperty, own, ['value']) && typeof own.value === 'number') {
      if (own.value > MOST_ELEMENTS) throw tooLong(name, MOST_ELEMENTS);
      return object;
    }
  }
  const length = toLength(object.length);
  if (length > MOST_ELEMENTS) throw tooLong(name, MOST_ELEMENTS);
  return withFixedLength(object, length, false);
}

/** What an array method may work on in place of `self`: nearly always `self`. */
function bounded(self, name) {
  if (isArray(self) && (proxies === undefined || !isProxy(self))) {
    if (self.length > MOST_ELEMENTS) throw tooLong(name, MOST_ELEMENTS);
    return self;
  }
  return boundedObject(self, name);
}

/** A list of arguments for apply(); what is no object is for the built-in to refuse. */
function boundedList(list, name) {
  return typeof list === 'object' && list !== null ? bounded(list, name) : list;
}

// An iterable whose steps are functions, where V8 looks for requests to end.
function inSteps(iterable, begin) {
  return {
    __proto__: null,
    [kIterator]() {
      const steps = apply(begin, iterable, []);
      const { next } = steps;
      return {
        __proto__: null,
        next() { return apply(next, steps, []); },
        return(value) {
          const end = steps.return;
          if (end === undefined || end === null) return { value, done: true };
          return apply(end, steps, []);
        },
      };
    },
  };
}

/** An iterable, or something with a length, that can be gone through. */
function boundedItems(items, name) {
  if (items === null || items === undefined) return items;
  if (typeof items === 'string' || isPlainArray(items)) {
    if (items.length > MOST_ELEMENTS) throw tooLong(name, MOST_ELEMENTS);
    return items;
  }
  const begin = items[kIterator];
  if (begin !== undefined && begin !== null) return inSteps(items, begin);
  return boundedObject(items, name);
}

/** What [].concat() may add: `room` is for how many elements are left. */
function boundedPart(value, room, name) {
  if (typeof value !== 'object' || value === null) {
    if (typeof value !== 'function') return { value, length: 1 };  // A function may be spreadable.
  } else if (isPlainArray(value)) {
    if (value.length > room) throw tooLong(name, MOST_ELEMENTS);
    return { value, length: value.length };
  }
  const asked = value[kSpreadable];
  if (asked === undefined ? !isArray(value) : !asked) return { value: [value], length: 1 };
  const length = toLength(value.length);
  if (length > room) throw tooLong(name, MOST_ELEMENTS);
  return { value: withFixedLength(value, length, true), length };
}

/** `self` as a string, for methods that would convert it themselves. */
function text(self, limit, name) {
  if (self === null || self === undefined) return self;  // The built-in throws.
  const string = typeof self === 'string' ? self : `${self}`;
  if (string.length > limit) throw tooLong(name, limit);
  return string;
}

/** Puts `wrapper` in the place of owner[key]; it looks like what it replaces. */
function replace(owner, key, wrapper) {
  const descriptor = getOwnPropertyDescriptor(owner, key);
  if (descriptor === undefined) return;
  const original = descriptor.value;
  for (const property of ['length', 'name']) {
    defineProperty(wrapper, property, getOwnPropertyDescriptor(original, property));
  }
  apply(mapSet, originals, [wrapper, original]);
  descriptor.value = wrapper;
  defineProperty(owner, key, descriptor);
}

/** Does so for each method of `wrappers`, which are named after what they replace. */
function replaceAll(owner, wrappers) {
  for (const key of ownKeys(wrappers)) replace(owner, key, wrappers[key]);
}

/** A constructor in the place of another, which calls before(list) and after(made) around it. */
function guardConstructor(owner, key, { before = () => {}, after = (made) => made }) {
  const original = owner[key];
  const guarded = new RawProxy(original, {
    __proto__: null,
    construct(target, list, newTarget) {
      before(list);
      return after(construct(target, list, newTarget));
    },
    apply(target, self, list) {
      before(list);
      return after(apply(target, self, list));
    },
  });
  const descriptor = getOwnPropertyDescriptor(owner, key);
  descriptor.value = guarded;
  defineProperty(owner, key, descriptor);
  const back = original.prototype && getOwnPropertyDescriptor(original.prototype, 'constructor');
  if (back) defineProperty(original.prototype, 'constructor', { ...back, value: guarded });
}

// Proxies are told from arrays by a list of them.
function guardProxies() {
  const { revocable } = RawProxy;
  replaceAll(RawProxy, {
    revocable(target, handler) {
      const made = apply(revocable, RawProxy, [target, handler]);
      note(made.proxy);
      return made;
    },
  });
  guardConstructor(globalThis, 'Proxy', { after: note });
}

/** The first of the guards: wrappers may be made from here on. */
function startGuards() {
  originals = new RawMap();
  guardProxies();
  replaceAll(Function.prototype, {
    toString() {
      const original = typeof this === 'function' ? apply(mapGet, originals, [this]) : undefined;
      return apply(functionText, original ?? this, []);
    },
  });
}

module.exports = {
  MOST_ELEMENTS,
  MOST_SCANNED,
  MOST_TEXT,
  MOST_JSON,
  apply,
  bounded,
  boundedItems,
  boundedList,
  boundedPart,
  guardConstructor,
  isPlainArray,
  isView,
  replace,
  replaceAll,
  startGuards,
  text,
  tooLong,
};
