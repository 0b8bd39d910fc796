'use strict';
// SPDX-License-Identifier: MIT

// IncomingMessage: a request at a server, a response at a client. Headers come as a flat list; the
// objects that scripts see are made when they are first asked for.

const { Readable, finished } = require('stream');
const { kReader } = require('net/handles');

const kRead = Symbol('read');
const kEnd = Symbol('end');
const kDropUnseen = Symbol('dropUnseen');
const kState = Symbol('state');
const kPhase = Symbol('phase');
const kRawHeaders = Symbol('rawHeaders');
const kMostFields = Symbol('mostFields');
const kHeaders = Symbol('kHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');

// What became of the body while nobody had looked at the stream.
const COMES = 0;
const IS_HERE = 1;  // None is there, or the other side has nothing more to say.
const IS_OVER = 2;  // And nobody will ask any more.

// Of these a second one is dropped: joined they would mean something else.
const SINGLE = Object.assign(Object.create(null), Object.fromEntries([
  'age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host',
  'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards',
  'proxy-authorization', 'referer', 'retry-after', 'server', 'user-agent',
].map((name) => [name, true])));

function readStart(socket) {
  if (!socket || socket._paused) return;
  if (socket[kReader] && socket._handle?.reading) return;  // The parser does.
  if (socket.readable) socket.resume();
}

function readStop(socket) {
  if (socket) socket.pause();
}

// Most requests have no body, and nobody listens to their streams: so what makes it a stream comes
// into being when it is first looked at.
function IncomingMessage(socket) {
  if (!(this instanceof IncomingMessage)) return new IncomingMessage(socket);
  this._events = undefined;
  this._eventsCount = 0;
  this._maxListeners = undefined;
  this[kState] = undefined;
  this[kPhase] = COMES;
  this.socket = socket;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this[kRawHeaders] = undefined;
  this[kMostFields] = 0;
  this[kHeaders] = undefined;
  this[kTrailers] = undefined;
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = '';
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this.client = socket;
  this._consuming = false;
  this._dumped = false;
}
Object.setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);

function makeState(message) {
  const { socket } = message;
  const options = socket ? { highWaterMark: socket.readableHighWaterMark } : undefined;
  const state = new Readable.ReadableState(options, message, false);
  message[kState] = state;
  state.readingMore = true;  // Nothing is read ahead before the body is asked for.
  if (message[kPhase] === IS_HERE) {
    message.push(null);
  } else if (message[kPhase] === IS_OVER) {
    state.flowing = true;
    state.ended = true;
    state.endEmitted = true;
    state.destroyed = true;
    state.closed = true;
    state.closeEmitted = true;
  }
  return state;
}

Object.defineProperty(IncomingMessage.prototype, '_readableState', {
  configurable: true,
  get() { return this[kState] ?? makeState(this); },
  set(state) { this[kState] = state; },
});

/** What the parser read of the head; `headers` as it tells them. */
IncomingMessage.prototype[kRead] = function(major, minor, headers, fields, mostFields) {
  this.httpVersionMajor = major;
  this.httpVersionMinor = minor;
  this.httpVersion = major === 1 && minor === 1 ? '1.1' : `${major}.${minor}`;
  this[kRawHeaders] = headers;
  if (mostFields > 0 && fields > mostFields) this[kMostFields] = mostFields;
};

/** The other side has said all. */
IncomingMessage.prototype[kEnd] = function() {
  if (this[kState] === undefined) this[kPhase] = IS_HERE;
  else this.push(null);
};

/** Its response has left. True: nobody has ever looked for a body, and there was none. */
IncomingMessage.prototype[kDropUnseen] = function() {
  if (this[kState] !== undefined || this[kPhase] !== IS_HERE || this._eventsCount > 0) return false;
  this[kPhase] = IS_OVER;
  this._dumped = true;
  return true;
};

Object.defineProperty(IncomingMessage.prototype, 'rawHeaders', {
  configurable: true,
  enumerable: true,
  get() {
    let headers = this[kRawHeaders];
    if (Array.isArray(headers) && this[kMostFields] === 0) return headers;
    if (headers === undefined) headers = [];
    else if (typeof headers === 'string') headers = headers.split('\n');
    if (this[kMostFields] > 0) {
      headers.length = Math.min(headers.length, this[kMostFields]);
      this[kMostFields] = 0;
    }
    return this[kRawHeaders] = headers;
  },
  set(headers) { this[kRawHeaders] = headers; },
});

