'use strict';
// SPDX-License-Identifier: MIT

// The streams: Transforms that give what they get to the native half, a step at a time, off the
// plugin's thread.

const { Transform, finished } = require('stream');
const { codes: errors, define } = require('internal/errors');
const { isArrayBufferView, isAnyArrayBuffer, isUint8Array } = require('internal/types').types;
const { validateNumber } = require('internal/validate');
const { constants } = require('zlib/constants');

const native = internalBinding('zlib');
const { ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = errors;
define('ERR_BROTLI_INVALID_PARAM', 'RangeError', (name) => `${name} is not a valid Brotli parameter`);
define('ERR_ZLIB_INITIALIZATION_FAILED', 'Error', 'Initialization failed');
const { ERR_BROTLI_INVALID_PARAM, ERR_ZLIB_INITIALIZATION_FAILED } = errors;

const {
  Z_NO_FLUSH, Z_BLOCK, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_MIN_CHUNK, Z_DEFAULT_CHUNK,
  Z_MIN_WINDOWBITS, Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS, Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL,
  Z_DEFAULT_MEMLEVEL, Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION, Z_DEFAULT_STRATEGY, Z_FIXED,
  BROTLI_DECODE, BROTLI_ENCODE, BROTLI_OPERATION_PROCESS, BROTLI_OPERATION_FLUSH,
  BROTLI_OPERATION_FINISH, BROTLI_OPERATION_EMIT_METADATA, GZIP, GUNZIP, UNZIP, INFLATE, DEFLATERAW,
} = constants;

const kFlush = Symbol('flush');  // Of a chunk that asks for a flush and carries no bytes.
const MOST_BYTES = require('buffer').kMaxLength;

function checkNumber(value, name) {
  if (value === undefined) return false;
  if (Number.isFinite(value)) return true;
  if (Number.isNaN(value)) return false;
  validateNumber(value, name);
  throw new ERR_OUT_OF_RANGE(name, 'a finite number', value);
}

function inRange(value, name, least, most, otherwise) {
  if (!checkNumber(value, name)) return otherwise;
  if (value < least || value > most) {
    throw new ERR_OUT_OF_RANGE(name, `>= ${least} and <= ${most}`, value);
  }
  return value;
}

function toError([message, code, errno]) {
  const error = new Error(message);
  error.errno = errno;
  error.code = code;
  return error;
}

// The stronger of two flushes: a later one must not weaken an earlier one.
const STRENGTH = [Z_NO_FLUSH, Z_BLOCK, constants.Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH];

function ZlibBase(options, kind, handle, { flush, finishFlush, fullFlush }) {
  let chunkSize = Z_DEFAULT_CHUNK;
  let maxOutputLength = MOST_BYTES;
  let flushes = { flush, finishFlush };
  if (options) {
    chunkSize = options.chunkSize;
    if (!checkNumber(chunkSize, 'options.chunkSize')) chunkSize = Z_DEFAULT_CHUNK;
    else if (chunkSize < Z_MIN_CHUNK) {
      throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${Z_MIN_CHUNK}`, chunkSize);
    }
    const most = kind >= BROTLI_DECODE ? BROTLI_OPERATION_EMIT_METADATA : Z_BLOCK;
    flushes = {
      flush: inRange(options.flush, 'options.flush', 0, most, flush),
      finishFlush: inRange(options.finishFlush, 'options.finishFlush', 0, most, finishFlush),
    };
    maxOutputLength = inRange(options.maxOutputLength, 'options.maxOutputLength', 1, MOST_BYTES,
      MOST_BYTES);
    if (options.encoding || options.objectMode || options.writableObjectMode) {
      options = { ...options, encoding: null, objectMode: false, writableObjectMode: false };
    }
  }
  Reflect.apply(Transform, this, [{ autoDestroy: true, ...options }]);
  this.bytesWritten = 0;
  this._handle = handle;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flushes.flush;
  this._finishFlushFlag = flushes.finishFlush;
  this._defaultFullFlushFlag = fullFlush;
  this._info = options?.info;
  this._maxOutputLength = maxOutputLength;
  this._out = undefined;
  this._outOffset = 0;
  this._mode = kind;
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

Object.defineProperty(ZlibBase.prototype, '_closed', {
  configurable: true, enumerable: true, get() { return !this._handle; },
});

const BYTES_READ = 'zlib.bytesRead is deprecated and will change its meaning in the future. ' +
  'Use zlib.bytesWritten instead.';
let warnedOfBytesRead = false;

function warnOfBytesRead() {
  if (warnedOfBytesRead) return;
  warnedOfBytesRead = true;
  process.emitWarning(BYTES_READ, 'DeprecationWarning', 'DEP0108');
}

Object.defineProperty(ZlibBase.prototype, 'bytesRead', {
  configurable: true,
  enumerable: true,
  get() {
    warnOfBytesRead();
    return this.bytesWritten;
  },
  set(value) {
    warnOfBytesRead();
    this.bytesWritten = value;
  },
});

/** Starts anew, as if nothing had been written. */
ZlibBase.prototype.reset = function() {
  if (!this._handle) throw new Error('zlib binding closed');
  const failure = this._handle.reset();
  if (failure !== undefined) throw toError(failure);
};

ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

ZlibBase.prototype._final = function(callback) {
  callback();
};

function strongerFlush(one, other) {
  return STRENGTH.indexOf(one) > STRENGTH.indexOf(other) ? one : other;
}

function makeFlushChunk(kind) {
  const chunk = Buffer.alloc(0);
  chunk[kFlush] = kind;
  return chunk;
}

/** Puts out all that was written so far. */
ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(makeFlushChunk(kind), '', callback);
  }
};

ZlibBase.prototype.close = function(callback) {
  if (callback) finished(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function(error, callback) {
  closeHandle(this);
  callback(error);
};

function closeHandle(stream) {
  stream._handle?.close();
  stream._handle = null;
}

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flush = this._defaultFlushFlag;
  if (typeof chunk[kFlush] === 'number') flush = chunk[kFlush];
  // The last chunk; one that asks for a flush may be behind it, and is the last one, too.
  if (this.writableEnded && this.writableLength === chunk.byteLength) {
    flush = strongerFlush(this._finishFlushFlag, flush);
    if (this._mode >= BROTLI_DECODE) flush = this._finishFlushFlag;
  }
  processChunk(this, chunk, flush, callback);
};

function nextOutput(stream) {
  if (stream._out === undefined || stream._outOffset >= stream._out.length) {
    stream._out = Buffer.allocUnsafe(stream._chunkSize);
    stream._outOffset = 0;
  }
}

// What a step has put out, as a slice of the chunk; the rest of the chunk is for the next step.
function takeOutput(stream, left) {
  const end = stream._out.length - left;
  const start = stream._outOffset;
  stream._outOffset = end;
  return end > start ? stream._out.slice(start, end) : undefined;
}

// Goes on once somebody reads what was put out: a few bytes may stand for gigabytes.
function onceRead(stream, goOn) {
  const read = stream._read;
  stream._read = function(size) {
    this._read = read;
    goOn();
    Reflect.apply(read, this, [size]);
  };
}

function processChunk(stream, chunk, flush, callback) {
  const handle = stream._handle;
  if (!handle) return process.nextTick(callback);
  let offset = 0;
  const takeStep = () => {
    nextOutput(stream);
    handle.step(flush, chunk, offset, stream._out, stream._outOffset, onStep);
  };
  const onStep = (_, result) => {
    if (stream.destroyed) return callback();
    if (result.length === 3) {
      closeHandle(stream);
      stream.destroy(toError(result));
      return undefined;
    }
    const [inputLeft, outputLeft] = result;
    const consumed = chunk.byteLength - offset - inputLeft;
    stream.bytesWritten += consumed;
    offset += consumed;
    const output = takeOutput(stream, outputLeft);
    const isFull = output !== undefined && !stream.push(output);
    if (stream.destroyed) return callback();
    if (outputLeft === 0) {  // There may be more.
      if (!isFull) return takeStep();
      onceRead(stream, takeStep);
      return undefined;
    }
    if (inputLeft > 0) {
      // Behind the end of the compressed data; nobody wants it.
      stream.push(null);
      return callback();
    }
    return callback();
  };
  return takeStep();
}

/** All of a stream at once, on this thread: what the ...Sync functions use. */
function processSync(stream, chunk, flush = stream._finishFlushFlag) {
  const handle = stream._handle;
  if (!handle) throw new errors.ERR_STREAM_DESTROYED('write');
  const pieces = [];
  let offset = 0;
  let size = 0;
  for (;;) {
    nextOutput(stream);
    const result = handle.step(flush, chunk, offset, stream._out, stream._outOffset);
    if (result.length === 3) {
      closeHandle(stream);
      throw toError(result);
    }
    const [inputLeft, outputLeft] = result;
    stream.bytesWritten += chunk.byteLength - offset - inputLeft;
    offset = chunk.byteLength - inputLeft;
    const output = takeOutput(stream, outputLeft);
    if (output !== undefined) {
      pieces.push(output);
      size += output.byteLength;
      if (size > stream._maxOutputLength) {
        closeHandle(stream);
        throw new ERR_BUFFER_TOO_LARGE(stream._maxOutputLength);
      }
    }
    if (outputLeft > 0) break;
  }
  closeHandle(stream);
  return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces, size);
}

ZlibBase.prototype._processChunk = function(chunk, flush, callback) {
  if (typeof callback === 'function') return processChunk(this, chunk, flush, callback);
  return processSync(this, chunk, flush);
};

function checkDictionary(dictionary) {
  if (dictionary === undefined || isArrayBufferView(dictionary)) return dictionary;
  if (isAnyArrayBuffer(dictionary)) return Buffer.from(dictionary);
  throw new ERR_INVALID_ARG_TYPE('options.dictionary',
    ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
}

function Zlib(options, kind) {
  let windowBits = Z_DEFAULT_WINDOWBITS;
  let level = Z_DEFAULT_COMPRESSION;
  let memLevel = Z_DEFAULT_MEMLEVEL;
  let strategy = Z_DEFAULT_STRATEGY;
  let dictionary;
  if (options) {
    // 0: as the stream itself says.
    if ((options.windowBits == null || options.windowBits === 0) &&
        (kind === INFLATE || kind === GUNZIP || kind === UNZIP)) {
      windowBits = 0;
    } else {
      // A gzip window of 8 is one of 9, by a defect of the library that everybody relies on.
      const least = Z_MIN_WINDOWBITS + (kind === GZIP ? 1 : 0);
      windowBits = inRange(options.windowBits, 'options.windowBits', least, Z_MAX_WINDOWBITS,
        Z_DEFAULT_WINDOWBITS);
    }
    level = inRange(options.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION);
    memLevel = inRange(options.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL,
      Z_DEFAULT_MEMLEVEL);
    strategy = inRange(options.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED,
      Z_DEFAULT_STRATEGY);
    dictionary = checkDictionary(options.dictionary);
  }
  const handle = new native.Zlib();
  Reflect.apply(ZlibBase, this,
    [options, kind, handle, { flush: Z_NO_FLUSH, finishFlush: Z_FINISH, fullFlush: Z_FULL_FLUSH }]);
  // Raw deflate with a window of 8 can't be read back by anybody.
  if (kind === DEFLATERAW && windowBits === 8) windowBits = 9;
  const failure = handle.init(kind, windowBits, level, memLevel, strategy, dictionary);
  if (failure !== undefined) throw new ERR_ZLIB_INITIALIZATION_FAILED();
  this._level = level;
  this._strategy = strategy;
}
Object.setPrototypeOf(Zlib.prototype, ZlibBase.prototype);
Object.setPrototypeOf(Zlib, ZlibBase);

/** Changes level and strategy for what is written from here on. */
Zlib.prototype.params = function(level, strategy, callback) {
  inRange(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL);
  inRange(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(Z_SYNC_FLUSH, () => {
    if (!this._handle) return;
    const failure = this._handle.params(level, strategy);
    if (failure !== undefined) {
      this.destroy(toError(failure));
      return;
    }
    this._level = level;
    this._strategy = strategy;
    callback?.();
  });
};

const MOST_BROTLI_PARAMETER = Math.max(...Object.keys(constants)
  .filter((name) => name.startsWith('BROTLI_PARAM_')).map((name) => constants[name]));

function toParameters(options) {
  const parameters = new Uint32Array(MOST_BROTLI_PARAMETER + 1).fill(-1);
  for (const key of Object.keys(options?.params ?? {})) {
    const number = +key;
    if (!(number >= 0 && number <= MOST_BROTLI_PARAMETER) || parameters[number] !== 2 ** 32 - 1) {
      throw new ERR_BROTLI_INVALID_PARAM(key);
    }
    const value = options.params[key];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    }
    parameters[number] = value;
  }
  return parameters;
}

function Brotli(options, kind) {
  const parameters = toParameters(options);
  const handle = new native.Zlib();
  if (handle.init(kind, parameters) !== undefined) throw new ERR_ZLIB_INITIALIZATION_FAILED();
  Reflect.apply(ZlibBase, this, [options, kind, handle, {
    flush: BROTLI_OPERATION_PROCESS,
    finishFlush: BROTLI_OPERATION_FINISH,
    fullFlush: BROTLI_OPERATION_FLUSH,
  }]);
}
Object.setPrototypeOf(Brotli.prototype, Zlib.prototype);
Object.setPrototypeOf(Brotli, Zlib);

// A class of one kind, which may be called without new.
function makeClass(name, kind, Base = Zlib) {
  const made = { [name]: function(options) {
    if (!(this instanceof made)) return new made(options);
    Reflect.apply(Base, this, [options, kind]);
  } }[name];
  Object.setPrototypeOf(made.prototype, Base.prototype);
  Object.setPrototypeOf(made, Base);
  return made;
}

module.exports = {
  Deflate: makeClass('Deflate', constants.DEFLATE),
  Inflate: makeClass('Inflate', INFLATE),
  Gzip: makeClass('Gzip', GZIP),
  Gunzip: makeClass('Gunzip', GUNZIP),
  DeflateRaw: makeClass('DeflateRaw', DEFLATERAW),
  InflateRaw: makeClass('InflateRaw', constants.INFLATERAW),
  Unzip: makeClass('Unzip', UNZIP),
  BrotliCompress: makeClass('BrotliCompress', BROTLI_ENCODE, Brotli),
  BrotliDecompress: makeClass('BrotliDecompress', BROTLI_DECODE, Brotli),
  processSync,
  isUint8Array,
};
