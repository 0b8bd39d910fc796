'use strict';
// SPDX-License-Identifier: MIT

// OutgoingMessage: what a response and a client's request share: headers, and a body that waits for a
// socket. How the head is put together is in http/head.

const Stream = require('stream');
const EventEmitter = require('events');
const { codes } = require('internal/errors');
const { validateString } = require('internal/validate');
const { types: { isUint8Array } } = require('internal/types');
const {
  checkedField, fieldOf, hasInvalidCharacter, validateHeaderName, validateHeaderValue,
} = require('http/fields');
const { storeHead } = require('http/head');
const { writeNow } = require('net/socket');
const {
  ERR_HTTP_BODY_NOT_ALLOWED, ERR_HTTP_CONTENT_LENGTH_MISMATCH, ERR_HTTP_HEADERS_SENT,
  ERR_INVALID_ARG_TYPE, ERR_INVALID_CHAR, ERR_METHOD_NOT_IMPLEMENTED,
  ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES,
  ERR_STREAM_WRITE_AFTER_END,
} = codes;

const kOutHeaders = Symbol('kOutHeaders');
const kNeedDrain = Symbol('kNeedDrain');
const kCorked = Symbol('corked');
const kChunks = Symbol('kChunkedBuffer');
const kChunksLength = Symbol('kChunkedLength');
const kBytesWritten = Symbol('kBytesWritten');
const kErrored = Symbol('errored');
const kHighWaterMark = Symbol('kHighWaterMark');
const kUniqueHeaders = Symbol('kUniqueHeaders');
const kRejectBodies = Symbol('kRejectNonStandardBodyWrites');
const kFinished = Symbol('kFinished');

const noop = () => {};

// What setHeader() keeps: [name, value] by the name in small letters. An object of a class of its own,
// as V8 is far quicker with it than with one of Object.create(null).
function Fields() {}
Fields.prototype = Object.create(null);

function OutgoingMessage(options) {
  this._events = undefined;
  this._eventsCount = 0;
  this._maxListeners = undefined;
  this.outputData = [];  // {data, encoding, callback} that wait for the socket.
  this.outputSize = 0;
  this.writable = true;
  this.destroyed = false;
  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;
  this.strictContentLength = false;
  this[kBytesWritten] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = '';
  this[kNeedDrain] = false;
  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this[kChunks] = [];
  this[kChunksLength] = 0;
  this._closed = false;
  this.socket = null;
  this._header = null;
  this[kOutHeaders] = null;
  this._keepAliveTimeout = 0;
  this[kErrored] = null;
  this[kHighWaterMark] = options?.highWaterMark ?? Stream.getDefaultHighWaterMark?.(false) ?? 16384;
  this[kRejectBodies] = options?.rejectNonStandardBodyWrites ?? false;
}
Object.setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, Stream);

OutgoingMessage.prototype._onPendingData = noop;

function defineGetters(getters) {
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(OutgoingMessage.prototype, name, { configurable: true, enumerable: true, get });
  }
}

defineGetters({
  errored() { return this[kErrored]; },
  closed() { return this._closed; },
  writableFinished() {
    return this.finished && this.outputSize === 0 &&
      (!this.socket || this.socket.writableLength === 0);
  },
  writableObjectMode() { return false; },
  writableLength() {
    return this.outputSize + this[kChunksLength] + (this.socket ? this.socket.writableLength : 0);
  },
  writableHighWaterMark() {
    return this.socket ? this.socket.writableHighWaterMark : this[kHighWaterMark];
  },
  writableCorked() { return this[kCorked]; },
  writableEnded() { return this.finished; },
  writableNeedDrain() { return !this.destroyed && !this.finished && this[kNeedDrain]; },
  headersSent() { return !!this._header; },
});

Object.defineProperty(OutgoingMessage.prototype, 'connection', {
  configurable: true,
  get() { return this.socket; },
  set(value) { this.socket = value; },
});

