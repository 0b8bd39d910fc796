'use strict';
// SPDX-License-Identifier: MIT

// util: the helpers of a JavaScript programmer. Inspecting, formatting and comparing are done by
// the internal modules of those names; util/parse-args has the command line.

const { TextDecoder } = require('encoding/text-decoder');
const { TextEncoder } = require('encoding/text-encoder');
const { codes, errnoException, exceptionWithHostPort } = require('internal/errors');
const { format, formatWithOptions } = require('internal/format');
const { inspect } = require('internal/inspect');
const { types } = require('internal/types');
const legacy = require('util/legacy');
const { promisify } = require('internal/promisify');
const { withoutControlSequences } = require('internal/text-width');
const {
  validateBoolean, validateFunction, validateNumber, validateObject, validateOneOf, validateString,
} = require('internal/validate');
const {
  ERR_FALSY_VALUE_REJECTION, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE,
} = codes;

function callBackRejected(reason, callback) {
  let error = reason;
  if (!reason) {
    error = new ERR_FALSY_VALUE_REJECTION();
    error.reason = reason;
    Error.captureStackTrace(error, callBackRejected);
  }
  return callback(error);
}

/**
 * A function with a callback, of one that returns a promise.
 *
 * @param {(...args: any[]) => Promise<any>} original
 * @returns {Function}
 */
function callbackify(original) {
  validateFunction(original, 'original');
  function callbackified(...args) {
    const callback = args.pop();
    validateFunction(callback, 'last argument');
    const bound = callback.bind(this);
    // From a fresh task: what the callback throws must not become a rejection.
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(bound, null, value),
      (reason) => process.nextTick(callBackRejected, reason, bound));
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  for (const key of Reflect.ownKeys(descriptors)) Object.setPrototypeOf(descriptors[key], null);
  return Object.defineProperties(callbackified, descriptors);
}

/** The old way to derive: only the prototypes are linked. */
function inherits(constructor, superConstructor) {
  if (constructor == null) throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', constructor);
  if (superConstructor == null) {
    throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superConstructor);
  }
  if (superConstructor.prototype === undefined) {
    throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superConstructor.prototype);
  }
  Object.defineProperty(constructor, 'super_', {
    __proto__: null, value: superConstructor, writable: true, configurable: true,
  });
  Object.setPrototypeOf(constructor.prototype, superConstructor.prototype);
}

const warnedCodes = Object.create(null);

/**
 * The same function, which warns once, when it is first called.
 *
 * @template {Function} F
 * @param {F} fn
 * @param {string} message
 * @param {string} [code] warnings with the same code are given once
 * @returns {F}
 */
