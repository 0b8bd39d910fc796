'use strict';
// SPDX-License-Identifier: MIT

// Objects as inspect() writes them. shapeOf() decides what kind an object is, which braces
// and which entries that gives; formatObject() turns the shape into text.

const { isStackOverflowError } = require('internal/errors');
const { isError, typedArrayTag, types } = require('internal/types');
const { formatError } = require('internal/inspect-error');
const { formatNumber, formatPrimitive } = require('internal/inspect-primitive');
const { formatProperty, shownKeys } = require('internal/inspect-property');
const { joinEntries } = require('internal/inspect-layout');
const { stylizeNoColor } = require('internal/inspect-style');
const entries = require('internal/inspect-entries');
const {
  constructorName, functionLabel, inheritedProperties, prefix, toStringTag,
} = require('internal/inspect-names');
const native = internalBinding('util');

// A text this long stops inspection from going deeper.
const TEXT_BUDGET = 2 ** 27;

const mapSize = Object.getOwnPropertyDescriptor(Map.prototype, 'size').get;
const viewLength = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), 'length').get;
const setSize = Object.getOwnPropertyDescriptor(Set.prototype, 'size').get;

/**
 * @typedef {object} Shape
 * @property {[string, string]} braces
 * @property {(string | symbol)[]} keys
 * @property {string[]} [parts] properties of the prototype that are listed as well
 * @property {string} [base] what stands before the braces
 * @property {'array'} [kind] an array's entries may be put in columns
 * @property {(ctx: object, value: object, depth: number) => string[]} [entries]
 * @property {string} [whole] the text of an object that has no properties to list
 * @property {boolean} [flatWhenDeep] `whole` also stands for the object beyond the depth limit
 */

function arrayLikeKeys(ctx, value) {
  return native.getOwnNonIndexProperties(value, !ctx.showHidden);
}

function arrayShape(ctx, value, { constructor, tag }) {
  const named = constructor !== 'Array' || tag !== '';
  const lead = named ? prefix(constructor, tag, 'Array', `(${value.length})`) : '';
  return {
    braces: [`${lead}[`, ']'],
    keys: arrayLikeKeys(ctx, value),
    kind: 'array',
    entries: entries.arrayElements,
    whole: value.length === 0 ? `${lead}[]` : undefined,
  };
}

function sizedShape(ctx, value, { constructor, tag }, name, size, list) {
  const lead = prefix(constructor, tag, name, `(${size})`);
  return {
    braces: [`${lead}{`, '}'],
    keys: shownKeys(ctx, value),
    entries: constructor === null ?
      (_, object, depth) => list(ctx, plainCopy(object), depth) : list,
    whole: size === 0 ? `${lead}{}` : undefined,
  };
}

// The same collection with its own prototype back, for one whose prototype was taken away.
function plainCopy(value) {
  if (types.isSet(value)) return new Set(Set.prototype.values.call(value));
  if (types.isMap(value)) return new Map(Map.prototype.entries.call(value));
  const Class = globalThis[typedArrayTag(value)];
  return new Class(value);
}

function typedArrayShape(ctx, value, { constructor, tag }) {
  const view = constructor === null ? plainCopy(value) : value;
  const fallback = constructor === null ? typedArrayTag(value) : '';
  const lead = prefix(constructor, tag, fallback, `(${viewLength.call(view)})`);
  return {
    braces: [`${lead}[`, ']'],
    keys: arrayLikeKeys(ctx, value),
    kind: 'array',
    entries: (_, __, depth) =>
      entries.typedArrayElements(ctx, view, depth, viewLength.call(view)),
    whole: viewLength.call(view) === 0 && !ctx.showHidden ? `${lead}[]` : undefined,
  };
}

function iteratorShape(ctx, value, { tag }, type) {
  let label = tag;
  if (tag !== `${type} Iterator`) label = `${tag === '' ? '' : `${tag}] [`}${type} Iterator`;
  const braces = [`[${label}] {`, '}'];
  return {
    braces,
    keys: shownKeys(ctx, value),
    entries: (_, __, depth) => entries.iteratorEntries(ctx, value, depth, braces),
  };
}

function iterableShape(ctx, value, facts) {
  if (Array.isArray(value)) return arrayShape(ctx, value, facts);
  if (types.isSet(value)) {
    return sizedShape(ctx, value, facts, 'Set', setSize.call(value), entries.setEntries);
  }
  if (types.isMap(value)) {
    return sizedShape(ctx, value, facts, 'Map', mapSize.call(value), entries.mapEntries);
  }
  if (types.isTypedArray(value)) return typedArrayShape(ctx, value, facts);
  if (types.isMapIterator(value)) return iteratorShape(ctx, value, facts, 'Map');
  if (types.isSetIterator(value)) return iteratorShape(ctx, value, facts, 'Set');
  return undefined;
}

