'use strict';
// SPDX-License-Identifier: MIT

// The source text of a file that require() loads as CommonJS, by its extension. The same for import
// is in module/esm-formats.

const native = internalBinding('modules');

const TYPESCRIPT = /(?<!\.d)\.[cm]?ts$/;

let read;  // Texts that import has read to learn the names of their exports: filename -> text.

/** The text of a file as JavaScript: TypeScript loses its types. */
function toJavaScript(text, filename) {
  return filename.endsWith('ts') && TYPESCRIPT.test(filename) ? native.toJavaScript(text, filename) : text;
}

function readJavaScript(filename) {
  return toJavaScript(native.readSource(filename), filename);
}

/** The JavaScript of a file that require() loads. */
function sourceForRequire(filename) {
  const text = read?.get(filename);
  if (text === undefined) return readJavaScript(filename);
  read.delete(filename);
  return text;
}

/** Reads a file that require() is about to load. */
function readAhead(filename) {
  const text = readJavaScript(filename);
  read ??= new Map();
  read.set(filename, text);
  return text;
}

/**
 * Whether a TypeScript file, whose package does not say, is an ES module: by what it is written as.
 *
 * @param {string} filename
 */
function isModuleText(filename) {
  const text = readJavaScript(filename);
  if (!/\b(?:import|export|await)\b/.test(text)) return false;
  try {
    native.compile(stripShebang(text), filename);
    return false;
  } catch {
    // An ES module, or a file with a mistake: then require() tells of it.
  }
  try {
    internalBinding('esm').compile(text, native.pathToUrl(filename));
    return true;
  } catch {
    return false;
  }
}

/** A first line `#!...` as a comment. The line stays, so that line numbers do. */
function stripShebang(text) {
  return text.startsWith('#!') ? `//${text}` : text;
}

module.exports = {
  isModuleText, readAhead, readJavaScript, sourceForRequire, stripShebang, toJavaScript,
};
