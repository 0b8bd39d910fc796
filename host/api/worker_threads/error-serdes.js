'use strict';
// SPDX-License-Identifier: MIT

// Errors on their way to another thread: their class, where it is one of the language's, and all
// properties that can be copied. What can't be copied becomes the text that inspect() makes of it.

require('internal/on-first-use');

const { clone } = require('worker_threads/message-port');
const { inspect } = require('internal/inspect');

const CLASSES = {
  AggregateError, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
};
const MOST_INNER = 8;  // Causes of causes.

function className(error) {
  for (let at = error; at !== null; at = Object.getPrototypeOf(at)) {
    const { constructor } = at;
    const name = Object.keys(CLASSES).find((key) => CLASSES[key] === constructor);
    if (name !== undefined) return name;
  }
  return 'Error';
}

function copyable(value) {
  try {
    clone(value, []);
    return true;
  } catch {
    return false;
  }
}

// Own properties, and those that the classes of the language have in the prototype.
function propertiesOf(error, depth) {
  const properties = Object.create(null);
  const names = new Set(['name', 'message', 'stack', ...Object.getOwnPropertyNames(error)]);
  for (const name of names) {
    try {
      const value = error[name];
      if (typeof value === 'function' || value === undefined) continue;
      const own = Object.getOwnPropertyDescriptor(error, name);
      properties[name] = [own?.enumerable ?? false, serialize(value, depth + 1)];
    } catch {
      // A getter that throws has nothing to tell.
    }
  }
  return properties;
}

/** Something that postMessage() can take, whatever it is given. */
function serialize(value, depth = 0) {
  const isError = Object.prototype.toString.call(value) === '[object Error]' ||
    value instanceof Error;
  if (isError && depth < MOST_INNER) {
    return ['error', className(value), propertiesOf(value, depth)];
  }
  if (typeof value === 'symbol') return ['symbol', value.description];
  if (copyable(value)) return ['value', value];
  return ['inspected', inspect(value)];
}

function makeError(name, properties) {
  const Class = Object.hasOwn(CLASSES, name) ? CLASSES[name] : Error;
  const made = Class === AggregateError ? new AggregateError([]) : new Class();
  if (!Object.hasOwn(properties, 'stack')) delete made.stack;  // The one of here says nothing.
  for (const [key, [enumerable, value]] of Object.entries(properties)) {
    const read = deserialize(value);
    if (key === 'name' && made.name === read) continue;
    Object.defineProperty(made, key, {
      configurable: true, enumerable, writable: true, value: read,
    });
  }
  return made;
}

/** The other side of serialize(). */
function deserialize([kind, value, properties]) {
  if (kind === 'error') return makeError(value, properties);
  if (kind === 'symbol') return Symbol(value);
  if (kind === 'inspected') return { [inspect.custom]: () => value };
  return value;
}

module.exports = { serialize, deserialize };
