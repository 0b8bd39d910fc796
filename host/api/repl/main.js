'use strict';
// SPDX-License-Identifier: MIT

// `plinth` alone in a terminal, and `plinth -i`: a prompt in the global scope, with a history.

require('internal/on-first-use');
const { inspect } = require('internal/inspect');
const { defineModuleGlobals, makeEvalModule } = require('internal/program');
const { validateObject } = require('internal/validate');
const repl = require('repl');

const HISTORY_SIZE = 1000;

function historyFile() {
  const { PLINTH_REPL_HISTORY, NODE_REPL_HISTORY } = process.env;
  return PLINTH_REPL_HISTORY ?? NODE_REPL_HISTORY;
}

function historySize() {
  const size = Number(process.env.NODE_REPL_HISTORY_SIZE);
  return Number.isInteger(size) && size > 0 ? size : HISTORY_SIZE;
}

function mode() {
  const name = process.env.NODE_REPL_MODE?.toLowerCase().trim();
  return name === 'strict' ? repl.REPL_MODE_STRICT : repl.REPL_MODE_SLOPPY;
}

function defineDefaults() {
  const { options } = repl.writer;
  Object.defineProperty(inspect, 'replDefaults', {
    configurable: true,
    get: () => options,
    set(changes) {
      validateObject(changes, 'options');
      Object.assign(options, changes);
    },
  });
}

/** Starts the program's prompt; the program ends with it. */
function runPrompt() {
  const isTerminal = process.env.NODE_NO_READLINE === undefined ? undefined : false;
  defineModuleGlobals(makeEvalModule('<repl>'));
  process.stdout.write(`Welcome to Plinth v${process.versions.plinth}.\n` +
    'Type ".help" for more information.\n');
  const server = repl.start({
    breakEvalOnSigint: true, historySize: historySize(), prompt: '> ', replMode: mode(),
    terminal: isTerminal, useGlobal: true,
  });
  server.isStandalone = true;
  repl.repl = server;
  defineDefaults();
  if (server.terminal) server.setupHistory(historyFile(), () => {});
  server.on('exit', () => process.exit());
  // Nobody reads what it says: an error of that would be told there, and so on without end.
  process.stdout.on('error', () => process.exit(1));
}

module.exports = { runPrompt };
