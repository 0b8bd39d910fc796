'use strict';
// SPDX-License-Identifier: MIT

// The prompt's own commands: .help, .load and so on.

require('internal/on-first-use');
const fs = require('fs');

function help(server) {
  const names = Object.keys(server.commands).sort();
  const width = Math.max(...names.map((name) => name.length)) + 3;
  for (const name of names) {
    const text = server.commands[name].help;
    server.output.write(text ? `.${name.padEnd(width)}${text}\n` : `.${name}\n`);
  }
  server.output.write('\nCtrl+C ends what runs, Ctrl+D leaves\n');
  server.displayPrompt();
}

function save(server, file) {
  try {
    if (file === '') throw new TypeError('the name of a file is missing');
    fs.writeFileSync(file, server.lines.join('\n'));
    server.output.write(`Session saved to: ${file}\n`);
  } catch (error) {
    server.output.write(`Failed to save: ${file}${file === '' ? error.message : ''}\n`);
  }
  server.displayPrompt();
}

function load(server, file) {
  let text;
  try {
    if (!fs.statSync(file).isFile()) {
      server.output.write(`Failed to load: ${file} is not a valid file\n`);
      server.displayPrompt();
      return;
    }
    text = fs.readFileSync(file, 'utf8');
  } catch {
    server.output.write(`Failed to load: ${file}\n`);
    server.displayPrompt();
    return;
  }
  server.runText(text);
}

/** Defines those that every prompt has. */
function defineCommands(server) {
  const define = (name, text, action) => server.defineCommand(name, { help: text, action });
  define('break', 'Forget an input that is not finished', () => {
    server.clearBufferedCommand();
    server.displayPrompt();
  });
  const what = server.useGlobal ? 'The same as .break' : 'The same as .break, and begin with a fresh context';
  define('clear', what, () => {
    server.clearBufferedCommand();
    if (!server.useGlobal) {
      server.output.write('Clearing context...\n');
      server.resetContext();
    }
    server.displayPrompt();
  });
  define('exit', 'Leave', () => server.close());
  define('help', 'Show this list', () => help(server));
  define('save', 'Write the inputs of this session to a file: .save FILE', (file) => save(server, file));
  define('load', 'Run a file as if it were typed: .load FILE', (file) => load(server, file));
  if (server.terminal) {
    define('editor', 'Type several lines, Ctrl+D runs them', () => server.startEditor());
  }
}

module.exports = { defineCommands };