function deprecate(fn, message, code) {
  if (code !== undefined) validateString(code, 'code');
  let warned = false;
  function deprecated(...args) {
    if (!warned && process.noDeprecation !== true) {
      warned = true;
      if (code === undefined) {
        process.emitWarning(message, 'DeprecationWarning', deprecated);
      } else if (!warnedCodes[code]) {
        warnedCodes[code] = true;
        process.emitWarning(message, 'DeprecationWarning', code, deprecated);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  Object.defineProperty(deprecated, 'length', {
    ...Object.getOwnPropertyDescriptor(fn, 'length'), __proto__: null,
  });
  return deprecated;
}

// Whether NODE_DEBUG names the section; * stands for any text.
function isDebugged(section) {
  const wanted = (process.env.NODE_DEBUG ?? '').toUpperCase().split(',');
  const isNamed = wanted.some((pattern) => {
    const text = pattern.replace(/[|\\{}()[\]^$+?.]/g, '\\$&').replaceAll('*', '.*');
    return text !== '' && new RegExp(`^${text}$`).test(section);
  });
  if (isNamed && (section === 'HTTP' || section === 'HTTP2')) {
    process.emitWarning(`Setting the NODE_DEBUG environment variable to '${section.toLowerCase()}' can ` +
      'expose sensitive data (such as passwords, tokens and authentication headers) in the resulting log.');
  }
  return isNamed;
}

/**
 * A function that writes to stderr when the environment's NODE_DEBUG names the section.
 *
 * @param {string} section
 * @param {(log: Function) => void} [callback] is told of the function once it is needed
 */
function debuglog(section, callback) {
  const name = `${section}`.toUpperCase();
  let enabled;
  const isEnabled = () => (enabled ??= isDebugged(name));
  let log = (...values) => {
    if (isEnabled()) {
      log = (...texts) => {
        const colors = Boolean(process.stderr.hasColors?.());
        const text = formatWithOptions({ colors }, ...texts);
        process.stderr.write(`${name} ${process.pid}: ${text}\n`);
      };
    } else {
      log = () => {};
    }
    callback?.(log);
    log(...values);
  };
  const logger = (...values) => log(...values);
  Object.defineProperty(logger, 'enabled', {
    get: isEnabled, configurable: true, enumerable: true,
  });
  return logger;
}

/** Text without a terminal's colours and cursor movements. */
function stripVTControlCharacters(text) {
  validateString(text, 'str');
  return withoutControlSequences(text);
}

/** Lone surrogates become U+FFFD. */
function toUSVString(text) {
  return `${text}`.replace(/[\ud800-\udfff]/gu, '\ufffd');
}

function checkColorStream(stream) {
  validateObject(stream, 'stream');
  if (typeof stream.write !== 'function') {
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
}

// NO_COLOR, FORCE_COLOR and their like are the stream's own business.
function wantsColor(stream) {
  if (process.env.FORCE_COLOR !== undefined && typeof stream?.getColorDepth === 'function') {
    return stream.getColorDepth() > 2;
  }
  if (!stream?.isTTY) return false;
  return typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2;
}

/**
 * Text in a colour or style of util.inspect.colors, or in several.
 *
 * @param {string | string[]} formats
 * @param {string} text
 * @param {{ validateStream?: boolean, stream?: object }} [options]
 */
function styleText(formats, text, { validateStream = true, stream } = {}) {
  validateString(text, 'text');
  validateBoolean(validateStream, 'options.validateStream');
  let colored = true;
  if (validateStream) {
    const target = stream ?? process.stdout;
    checkColorStream(target);
    colored = wantsColor(target);
  }
  let [left, right] = ['', ''];
  for (const name of Array.isArray(formats) ? formats : [formats]) {
    const codesOfStyle = inspect.colors[name];
    if (codesOfStyle === undefined) {
      validateOneOf(name, 'format', Object.keys(inspect.colors));
    }
    left += `\u001b[${codesOfStyle[0]}m`;
    right = `\u001b[${codesOfStyle[1]}m${right}`;
  }
  return colored ? `${left}${text}${right}` : text;
}

function checkErrorCode(errno) {
  validateNumber(errno, 'err');
  if (errno >= 0 || !Number.isSafeInteger(errno)) {
    throw new ERR_OUT_OF_RANGE('err', 'a negative integer', errno);
  }
}

/** The name of a system error: -2 is "ENOENT". */
function getSystemErrorName(errno) {
  checkErrorCode(errno);
  return internalBinding('uv').errname(errno);
}

/** All system errors: their numbers, each with its name and message. */
function getSystemErrorMap() {
  return internalBinding('uv').getErrorMap();
}

function aborted(signal, resource) {
  return require('internal/abort-controller').aborted(signal, resource);
}

/** The variables of a .env file's text. */
function parseEnv(content) {
  validateString(content, 'content');
  return require('util/parse-env').parseEnvText(content);
}

/** A controller whose signal can go to another thread. */
function transferableAbortController() {
  return require('internal/abort-controller').transferableAbortController();
}

/** A signal that aborts with this one, and can go to another thread. */
function transferableAbortSignal(signal) {
  return require('internal/abort-controller').transferableAbortSignal(signal);
}

// What few plugins use is read when it is first called, so that the others do not carry it.
let equal;

/** Whether two values are alike, their parts included: strictly, as assert.deepStrictEqual. */
function isDeepStrictEqual(one, other) {
  equal ??= require('internal/deep-equal').isDeepStrictEqual;
  return equal(one, other);
}

/** A command line as options and positional arguments. */
function parseArgs(config = {}) {
  return require('util/parse-args').parseArgs(config);
}

module.exports = {
  ...legacy,
  _errnoException: errnoException,
  _exceptionWithHostPort: exceptionWithHostPort,
  aborted,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  getSystemErrorMap,
  getSystemErrorName,
  inherits,
  inspect,
  isArray: Array.isArray,
  isDeepStrictEqual,
  parseArgs,
  parseEnv,
  promisify,
  stripVTControlCharacters,
  styleText,
  TextDecoder,
  TextEncoder,
  toUSVString,
  transferableAbortController,
  transferableAbortSignal,
  types,
};

// Few ask for them.
for (const name of ['MIMEType', 'MIMEParams']) {
  Object.defineProperty(module.exports, name, {
    configurable: true,
    enumerable: true,
    get() {
      const value = require('util/mime')[name];
      Object.defineProperty(this, name, { value, writable: true });
      return value;
    },
  });
}
