'use strict';
// SPDX-License-Identifier: MIT

// repl: a prompt that reads, evaluates and prints. Evaluating is in repl/evaluate, completing in
// repl/complete, commands in repl/commands, the history file in repl/history, what is said of errors
// in repl/report.
// Differs from Node: no preview of results while typing, no reverse search.

require('internal/on-first-use');
const { AsyncLocalStorage } = require('async_hooks');
const { Console } = require('console');
const EventEmitter = require('events');
const { callable } = require('internal/callable-class');
const { define } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { state } = require('internal/state');
const Module = require('module');
const { makeRequire } = require('module/require');
const path = require('path');
const readline = require('readline');
const vm = require('vm');
const { validateFunction } = require('internal/validate');
const { defineCommands } = require('repl/commands');
const { Completer, publicModules } = require('repl/complete');
const { Recoverable, isValidSyntax, nextName, prepare } = require('repl/evaluate');
const { report } = require('repl/report');
const { deprecate } = require('util');

define('ERR_INVALID_REPL_INPUT', 'TypeError', (reason) => reason);
define('ERR_INVALID_REPL_EVAL_CONFIG', 'TypeError',
  'Cannot specify both "breakEvalOnSigint" and "eval" for REPL');
define('ERR_SCRIPT_EXECUTION_INTERRUPTED', 'Error',
  'Script execution was interrupted by `SIGINT`');
const { codes } = require('internal/errors');
const {
  ERR_INVALID_REPL_EVAL_CONFIG, ERR_INVALID_REPL_INPUT, ERR_SCRIPT_EXECUTION_INTERRUPTED,
} = codes;

const REPL_MODE_SLOPPY = Symbol('repl-sloppy');
const REPL_MODE_STRICT = Symbol('repl-strict');

// Which prompt's input runs, also later: its errors are shown there.
const running = new AsyncLocalStorage();
const open = new Set();

function takeUncaught(error) {
  const server = running.getStore() ?? (open.size === 1 ? [...open][0] : undefined);
  if (!server?.isStandalone && running.getStore() === undefined) return false;
  server.showError(error);
  server.displayPrompt();
  return true;
}

// A listener of an input would take the program's errors, too.
function refuseListener(event) {
  if (event !== 'uncaughtException') return;
  const server = running.getStore();
  if (server === undefined || server.isStandalone) return;
  throw new ERR_INVALID_REPL_INPUT('Listeners for `uncaughtException` cannot be used in the REPL');
}

function writer(value) {
  return inspect(value, writer.options);
}
writer.options = { ...inspect.defaultOptions, showProxy: true };

function readOptions(prompt, source, evaluate, useGlobal, ignoreUndefined, replMode) {
  if (prompt === null || typeof prompt !== 'object') {
    return { prompt, stream: source, eval: evaluate, useGlobal, ignoreUndefined, replMode };
  }
  return { ...prompt };
}

function streamsOf({ input, output, stream }) {
  if (stream === undefined) return [input ?? process.stdin, output ?? process.stdout];
  return [input ?? stream.stdin ?? stream, output ?? stream.stdout ?? stream];
}

class REPLServer extends readline.Interface {
  commands = { __proto__: null };
  lines = [];
  last = undefined;
  lastError = undefined;
  underscoreAssigned = false;
  underscoreErrAssigned = false;
  editorMode = false;
  isStandalone = false;
  #buffered = '';
  #prompt;
  #busy = false;
  #waiting = [];  // Lines that came while an input was awaited.
  #sawCtrlC = false;
  #left = false;
  #completer;
  #names = new Set();

