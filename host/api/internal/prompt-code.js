'use strict';
// SPDX-License-Identifier: MIT

// Code typed at a prompt: is it finished, does it await at its top level, is `{a: 1}` an object?

const SYNTAX = { ecmaVersion: 'latest', sourceType: 'script', allowAwaitOutsideFunction: true };

/** Input that is a valid beginning: the parser failed where the text ends. */
function isUnfinished(code, error) {
  if (error.pos === undefined) return false;
  if (/Unterminated (template|comment)/.test(error.message)) return true;
  // A string goes on in the next line behind a backslash.
  if (/Unterminated string/.test(error.message)) return /\\(?:\r\n?|\n)$/.test(code);
  return error.pos >= code.trimEnd().length;
}

function parse(acorn, code) {
  return acorn.parse(code, SYNTAX);
}

/** Names that a declaration's pattern binds: `{a, b: [c]}` binds a and c. */
function boundNames(pattern, names = []) {
  switch (pattern.type) {
    case 'Identifier': names.push(pattern.name); break;
    case 'ObjectPattern':
      for (const property of pattern.properties) boundNames(property.value ?? property, names);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) boundNames(element, names);
      break;
    case 'AssignmentPattern': boundNames(pattern.left, names); break;
    case 'RestElement': boundNames(pattern.argument, names); break;
  }
  return names;
}

// Functions and classes have await expressions of their own.
function hasOwnAwait(node) {
  if (node === null || typeof node !== 'object') return false;
  if (Array.isArray(node)) return node.some(hasOwnAwait);
  if (node.type === 'AwaitExpression') return true;
  if (node.type === 'ForOfStatement' && node.await) return true;
  if (/Function/.test(node.type)) return false;
  return Object.keys(node).some((key) => key !== 'type' && hasOwnAwait(node[key]));
}

// `const x = await f(); x + 1` becomes `let x; (async () => { (x = await f()); return x + 1; })()`:
// what it declares must outlive the function around it.
function wrapAwait(code, program) {
  const hoisted = [];
  let body = '';
  let at = 0;
  program.body.forEach((node, index) => {
    const last = index === program.body.length - 1;
    const source = code.slice(node.start, node.end);
    body += code.slice(at, node.start);
    at = node.end;
    if (node.type === 'VariableDeclaration') {
      for (const { id, init } of node.declarations) {
        hoisted.push(...boundNames(id));
        const value = init === null ? 'undefined' : code.slice(init.start, init.end);
        body += `(${code.slice(id.start, id.end)} = ${value});`;
      }
    } else if (node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') {
      hoisted.push(node.id.name);
      body += `${node.id.name} = ${source};`;
    } else if (last && node.type === 'ExpressionStatement') {
      body += `return (${code.slice(node.expression.start, node.expression.end)});`;
    } else {
      body += source;
    }
  });
  const declared = hoisted.length > 0 ? `let ${[...new Set(hoisted)].join(', ')}; ` : '';
  return `${declared}(async () => { ${body}\n})()`;
}

// `{a: 1}` is meant as an object; `{ let x }` can only be a block.
function toScript(acorn, code) {
  if (/^\s*\{/.test(code) && !/;\s*$/.test(code)) {
    try {
      parse(acorn, `(${code.trim()}\n)`);
      return { text: `(${code.trim()}\n)`, program: parse(acorn, `(${code.trim()}\n)`) };
    } catch {
      // A block, then.
    }
  }
  return { text: code, program: parse(acorn, code) };
}

module.exports = { boundNames, hasOwnAwait, isUnfinished, toScript, wrapAwait };
