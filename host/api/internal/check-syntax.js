'use strict';
// SPDX-License-Identifier: MIT

// What V8 and the transpiler say of a source, as {file, line, column, code, message}.

require('internal/on-first-use');
const modules = internalBinding('modules');
const esm = internalBinding('esm');
const { stripShebang } = require('module/source');

/** A problem from an error whose stack starts with its place: "file:line[:column]", line, arrow. */
function problemOf(error, file) {
  const [place = '', , arrow = ''] = String(error?.stack).split('\n');
  const found = /:(\d+)(?::(\d+))?$/.exec(place.startsWith(file) ? place.slice(file.length) : '');
  const column = found?.[2] ?? (/^[ \t]*\^+$/.test(arrow) ? arrow.indexOf('^') + 1 : 0);
  return {
    file,
    line: Number(found?.[1] ?? 0),
    column: Number(column),
    code: error?.code ?? 'ERR_INVALID_SYNTAX',
    message: `${error?.name ?? 'Error'}: ${error?.message ?? error}`,
  };
}

/** What keeps V8 from compiling the text; undefined: nothing. */
function syntaxProblem(text, file, format) {
  try {
    if (format === 'module') esm.compile(text, file);
    else modules.compile(stripShebang(text), file);
    return undefined;
  } catch (error) {
    return problemOf(error, file);
  }
}

module.exports = { problemOf, syntaxProblem };
