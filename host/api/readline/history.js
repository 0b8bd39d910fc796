'use strict';
// SPDX-License-Identifier: MIT

// The lines that were entered, newest first, and walking through them with the arrow keys: those
// that start with what stands before the cursor. The list is the interface's `history`.

class History {
  #reader;
  #prefix = undefined;  // What a line must start with, while walking.

  constructor(reader) {
    this.#reader = reader;
  }

  /** Keeps the current line. */
  add() {
    const { history, historySize, line, removeHistoryDuplicates } = this.#reader;
    this.#reader.historyIndex = -1;
    this.#prefix = undefined;
    if (historySize === 0 || line.trim() === '' || history[0] === line) return;
    if (removeHistoryDuplicates) {
      const at = history.indexOf(line);
      if (at >= 0) history.splice(at, 1);
    }
    history.unshift(line);
    if (history.length > historySize) history.pop();
    this.#reader.emit('history', history);
  }

  forget() {
    this.#prefix = undefined;
  }

  /**
   * The next line to show: step 1 goes to older ones, -1 to newer ones. Undefined for none.
   *
   * @param {1 | -1} step
   */
  walk(step) {
    const reader = this.#reader;
    const { history } = reader;
    this.#prefix ??= reader.line.slice(0, reader.cursor);
    if (step < 0 && reader.historyIndex < 0) return undefined;
    let index = reader.historyIndex + step;
    while (index >= 0 && index < history.length &&
           (!history[index].startsWith(this.#prefix) || history[index] === reader.line)) {
      index += step;
    }
    if (index >= history.length) return undefined;
    reader.historyIndex = Math.max(index, -1);
    return index < 0 ? this.#prefix : history[index];
  }
}

module.exports = { History };