  constructor(...given) {
    const options = readOptions(...given);
    if (options.breakEvalOnSigint && options.eval) throw new ERR_INVALID_REPL_EVAL_CONFIG();
    const [input, output] = streamsOf(options);
    let server;
    const completer = options.completer ?? ((text, callback) => server.complete(text, callback));
    super({
      input, output, completer,
      terminal: options.terminal ?? Boolean(output.isTTY),
      historySize: options.historySize,
      prompt: options.prompt ?? '> ',
    });
    server = this;
    this.#prompt = options.prompt ?? '> ';
    this.useGlobal = Boolean(options.useGlobal);
    this.ignoreUndefined = Boolean(options.ignoreUndefined);
    this.replMode = options.replMode ?? REPL_MODE_SLOPPY;
    this.breakEvalOnSigint = Boolean(options.breakEvalOnSigint);
    this.useColors = options.useColors ??
      (this.terminal && (output.getColorDepth === undefined || output.getColorDepth() > 2));
    this.writer = options.writer ?? writer;
    if (this.writer === writer) {
      writer.options.colors = this.useColors;
      const paint = (value) => inspect(value, { ...writer.options, colors: this.useColors });
      this.writer = Object.assign(paint, { options: writer.options });
    }
    this.eval = this.#bound(options.eval ?? ((...args) => this.#evaluate(...args)));
    this.#completer = new Completer(this, () => this.#names);
    this.resetContext();
    this.lines.level = [];
    // Where errors of inputs go, as in Node, where it is a domain.
    this._domain = new EventEmitter();
    this._domain.on('error', (error) => this.showError(error));
    defineCommands(this);
    this.on('line', (line) => this.#onLine(line));
    this.on('SIGINT', () => this.#onCtrlC());
    this.on('close', () => {
      open.delete(this);
      process.nextTick(() => this.#leaveWhenDone());
    });
    if (state.promptTakes === undefined) {
      state.promptTakes = takeUncaught;
      process.prependListener('newListener', refuseListener);
    }
    open.add(this);
    this.displayPrompt();
  }

  #bound(evaluate) {
    return (code, context, file, callback) =>
      running.run(this, () => Reflect.apply(evaluate, this, [code, context, file, callback]));
  }

  /** The value of a name, as an input would see it. */
  lookUp(name) {
    return this.useGlobal ? vm.runInThisContext(name) : vm.runInContext(name, this.context);
  }

  createContext() {
    let context = globalThis;
    if (!this.useGlobal) {
      context = vm.createContext();
      const own = new Set(vm.runInContext('Object.getOwnPropertyNames(globalThis)', context));
      for (const name of Object.getOwnPropertyNames(globalThis)) {
        if (own.has(name)) continue;
        Object.defineProperty(context, name, {
          __proto__: null, ...Object.getOwnPropertyDescriptor(globalThis, name),
        });
      }
      context.global = context;
      Object.defineProperty(context, 'console', {
        configurable: true, writable: true, value: new Console(this.output),
      });
    }
    const replModule = new Module('<repl>');
    replModule.paths = [
      path.resolve('node_modules'), ...Module._nodeModulePaths(process.cwd()), ...Module.globalPaths,
    ];
    const hidden = { configurable: true, enumerable: false, writable: true };
    Object.defineProperty(context, 'module', { ...hidden, value: replModule });
    Object.defineProperty(context, 'require',
      { ...hidden, value: makeRequire(replModule, Module) });
    this.#addModules(context);
    return context;
  }

  // Built-ins by their names, loaded when they are first used.
  #addModules(context) {
    for (const id of publicModules) {
      if (id.includes('/') || id === 'module' || id === 'process' || id === 'console') continue;
      if (Object.hasOwn(globalThis, id) && this.useGlobal) continue;
      const set = (value) => Object.defineProperty(context, id, {
        configurable: true, enumerable: false, writable: true, value,
      });
      Object.defineProperty(context, id, {
        configurable: true,
        enumerable: false,
        get() {
          const exports = require('module')._load(id);
          set(exports);
          return exports;
        },
        set,
      });
    }
  }

  resetContext() {
    this.context = this.createContext();
    this.underscoreAssigned = false;
    this.underscoreErrAssigned = false;
    this.#names.clear();
    this.lines = Object.assign([], { level: [] });
    this.#defineUnderscore('_', 'last', 'underscoreAssigned');
    this.#defineUnderscore('_error', 'lastError', 'underscoreErrAssigned');
    this.emit('reset', this.context);
  }

  #defineUnderscore(name, field, assigned) {
    Object.defineProperty(this.context, name, {
      configurable: true,
      get: () => this[field],
      set: (value) => {
        this[field] = value;
        if (this[assigned]) return;
        this[assigned] = true;
        this.output.write(`Expression assignment to ${name} now disabled.\n`);
      },
    });
  }

