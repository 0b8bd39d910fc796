'use strict';
// SPDX-License-Identifier: MIT

// How the prompt shows an error that nobody caught.

require('internal/on-first-use');

// The frame of what was typed says nothing; those below it are the prompt's own.
function withoutOwnFrames(stack) {
  let lines = stack.split('\n');
  const own = lines.findIndex((line) => /^\s+at .*node:(?:vm|repl|internal\/)/.test(line));
  if (own >= 0) lines = lines.slice(0, own);
  if (/^\s+at REPL\d+:\d+:\d+$/.test(lines.at(-1))) lines.pop();
  return lines.join('\n');
}

function shownStack(error) {
  const { name, stack } = error;
  if (name !== 'SyntaxError') return withoutOwnFrames(stack);
  // Where the mistake is, and no frames.
  return stack.replace(/^REPL\d+:\d+\n/, '').replace(/\n\s+at .*/g, '');
}

// The word stands before the error's name, which may follow a line of source.
function withUncaught(text, breakLength) {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => /^\[?(?:[A-Z]\w*)?(?:Error|Exception)\b/.test(line));
  if (at < 0) return `Uncaught${lines.length === 1 ? ' ' : ':\n'}${text}`;
  const isLong = lines[at].length >= breakLength;
  lines[at] = `Uncaught${isLong ? ':\n' : ' '}${lines[at]}`;
  return lines.join('\n');
}

/** The text to print; the prompt's writer shows the value. */
function report(error, writer, breakLength) {
  // It may be an error of another context.
  const isError = error !== null && typeof error === 'object' && typeof error.stack === 'string';
  if (isError) {
    try {
      Object.defineProperty(error, 'stack', {
        configurable: true, enumerable: false, writable: true, value: shownStack(error),
      });
    } catch {
      // A frozen error shows all its frames.
    }
  }
  let text;
  try {
    text = writer(error);
  } catch {
    text = 'an error that can\'t be printed';
  }
  // inspect() puts an error without frames in brackets.
  if (isError && text.startsWith(`[${error.stack}]`)) {
    text = error.stack + text.slice(error.stack.length + 2);
  }
  return withUncaught(text, breakLength);
}

module.exports = { report };
