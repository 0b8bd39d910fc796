'use strict';
// SPDX-License-Identifier: MIT

// The imports and requires of a source text that name what they want with a literal.

require('internal/on-first-use');
const acorn = require('internal/deps/acorn');
const { SourceMap } = require('module/source-map');

const INLINE_MAP = /\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;

function parse(text, format) {
  const isModule = format === 'module';
  return acorn.parse(text, {
    ecmaVersion: 'latest',
    sourceType: isModule ? 'module' : 'script',
    allowHashBang: true,
    allowReturnOutsideFunction: !isModule,
    locations: true,
  });
}

function literal(node) {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node : undefined;
}

function isRequire(callee) {
  if (callee.type === 'Identifier') return callee.name === 'require';
  return callee.type === 'MemberExpression' && !callee.computed &&
    callee.object.type === 'Identifier' && callee.object.name === 'require' &&
    callee.property.name === 'resolve';
}

// The literal that a node asks for, and how.
function requestOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
      return ['import', literal(node.source)];
    case 'CallExpression':
      return isRequire(node.callee) ? ['require', literal(node.arguments[0])] : [];
    default:
      return [];
  }
}

// A function with a require of its own, as in bundles and AMD modules: it is another one.
function hasOwnRequire(node) {
  return /Function/.test(node.type) &&
    node.params.some((param) => param.type === 'Identifier' && param.name === 'require');
}

function collect(node, found) {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const each of node) collect(each, found);
    return;
  }
  if (typeof node.type !== 'string' || hasOwnRequire(node)) return;
  if (node.type === 'TryStatement' && node.handler !== null) {
    collect([node.handler, node.finalizer], found);  // What is tried may be missing.
    return;
  }
  const [kind, source] = requestOf(node);
  if (source !== undefined) {
    const { line, column } = source.loc.start;
    found.push({ kind, request: source.value, line, column: column + 1 });
  }
  for (const key of Object.keys(node)) {
    if (key !== 'loc') collect(node[key], found);
  }
}

// Where it stands in the TypeScript, if lines moved.
function toOriginal(found, text) {
  const inline = INLINE_MAP.exec(text);
  if (inline === null) return found;
  const map = new SourceMap(JSON.parse(Buffer.from(inline[1], 'base64').toString()));
  return found.map((each) => {
    const { originalLine, originalColumn } = map.findEntry(each.line - 1, each.column - 1);
    return originalLine === undefined ? each :
      { ...each, line: originalLine + 1, column: originalColumn + 1 };
  });
}

/** All of them, as {kind: 'import' | 'require', request, line, column}. */
function importsOf(text, format) {
  const found = [];
  let program;
  try {
    program = parse(text, format);
  } catch {
    return found;  // Newer than the parser: V8 has taken it.
  }
  collect(program, found);
  return toOriginal(found, text);
}

module.exports = { importsOf };