  setPrompt(prompt) {
    this.#prompt = prompt;
    super.setPrompt(prompt);
  }

  displayPrompt(preserveCursor) {
    if (this.closed) return;
    super.setPrompt(this.editorMode ? '' : this.#buffered === '' ? this.#prompt : '... ');
    super.prompt(preserveCursor);
  }

  clearBufferedCommand() {
    this.#buffered = '';
  }

  defineCommand(keyword, command) {
    if (typeof command === 'function') command = { action: command };
    else validateFunction(command.action, 'cmd.action');
    this.commands[keyword] = command;
  }

  complete(...given) {
    Reflect.apply(this.completeText, this, given);
  }

  completeText(text, callback) {
    if (this.editorMode) return void callback(null, [['  '], '']);
    let answer;
    try {
      answer = [null, this.#completer.complete(text)];
    } catch (error) {
      answer = [error];
    }
    callback(...answer);
  }

  setupHistory(historyPath, callback) {
    validateFunction(callback, 'cb');
    require('repl/history').setupHistory(this, historyPath, callback);
  }

  #onLine(line) {
    line ??= '';
    this.#sawCtrlC = false;
    if (this.#busy) {
      this.#waiting.push(line);
      return;
    }
    if (this.editorMode) {
      this.#buffered += `${line}\n`;
      // Typed lines are indented as the one before them; pasted ones are as they are.
      if (this._sawKeyPress) this.write(/^\s*/.exec(line)[0]);
      return;
    }
    const trimmed = line.trim();
    const isCommand = trimmed.startsWith('.') && trimmed[1] !== '.' &&
      Number.isNaN(Number.parseFloat(trimmed));
    if (isCommand) {
      const [, keyword, rest] = /^\.([^\s]+)\s*(.*)$/.exec(trimmed) ?? [];
      const command = this.commands[keyword];
      if (command !== undefined) {
        Reflect.apply(command.action, this, [rest]);
        return;
      }
      if (this.#buffered === '') {
        this.output.write('Invalid REPL keyword\n');
        this.displayPrompt();
        return;
      }
    }
    this.lines.push(line);
    this.#run(`${this.#buffered}${line}\n`);
  }

  /** Runs text as one input, as .load does. */
  runText(text) {
    if (this.terminal) this.output.write(`${text}\n`);
    for (const line of text.replace(/\n$/, '').split('\n')) this.lines.push(line);
    this.#run(text.endsWith('\n') ? text : `${text}\n`);
  }

  #run(code) {
    this.#busy = true;
    let finished = false;
    this.eval(code, this.context, nextName(), (...answer) => {
      if (finished) return;
      finished = true;
      this.#finish(code, ...answer);
    });
  }

