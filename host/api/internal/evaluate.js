'use strict';
// SPDX-License-Identifier: MIT

// The console's prompt: code runs in the plugin's global scope, `let` and `const` last from one input
// to the next, `await` works at the top level, unfinished input is told apart from wrong input.

const native = internalBinding('modules');
const host = internalBinding('plinth');
const { inspect } = require('internal/inspect');
const { defineModuleGlobals, makeEvalModule } = require('internal/program');
const { hasOwnAwait, isUnfinished, toScript, wrapAwait } = require('internal/prompt-code');

let prepared = false;

function prepare() {
  if (prepared) return;
  prepared = true;
  defineModuleGlobals(makeEvalModule('[console]'));
  globalThis.plugin ??= require('plinth').plugin;
}

function printed(value) {
  try {
    return inspect(value);
  } catch (error) {
    return `a value that can't be printed (${error?.message})`;
  }
}

function errorText(error) {
  const stack = typeof error === 'object' && error !== null ? error.stack : undefined;
  if (typeof stack !== 'string') return `Uncaught ${printed(error)}`;
  // Frames below the input are the console's own.
  return `Uncaught ${stack.replace(/\n\s+at [^\n]*\(?node:internal\/[^]*$/, '')}`;
}

/** Evaluates one input; the answer goes to the host with its id, now or when a promise settles. */
function evaluate(id, code) {
  prepare();
  const acorn = require('internal/deps/acorn');
  const fail = (error) => host.evaluated(id, 'error', errorText(error));
  let script;
  try {
    script = toScript(acorn, code);
  } catch (error) {
    if (isUnfinished(code, error)) host.evaluated(id, 'incomplete', '');
    else fail(new SyntaxError(error.message));
    return;
  }
  try {
    const awaits = hasOwnAwait(script.program);
    const text = awaits ? wrapAwait(script.text, script.program) : script.text;
    const result = native.runScript(text, '[console]');
    if (!awaits) return void host.evaluated(id, 'value', printed(remember(result)));
    result.then((value) => host.evaluated(id, 'value', printed(remember(value))), fail);
  } catch (error) {
    fail(error);
  }
}

// As in Node's REPL, `_` is the last result.
function remember(value) {
  Object.defineProperty(globalThis, '_', {
    configurable: true, enumerable: false, writable: true, value,
  });
  return value;
}

module.exports = { evaluate };
