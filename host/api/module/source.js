'use strict';
// SPDX-License-Identifier: MIT

// The source text of a file that require() loads as CommonJS, by its extension. The same for import
// is in module/esm-formats.

const native = internalBinding('modules');

let read;  // Texts that import has read to learn the names of their exports: filename -> text.

/** The JavaScript of a file. */
function sourceForRequire(filename) {
  const text = read?.get(filename);
  if (text === undefined) return native.readSource(filename);
  read.delete(filename);
  return text;
}

/** Reads a file that require() is about to load. */
function readAhead(filename) {
  const text = native.readSource(filename);
  read ??= new Map();
  read.set(filename, text);
  return text;
}

/** A first line `#!...` as a comment. The line stays, so that line numbers do. */
function stripShebang(text) {
  return text.startsWith('#!') ? `//${text}` : text;
}

module.exports = { sourceForRequire, readAhead, stripShebang };
