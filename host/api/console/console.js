'use strict';
// SPDX-License-Identifier: MIT

// console: the Console class, and the global console, which is one on the program's own streams.
// Tables are drawn in internal/console-table.

const { codes, isStackOverflowError } = require('internal/errors');
const { formatWithOptions } = require('internal/format');
const { inspect } = require('internal/inspect');
const { validateArray, validateInteger, validateObject, validateOneOf } =
  require('internal/validate');
const { ERR_CONSOLE_WRITABLE_STREAM, ERR_INCOMPATIBLE_OPTION_PAIR } = codes;

const kColorMode = Symbol('kColorMode');
const kCounts = Symbol('counts');
const kIndentation = Symbol('indentation');
const kInspectOptions = Symbol('inspectOptions');
const kStreams = Symbol('streams');
// Node's name, which programs have come to read.
const kTimers = '_times';
const kWidth = Symbol('groupIndentation');

// What a failed write reports is nobody's business, and must not end the program.
function ignoreError() {}

function canShowColors(stream) {
  if (!stream.isTTY) return false;
  return typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2;
}

function optionsFor(console, stream) {
  const mode = console[kColorMode];
  const colors = mode === 'auto' ? canShowColors(stream) : mode;
  const inspectOptions = console[kInspectOptions];
  if (inspectOptions !== undefined) {
    return inspectOptions.colors === undefined ? { ...inspectOptions, colors } : inspectOptions;
  }
  return { colors };
}

function indent(text, indentation) {
  if (indentation.length === 0) return text;
  const inner = text.includes('\n') ? text.replace(/\n/g, `\n${indentation}`) : text;
  return indentation + inner;
}

// For the errors that a write reports, one for each stream: writes with the same callback share a tick.
function errorHandlerOf(streams, which) {
  return function handleWriteError(error) {
    const stream = streams[which];
    if (error != null && !stream._writableState?.errorEmitted &&
        typeof stream.listenerCount === 'function' && stream.listenerCount('error') === 0) {
      stream.once('error', ignoreError);
    }
  };
}

function write(console, which, text) {
  const stream = console[kStreams][which];
  const line = `${indent(text, console[kIndentation])}\n`;
  if (console._ignoreErrors === false) {
    stream.write(line);
    return;
  }
  // Errors may come now, with the callback, or as an event.
  if (typeof stream.once === 'function' && !(stream.listenerCount?.('error') > 0)) {
    stream.once('error', ignoreError);
  }
  try {
    stream.write(line, console[`_${which}ErrorHandler`]);
  } catch (error) {
    if (isStackOverflowError(error)) throw error;
  } finally {
    stream.removeListener?.('error', ignoreError);
  }
}

function print(console, which, values) {
  const stream = console[kStreams][which];
  write(console, which, formatWithOptions(optionsFor(console, stream), ...values));
}

// 1.234s, 2:03.456 (m:ss.mmm), 1:02:03.456 (h:mm:ss.mmm), 5.5ms.
function formatDuration(ms) {
  if (ms < 1000) return `${Number(ms.toFixed(3))}ms`;
  const hours = Math.floor(ms / 3600000);
  const minutes = Math.floor(ms / 60000) % 60;
  const seconds = (ms % 60000) / 1000;
  if (hours === 0 && minutes === 0) return `${seconds.toFixed(3)}s`;
  const [whole, fraction] = seconds.toFixed(3).split('.');
  const padded = `${whole.padStart(2, '0')}.${fraction}`;
  return hours === 0 ? `${minutes}:${padded} (m:ss.mmm)` :
    `${hours}:${String(minutes).padStart(2, '0')}:${padded} (h:mm:ss.mmm)`;
}

function printTime(console, method, label, values) {
  const start = console[kTimers].get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const text = formatDuration(Number(process.hrtime.bigint() - start) / 1e6);
  if (values.length === 0) console.log('%s: %s', label, text);
  else console.log('%s: %s', label, text, ...values);
  return true;
}

const methods = {
  log(...values) {
    print(this, 'stdout', values);
  },

  warn(...values) {
    print(this, 'stderr', values);
  },

  error(...values) {
    print(this, 'stderr', values);
  },

  dir(value = undefined, options = undefined) {
    const stream = this[kStreams].stdout;
    write(this, 'stdout', inspect(value, {
      customInspect: false, ...optionsFor(this, stream), ...options,
    }));
  },

  time(label = 'default') {
    const name = `${label}`;
    if (this[kTimers].has(name)) {
      process.emitWarning(`Label '${name}' already exists for console.time()`);
      return;
    }
    this[kTimers].set(name, process.hrtime.bigint());
  },

  timeEnd(label = 'default') {
    const name = `${label}`;
    if (printTime(this, 'timeEnd', name, [])) this[kTimers].delete(name);
  },

  timeLog(label = 'default', ...values) {
    printTime(this, 'timeLog', `${label}`, values);
  },

  trace(...values) {
    const options = optionsFor(this, this[kStreams].stderr);
    const trace = { name: 'Trace', message: formatWithOptions(options, ...values) };
    Object.setPrototypeOf(trace, Error.prototype);
    Error.captureStackTrace(trace, this.trace);
    this.error(trace.stack);
  },

  assert(condition = undefined, ...values) {
    if (condition) return;
    values[0] = values.length === 0 ? 'Assertion failed' : `Assertion failed: ${values[0]}`;
    this.warn(...values);
  },

  clear() {
    const { stdout } = this[kStreams];
    if (stdout.isTTY && process.env.TERM !== 'dumb') stdout.write('\u001b[1;1H\u001b[0J');
  },

  count(label = 'default') {
    const name = `${label}`;
    const count = (this[kCounts].get(name) ?? 0) + 1;
    this[kCounts].set(name, count);
    this.log(`${name}: ${count}`);
  },

  countReset(label = 'default') {
    const name = `${label}`;
    if (!this[kCounts].delete(name)) {
      process.emitWarning(`Count for '${name}' does not exist`);
    }
  },

  group(...values) {
    if (values.length > 0) this.log(...values);
    this[kIndentation] += ' '.repeat(this[kWidth]);
  },

  groupEnd() {
    const kept = this[kIndentation].length - this[kWidth];
    this[kIndentation] = this[kIndentation].slice(0, Math.max(0, kept));
  },

  table(data = undefined, properties = undefined) {
    if (properties !== undefined) validateArray(properties, 'properties');
    const { renderTable, tableOf } = require('internal/console-table');
    const table = tableOf(data, properties, optionsFor(this, this[kStreams].stdout));
    this.log(table === undefined ? data : renderTable(table));
  },
};
Object.assign(methods, {
  debug: methods.log,
  info: methods.log,
  dirxml: methods.log,
  groupCollapsed: methods.group,
});

