'use strict';
// SPDX-License-Identifier: MIT

// Array and typed array methods of a hardened plugin. Each wrapper is a function of its own, not one
// made in a loop: V8 optimises a call through it as if it were not there.

const {
  MOST_ELEMENTS, apply, bounded, boundedItems, boundedPart, guardConstructor, isView, replaceAll,
  tooLong,
} = require('internal/hardened-guards');
const { types: { isAnyArrayBuffer } } = require('internal/types');

const { isArray, from } = Array;
const TypedArray = Object.getPrototypeOf(Uint8Array);
const lengthOf = Object.getOwnPropertyDescriptor(TypedArray.prototype, 'length').get;

const {
  concat, copyWithin, every, fill, filter, find, findIndex, flatMap, forEach,
  includes, indexOf, join, lastIndexOf, map, reduce, reduceRight, reverse, shift, slice, some, sort,
  splice, toLocaleString, unshift,
} = Array.prototype;

// V8 adds these to a context after it was read from the snapshot.
let findLast;
let findLastIndex;

const typed = { __proto__: null, from: TypedArray.from };
for (const name of ['copyWithin', 'fill', 'includes', 'indexOf', 'join', 'lastIndexOf', 'reverse',
  'set', 'slice', 'sort', 'toLocaleString']) {
  typed[name] = TypedArray.prototype[name];
}

