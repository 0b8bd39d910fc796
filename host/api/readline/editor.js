'use strict';
// SPDX-License-Identifier: MIT

// Editing a line on a terminal: what each key does to the interface's `line` and `cursor`, and
// showing both. History is readline/history's, completing readline/completion's.

const { textWidth, withoutControlSequences } = require('internal/text-width');
const { complete } = require('readline/completion');
const { History } = require('readline/history');
const { LINE_END } = require('readline/line-splitter');
const { CLEAR_DOWN, cursorText, moveText } = require('readline/sequences');

const MOST_UNDOS = 2048;

class Editor {
  #reader;
  #onLine;
  #history;
  #previousRows = 0;
  #undo = [];
  #redo = [];
  #killed = [];
  #lastKey = undefined;

  constructor(reader, onLine) {
    this.#reader = reader;
    this.#onLine = onLine;
    this.#history = new History(reader);
  }

  #write(text) {
    this.#reader.output?.write(text);
  }

  // The screen's place behind a text that starts at the first column.
  #placeAfter(text) {
    const columns = this.#reader.columns;
    let rows = 0;
    let offset = 0;
    for (const character of text) {
      if (character === '\n') {
        rows += columns === Infinity ? 1 : Math.floor(Math.max(offset - 1, 0) / columns) + 1;
        offset = 0;
      } else if (character === '\t') {
        offset += this.#reader.tabSize - (offset % this.#reader.tabSize);
      } else {
        const width = textWidth(character);
        // A wide character does not start in the last column.
        if (width === 2 && columns !== Infinity && offset % columns === columns - 1) offset++;
        offset += width;
      }
    }
    if (columns === Infinity) return { cols: offset, rows };
    return { cols: offset % columns, rows: rows + Math.floor(offset / columns) };
  }

  #shownPrompt() {
    return withoutControlSequences(this.#reader.getPrompt());
  }

  cursorPosition() {
    const { cursor, line } = this.#reader;
    return this.#placeAfter(this.#shownPrompt() + line.slice(0, cursor));
  }

  /** Writes prompt and line anew. */
  refresh() {
    const reader = this.#reader;
    const text = reader.getPrompt() + reader.line;
    const end = this.#placeAfter(this.#shownPrompt() + reader.line);
    const at = this.cursorPosition();
    this.#write(moveText(0, -this.#previousRows) + cursorText(0) + CLEAR_DOWN);
    this.#write(text);
    if (end.cols === 0) this.#write(' ');  // Makes the terminal begin the new row.
    this.#write(cursorText(at.cols) + moveText(0, at.rows - end.rows));
    this.#previousRows = at.rows;
  }

  #remember() {
    const { line, cursor } = this.#reader;
    this.#undo.push({ line, cursor });
    if (this.#undo.length > MOST_UNDOS) this.#undo.shift();
    this.#redo.length = 0;
  }

  #change(line, cursor) {
    this.#remember();
    this.#show(line, cursor);
  }

  #show(line, cursor) {
    this.#reader.line = line;
    this.#reader.cursor = cursor;
    this.refresh();
  }

  #step(from, to) {
    const last = from.pop();
    if (last === undefined) return;
    const { line, cursor } = this.#reader;
    to.push({ line, cursor });
    this.#show(last.line, last.cursor);
  }

  insert(text) {
    const reader = this.#reader;
    const { line, cursor } = reader;
    const atEnd = cursor === line.length;
    this.#remember();
    reader.line = line.slice(0, cursor) + text + line.slice(cursor);
    reader.cursor = cursor + text.length;
    const fits = this.#placeAfter(this.#shownPrompt() + reader.line).rows === this.#previousRows;
    if (atEnd && fits && this.cursorPosition().cols > 0) this.#write(text);
    else this.refresh();
  }

  #remove(from, to, { keep = false } = {}) {
    const { line } = this.#reader;
    if (from >= to) return;
    if (keep) this.#killed.unshift(line.slice(from, to));
    this.#change(line.slice(0, from) + line.slice(to), from);
  }

  #moveTo(cursor) {
    const to = Math.max(0, Math.min(cursor, this.#reader.line.length));
    if (to === this.#reader.cursor) return;
    this.#reader.cursor = to;
    this.refresh();
  }

  // A character of the line may be two units long.
  #before(cursor) {
    const { line } = this.#reader;
    const isPair = cursor > 1 && line.codePointAt(cursor - 2) > 0xffff;
    return Math.max(0, cursor - (isPair ? 2 : 1));
  }

  #after(cursor) {
    const { line } = this.#reader;
    return Math.min(line.length, cursor + (line.codePointAt(cursor) > 0xffff ? 2 : 1));
  }

  #wordStart() {
    const leading = this.#reader.line.slice(0, this.#reader.cursor);
    return leading.length - /(?:[^\w\s]+|\w+|)\s*$/.exec(leading)[0].length;
  }

  #wordEnd() {
    const { cursor, line } = this.#reader;
    return cursor + /^(?:\s+|[^\w\s]+|\w+)\s*/.exec(line.slice(cursor))?.[0].length || cursor;
  }

  #walk(step) {
    const line = this.#history.walk(step);
    if (line !== undefined) this.#show(line, line.length);
  }

  #enter() {
    const reader = this.#reader;
    const { line } = reader;
    this.#moveTo(line.length);
    this.#history.add();
    this.#undo.length = this.#redo.length = 0;
    this.#previousRows = 0;
    this.#write('\r\n');
    reader.line = '';
    reader.cursor = 0;
    this.#onLine(line);
  }

  #signal(name, otherwise) {
    if (this.#reader.listenerCount(name) > 0) this.#reader.emit(name);
    else otherwise();
  }

  #withCtrl(name, shift) {
    const reader = this.#reader;
    const { cursor, line } = reader;
    const keys = {
      a: () => this.#moveTo(0),
      b: () => this.#moveTo(this.#before(cursor)),
      c: () => this.#signal('SIGINT', () => reader.close()),
      d: () => (line === '' ? reader.close() : this.#remove(cursor, this.#after(cursor))),
      e: () => this.#moveTo(line.length),
      f: () => this.#moveTo(this.#after(cursor)),
      h: () => this.#remove(this.#before(cursor), cursor),
      k: () => this.#remove(cursor, line.length, { keep: true }),
      l: () => {
        this.#write(cursorText(0, 0) + CLEAR_DOWN);
        this.refresh();
      },
      n: () => this.#walk(-1),
      p: () => this.#walk(1),
      u: () => this.#remove(0, cursor, { keep: true }),
      w: () => this.#remove(this.#wordStart(), cursor, { keep: true }),
      y: () => this.#killed.length > 0 && this.insert(this.#killed[0]),
      z: () => this.#signal('SIGTSTP', () => {}),
      left: () => this.#moveTo(this.#wordStart()),
      right: () => this.#moveTo(this.#wordEnd()),
      backspace: () => this.#remove(shift ? 0 : this.#wordStart(), cursor, { keep: true }),
      delete: () => this.#remove(cursor, shift ? line.length : this.#wordEnd(), { keep: true }),
    };
    keys[name]?.();
  }

  #withMeta(name) {
    const { cursor } = this.#reader;
    const keys = {
      b: () => this.#moveTo(this.#wordStart()),
      f: () => this.#moveTo(this.#wordEnd()),
      d: () => this.#remove(cursor, this.#wordEnd(), { keep: true }),
      delete: () => this.#remove(cursor, this.#wordEnd(), { keep: true }),
      backspace: () => this.#remove(this.#wordStart(), cursor, { keep: true }),
    };
    keys[name]?.();
  }

  #plain(text, key) {
    const reader = this.#reader;
    const { cursor, line } = reader;
    const keys = {
      return: () => this.#enter(),
      // A line feed behind a carriage return belongs to it.
      enter: () => this.#lastKey !== 'return' && this.#enter(),
      backspace: () => this.#remove(this.#before(cursor), cursor),
      delete: () => this.#remove(cursor, this.#after(cursor)),
      left: () => this.#moveTo(this.#before(cursor)),
      right: () => this.#moveTo(this.#after(cursor)),
      home: () => this.#moveTo(0),
      end: () => this.#moveTo(line.length),
      up: () => this.#walk(1),
      down: () => this.#walk(-1),
    };
    const completes =
      key.name === 'tab' && typeof reader.completer === 'function' && reader.isCompletionEnabled;
    if (completes) complete(reader, this, this.#lastKey === 'tab');
    else if (keys[key.name] !== undefined) keys[key.name]();
    else this.#insertText(text);
  }

  // Text that was pasted may have ends of lines in it.
  #insertText(text) {
    if (typeof text !== 'string' || text === '') return;
    const lines = text.split(LINE_END);
    lines.forEach((line, i) => {
      if (line !== '') this.insert(line);
      if (i < lines.length - 1) this.#enter();
    });
  }

  /**
   * @param {string | Uint8Array | undefined} text
   * @param {object} [key] as in 'keypress' events
   */
  press(text, key = {}) {
    const { ctrl = false, meta = false, name, sequence, shift = false } = key ?? {};
    if (ArrayBuffer.isView(text)) text = Buffer.from(text).toString();
    if (name !== 'up' && name !== 'down') this.#history.forget();
    if (sequence === '\u001f') this.#step(this.#undo, this.#redo);
    else if (sequence === '\u001e') this.#step(this.#redo, this.#undo);
    else if (name === 'escape') return;
    else if (ctrl) this.#withCtrl(name, shift);
    else if (meta) this.#withMeta(name);
    else this.#plain(text, key ?? {});
    this.#lastKey = name;
  }
}

module.exports = { Editor };
