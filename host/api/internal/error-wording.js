'use strict';
// SPDX-License-Identifier: MIT

// How Node words the errors that describe a value: what was wanted, and what came instead.

// inspect() needs this module's errors, so it is fetched when a message needs it.
const inspect = (...args) => require('internal/inspect').inspect(...args);

const PRIMITIVES = [
  'string', 'function', 'number', 'object', 'boolean', 'bigint', 'symbol', 'Function', 'Object',
];
const CLASS_NAME = /^([A-Z][a-z0-9]*)+$/;

// "a", "a or b", "a, b, or c".
function list(words, conjunction) {
  if (words.length < 3) return words.join(` ${conjunction} `);
  return `${words.slice(0, -1).join(', ')}, ${conjunction} ${words[words.length - 1]}`;
}

function inspectBriefly(value) {
  const text = inspect(value, { colors: false });
  return text.length > 28 ? `${text.slice(0, 25)}...` : text;
}

// What came: "null", "function f", "an instance of Map", "type number (1)".
function describeType(value) {
  if (value == null) return `${value}`;
  if (typeof value === 'function' && value.name) return `function ${value.name}`;
  if (typeof value === 'object') {
    if (value.constructor?.name) return `an instance of ${value.constructor.name}`;
    return inspect(value, { depth: -1 });
  }
  if (typeof value === 'string') {
    const text = value.length > 28 ? `${value.slice(0, 25)}...` : value;
    return `type string (${text.includes("'") ? JSON.stringify(text) : `'${text}'`})`;
  }
  return `type ${typeof value} (${inspectBriefly(value)})`;
}

function argumentOrProperty(name) {
  return name.includes('.') ? 'property' : 'argument';
}

// What was wanted: types, classes and anything else, in this order.
function describeExpected(expected) {
  let types = [];
  const classes = [];
  const others = [];
  for (const name of Array.isArray(expected) ? expected : [expected]) {
    if (PRIMITIVES.includes(name)) types.push(name.toLowerCase());
    else if (CLASS_NAME.test(name)) classes.push(name);
    else others.push(name);
  }
  // Beside classes "object" reads as one of them.
  if (classes.length > 0 && types.includes('object')) {
    types = types.filter((name) => name !== 'object');
    classes.push('Object');
  }

  const parts = [];
  if (types.length > 0) {
    parts.push(`${types.length > 1 ? 'one of type' : 'of type'} ${list(types, 'or')}`);
  }
  if (classes.length > 0) parts.push(`an instance of ${list(classes, 'or')}`);
  if (others.length > 1) {
    parts.push(`one of ${list(others, 'or')}`);
  } else if (others.length === 1) {
    const [other] = others;
    parts.push(other.toLowerCase() === other ? other : `an ${other}`);
  }
  return parts.join(' or ');
}

function argumentType(name, expected, actual) {
  const subject = name.endsWith(' argument') ? name : `"${name}" ${argumentOrProperty(name)}`;
  return `The ${subject} must be ${describeExpected(expected)}. Received ${describeType(actual)}`;
}

function argumentValue(name, value, reason = 'is invalid') {
  const text = inspect(value);
  const shown = text.length > 128 ? `${text.slice(0, 128)}...` : text;
  return `The ${argumentOrProperty(name)} '${name}' ${reason}. Received ${shown}`;
}

// 1234567 becomes 1_234_567.
function withSeparators(digits) {
  return digits.replace(/\B(?=(\d{3})+$)/g, '_');
}

function outOfRange(name, range, value, nameIsSentence = false) {
  const sentence = nameIsSentence ? name : `The value of "${name}" is out of range.`;
  let shown;
  if (Number.isInteger(value) && Math.abs(value) > 2 ** 32) {
    shown = withSeparators(String(value));
  } else if (typeof value === 'bigint') {
    const large = value > 2n ** 32n || value < -(2n ** 32n);
    shown = `${large ? withSeparators(String(value)) : value}n`;
  } else {
    shown = inspect(value);
  }
  return `${sentence} It must be ${range}. Received ${shown}`;
}

function returnType(input, name, value) {
  return `Expected ${input} to be returned from the "${name}" function but got ` +
    `${describeType(value)}.`;
}

module.exports = {
  argumentType, argumentValue, describeType, inspectBriefly, list, outOfRange, returnType,
};