// A getter of an object that is made from a flat list on first use.
function defineLazy(name, slot, rawName, add) {
  Object.defineProperty(IncomingMessage.prototype, name, {
    configurable: true,
    get() {
      if (!this[slot]) {
        this[slot] = {};
        const raw = this[rawName];
        for (let i = 0; i < raw.length; i += 2) this[add](raw[i], raw[i + 1], this[slot]);
      }
      return this[slot];
    },
    set(value) {
      this[slot] = value;
    },
  });
}

Object.defineProperty(IncomingMessage.prototype, 'connection', {
  configurable: true,
  get() { return this.socket; },
  set(value) { this.socket = value; },
});
defineLazy('headers', kHeaders, 'rawHeaders', '_addHeaderLine');
defineLazy('headersDistinct', kHeadersDistinct, 'rawHeaders', '_addHeaderLineDistinct');
defineLazy('trailers', kTrailers, 'rawTrailers', '_addHeaderLine');
defineLazy('trailersDistinct', kTrailersDistinct, 'rawTrailers', '_addHeaderLineDistinct');

IncomingMessage.prototype.setTimeout = function(msecs, callback) {
  if (callback) this.on('timeout', callback);
  this.socket.setTimeout(msecs);
  return this;
};

// Called when somebody wants the body, not before: until then the socket may stay paused.
IncomingMessage.prototype._read = function() {
  if (!this._consuming) {
    this._readableState.readingMore = false;
    this._consuming = true;
  }
  if (this.socket && this.socket.readable) readStart(this.socket);
};

IncomingMessage.prototype._destroy = function(error, callback) {
  if (!this.readableEnded || !this.complete) {
    this.aborted = true;
    this.emit('aborted');
  }
  // A response that came in part takes its socket with it.
  if (this.socket && !this.socket.destroyed && this.aborted) {
    this.socket.destroy(error);
    const stop = finished(this.socket, (socketError) => {
      if (socketError?.code === 'ERR_STREAM_PREMATURE_CLOSE') socketError = null;
      stop();
      process.nextTick(tellDestroyed, this, error || socketError, callback);
    });
  } else {
    process.nextTick(tellDestroyed, this, error, callback);
  }
};

// Without a listener an error is no reason to end the program: the socket has told of it.
function tellDestroyed(message, error, callback) {
  callback(!error || message.listenerCount('error') === 0 ? null : error);
}

IncomingMessage.prototype._addHeaderLines = function(headers, count) {
  if (!headers?.length) return;
  const isTrailer = this.complete;
  if (isTrailer) {
    this.rawTrailers = headers;
  } else {
    this.rawHeaders = headers;
  }
  const slot = this[isTrailer ? kTrailers : kHeaders];
  if (!slot) return;  // It will be made from the list.
  for (let i = 0; i < count; i += 2) this._addHeaderLine(headers[i], headers[i + 1], slot);
};

// https://www.rfc-editor.org/rfc/rfc9110#section-5.3: several of a name are one, joined by commas,
// but for cookies, set-cookie, and those of which there can be one.
IncomingMessage.prototype._addHeaderLine = function(field, value, target) {
  const name = field.toLowerCase();
  const known = target[name];
  if (name === 'set-cookie') {
    if (Array.isArray(known)) known.push(value);
    else target[name] = [value];
  } else if (typeof known !== 'string') {  // Also what every object inherits.
    target[name] = value;
  } else if (name === 'cookie') {
    target[name] += `; ${value}`;
  } else if (this.joinDuplicateHeaders || !SINGLE[name]) {
    target[name] += `, ${value}`;
  }
};

IncomingMessage.prototype._addHeaderLineDistinct = function(field, value, target) {
  const name = field.toLowerCase();
  if (Array.isArray(target[name])) target[name].push(value);
  else target[name] = [value];
};

// Reads the body to its end for nobody, so that the next message can come.
IncomingMessage.prototype._dump = function() {
  if (this._dumped) return;
  this._dumped = true;
  // A listener that added data events would wait for ever.
  this.removeAllListeners('data');
  this.resume();
};

module.exports = { IncomingMessage, kDropUnseen, kEnd, kRead, readStart, readStop };
