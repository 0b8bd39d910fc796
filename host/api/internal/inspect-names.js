'use strict';
// SPDX-License-Identifier: MIT

// What inspect() writes before an object's braces: its class, its toStringTag, its size;
// and the short forms of functions and classes.

const native = internalBinding('util');

// Classes of the language: what their prototypes hold is not worth listing. The classes of
// built-ins, which are globals too, are written in JavaScript and no part of it.
const languageClasses = Object.create(null);
for (const name of Object.getOwnPropertyNames(globalThis)) {
  if (!/^[A-Z][a-zA-Z0-9]+$/.test(name)) continue;
  const { value } = Object.getOwnPropertyDescriptor(globalThis, name);
  if (typeof value === 'function' && /\{ \[native code\] \}$/.test(value)) {
    languageClasses[name] = true;
  }
}

function isInstance(value, constructor) {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

function ownConstructor(object) {
  const descriptor = Object.getOwnPropertyDescriptor(object, 'constructor');
  return typeof descriptor?.value === 'function' && descriptor.value.name !== '' ?
    descriptor.value : undefined;
}

/**
 * @typedef {{ name: string | null, holder?: object, first?: object | null }} ClassName
 */

/**
 * The name of the nearest constructor on the prototype chain that made the object; null
 * when there is none because the object has no prototype.
 *
 * @param {object} ctx the inspection
 * @param {object} value
 * @param {number} depth
 * @returns {ClassName} the holder is the prototype that the name was found on
 */
function constructorName(ctx, value, depth) {
  let first;
  for (let object = value; object !== null; object = Object.getPrototypeOf(object)) {
    if (object !== value && first === undefined) first = object;
    const constructor = ownConstructor(object);
    if (constructor !== undefined && isInstance(value, constructor)) {
      return { name: String(constructor.name), holder: object, first };
    }
  }
  if (first === undefined) return { name: null };

  const made = native.getConstructorName(value);
  if (ctx.depth !== null && depth > ctx.depth) return { name: `${made} <Complex prototype>` };
  const inherited = constructorName(ctx, first, depth + 1);
  const text = inherited.name ??
    ctx.inspect(first, { ...ctx.options(), customInspect: false, depth: -1 });
  return { name: `${made} <${text}>`, holder: inherited.holder, first };
}

const NONE = [];

// The objects whose properties `showHidden` lists beside the value's own: up to three
// prototypes, none of them a class of the language.
function listedPrototypes(value, { holder, first, name }) {
  // The name is the holder's own then.
  if (holder === undefined || (holder === first && languageClasses[name])) return NONE;

  const found = [];
  let object = first ?? Object.getPrototypeOf(value);
  while (object !== null && found.length < 3) {
    const constructor = Object.getOwnPropertyDescriptor(object, 'constructor')?.value;
    if (typeof constructor === 'function' && languageClasses[constructor.name]) break;
    found.push(object);
    object = Object.getPrototypeOf(object);
  }
  return found;
}

// Every property of those prototypes that is no method and not hidden by a nearer one.
function inheritedProperties(value, className) {
  const seen = Object.create(null);
  const found = [];
  for (const object of listedPrototypes(value, className)) {
    const keys = Reflect.ownKeys(object);
    for (const key of keys) {
      if (key === 'constructor' || Object.hasOwn(value, key) || seen[key]) continue;
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value !== 'function') found.push({ object, key, descriptor });
    }
    for (const key of keys) seen[key] = true;
  }
  return found.length === 0 ? undefined : found;
}

/**
 * "Map(2) [tag] ", or "[Map(2): null prototype] ".
 *
 * @param {string | null} constructor
 * @param {string} tag
 * @param {string} fallback names the class of an object without prototype
 * @param {string} [size]
 */
function prefix(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    const label = `[${fallback}${size}: null prototype] `;
    return tag !== '' && fallback !== tag ? `${label}[${tag}] ` : label;
  }
  return tag !== '' && constructor !== tag ?
    `${constructor}${size} [${tag}] ` : `${constructor}${size} `;
}

// The object's toStringTag, unless it is listed as a property anyway.
function toStringTag(ctx, value) {
  const tag = value[Symbol.toStringTag];
  if (typeof tag !== 'string' || tag === '') return '';
  const listed = ctx.showHidden ? Object.hasOwn(value, Symbol.toStringTag) :
    Object.prototype.propertyIsEnumerable.call(value, Symbol.toStringTag);
  return listed ? '' : tag;
}

const CLASS_HEAD = /^(\s+[^(]*?)\s*{/;
const COMMENTS = /(\/\/.*?\n)|(\/\*(.|\n)*?\*\/)/g;

// A class's source starts with the word and goes on to a brace without a parameter list;
// a method that is called class does not.
function isClassSource(source) {
  if (!source.startsWith('class') || !source.endsWith('}')) return false;
  const rest = source.slice(5, -1);
  const brace = rest.indexOf('{');
  return brace !== -1 &&
    (!rest.slice(0, brace).includes('(') || CLASS_HEAD.test(rest.replace(COMMENTS, '')));
}

function classLabel(value, constructor, tag) {
  const name = (Object.hasOwn(value, 'name') && value.name) || '(anonymous)';
  let text = `class ${name}`;
  if (constructor !== 'Function' && constructor !== null) text += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) text += ` [${tag}]`;
  if (constructor === null) return `[${text} extends [null prototype]]`;
  const base = Object.getPrototypeOf(value).name;
  return base ? `[${text} extends ${base}]` : `[${text}]`;
}

function functionLabel(value, constructor, tag) {
  if (isClassSource(Function.prototype.toString.call(value))) {
    return classLabel(value, constructor, tag);
  }
  const kind = `${native.isAsyncFunction(value) ? 'Async' : ''}` +
    `${native.isGeneratorFunction(value) ? 'Generator' : ''}Function`;
  let text = `[${kind}`;
  if (constructor === null) text += ' (null prototype)';
  text += value.name === '' ? ' (anonymous)]' : `: ${String(value.name)}]`;
  if (constructor !== kind && constructor !== null) text += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) text += ` [${tag}]`;
  return text;
}

module.exports = {
  constructorName, functionLabel, inheritedProperties, languageClasses, prefix, toStringTag,
};
