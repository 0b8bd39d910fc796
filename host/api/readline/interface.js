'use strict';
// SPDX-License-Identifier: MIT

// What both kinds of Interface share: options, the life of the input, prompts and lines. Editing on
// a terminal is readline/editor's.

const EventEmitter = require('events');
const { AbortError, codes } = require('internal/errors');
const {
  validateAbortSignal, validateArray, validateNumber, validateUint32,
} = require('internal/validate');
const { Editor } = require('readline/editor');
const { ESCAPE_TIMEOUT_MS, emitKeypressEvents } = require('readline/keys');
const { LineIterator } = require('readline/line-iterator');
const { LineSplitter } = require('readline/line-splitter');
const { StringDecoder } = require('string_decoder');
const { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE } = codes;

const HISTORY_SIZE = 30;
const CRLF_DELAY_MS = 100;
const TAB_SIZE = 8;

const kQuestion = Symbol('asks a question');

function readOptions(input, output, completer, terminal) {
  const options = input?.input ? { ...input, signal: input.signal } :
    { input, output, completer, terminal };
  const { history, historySize, prompt, tabSize, crlfDelay, escapeCodeTimeout } = options;
  if (options.completer !== undefined && typeof options.completer !== 'function') {
    throw new ERR_INVALID_ARG_VALUE('completer', options.completer);
  }
  if (history !== undefined) validateArray(history, 'history');
  if (historySize !== undefined) validateNumber(historySize, 'historySize', 0);
  if (tabSize !== undefined) validateUint32(tabSize, 'tabSize', true);
  if (escapeCodeTimeout !== undefined && !Number.isFinite(escapeCodeTimeout)) {
    throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', escapeCodeTimeout);
  }
  if (options.signal) validateAbortSignal(options.signal, 'options.signal');
  return {
    ...options,
    crlfDelay: crlfDelay ? Math.max(CRLF_DELAY_MS, crlfDelay) : CRLF_DELAY_MS,
    escapeCodeTimeout: escapeCodeTimeout ?? ESCAPE_TIMEOUT_MS,
    history: history ?? [],
    historySize: historySize ?? HISTORY_SIZE,
    prompt: prompt ?? '> ',
    tabSize: tabSize ?? TAB_SIZE,
    terminal: options.terminal ?? Boolean(options.output?.isTTY),
  };
}

class Interface extends EventEmitter {
  #prompt;
  #question;  // { resolve, prompt }: who waits for the next line, and the prompt of before.
  #splitter;
  #editor;
  #iterator;
  #raw = false;
  #stop = [];  // What ends listening to the streams.

  constructor(input, output = undefined, completer = undefined, terminal = undefined) {
    super();
    const options = readOptions(input, output, completer, terminal);
    Object.assign(this, {
      input: options.input,
      output: options.output,
      terminal: options.terminal,
      line: '',
      cursor: 0,
      closed: false,
      paused: false,
      history: options.history,
      historySize: options.historySize,
      historyIndex: -1,
      removeHistoryDuplicates: Boolean(options.removeHistoryDuplicates),
      crlfDelay: options.crlfDelay,
      escapeCodeTimeout: options.escapeCodeTimeout,
      tabSize: options.tabSize,
      completer: options.completer,
      isCompletionEnabled: true,
    });
    this.#prompt = options.prompt;
    this.#splitter = new LineSplitter(this.crlfDelay);
    this.#listen(this.input, 'error', (error) => this.emit('error', error));
    if (this.terminal) this.#openTerminal();
    else this.#openText();
    if (options.signal) this.#closeOnAbort(options.signal);
    this.input.resume();
  }

  #listen(emitter, name, listener) {
    emitter.on(name, listener);
    this.#stop.push(() => emitter.removeListener(name, listener));
  }

  #openText() {
    const decoder = new StringDecoder('utf8');
    this.#listen(this.input, 'data', (data) => this.#addText(decoder.write(data)));
    this.#listen(this.input, 'end', () => {
      this.#addText(decoder.end());
      const rest = this.#splitter.takeRest();
      if (rest !== '') this.emit('line', rest);
      this.close();
    });
  }

  #openTerminal() {
    this.#editor = new Editor(this, (line) => this.#onLine(line));
    emitKeypressEvents(this.input, this);
    this.#listen(this.input, 'keypress', (text, key) => this._ttyWrite(text, key));
    this.#listen(this.input, 'end', () => {
      if (this.line.length > 0) this.emit('line', this.line);
      this.close();
    });
    this.#setRawMode(true);
    if (this.output !== null && this.output !== undefined) {
      this.#listen(this.output, 'resize', () => this.#editor.refresh());
    }
  }

  #setRawMode(raw) {
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(raw);
    this.#raw = raw;
  }

  #closeOnAbort(signal) {
    const onAbort = () => this.close();
    if (signal.aborted) {
      process.nextTick(onAbort);
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    this.once('close', () => signal.removeEventListener('abort', onAbort));
  }

  #addText(text) {
    if (text === '') return;
    for (const line of this.#splitter.add(text)) this.#onLine(line);
  }

  #onLine(line) {
    if (this.#question === undefined) {
      this.emit('line', line);
      return;
    }
    const { resolve, prompt } = this.#question;
    this.#question = undefined;
    this.setPrompt(prompt);
    resolve(line);
  }

  get columns() {
    return this.output?.columns ?? Infinity;
  }

  getPrompt() {
    return this.#prompt;
  }

  setPrompt(prompt) {
    this.#prompt = prompt;
  }

  prompt(preserveCursor = false) {
    if (this.paused) this.resume();
    if (this.#editor !== undefined && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this.#editor.refresh();
    } else {
      this.output?.write(this.#prompt);
    }
  }

  // Asks once; `resolve` gets the line. The second question that is asked meanwhile is not heard.
  [kQuestion](query, resolve, signal) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.#question !== undefined) {
      this.prompt();
      return;
    }
    this.#question = { resolve, prompt: this.#prompt };
    this.setPrompt(query);
    this.prompt();
    signal?.addEventListener('abort', () => {
      if (this.#question?.resolve !== resolve) return;
      this.setPrompt(this.#question.prompt);
      this.#question = undefined;
    }, { once: true });
  }

  /** A key of the terminal; the prompt of `repl` has keys of its own. */
  _ttyWrite(text, key) {
    this.#editor.press(text, key);
  }

  pause() {
    if (this.paused) return undefined;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    if (!this.paused) return undefined;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  write(data, key = undefined) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this.paused) this.resume();
    if (this.#editor !== undefined) this._ttyWrite(data, key);
    else if (data !== undefined) this.#addText(`${data}`);
  }

  close() {
    if (this.closed) return;
    this.pause();
    if (this.#raw) this.#setRawMode(false);
    for (const stop of this.#stop) stop();
    this.closed = true;
    this.emit('close');
  }

  /** Where the cursor is on the screen, seen from the prompt's start. */
  getCursorPos() {
    return this.#editor === undefined ? { cols: 0, rows: 0 } : this.#editor.cursorPosition();
  }

  [Symbol.asyncIterator]() {
    this.#iterator ??= new LineIterator(this);
    return this.#iterator;
  }
}

/** What a question that was asked with an aborted signal is answered with. */
function abortErrorOf(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

module.exports = { Interface, abortErrorOf, kQuestion };