// What the headers were kept in once: deprecated, as in Node. One warning for each name.
function defineDeprecated(name, get, set) {
  const { deprecate } = require('util');
  const text = `OutgoingMessage.prototype.${name} is deprecated`;
  Object.defineProperty(OutgoingMessage.prototype, name, {
    configurable: true, get: deprecate(get, text, 'DEP0066'), set: deprecate(set, text, 'DEP0066'),
  });
}

defineDeprecated('_headers', function() { return this.getHeaders(); }, function(headers) {
  if (headers == null) {
    this[kOutHeaders] = null;
  } else if (typeof headers === 'object') {
    this[kOutHeaders] = new Fields();
    for (const name of Object.keys(headers)) {
      this[kOutHeaders][name.toLowerCase()] = [name, headers[name]];
    }
  }
});

defineDeprecated('_headerNames', function() {
  if (this[kOutHeaders] === null) return null;
  const names = Object.create(null);
  for (const [key, [name]] of Object.entries(this[kOutHeaders])) names[key] = name;
  return names;
}, function(names) {
  const headers = this[kOutHeaders];
  if (typeof names !== 'object' || names === null || headers === null) return;
  for (const key of Object.keys(names)) if (headers[key]) headers[key][0] = names[key];
});

OutgoingMessage.prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  if (this.socket) this.socket.setTimeout(msecs);
  else this.once('socket', (socket) => socket.setTimeout(msecs));
  return this;
};

OutgoingMessage.prototype.cork = function() {
  this[kCorked]++;
  if (this.socket) this.socket.cork();
};

// The chunks that were written meanwhile leave as one.
OutgoingMessage.prototype.uncork = function() {
  this[kCorked]--;
  if (this.socket) this.socket.uncork();
  if (this[kCorked] || this[kChunks].length === 0) return;
  const chunks = this[kChunks];
  this[kChunks] = [];
  this._send(this[kChunksLength].toString(16), 'latin1', null);
  this._send('\r\n', 'latin1', null);
  this[kChunksLength] = 0;
  for (const { data, encoding, length } of chunks) this._send(data, encoding, null, length);
  this._send('\r\n', 'latin1', (error) => {
    for (const { callback } of chunks) callback?.(error);
  });
};

// Whoever owns no socket yet has itself destroyed once it gets one.
OutgoingMessage.prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this[kErrored] = error;
  if (this.socket) this.socket.destroy(error);
  else this.once('socket', (socket) => socket.destroy(error));
  return this;
};

// The head goes in front of the first bytes of the body, into the same write.
OutgoingMessage.prototype._send = function(data, encoding, callback, byteLength) {
  if (!this._headerSent) {
    const header = this._header;
    if (typeof data === 'string' &&
        (encoding === 'utf8' || encoding === 'latin1' || !encoding)) {
      data = header + data;
    } else {
      this.outputData.unshift({ data: header, encoding: 'latin1', callback: null });
      this.outputSize += header.length;
      this._onPendingData(header.length);
    }
    this._headerSent = true;
  }
  return this._writeRaw(data, encoding, callback, byteLength);
};

OutgoingMessage.prototype._writeRaw = function(data, encoding, callback, byteLength) {
  const { socket } = this;
  if (socket?.destroyed) return false;  // Its errors have been told.
  if (typeof encoding === 'function') [callback, encoding] = [encoding, null];
  if (socket && socket._httpMessage === this && socket.writable) {
    if (this.outputData.length > 0) this._flushOutput(socket);
    return socket.write(data, encoding, callback);
  }
  const size = byteLength ?? data.length;
  this.outputData.push({ data, encoding, callback });
  this.outputSize += size;
  this._onPendingData(size);
  return this.outputSize < this[kHighWaterMark];
};

OutgoingMessage.prototype._storeHeader = function(firstLine, headers) {
  storeHead(this, firstLine, headers, headers === this[kOutHeaders]);
  // A client that waits for "100 Continue" must not wait for its body with the head.
  if (this._expectsContinue) this._send('');
};