// The order of sort() without a function, in JavaScript: V8's own can't be interrupted.
function byText(a, b) {
  const left = `${a}`;
  const right = `${b}`;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

// One level at a time in a function of its own, where V8 looks for requests to end.
function flattenInto(result, at, source, depth) {
  const list = bounded(source, 'Array.prototype.flat');
  const { length } = list;
  for (let i = 0; i < length; i++) {
    if (!(i in list)) continue;
    const element = list[i];
    if (depth >= 1 && isArray(element)) at = flattenInto(result, at, element, depth - 1);
    else result[at++] = element;
  }
  return at;
}

const lists = {
  concat() {
    if (this === null || this === undefined) return apply(concat, this, arguments);
    const name = 'Array.prototype.concat';
    const self = boundedPart(Object(this), MOST_ELEMENTS, name);
    let room = MOST_ELEMENTS - self.length;
    for (let i = 0; i < arguments.length; i++) {
      const part = boundedPart(arguments[i], room, name);
      room -= part.length;
      arguments[i] = part.value;
    }
    const start = isArray(self.value) ? self.value : apply(concat, [], [self.value]);
    return apply(concat, start, arguments);
  },
  copyWithin() {
    apply(copyWithin, bounded(this, 'Array.prototype.copyWithin'), arguments);
    return Object(this);
  },
  every() { return apply(every, bounded(this, 'Array.prototype.every'), arguments); },
  fill() {
    apply(fill, bounded(this, 'Array.prototype.fill'), arguments);
    return Object(this);
  },
  filter() { return apply(filter, bounded(this, 'Array.prototype.filter'), arguments); },
  find() { return apply(find, bounded(this, 'Array.prototype.find'), arguments); },
  findIndex() { return apply(findIndex, bounded(this, 'Array.prototype.findIndex'), arguments); },
  findLast() { return apply(findLast, bounded(this, 'Array.prototype.findLast'), arguments); },
  findLastIndex() {
    return apply(findLastIndex, bounded(this, 'Array.prototype.findLastIndex'), arguments);
  },
  flat(depth = 1) {
    const self = bounded(this, 'Array.prototype.flat');
    const result = apply(slice, self, [0, 0]);  // Empty, and of the kind that `this` asks for.
    flattenInto(result, 0, self, +depth);
    return result;
  },
  flatMap(callback, thisArg) {
    const self = bounded(this, 'Array.prototype.flatMap');
    if (typeof callback !== 'function') return apply(flatMap, self, arguments);
    return apply(flatMap, self, [function() {
      const mapped = apply(callback, this, arguments);
      return isArray(mapped) ? bounded(mapped, 'Array.prototype.flatMap') : mapped;
    }, thisArg]);
  },
  forEach() { return apply(forEach, bounded(this, 'Array.prototype.forEach'), arguments); },
  includes() { return apply(includes, bounded(this, 'Array.prototype.includes'), arguments); },
  indexOf() { return apply(indexOf, bounded(this, 'Array.prototype.indexOf'), arguments); },
  join() { return apply(join, bounded(this, 'Array.prototype.join'), arguments); },
  lastIndexOf() {
    return apply(lastIndexOf, bounded(this, 'Array.prototype.lastIndexOf'), arguments);
  },
  map() { return apply(map, bounded(this, 'Array.prototype.map'), arguments); },
  reduce() { return apply(reduce, bounded(this, 'Array.prototype.reduce'), arguments); },
  reduceRight() {
    return apply(reduceRight, bounded(this, 'Array.prototype.reduceRight'), arguments);
  },
  reverse() {
    apply(reverse, bounded(this, 'Array.prototype.reverse'), arguments);
    return Object(this);
  },
  shift() { return apply(shift, bounded(this, 'Array.prototype.shift'), arguments); },
  slice() { return apply(slice, bounded(this, 'Array.prototype.slice'), arguments); },
  some() { return apply(some, bounded(this, 'Array.prototype.some'), arguments); },
  sort(compare = byText) {
    apply(sort, bounded(this, 'Array.prototype.sort'), [compare]);
    return Object(this);
  },
  splice() { return apply(splice, bounded(this, 'Array.prototype.splice'), arguments); },
  toLocaleString() {
    return apply(toLocaleString, bounded(this, 'Array.prototype.toLocaleString'), arguments);
  },
  unshift() { return apply(unshift, bounded(this, 'Array.prototype.unshift'), arguments); },
};

// Of a typed array V8 knows the length itself. What is fast has no cap: a picture has 16 million
// bytes. The wrapper is there for a loop around it.
function boundedTyped(self, name) {
  if (apply(lengthOf, self, []) > MOST_ELEMENTS) throw tooLong(name, MOST_ELEMENTS);
  return self;
}

const typedLists = {
  copyWithin() { return apply(typed.copyWithin, this, arguments); },
  fill() { return apply(typed.fill, this, arguments); },
  includes() { return apply(typed.includes, this, arguments); },
  indexOf() { return apply(typed.indexOf, this, arguments); },
  join() {
    return apply(typed.join, boundedTyped(this, 'TypedArray.prototype.join'), arguments);
  },
  lastIndexOf() { return apply(typed.lastIndexOf, this, arguments); },
  reverse() { return apply(typed.reverse, this, arguments); },
  set(source) {
    if (!isView(source)) arguments[0] = bounded(source, 'TypedArray.prototype.set');
    return apply(typed.set, this, arguments);
  },
  slice() { return apply(typed.slice, this, arguments); },
  sort(compare) {
    const self = compare === undefined ? boundedTyped(this, 'TypedArray.prototype.sort') : this;
    return apply(typed.sort, self, [compare]);
  },
  toLocaleString() {
    return apply(typed.toLocaleString, boundedTyped(this, 'TypedArray.prototype.toLocaleString'),
      arguments);
  },
};

// A list to copy from; a size, a buffer and another typed array are fast.
function boundSource(list) {
  const source = list[0];
  if (typeof source !== 'object' || source === null) return;
  if (isView(source) || isAnyArrayBuffer(source)) return;
  list[0] = boundedItems(source, 'TypedArray');
}

function guardTypedArrays() {
  const kinds = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array',
    'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'];
  for (const kind of kinds) guardConstructor(globalThis, kind, { before: boundSource });
  replaceAll(TypedArray.prototype, typedLists);
  replaceAll(TypedArray, {
    from(source) {
      arguments[0] = boundedItems(source, 'TypedArray.from');
      return apply(typed.from, this, arguments);
    },
  });
}

function guardArrays() {
  ({ findLast, findLastIndex } = Array.prototype);
  replaceAll(Array.prototype, lists);
  replaceAll(Array, {
    from(items) {
      arguments[0] = boundedItems(items, 'Array.from');
      return apply(from, this, arguments);
    },
  });
  guardTypedArrays();
}

module.exports = { guardArrays };
