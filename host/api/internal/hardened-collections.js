'use strict';
// SPDX-License-Identifier: MIT

// Of a hardened plugin: what makes lists of keys, goes through iterables, or passes arguments on.

const {
  MOST_ELEMENTS, apply, boundedItems, boundedList, isView, replaceAll, tooLong,
} = require('internal/hardened-guards');
const { types: { isStringObject } } = require('internal/types');

const {
  assign, entries, fromEntries, getOwnPropertyDescriptors, getOwnPropertyNames, keys, values,
} = Object;
const { apply: reflectApply, construct, ownKeys } = Reflect;
const { all, allSettled, any, race } = Promise;
const { add } = Set.prototype;
const { set } = Map.prototype;
const { add: weakAdd } = WeakSet.prototype;
const { set: weakSet } = WeakMap.prototype;
const ownProperty = Object.getOwnPropertyDescriptor;

// Strings and typed arrays have a key for each element, and V8 makes all of them at once.
function withFewKeys(value, name) {
  let length = 0;
  if (typeof value === 'string') length = value.length;
  else if (typeof value !== 'object' || value === null) return value;
  else if (isView(value)) length = value.byteLength;
  else if (isStringObject(value)) length = ownProperty(value, 'length').value;
  if (length > MOST_ELEMENTS) throw tooLong(name, MOST_ELEMENTS);
  return value;
}

const objects = {
  assign(target) {
    for (let i = 1; i < arguments.length; i++) withFewKeys(arguments[i], 'Object.assign');
    return apply(assign, this, arguments);
  },
  entries(object) { return entries(withFewKeys(object, 'Object.entries')); },
  fromEntries(list) { return fromEntries(boundedItems(list, 'Object.fromEntries')); },
  getOwnPropertyDescriptors(object) {
    return getOwnPropertyDescriptors(withFewKeys(object, 'Object.getOwnPropertyDescriptors'));
  },
  getOwnPropertyNames(object) {
    return getOwnPropertyNames(withFewKeys(object, 'Object.getOwnPropertyNames'));
  },
  keys(object) { return keys(withFewKeys(object, 'Object.keys')); },
  values(object) { return values(withFewKeys(object, 'Object.values')); },
};

const promises = {
  all(list) { return apply(all, this, [boundedItems(list, 'Promise.all')]); },
  allSettled(list) { return apply(allSettled, this, [boundedItems(list, 'Promise.allSettled')]); },
  any(list) { return apply(any, this, [boundedItems(list, 'Promise.any')]); },
  race(list) { return apply(race, this, [boundedItems(list, 'Promise.race')]); },
};

function guardCollections() {
  replaceAll(Object, objects);
  replaceAll(Promise, promises);
  replaceAll(Reflect, {
    apply(target, self, list) {
      return reflectApply(target, self, boundedList(list, 'Reflect.apply'));
    },
    construct(target, list) {
      arguments[1] = boundedList(list, 'Reflect.construct');
      return apply(construct, this, arguments);
    },
    ownKeys(object) { return ownKeys(withFewKeys(object, 'Reflect.ownKeys')); },
  });
  replaceAll(Function.prototype, {
    apply(self, list) {
      if (list === undefined || list === null) return reflectApply(this, self, []);
      return reflectApply(this, self, boundedList(list, 'Function.prototype.apply'));
    },
  });
  // Constructors of collections call these for each element: a function, where V8 looks for
  // requests to end.
  replaceAll(Set.prototype, { add() { return apply(add, this, arguments); } });
  replaceAll(Map.prototype, { set() { return apply(set, this, arguments); } });
  replaceAll(WeakSet.prototype, { add() { return apply(weakAdd, this, arguments); } });
  replaceAll(WeakMap.prototype, { set() { return apply(weakSet, this, arguments); } });
}

module.exports = { guardCollections };