function assertNotSent(message, what) {
  if (message._header) throw new ERR_HTTP_HEADERS_SENT(what);
}

/** Sets one header, replacing what was set of that name. */
OutgoingMessage.prototype.setHeader = function(name, value) {
  assertNotSent(this, 'set');
  const field = checkedField(name);
  validateHeaderValue(name, value);
  const headers = (this[kOutHeaders] ??= new Fields());
  headers[field] = [name, value];
  return this;
};

/** Sets all headers of a Headers object or a Map. */
OutgoingMessage.prototype.setHeaders = function(headers) {
  assertNotSent(this, 'set');
  if (!headers || Array.isArray(headers) || typeof headers.keys !== 'function' ||
      typeof headers.get !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
  }
  const cookies = [];
  for (const [name, value] of headers) {
    if (name === 'set-cookie') cookies.push(...(Array.isArray(value) ? value : [value]));
    else this.setHeader(name, value);
  }
  if (cookies.length > 0) this.setHeader('set-cookie', cookies);
  return this;
};

/** Adds a value to those that a header has. */
OutgoingMessage.prototype.appendHeader = function(name, value) {
  assertNotSent(this, 'append');
  const field = checkedField(name);
  validateHeaderValue(name, value);
  const headers = (this[kOutHeaders] ??= new Fields());
  if (!headers[field]) {
    headers[field] = [name, value];
    return this;
  }
  const known = headers[field][1];
  headers[field][1] = [...(Array.isArray(known) ? known : [known]),
    ...(Array.isArray(value) ? value : [value])];
  return this;
};

OutgoingMessage.prototype.getHeader = function(name) {
  validateString(name, 'name');
  return this[kOutHeaders]?.[fieldOf(name)]?.[1];
};

OutgoingMessage.prototype.getHeaderNames = function() {
  return this[kOutHeaders] === null ? [] : Object.keys(this[kOutHeaders]);
};

OutgoingMessage.prototype.getRawHeaderNames = function() {
  return this[kOutHeaders] === null ? [] : Object.values(this[kOutHeaders]).map(([name]) => name);
};

OutgoingMessage.prototype.getHeaders = function() {
  const copy = Object.create(null);
  for (const key of this.getHeaderNames()) copy[key] = this[kOutHeaders][key][1];
  return copy;
};

OutgoingMessage.prototype.hasHeader = function(name) {
  validateString(name, 'name');
  return this[kOutHeaders] !== null && this[kOutHeaders][fieldOf(name)] !== undefined;
};

// What would be added by itself is not added either.
OutgoingMessage.prototype.removeHeader = function(name) {
  validateString(name, 'name');
  assertNotSent(this, 'remove');
  const key = name.toLowerCase();
  switch (key) {
    case 'connection': this._removedConnection = true; break;
    case 'content-length': this._removedContLen = true; break;
    case 'transfer-encoding': this._removedTE = true; break;
    case 'date': this.sendDate = false; break;
    default:
  }
  if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
};

OutgoingMessage.prototype._renderHeaders = function() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  const rendered = {};
  for (const [name, value] of Object.values(this[kOutHeaders] ?? {})) rendered[name] = value;
  return rendered;
};

OutgoingMessage.prototype._implicitHeader = function() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
};

// The socket's own buffers hold small writes of one turn together.
function uncorkSoon(socket) {
  socket.uncork();
}

function tellError(message, error, callback) {
  process.nextTick(() => {
    callback(error);
    if (typeof message.emit === 'function' && !message.destroyed) message.emit('error', error);
  });
}

function byteLengthOf(chunk, encoding) {
  return typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.byteLength;
}

function breaksLength(message, added, isLast) {
  if (!message.strictContentLength || message._contentLength === null || !message._hasBody ||
      message.hasHeader('transfer-encoding')) {
    return false;
  }
  const written = message[kBytesWritten] + added;
  return isLast ? written !== message._contentLength : written > message._contentLength;
}