function baseShape(base, keys, whole = base) {
  return { braces: ['{', '}'], keys, base, whole };
}

function functionShape(ctx, value, { constructor, tag }, keys) {
  const label = functionLabel(value, constructor, tag);
  return baseShape(label, keys, ctx.stylize(label, 'special'));
}

function regExpShape(ctx, value, { constructor, tag }, keys) {
  const source = RegExp.prototype.toString.call(constructor === null ? new RegExp(value) : value);
  const lead = prefix(constructor, tag, 'RegExp');
  const text = lead === 'RegExp ' ? source : `${lead}${source}`;
  return { ...baseShape(text, keys, ctx.stylize(text, 'regexp')), flatWhenDeep: true };
}

function dateShape(ctx, value, { constructor, tag }, keys) {
  const invalid = Number.isNaN(Date.prototype.getTime.call(value));
  const method = invalid ? Date.prototype.toString : Date.prototype.toISOString;
  const lead = prefix(constructor, tag, 'Date');
  const text = `${lead === 'Date ' ? '' : lead}${method.call(value)}`;
  return baseShape(text, keys, ctx.stylize(text, 'date'));
}

function arrayBufferShape(ctx, value, { constructor, tag }, keys, isPart) {
  const type = types.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer';
  const lead = prefix(constructor, tag, type);
  return {
    braces: [`${lead}{`, '}'],
    keys,
    parts: ['byteLength'],
    // The bytes of a view's buffer are the view's own elements.
    entries: isPart ? undefined : entries.arrayBufferBytes,
    whole: isPart ?
      `${lead}{ byteLength: ${formatNumber(ctx.stylize, value.byteLength, false)} }` : undefined,
  };
}

const BOXES = [
  ['isNumberObject', 'Number', Number.prototype.valueOf],
  ['isStringObject', 'String', String.prototype.valueOf],
  ['isBooleanObject', 'Boolean', Boolean.prototype.valueOf],
  ['isBigIntObject', 'BigInt', BigInt.prototype.valueOf],
  ['isSymbolObject', 'Symbol', Symbol.prototype.valueOf],
];

function boxShape(ctx, value, { constructor, tag }, keys) {
  const [, type, valueOf] = BOXES.find(([check]) => types[check](value));
  // The characters of a string are no properties worth listing.
  if (type === 'String') keys.splice(0, value.length);
  let text = `[${type}`;
  if (constructor === null) text += ' (null prototype)';
  else if (type !== constructor) text += ` (${constructor})`;
  text += `: ${formatPrimitive(stylizeNoColor, valueOf.call(value), ctx)}]`;
  if (tag !== '' && tag !== constructor) text += ` [${tag}]`;
  return baseShape(text, keys, ctx.stylize(text, type.toLowerCase()));
}

function errorShape(ctx, value, { constructor, tag }, keys) {
  const text = formatError(ctx, value, constructor, tag, keys);
  return baseShape(text, keys);
}

function braced(facts, fallback, keys, list) {
  const lead = prefix(facts.constructor, facts.tag, fallback);
  return { braces: [`${lead}{`, '}'], keys, entries: list };
}

function plainShape(value, { constructor, tag }, keys) {
  let open = '{';
  if (value[Symbol.iterator] && types.isArgumentsObject(value)) open = '[Arguments] {';
  else if (tag !== '') open = `${prefix(constructor, tag, 'Object')}{`;
  return { braces: [open, '}'], keys, whole: `${open}}` };
}

function otherShape(ctx, value, facts, keys) {
  if (native.isExternal(value)) {
    const text = `[External: ${native.getExternalValue(value).toString(16)}]`;
    return { ...braced(facts, 'Object', keys), whole: ctx.stylize(text, 'special') };
  }
  if (globalThis.URL !== undefined && value instanceof URL) return baseShape(value.href, keys);
  const fallback = facts.constructor === null ? native.getConstructorName(value) : 'Object';
  const shape = braced(facts, fallback, keys);
  shape.whole = `${shape.braces[0]}}`;
  return shape;
}

function namespaceShape(facts, keys) {
  const shape = braced(facts, 'Module', []);
  shape.entries = (ctx, value, depth) => entries.namespaceExports(ctx, value, depth, keys);
  return shape;
}

