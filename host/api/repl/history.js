'use strict';
// SPDX-License-Identifier: MIT

// The prompt's history in a file: read when it starts, written soon after each line. Prompts that run
// at a time share the file; the last one to write wins.

require('internal/on-first-use');
const fs = require('fs');
const path = require('path');
const { setTimeout, clearTimeout } = require('timers');

const WRITE_AFTER_MS = 15;
const FOR_OWNER_ONLY = 0o600;

class HistoryFile {
  #server;
  #file;
  #timer;

  constructor(server, file) {
    this.#server = server;
    this.#file = file;
  }

  /** Throws what the file system says. */
  open() {
    const { history, historySize } = this.#server;
    fs.closeSync(fs.openSync(this.#file, 'a+', FOR_OWNER_ONLY));
    const lines = fs.readFileSync(this.#file, 'utf8').split(/\r?\n/).filter((line) => line !== '');
    history.push(...lines.slice(0, Math.max(0, historySize - history.length)));
    this.#server.on('history', () => this.#writeSoon());
    this.#server.once('close', () => this.#flush());
  }

  #writeSoon() {
    this.#timer ??= setTimeout(() => this.#flush(), WRITE_AFTER_MS);
  }

  #flush() {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      const text = this.#server.history.map((line) => line.replaceAll('\n', ' ')).join('\n');
      fs.writeFileSync(this.#file, text, { mode: FOR_OWNER_ONLY });
    } catch (error) {
      this.#server.output.write(`\nThe history can't be written: ${error.message}\n`);
    }
    this.#server.emit('flushHistory');
  }
}

/**
 * Gives a prompt the history of a file.
 *
 * @param {REPLServer} server
 * @param {string | undefined} file empty: none; undefined: in the home folder
 * @param {(error: Error | null, server: REPLServer) => void} ready
 */
function setupHistory(server, file, ready) {
  const refuse = (text) => {
    server.output.write(`${text}\nThe history of this session is not kept.\n`);
    server.displayPrompt?.();
    ready(null, server);
  };
  if (typeof file === 'string') file = file.trim();
  if (file === '') {
    ready(null, server);
    return;
  }
  if (file === undefined || file === null) {
    try {
      file = path.join(require('os').homedir(), '.plinth_repl_history');
    } catch {
      return void refuse('\nThere is no home folder.');
    }
  }
  try {
    new HistoryFile(server, file).open();
  } catch (error) {
    return void refuse(`\nCould not open the history file: ${error.message}`);
  }
  ready(null, server);
}

module.exports = { setupHistory };
