'use strict';
// SPDX-License-Identifier: MIT

// The reporter `tap`: TAP version 13.

require('internal/on-first-use');
const { inspect } = require('internal/inspect');

const STEP = '    ';
const MOST_DEPTH = 30;  // Of an expected or actual value.

const escaped = (text) => text.replaceAll('\\', '\\\\').replaceAll('#', '\\#')
  .replaceAll('\b', '\\b').replaceAll('\f', '\\f').replaceAll('\t', '\\t').replaceAll('\n', '\\n')
  .replaceAll('\r', '\\r').replaceAll('\v', '\\v');

function remark({ skip, todo }) {
  const [word, value] = skip !== undefined ? ['SKIP', skip] : ['TODO', todo];
  if (value === undefined) return '';
  return ` # ${word}${typeof value === 'string' && value !== '' ? ` ${escaped(value)}` : ''}`;
}

function block(indent, name, text) {
  const lines = text.split('\n').map((line) => `${indent}    ${line}\n`).join('');
  return `${indent}  ${name}: |-\n${lines}`;
}

// One value as YAML, in as many lines as it needs.
function yaml(indent, name, value, seen = new Set()) {
  if (value === undefined) return '';
  if (typeof value === 'string') {
    return value.includes('\n') ? block(indent, name, value) :
      `${indent}  ${name}: '${value.replaceAll("'", "''")}'\n`;
  }
  if (value === null || typeof value !== 'object' || seen.size >= MOST_DEPTH) {
    return `${indent}  ${name}: ${inspect(value)}\n`;
  }
  if (seen.has(value)) return `${indent}  ${name}: <Circular>\n`;
  if (value instanceof Date) return `${indent}  ${name}: ${value.toISOString()}\n`;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype ||
    Object.getPrototypeOf(value) === null;
  if (!isPlain) return yaml(indent, name, inspect(value));
  const inner = new Set(seen).add(value);
  let text = `${indent}  ${name}:\n`;
  for (const [key, item] of Object.entries(value)) {
    text += yaml(`${indent}  `, key, item === undefined ? null : item, inner);
  }
  return text;
}

function stackLines(stack) {
  return stack.split('\n').filter((line) => /^\s+at /.test(line))
    .map((line) => line.replace(/^\s+at /, '')).join('\n');
}

// What is told of an error: of the one that was thrown, where the test's own only wraps it.
function errorLines(indent, error) {
  let shown = error;
  let failureType;
  if (error?.code === 'ERR_TEST_FAILURE') {
    ({ failureType } = error);
    const { cause } = error;
    shown = cause !== null && typeof cause === 'object' ? cause : error;
  }
  let text = yaml(indent, 'failureType', failureType);
  const message = shown instanceof Error || typeof shown?.message === 'string' ? shown.message :
    inspect(shown);
  text += yaml(indent, 'error', message);
  const wraps = shown === error && error?.code === 'ERR_TEST_FAILURE';
  text += yaml(indent, 'code', shown?.code ?? (failureType && 'ERR_TEST_FAILURE'));
  if (!wraps && shown?.name !== undefined && shown.name !== 'Error') {
    text += yaml(indent, 'name', String(shown.name));
  }
  if (shown !== null && typeof shown === 'object' && shown.code === 'ERR_ASSERTION') {
    text += yaml(indent, 'expected', shown.expected === undefined ? null : shown.expected);
    text += yaml(indent, 'actual', shown.actual === undefined ? null : shown.actual);
    text += yaml(indent, 'operator', shown.operator);
  }
  if (!wraps && typeof shown?.stack === 'string') {
    const lines = stackLines(shown.stack);
    if (lines !== '') text += block(indent, 'stack', lines);
  }
  return text;
}

function result(word, { nesting, testNumber, name, details, skip, todo, file, line, column }) {
  const indent = STEP.repeat(nesting);
  let text = `${indent}${word} ${testNumber} - ${escaped(name)}${remark({ skip, todo })}\n`;
  text += `${indent}  ---\n${indent}  duration_ms: ${details.duration_ms}\n`;
  text += yaml(indent, 'type', details.type);
  if (details.error !== undefined) {
    if (file !== undefined) text += yaml(indent, 'location', `${file}:${line}:${column}`);
    text += errorLines(indent, details.error);
  }
  return `${text}${indent}  ...\n`;
}

class TapReport {
  start() {
    return 'TAP version 13\n';
  }

  /** The text for one event; empty when it has none. */
  event({ type, data }) {
    const indent = STEP.repeat(data?.nesting ?? 0);
    switch (type) {
      case 'test:start': return `${indent}# Subtest: ${escaped(data.name)}\n`;
      case 'test:pass': return result('ok', data);
      case 'test:fail': return result('not ok', data);
      case 'test:plan': return `${indent}1..${data.count}\n`;
      case 'test:diagnostic': return `${indent}# ${escaped(data.message)}\n`;
      case 'test:stdout':
      case 'test:stderr':
        return data.message.split('\n').filter((line, i, all) => i < all.length - 1 || line !== '')
          .map((line) => `${indent}# ${escaped(line)}\n`).join('');
      default: return '';
    }
  }

  end() {
    return '';
  }
}

module.exports = { TapReport };