  // An answer without a result, as of an empty line, prints nothing.
  #finish(code, error, ...results) {
    const [result] = results;
    this.#busy = false;
    if (error instanceof Recoverable) {
      if (!this.closed || this.#waiting.length > 0) {
        this.#buffered = code;
        this.displayPrompt();
        this.#next();
        return;
      }
      error = error.err;
    }
    this.clearBufferedCommand();
    if (error !== null && error !== undefined) {
      this._domain.emit('error', error instanceof ThrownNothing ? error.err : error.err ?? error);
    } else if (results.length > 0) {
      if (!this.underscoreAssigned) this.last = result;
      if (!this.ignoreUndefined || result !== undefined) this.#print(result);
    }
    this.displayPrompt();
    this.#next();
  }

  #print(value) {
    let text;
    try {
      text = this.writer(value);
    } catch (error) {
      return this.showError(error);
    }
    return this.output.write(`${text}\n`);
  }

  #next() {
    while (this.#waiting.length > 0 && !this.#busy) this.#onLine(this.#waiting.shift());
    if (this.closed) this.#leaveWhenDone();
  }

  // What was typed before the end of the input still runs.
  #leaveWhenDone() {
    if (this.#busy || this.#waiting.length > 0 || this.#left) return;
    this.#left = true;
    this.emit('exit');
  }

  /** Prints an error that nobody caught. */
  showError(error) {
    if (!this.underscoreErrAssigned) this.lastError = error;
    this.clearBufferedCommand();
    const text = report(error, (value) => this.writer(value), writer.options.breakLength);
    this.output.write(`${text}\n`);
  }

  #evaluate(code, context, file, callback) {
    if (code.trim() === '') return void callback(null);
    let prepared;
    try {
      prepared = prepare(code, file, this.replMode === REPL_MODE_STRICT);
    } catch (error) {
      return void callback(error);
    }
    for (const name of prepared.names) this.#names.add(name);
    // Ctrl-C is to be a signal, not a key, while it runs.
    const isRaw = this.breakEvalOnSigint && this.terminal && this.input.isRaw === true;
    if (isRaw) this.input.setRawMode(false);
    let result;
    try {
      const options = { displayErrors: false, breakOnSigint: this.breakEvalOnSigint };
      result = this.useGlobal ? prepared.script.runInThisContext(options) :
        prepared.script.runInContext(context, options);
    } catch (error) {
      // A domain that the input entered takes its error.
      const { domain } = process;
      if (domain) {
        domain.emit('error', error);
        domain.exit();
        return void callback(null);
      }
      return void callback(error ?? new ThrownNothing(error));
    } finally {
      if (isRaw) this.input.setRawMode(true);
    }
    if (!prepared.awaits) return void callback(null, result);
    return void this.#await(result, callback);
  }

  async #await(promise, callback) {
    let interrupt;
    const interrupted = new Promise((resolve, reject) => {
      interrupt = () => reject(new ERR_SCRIPT_EXECUTION_INTERRUPTED());
      this.#interrupt = interrupt;
    });
    let answer;
    try {
      answer = [null, await Promise.race([promise, interrupted])];
    } catch (error) {
      answer = [error ?? new ThrownNothing(error)];
    }
    this.#interrupt = undefined;
    callback(...answer);
  }

  #interrupt;

  #onCtrlC() {
    if (this.#interrupt !== undefined) return void this.#interrupt();
    const isEmpty = this.line.length === 0;
    this.output.write('\n');
    const wasTyping = !isEmpty || this.#buffered !== '';
    if (!wasTyping) {
      if (this.#sawCtrlC) return void this.close();
      this.output.write('(To exit, press Ctrl+C again or Ctrl+D or type .exit)\n');
      this.#sawCtrlC = true;
    }
    this.editorMode = false;
    this.clearBufferedCommand();
    this.line = '';
    this.cursor = 0;
    this.displayPrompt();
    return undefined;
  }

  startEditor() {
    if (!this.terminal) return;
    this.editorMode = true;
    super.setPrompt('');
    this.output.write('// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)\n');
  }

  _ttyWrite(text, key = {}) {
    const isEnd = this.editorMode && key?.ctrl && key.name === 'd';
    if (!isEnd) {
      super._ttyWrite(text, key);
      return;
    }
    const code = `${this.#buffered}${this.line}\n`;
    this.line = '';
    this.cursor = 0;
    this.editorMode = false;
    this.output.write('\n');
    this.clearBufferedCommand();
    this.lines.push(...code.slice(0, -1).split('\n'));
    this.#run(code);
  }
}

// `throw null` and `throw undefined` are errors, too.
class ThrownNothing {
  constructor(err) {
    this.err = err;
  }
}

const Server = callable(REPLServer);
for (const [name, field] of [['inputStream', 'input'], ['outputStream', 'output']]) {
  const message = 'repl.inputStream and repl.outputStream are deprecated. ' +
    'Use repl.input and repl.output instead';
  Object.defineProperty(Server.prototype, name, {
    configurable: true,
    get: deprecate(function() { return this[field]; }, message, 'DEP0141'),
    set: deprecate(function(value) { this[field] = value; }, message, 'DEP0141'),
  });
}

/** Starts a prompt; see Node's documentation for the options. */
function start(...args) {
  return new Server(...args);
}

module.exports = {
  start,
  writer,
  REPLServer: Server,
  REPL_MODE_SLOPPY,
  REPL_MODE_STRICT,
  Recoverable,
  isValidSyntax,
  builtinModules: publicModules,
};
const libsMessage = 'repl._builtinLibs is deprecated. Check module.builtinModules instead';
Object.defineProperty(module.exports, '_builtinLibs', {
  configurable: true,
  enumerable: false,
  get: deprecate(() => publicModules, libsMessage, 'DEP0142'),
});
