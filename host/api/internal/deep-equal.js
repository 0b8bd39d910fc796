'use strict';
// SPDX-License-Identifier: MIT

// Deep equality, strict (isDeepStrictEqual, assert.deepStrictEqual) and loose
// (assert.deepEqual). Loose compares primitives with ==, and ignores prototypes, tags and symbols.

const { isError, typedArrayTag, types } = require('internal/types');
const native = internalBinding('util');

const isObject = (value) => typeof value === 'object' && value !== null;

// Whether loosely equal, for values of which one at least is primitive. NaN equals itself.
function primitivesLooselyEqual(left, right) {
  // eslint-disable-next-line eqeqeq
  return left == right || (left !== left && right !== right);
}

const isUrl = (value) => typeof globalThis.URL === 'function' && value instanceof URL;

const enumerable = (object, key) => Object.prototype.propertyIsEnumerable.call(object, key);

function viewBytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

// Also for floats by value: 0 equals -0, and NaN nothing.
function elementsEqual(left, right) {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) if (left[i] !== right[i]) return false;
  return true;
}

function boxesEqual(left, right) {
  for (const [check, Class] of [
    ['isNumberObject', Number], ['isStringObject', String], ['isBooleanObject', Boolean],
    ['isBigIntObject', BigInt], ['isSymbolObject', Symbol],
  ]) {
    if (types[check](left)) {
      const { valueOf } = Class.prototype;
      return types[check](right) && Object.is(valueOf.call(left), valueOf.call(right));
    }
  }
  return false;
}

function sizeOf(collection) {
  return types.isSet(collection) ?
    Object.getOwnPropertyDescriptor(Set.prototype, 'size').get.call(collection) :
    Object.getOwnPropertyDescriptor(Map.prototype, 'size').get.call(collection);
}

// One comparison: how it compares, and which pairs of objects it is inside of.
class Comparison {
  // Pairs that are being compared: meeting one again means a circle.
  #open = undefined;

  constructor(strict) {
    this.strict = strict;
  }

  equal(left, right) {
    if (left === right) return left !== 0 || !this.strict || Object.is(left, right);
    if (this.strict) {
      if (typeof left !== 'object') return typeof left === 'number' && Object.is(left, right);
      if (!isObject(left) || !isObject(right)) return false;
      if (Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
    } else {
      if (!isObject(left)) {
        return (!isObject(right) && typeof right !== 'function') ?
          primitivesLooselyEqual(left, right) : false;
      }
      if (!isObject(right)) return false;
    }
    return this.#objectsEqual(left, right);
  }

  #objectsEqual(left, right) {
    const tag = Object.prototype.toString.call(left);
    if (tag !== Object.prototype.toString.call(right)) return false;

    if (Array.isArray(left)) return this.#arraysEqual(left, right);
    if (tag === '[object Object]') return this.#ownEqual(left, right, 'keys');
    if (!this.#contentsEqual(left, right)) return false;
    if (ArrayBuffer.isView(left) && !types.isDataView(left)) {
      return this.#indexedExtrasEqual(left, right);
    }
    if (types.isSet(left)) return this.#ownEqual(left, right, 'set');
    if (types.isMap(left)) return this.#ownEqual(left, right, 'map');
    return this.#ownEqual(left, right, 'keys');
  }

  #arraysEqual(left, right) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    const [leftKeys, rightKeys] = [this.#extraKeys(left), this.#extraKeys(right)];
    if (leftKeys.length !== rightKeys.length) return false;
    return this.#ownEqual(left, right, 'array', leftKeys);
  }

  #indexedExtrasEqual(left, right) {
    const [leftKeys, rightKeys] = [this.#extraKeys(left), this.#extraKeys(right)];
    return leftKeys.length === rightKeys.length && this.#ownEqual(left, right, 'view', leftKeys);
  }

