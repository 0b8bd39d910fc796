'use strict';
// SPDX-License-Identifier: MIT

// How the prompt runs what was typed: as a script of the prompt's context, where `await` works at the
// top level and what it declares lasts.

require('internal/on-first-use');
const acorn = require('internal/deps/acorn');
const {
  boundNames, hasOwnAwait, isUnfinished, toScript, wrapAwait,
} = require('internal/prompt-code');
const vm = require('vm');

/** Input that goes on in the next line. */
class Recoverable extends SyntaxError {
  constructor(err) {
    super();
    this.err = err;
  }
}

let inputs = 0;

/** The name that the next input has in stacks. */
function nextName() {
  return `REPL${++inputs}`;
}

function declaredNames(program) {
  const names = [];
  for (const node of program.body) {
    if (node.type === 'VariableDeclaration') {
      for (const { id } of node.declarations) boundNames(id, names);
    } else if (node.type === 'ClassDeclaration' || node.type === 'FunctionDeclaration') {
      names.push(node.id.name);
    }
  }
  return names;
}

/**
 * Turns input into a script. Throws Recoverable when more is to come, else a SyntaxError.
 *
 * @param {string} code
 * @param {string} filename
 * @param {boolean} strict
 * @returns {{ script: vm.Script, awaits: boolean, names: string[] }}
 */
function prepare(code, filename, strict) {
  let parsed;
  let problem;
  try {
    parsed = toScript(acorn, code);
  } catch (error) {
    if (isUnfinished(code, error)) throw new Recoverable(new SyntaxError(error.message));
    problem = error;  // V8 may know more of the language, and has Node's words for what is wrong.
  }
  const awaits = parsed !== undefined && hasOwnAwait(parsed.program);
  let text = parsed?.text ?? code;
  if (awaits) text = wrapAwait(text, parsed.program);
  if (strict) text = `'use strict'; void 0;\n${text}`;
  const script = new vm.Script(text, {
    filename, lineOffset: strict ? -1 : 0,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return { script, awaits, names: parsed === undefined || problem ? [] : declaredNames(parsed.program) };
}

/** Whether this is a whole program. */
function isValidSyntax(code) {
  try {
    acorn.parse(code, { ecmaVersion: 'latest', allowAwaitOutsideFunction: true });
    return true;
  } catch {
    try {
      acorn.parse(`_=${code}`, { ecmaVersion: 'latest', allowAwaitOutsideFunction: true });
      return true;
    } catch {
      return false;
    }
  }
}

module.exports = { Recoverable, isValidSyntax, nextName, prepare };