function shapeOf(ctx, value, facts, isPart) {
  const { constructor } = facts;
  if (value[Symbol.iterator] || constructor === null) {
    const shape = iterableShape(ctx, value, facts);
    if (shape !== undefined) return shape;
  }
  const keys = shownKeys(ctx, value);
  if (constructor === 'Object' && !isError(value)) return plainShape(value, facts, keys);
  if (typeof value === 'function') return functionShape(ctx, value, facts, keys);
  if (types.isRegExp(value)) return regExpShape(ctx, value, facts, keys);
  if (types.isDate(value)) return dateShape(ctx, value, facts, keys);
  if (isError(value)) return errorShape(ctx, value, facts, keys);
  if (types.isAnyArrayBuffer(value)) return arrayBufferShape(ctx, value, facts, keys, isPart);
  if (types.isDataView(value)) {
    return { ...braced(facts, 'DataView', keys), parts: ['byteLength', 'byteOffset', 'buffer'] };
  }
  if (types.isPromise(value)) return braced(facts, 'Promise', keys, entries.promiseOutcome);
  if (types.isWeakSet(value)) return braced(facts, 'WeakSet', keys, entries.weakSetEntries);
  if (types.isWeakMap(value)) return braced(facts, 'WeakMap', keys, entries.weakMapEntries);
  if (types.isModuleNamespaceObject(value)) return namespaceShape(facts, keys);
  if (types.isBoxedPrimitive(value)) return boxShape(ctx, value, facts, keys);
  return otherShape(ctx, value, facts, keys);
}

function formatEntries(ctx, value, depth, shape, inherited) {
  const kind = shape.kind ?? 'object';
  const output = shape.entries === undefined ? [] : shape.entries(ctx, value, depth);
  if (shape.parts !== undefined) {
    for (const part of shape.parts) output.push(formatProperty(ctx, value, depth, part, kind));
  }
  for (const key of shape.keys) output.push(formatProperty(ctx, value, depth, key, kind));
  if (inherited === undefined) return output;
  for (const { object, key, descriptor } of inherited) {
    const text = formatProperty(ctx, object, depth, key, 'object', descriptor, value);
    output.push(ctx.colors ? `\u001b[2m${text}\u001b[22m` : text);
  }
  return output;
}

// With `sorted` the named properties are put in order; elements of an array keep theirs.
function sortEntries(ctx, output, shape) {
  const compare = ctx.sorted === true ? undefined : ctx.sorted;
  if (shape.kind !== 'array') {
    output.sort(compare);
  } else if (shape.keys.length > 1) {
    const first = output.length - shape.keys.length;
    output.splice(first, shape.keys.length, ...output.slice(first).sort(compare));
  }
}

// An object that was met inside itself gets a number, which its references name.
function markCircular(ctx, value, shape) {
  const index = ctx.circular?.get(value);
  if (index === undefined) return;
  const reference = ctx.stylize(`<ref *${index}>`, 'special');
  if (ctx.compact === true) shape.braces[0] = `${reference} ${shape.braces[0]}`;
  else shape.base = shape.base ? `${reference} ${shape.base}` : reference;
}

function shortName({ constructor, tag }, value) {
  const fallback = constructor === null ? native.getConstructorName(value) : '';
  return prefix(constructor, tag, fallback).slice(0, -1);
}

/**
 * @param {object} ctx the inspection
 * @param {object} value
 * @param {number} depth how many levels lie above the value
 * @param {boolean} isPart whether the value is listed as the buffer of a typed array
 * @returns {string}
 */
function formatObject(ctx, value, depth, isPart) {
  const className = constructorName(ctx, value, depth);
  const facts = { constructor: className.name, tag: toStringTag(ctx, value) };
  const tooDeep = ctx.depth !== null && depth > ctx.depth;
  const inherited = ctx.showHidden && !tooDeep ? inheritedProperties(value, className) : undefined;

  const shape = shapeOf(ctx, value, facts, isPart);
  const bare = shape.whole !== undefined && inherited === undefined && shape.keys.length === 0;
  if (bare || (shape.flatWhenDeep && tooDeep)) return shape.whole;
  if (tooDeep) {
    const name = shortName(facts, value);
    return ctx.stylize(facts.constructor === null ? name : `[${name}]`, 'special');
  }

  const inner = depth + 1;
  const { indentationLvl } = ctx;
  ctx.seen.push(value);
  ctx.currentDepth = inner;
  let output;
  try {
    output = formatEntries(ctx, value, inner, shape, inherited);
  } catch (error) {
    if (!isStackOverflowError(error)) throw error;
    ctx.seen.pop();
    ctx.indentationLvl = indentationLvl;
    return ctx.stylize(`[${shortName(facts, value)}: Inspection interrupted prematurely. ` +
      'Maximum call stack size exceeded.]', 'special');
  }
  markCircular(ctx, value, shape);
  ctx.seen.pop();
  if (ctx.sorted) sortEntries(ctx, output, shape);

  const text = joinEntries(ctx, output, shape.base ?? '', shape.braces, shape.kind ?? 'object',
                           inner, value);
  // Without a bound on the whole a wide and deep object would fill the heap.
  const length = (ctx.budget[ctx.indentationLvl] ?? 0) + text.length;
  ctx.budget[ctx.indentationLvl] = length;
  if (length > TEXT_BUDGET) ctx.depth = -1;
  return text;
}

module.exports = { formatObject };