  // Keys beside the elements; loose comparison knows no symbols.
  #extraKeys(object) {
    const keys = native.getOwnNonIndexProperties(object, true);
    return this.strict ? keys : keys.filter((key) => typeof key !== 'symbol');
  }

  // What an object is beside its properties: a date's time, a view's bytes, an error's message.
  #contentsEqual(left, right) {
    if (types.isDate(left)) {
      return types.isDate(right) &&
        Date.prototype.getTime.call(left) === Date.prototype.getTime.call(right);
    }
    if (types.isRegExp(left)) {
      return types.isRegExp(right) && left.source === right.source &&
        left.flags === right.flags && left.lastIndex === right.lastIndex;
    }
    if (isError(left)) return isError(right) && this.#errorsEqual(left, right);
    if (ArrayBuffer.isView(left)) return ArrayBuffer.isView(right) && this.#viewsEqual(left, right);
    if (types.isSet(left)) return types.isSet(right) && sizeOf(left) === sizeOf(right);
    if (types.isMap(left)) return types.isMap(right) && sizeOf(left) === sizeOf(right);
    if (types.isAnyArrayBuffer(left)) {
      return types.isAnyArrayBuffer(right) && left.byteLength === right.byteLength &&
        (left.byteLength === 0 || elementsEqual(new Uint8Array(left), new Uint8Array(right)));
    }
    if (types.isBoxedPrimitive(left)) return boxesEqual(left, right);
    if (isUrl(left)) return isUrl(right) && left.href === right.href;
    return !(Array.isArray(right) || ArrayBuffer.isView(right) || types.isSet(right) ||
      types.isMap(right) || types.isDate(right) || types.isRegExp(right) ||
      types.isAnyArrayBuffer(right) || types.isBoxedPrimitive(right) || isError(right));
  }

  #errorsEqual(left, right) {
    // Neither is enumerable, and both say what the error is.
    return enumerable(left, 'message') === enumerable(right, 'message') &&
      enumerable(left, 'name') === enumerable(right, 'name') &&
      (enumerable(left, 'message') || left.message === right.message) &&
      (enumerable(left, 'name') || left.name === right.name) &&
      this.#hiddenEqual(left, right, 'cause') && this.#hiddenEqual(left, right, 'errors');
  }

  #hiddenEqual(left, right, key) {
    const has = Object.hasOwn(left, key);
    if (has !== Object.hasOwn(right, key)) return false;
    return !has || this.equal(left[key], right[key]);
  }

  #viewsEqual(left, right) {
    // Also the kind of a view whose prototype was exchanged. A DataView has none.
    if (typedArrayTag(left) !== typedArrayTag(right)) return false;
    if (!this.strict && (types.isFloat32Array(left) || types.isFloat64Array(left))) {
      return elementsEqual(left, right);
    }
    return elementsEqual(viewBytes(left), viewBytes(right));
  }

  // Own enumerable properties, and then the elements that the kind has.
  #ownEqual(left, right, kind, knownKeys = undefined) {
    const keys = knownKeys ?? Object.keys(left);
    if (knownKeys === undefined && keys.length !== Object.keys(right).length) return false;
    for (const key of keys) if (!enumerable(right, key)) return false;
    if (this.strict && !this.#addSymbols(left, right, keys, knownKeys !== undefined)) return false;

    return this.#valuesEqual(left, right, keys, kind);
  }

  #valuesEqual(left, right, keys, kind) {
    // As long as there are but primitives there is no circle, either.
    let isOpen = false;
    let result = true;
    for (let i = 0; result && i < keys.length; i++) {
      const value = left[keys[i]];
      if (!isOpen && isObject(value)) {
        const known = this.#enter(left, right);
        if (known !== undefined) return known;
        isOpen = true;
      }
      result = this.equal(value, right[keys[i]]);
    }
    if (result && kind !== 'keys' && kind !== 'view') {
      const known = isOpen ? undefined : this.#enter(left, right);
      if (known !== undefined) return known;
      isOpen = true;
      result = this.#elementsEqual(left, right, kind);
    }
    if (isOpen) this.#leave(left, right);
    return result;
  }

  // Adds the enumerable symbols to the keys, or says that the other object has different ones.
  #addSymbols(left, right, keys, included) {
    if (Object.getOwnPropertySymbols(left).length === 0 &&
        Object.getOwnPropertySymbols(right).length === 0) {
      return true;
    }
    const shown = (object) =>
      Object.getOwnPropertySymbols(object).filter((symbol) => enumerable(object, symbol));
    const symbols = shown(left);
    if (symbols.length !== shown(right).length) return false;
    if (!symbols.every((symbol) => enumerable(right, symbol))) return false;
    if (!included) keys.push(...symbols);
    return true;
  }

  // A pair that is already being compared counts as equal: the circle shows no difference. Undefined for
  // one that is not: leave() is to follow.
  #enter(left, right) {
    this.#open ??= { lefts: new Map(), rights: new Map(), depth: 0 };
    const { lefts, rights } = this.#open;
    const known = lefts.get(left);
    if (known !== undefined && rights.get(right) !== undefined) return known === rights.get(right);
    const depth = this.#open.depth++;
    lefts.set(left, depth);
    rights.set(right, depth);
    return undefined;
  }

  #leave(left, right) {
    this.#open.lefts.delete(left);
    this.#open.rights.delete(right);
    this.#open.depth--;
  }

  #elementsEqual(left, right, kind) {
    switch (kind) {
      case 'array':
        return this.#elementsOfArraysEqual(left, right);
      case 'set':
        return this.#setsEqual(left, right);
      case 'map':
        return this.#mapsEqual(left, right);
      default:
        return true;
    }
  }

  #elementsOfArraysEqual(left, right) {
    for (let i = 0; i < left.length; i++) {
      const [one, other] = [left[i], right[i]];
      // A hole is no element, so it equals nothing, not even undefined.
      const mayBeHole = one === undefined || other === undefined;
      if (mayBeHole && Object.hasOwn(left, i) !== Object.hasOwn(right, i)) return false;
      if (!this.equal(one, other)) return false;
    }
    return true;
  }

  // Elements that are not found as they are have to find a partner each.
  #setsEqual(left, right) {
    const unmatched = [];
    for (const value of left) {
      if (right.has(value)) continue;
      if (this.strict && !isObject(value)) return false;
      unmatched.push(value);
    }
    const candidates = [];
    if (unmatched.length > 0) {
      for (const value of right) if (!left.has(value)) candidates.push(value);
    }
    return unmatched.length === candidates.length && unmatched.every((value) =>
      this.#take(candidates, (candidate) => this.equal(value, candidate)));
  }

  #mapsEqual(left, right) {
    const unmatched = [];
    for (const [key, value] of left) {
      if (right.has(key)) {
        if (this.equal(value, right.get(key))) continue;
        if (this.strict || isObject(key)) return false;
      } else if (this.strict && !isObject(key)) {
        return false;
      }
      unmatched.push([key, value]);
    }
    if (unmatched.length === 0) return true;
    const candidates = [];
    for (const [key, value] of right) {
      if (!left.has(key) || !this.equal(left.get(key), value)) candidates.push([key, value]);
    }
    return unmatched.length === candidates.length && unmatched.every(([key, value]) =>
      this.#take(candidates, ([otherKey, otherValue]) =>
        this.equal(key, otherKey) && this.equal(value, otherValue)));
  }

  #take(candidates, matches) {
    const index = candidates.findIndex(matches);
    if (index === -1) return false;
    candidates.splice(index, 1);
    return true;
  }
}

const strictly = (left, right) => new Comparison(true).equal(left, right);
const loosely = (left, right) => new Comparison(false).equal(left, right);

module.exports = { isDeepEqual: loosely, isDeepStrictEqual: strictly };