function writeChunked(message, chunk, encoding, callback, length) {
  if (message[kCorked] && message._headerSent) {
    message[kChunks].push({ data: chunk, encoding, callback, length });
    message[kChunksLength] += length;
    return message[kChunksLength] < message[kHighWaterMark];
  }
  message._send(length.toString(16), 'latin1', null);
  message._send('\r\n', 'latin1', null);
  message._send(chunk, encoding, null, length);
  return message._send('\r\n', 'latin1', callback);
}

function validateChunk(chunk) {
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  if (typeof chunk !== 'string' && !isUint8Array(chunk)) {
    throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }
}

function write(message, chunk, encoding, callback, isLast) {
  if (typeof callback !== 'function') callback = noop;
  validateChunk(chunk);
  let error;
  if (message.finished) error = new ERR_STREAM_WRITE_AFTER_END();
  else if (message.destroyed) error = new ERR_STREAM_DESTROYED('write');
  if (error !== undefined) {
    if (message.destroyed) process.nextTick(callback, error);
    else tellError(message, error, callback);
    return false;
  }
  const length = byteLengthOf(chunk, encoding);
  if (breaksLength(message, length, isLast)) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(message[kBytesWritten] + length,
      message._contentLength);
  }
  message[kBytesWritten] += length;
  if (!message._header) {
    if (isLast) message._contentLength = length;
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message[kRejectBodies]) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    process.nextTick(callback);
    return true;
  }
  if (!isLast && message.socket && !message.socket.writableCorked) {
    message.socket.cork();
    process.nextTick(uncorkSoon, message.socket);
  }
  const more = message.chunkedEncoding && length > 0
    ? writeChunked(message, chunk, encoding, callback, length)
    : message._send(chunk, encoding, callback, length);
  if (!more) message[kNeedDrain] = true;
  return more;
}

OutgoingMessage.prototype.write = function(chunk, encoding, callback) {
  if (typeof encoding === 'function') [callback, encoding] = [encoding, null];
  return write(this, chunk, encoding, callback, false);
};

/** Headers after the body; only a chunked one has a place for them. */
OutgoingMessage.prototype.addTrailers = function(headers) {
  this._trailer = '';
  const isArray = Array.isArray(headers);
  for (const key of isArray ? headers : Object.keys(headers)) {
    const [field, value] = isArray ? key : [key, headers[key]];
    validateHeaderName(field, 'Trailer name');
    for (const one of Array.isArray(value) ? value : [value]) {
      if (hasInvalidCharacter(one)) throw new ERR_INVALID_CHAR('trailer content', field);
      this._trailer += `${field}: ${one}\r\n`;
    }
  }
};

function onFinish(message) {
  if (message.socket?._hadError) return;
  message[kFinished]();
}

OutgoingMessage.prototype[kFinished] = function() {
  this.emit('finish');
};

// A whole message that nothing of has left yet goes out in one write, past the socket's stream.
// False: it must take the long way.
// Differs from Node: where other events are ready, a message in one piece leaves with what those write,
// at most 32 answers or 0.3 ms later (docs/decisions/late-writes.md).
function endAtOnce(message, chunk, encoding) {
  const { socket } = message;
  if (socket === null || socket._httpMessage !== message || message.outputData.length > 0 ||
      message[kCorked] > 0 || message.strictContentLength || message.destroyed) {
    return false;
  }
  // Who has set it need not wait for it to be counted.
  const isCounted = message[kOutHeaders]?.['content-length'] !== undefined;
  const length = !chunk ? 0 : isCounted ? chunk.length : byteLengthOf(chunk, encoding);
  message._contentLength = length;
  message._implicitHeader();
  if (message._headerSent || (message._hasBody ? message.chunkedEncoding : message[kRejectBodies])) {
    return false;
  }
  const body = length > 0 && message._hasBody ? chunk : '';
  // Text is encoded with the head, as if they were one.
  const isText = typeof body === 'string' && body !== '' && (!encoding || encoding === 'utf8');
  if (!writeNow(socket, message._header, isText ? 'utf8' : 'latin1', body, encoding, onFinish, message)) {
    return false;
  }
  message[kBytesWritten] += length;
  message._headerSent = true;
  message.finished = true;
  message._finish();
  return true;
}

