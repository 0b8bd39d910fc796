'use strict';
// SPDX-License-Identifier: MIT

// What the transpiler's isolate runs (host/modules/transpiler.h): amaro, which is SWC as WebAssembly.
// Types become blanks, so that every line and column stays where it was; only a file with enums,
// namespaces and the like is written anew, with a source map.

const { transformSync } = require('amaro');

// In a source map an empty name is the file itself.
const STRIP = { mode: 'strip-only', filename: '' };
const TRANSFORM = { mode: 'transform', filename: '', sourceMap: true };

function transpile(source) {
  try {
    return transformSync(source, STRIP);
  } catch (error) {
    if (error.code !== 'UnsupportedSyntax') throw error;
    return transformSync(source, TRANSFORM);
  }
}

// The code and its map, or what is wrong and where. Errors of amaro's own are thrown.
module.exports = (source) => {
  try {
    const { code, map = '' } = transpile(source);
    return [true, code, map];
  } catch (error) {
    if (error instanceof Error || typeof error?.message !== 'string') throw error;
    const { code, message, snippet, startLine, startColumn } = error;
    return [false, message, snippet, startLine, startColumn + 1, code === 'UnsupportedSyntax'];
  }
};
