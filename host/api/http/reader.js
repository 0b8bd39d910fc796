'use strict';
// SPDX-License-Identifier: MIT

// Reading messages off a socket: what HTTPParser of the native half finds becomes an IncomingMessage.

const native = internalBinding('http');
const { readStart, readStop } = require('http/incoming');

const { HTTPParser } = native;
const { now } = internalBinding('perf_hooks');

// parser.isResponse, socket, onIncoming(message, keepAlive), IncomingMessage, maxHeaderPairs and
// joinDuplicateHeaders are set by the server or client that uses it.

HTTPParser.prototype.onBegin = function() {
  this.startedAt = now();
  this.headDone = false;
};

HTTPParser.prototype.onHead = function(major, minor, headers, method, url, status, statusText,
  upgrade, keepAlive) {
  this.headDone = true;
  const message = new this.IncomingMessage(this.socket);
  this.incoming = message;
  message.httpVersionMajor = major;
  message.httpVersionMinor = minor;
  message.httpVersion = `${major}.${minor}`;
  message.joinDuplicateHeaders = this.socket?.server?.joinDuplicateHeaders ||
    this.joinDuplicateHeaders === true;
  message.url = url;
  message.upgrade = upgrade;
  let count = headers.length;
  if (this.maxHeaderPairs > 0) count = Math.min(count, this.maxHeaderPairs);
  if (count < headers.length) headers.length = count;
  message._addHeaderLines(headers, count);
  if (this.isResponse) {
    message.statusCode = status;
    message.statusMessage = statusText;
  } else {
    message.method = method;
  }
  return this.onIncoming(message, keepAlive);
};

HTTPParser.prototype.onBody = function(offset, size) {
  const message = this.incoming;
  if (message === null || message._dumped) return;
  const { bytes } = this;
  if (!message.push(bytes.slice(offset, offset + size))) readStop(this.socket);
};

HTTPParser.prototype.onEnd = function(trailers) {
  this.startedAt = 0;
  const message = this.incoming;
  if (message !== null) {
    message.complete = true;
    if (trailers !== undefined) message._addHeaderLines(trailers, trailers.length);
    message.push(null);
  }
  readStart(this.socket);
};

// Lets go of its memory; it may be parsing.
HTTPParser.prototype.free = function() {
  this.close();
};

/** A parser for a socket that was just opened, or just got its request. */
function makeParser(isResponse, socket, { maxHeaderSize = 0, insecureHTTPParser = false }) {
  const parser = new HTTPParser();
  parser.isResponse = isResponse;
  parser.socket = socket;
  parser.incoming = null;
  parser.bytes = null;
  parser.startedAt = now();
  parser.headDone = false;
  parser.upgraded = false;
  parser.outgoing = null;
  parser.reset(isResponse, maxHeaderSize, insecureHTTPParser);
  socket.parser = parser;
  return parser;
}

function toError([code, reason, bytesParsed]) {
  const error = new Error(`Parse Error: ${reason}`);
  error.code = code;
  error.reason = reason;
  error.bytesParsed = bytesParsed;
  return error;
}

/** Parses bytes; how many, or the error. parser.upgraded: the rest is another protocol's. */
function execute(parser, bytes) {
  parser.bytes = bytes;
  const result = parser.execute(bytes);
  parser.bytes = null;
  if (typeof result !== 'number') return toError(result);
  if (result >= 0) return result;
  parser.upgraded = true;
  return -result - 1;
}

/** The socket came to its end: an error when that was in the middle of a message. */
function finish(parser) {
  if (parser.socket === null) return undefined;  // Freed by what it told of last.
  const result = parser.finish();
  return typeof result === 'number' || result === undefined ? undefined : toError(result);
}

/** Lets go of a parser and of all that it refers to. */
function freeParser(parser, request, socket) {
  if (parser?.socket) {
    parser.onIncoming = null;
    parser.incoming = null;
    parser.outgoing = null;
    parser.socket.parser = null;
    parser.socket = null;
    parser.free();
  }
  if (request) request.parser = null;
  if (socket) socket.parser = null;
}

module.exports = { HTTPParser, makeParser, execute, finish, freeParser };