function assertLengthReached(message) {
  if (message.strictContentLength && message._contentLength !== null && message._hasBody &&
      !message.hasHeader('transfer-encoding') && !message.hasHeader('trailer') &&
      message[kBytesWritten] !== message._contentLength) {
    throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(message[kBytesWritten], message._contentLength);
  }
}

function endAgain(message, callback) {
  if (typeof callback !== 'function') return;
  if (message.writableFinished) callback(new ERR_STREAM_ALREADY_FINISHED('end'));
  else message.on('finish', callback);
}

OutgoingMessage.prototype.end = function(chunk, encoding, callback) {
  if (typeof chunk === 'function') [callback, chunk, encoding] = [chunk, null, null];
  else if (typeof encoding === 'function') [callback, encoding] = [encoding, null];

  if (chunk) {
    if (this.finished) {
      tellError(this, new ERR_STREAM_WRITE_AFTER_END(), typeof callback === 'function' ? callback : noop);
      return this;
    }
    validateChunk(chunk);
    if (this._header === null && endAtOnce(this, chunk, encoding)) {
      if (typeof callback === 'function') this.once('finish', callback);
      return this;
    }
    this.socket?.cork();
    write(this, chunk, encoding, null, true);
  } else if (this.finished) {
    endAgain(this, callback);
    return this;
  } else if (!this._header) {
    if (endAtOnce(this, '', null)) {
      if (typeof callback === 'function') this.once('finish', callback);
      return this;
    }
    this.socket?.cork();
    if (!this._header) {
      this._contentLength = 0;
      this._implicitHeader();
    }
  }
  if (typeof callback === 'function') this.once('finish', callback);
  assertLengthReached(this);

  const finish = () => onFinish(this);
  if (this._hasBody && this.chunkedEncoding) {
    this._send(`0\r\n${this._trailer}\r\n`, 'latin1', finish);
  } else if (!this._headerSent || this.writableLength || chunk) {
    this._send('', 'latin1', finish);
  } else {
    process.nextTick(finish);
  }
  if (this.socket) {  // All that is corked leaves now.
    this.socket._writableState.corked = 1;
    this.socket.uncork();
  }
  this[kCorked] = 1;
  this.uncork();
  this.finished = true;
  if (this.outputData.length === 0 && this.socket && this.socket._httpMessage === this) {
    this._finish();
  }
  return this;
};

OutgoingMessage.prototype._finish = function() {
  this.emit('prefinish');
};

// A socket is there: what waited for it leaves.
OutgoingMessage.prototype._flush = function() {
  const { socket } = this;
  if (!socket?.writable) return;
  const more = this._flushOutput(socket);
  if (this.finished) {
    this._finish();
  } else if (more && this[kNeedDrain]) {
    this[kNeedDrain] = false;
    this.emit('drain');
  }
};

OutgoingMessage.prototype._flushOutput = function(socket) {
  while (this[kCorked]) {
    this[kCorked]--;
    socket.cork();
  }
  if (this.outputData.length === 0) return undefined;
  const { outputData } = this;
  let more;
  socket.cork();
  for (const { data, encoding, callback } of outputData) more = socket.write(data, encoding, callback);
  socket.uncork();
  this.outputData = [];
  this._onPendingData(-this.outputSize);
  this.outputSize = 0;
  return more;
};

OutgoingMessage.prototype.flushHeaders = function() {
  if (!this._header) this._implicitHeader();
  this._send('');
};

OutgoingMessage.prototype.pipe = function() {
  this.emit('error', new ERR_STREAM_CANNOT_PIPE());
};

OutgoingMessage.prototype[EventEmitter.captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

module.exports = {
  OutgoingMessage, kErrored, kFinished, kHighWaterMark, kNeedDrain, kOutHeaders, kUniqueHeaders,
};
