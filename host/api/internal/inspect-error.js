'use strict';
// SPDX-License-Identifier: MIT

// Errors as inspect() writes them: the stack, with the class it lacks, without what its cause
// repeats, dimmed where it is not the user's own code.

const { isError } = require('internal/types');
const { prefix } = require('internal/inspect-names');

// Stack lines are told apart by their first words.
const FRAME_START = '\n    at';
const MIN_REPEATED_LINES = 4;

function stackOf(error) {
  return error.stack ? String(error.stack) : Error.prototype.toString.call(error);
}

// Own properties whose text the stack shows anyway.
function dropRepeatedKeys(ctx, keys, error, stack) {
  if (ctx.showHidden || keys.length === 0) return;
  for (const name of ['name', 'message', 'stack']) {
    const index = keys.indexOf(name);
    if (index !== -1 && (typeof error[name] !== 'string' || stack.includes(error[name]))) {
      keys.splice(index, 1);
    }
  }
}

function addHiddenKeys(error, keys) {
  if ('cause' in error && !keys.includes('cause')) keys.push('cause');
  if (Array.isArray(error.errors) && !keys.includes('errors')) keys.push('errors');
}

function startsWithName(stack, name) {
  return name.endsWith('Error') && stack.startsWith(name) &&
    (stack.length === name.length || ':\n'.includes(stack[name.length]));
}

// A stack begins with the error's name; the class, if it is another, is put there too.
function nameTheClass(stack, constructor, name, tag) {
  if (constructor !== null && !startsWithName(stack, name)) return stack;
  let known = name;
  let fallback = 'Error';
  if (constructor === null) {
    const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ??
      /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
    known = start?.[1] ?? '';
    fallback = known || 'Error';
  }
  const label = prefix(constructor, tag, fallback).slice(0, -1);
  if (name === label) return stack;
  const rest = stack.slice(constructor === null ? known.length : name.length);
  if (!label.includes(name)) return `${label} [${name}]${rest}`;
  return constructor === null && known === '' ? `${label}: ${stack}` : `${label}${rest}`;
}

// Where `lines` repeats at least four lines of `others` in a row.
function findRepetition(lines, others) {
  for (let offset = 0; offset < lines.length - 3; offset++) {
    const at = others.indexOf(lines[offset]);
    if (at === -1) continue;
    let length = 1;
    const most = Math.min(lines.length - offset, others.length - at);
    while (length < most && lines[offset + length] === others[at + length]) length++;
    if (length >= MIN_REPEATED_LINES) return { length, offset };
  }
  return undefined;
}

function stackLines(ctx, error, frames) {
  const lines = frames.split('\n');
  let cause;
  try {
    ({ cause } = error);
  } catch {
    // A getter that throws means: no cause to compare with.
  }
  if (cause == null || !isError(cause)) return lines;
  const causeStack = stackOf(cause);
  const start = causeStack.indexOf(FRAME_START);
  if (start === -1) return lines;
  const repetition = findRepetition(lines, causeStack.slice(start + 1).split('\n'));
  if (repetition !== undefined) {
    const skipped = repetition.length - 2;
    const note = `    ... ${skipped} lines matching cause stack trace ...`;
    lines.splice(repetition.offset + 1, skipped, ctx.stylize(note, 'undefined'));
  }
  return lines;
}

const BUILTIN_FRAME = /^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+\)?$/;

// Frames of built-ins are grey, names of packages underlined, the working directory grey.
function colorLine(ctx, line, directory) {
  if (BUILTIN_FRAME.test(line)) return ctx.stylize(line, 'undefined');
  const marked = line.replace(
    /([/\\]node_modules[/\\])((?:@[^/\\]+[/\\])?[^/\\]+)(?=[/\\])/g,
    (match, folder, name) => folder + ctx.stylize(name, 'module'));
  if (directory === undefined) return marked;
  const start = marked.indexOf(directory);
  if (start === -1) return marked;
  let end = start + directory.length;
  if (marked.slice(start - 7, start) === 'file://') return marked;
  if (marked[end] === '/' || marked[end] === '\\') end++;
  const head = marked.slice(0, start);
  return head + ctx.stylize(marked.slice(start, end), 'undefined') + marked.slice(end);
}

function workingDirectory() {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/**
 * The text of an error without its properties; keys that it makes superfluous are removed
 * from `keys`, `cause` and `errors` are added.
 *
 * @param {object} ctx the inspection
 * @param {Error} error
 * @param {string | null} constructor
 * @param {string} tag
 * @param {(string | symbol)[]} keys
 * @returns {string}
 */
function formatError(ctx, error, constructor, tag, keys) {
  const name = error.name == null ? 'Error' : String(error.name);
  let stack = stackOf(error);
  dropRepeatedKeys(ctx, keys, error, stack);
  addHiddenKeys(error, keys);
  stack = nameTheClass(stack, constructor, name, tag);

  // A message may itself hold lines that look like frames.
  const message = (error.message && stack.indexOf(error.message)) || -1;
  const from = message === -1 ? -1 : message + error.message.length;
  const start = stack.indexOf(FRAME_START, from);
  if (start === -1) {
    stack = `[${stack}]`;
  } else {
    let lines = stackLines(ctx, error, stack.slice(start + 1));
    if (ctx.colors) {
      const directory = workingDirectory();
      lines = lines.map((line) => colorLine(ctx, line, directory));
    }
    stack = `${stack.slice(0, start)}\n${lines.join('\n')}`;
  }
  return ctx.indentationLvl === 0 ? stack :
    stack.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
}

module.exports = { formatError };