const METHOD_ORDER = [
  'log', 'warn', 'dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count',
  'countReset', 'group', 'groupEnd', 'table', 'debug', 'info', 'dirxml', 'error',
  'groupCollapsed',
];

// The parts that a console needs before its methods work. Maps are made when they are needed:
// the global console is part of the snapshot.
function initialize(console, streams, { ignoreErrors, colorMode, inspectOptions, width }) {
  const hidden = (value) => ({ value, writable: true, configurable: true, enumerable: false });
  const lazyMap = (key) => ({
    get() {
      const map = new Map();
      Object.defineProperty(this, key, hidden(map));
      return map;
    },
    configurable: true,
  });
  Object.defineProperties(console, {
    [kStreams]: hidden(streams),
    _stdoutErrorHandler: hidden(errorHandlerOf(streams, 'stdout')),
    _stderrErrorHandler: hidden(errorHandlerOf(streams, 'stderr')),
    _ignoreErrors: hidden(ignoreErrors),
    [kColorMode]: hidden(colorMode),
    [kInspectOptions]: hidden(inspectOptions),
    [kWidth]: hidden(width),
    [kIndentation]: hidden(''),
    [kCounts]: lazyMap(kCounts),
    [kTimers]: lazyMap(kTimers),
  });
}

function bindMethods(console, prototype) {
  for (const name of METHOD_ORDER) {
    const method = (prototype[name] === methods[name] ? methods : prototype)[name];
    console[name] = method.bind(console);
    Object.defineProperty(console[name], 'name', { value: name });
  }
}

function checkInspectOptions(inspectOptions, colorMode) {
  if (inspectOptions === undefined) return;
  validateObject(inspectOptions, 'options.inspectOptions');
  if (inspectOptions.colors !== undefined && colorMode !== undefined) {
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
  }
}

/**
 * A console on two streams, or on one: new Console(stdout, stderr, ignoreErrors), or with
 * everything as options.
 */
function Console(options, ...older) {
  if (new.target === undefined) return Reflect.construct(Console, [options, ...older]);
  const given = !options || typeof options.write === 'function' ?
    { stdout: options, stderr: older[0], ignoreErrors: older[1] } : options;
  const {
    stdout, stderr = stdout, ignoreErrors = true, colorMode, inspectOptions, groupIndentation,
  } = given;
  for (const [name, stream] of [['stdout', stdout], ['stderr', stderr]]) {
    if (typeof stream?.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM(name);
  }
  if (colorMode !== undefined) validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) {
    validateInteger(groupIndentation, 'groupIndentation', 0, 1000);
  }
  checkInspectOptions(inspectOptions, colorMode);

  initialize(this, { stdout, stderr }, {
    ignoreErrors, colorMode: colorMode ?? 'auto', inspectOptions, width: groupIndentation ?? 2,
  });
  for (const [name, stream] of [['_stdout', stdout], ['_stderr', stderr]]) {
    Object.defineProperty(this, name, { value: stream, writable: true, configurable: true });
  }
  bindMethods(this, new.target.prototype);
  return this;
}

for (const name of METHOD_ORDER) Console.prototype[name] = methods[name];
Object.defineProperty(Console, Symbol.hasInstance, {
  value(instance) {
    return instance?.[kStreams] !== undefined;
  },
});

// The streams of the program are asked for when something is written.
const programStreams = {
  get stdout() {
    return process.stdout;
  },
  get stderr() {
    return process.stderr;
  },
};

const globalConsole = Object.create({});
bindMethods(globalConsole, methods);
initialize(globalConsole, programStreams, {
  ignoreErrors: true, colorMode: 'auto', inspectOptions: undefined, width: 2,
});
for (const [name, stream] of [['_stdout', 'stdout'], ['_stderr', 'stderr']]) {
  Object.defineProperty(globalConsole, name, {
    get() {
      return programStreams[stream];
    },
    set(value) {
      Object.defineProperty(programStreams, stream, { value, writable: true, configurable: true });
    },
    configurable: true,
  });
}
// Those that only an inspector answers.
for (const name of ['profile', 'profileEnd', 'timeStamp']) {
  globalConsole[name] = { [name]() {} }[name];
}
Object.assign(globalConsole, {
  Console,
  /** A console of its own name in an inspector. */
  context() {
    return globalConsole;
  },
  /** Ties the calls of `run` to where this was called, in an inspector. */
  createTask(name) {
    if (typeof name !== 'string' || name === '') {
      throw new Error('First argument must be a non-empty string.');
    }
    return { run: (body) => body() };
  },
});
Object.defineProperties(globalConsole, {
  Console: { enumerable: true, writable: true, configurable: true },
  [Symbol.toStringTag]: { value: 'console', configurable: true },
});

module.exports = globalConsole;
