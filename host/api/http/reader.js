'use strict';
// SPDX-License-Identifier: MIT

// Reading messages off a socket: what HTTPParser of the native half finds becomes an IncomingMessage.

const native = internalBinding('http');
const { IncomingMessage, readStart, readStop, kRead, kEnd } = require('http/incoming');
const { FastBuffer } = require('buffer/class');
const { runNextTicks } = require('internal/task-queue');
const { optionValue } = require('internal/options');

const { HTTPParser } = native;
const METHODS = native.methods();

// The flags of a head.
const KEEP_ALIVE = 1;
const UPGRADE = 2;
const IS_WHOLE = 4;
const HAS_HOST = 8;
const HAS_EXPECT = 16;

// parser.isResponse, socket, onIncoming(message, keepAlive, flags), IncomingMessage, maxHeaderPairs
// and joinDuplicateHeaders are set by the server or client that uses it; onRead(result, bytes) by a
// server whose parser reads the socket by itself.

// All four: `this` is the parser.
function onHead(flags, code, text, headers) {
  const { socket } = this;
  const message = new this.IncomingMessage(socket);
  this.incoming = message;
  message[kRead](flags >> 5 & 15, flags >> 9 & 15, headers, 2 * (flags >>> 13), this.maxHeaderPairs);
  if (this.joinDuplicateHeaders === true || socket?.server?.joinDuplicateHeaders) {
    message.joinDuplicateHeaders = true;
  }
  message.upgrade = (flags & UPGRADE) !== 0;
  if (this.isResponse) {
    message.url = '';
    message.statusCode = code;
    message.statusMessage = text;
  } else {
    message.url = text;
    message.method = METHODS[code] ?? '';
  }
  const body = this.onIncoming(message, (flags & KEEP_ALIVE) !== 0, flags);
  if ((flags & IS_WHOLE) !== 0) {
    message.complete = true;
    message[kEnd]();
    readStart(this.socket);
  }
  return body;
}

function onBody(array, offset, size) {
  this.socket?._unrefTimer?.();
  const message = this.incoming;
  if (message === null || message._dumped) return;
  const piece = array === undefined ? this.bytes.slice(offset, offset + size)
    : new FastBuffer(array, offset, size);
  if (!message.push(piece)) readStop(this.socket);
}

function toPairs(headers) {
  return typeof headers === 'string' ? headers.split('\n') : headers;
}

function onEnd(trailers) {
  const message = this.incoming;
  if (message !== null) {
    message.complete = true;
    if (trailers !== undefined) {
      const pairs = toPairs(trailers);
      message._addHeaderLines(pairs, pairs.length);
    }
    message[kEnd]();
  }
  readStart(this.socket);
}

function onRead(result, array) {
  this.onRead?.(result, array);
}

// Parsers that nobody uses, for the next one who needs one; `max` of them.
const parsers = {
  name: 'parsers',
  max: 1000,
  list: [],
  alloc() {
    while (parsers.list.length > 0) {
      const parser = parsers.list.pop();
      if (!parser.isClosed) return parser;
    }
    return makeIdle();
  },
  free(parser) {
    if (parsers.list.length >= parsers.max || parser.isParsing()) return false;
    parsers.list.push(parser);
    return true;
  },
};

// Of those that were closed by somebody else, none.
HTTPParser.prototype.close = function() {
  this.isClosed = true;
  this.end();
};

// Called of each that goes back to the others.
HTTPParser.prototype.free = function() {};

/** For programs that take one of `parsers` themselves: 2 is for responses. */
HTTPParser.prototype.initialize = function(type, resource, maxHeaderSize, lenientFlags) {
  this.isResponse = type === 2;
  this.IncomingMessage = IncomingMessage;
  this.reset(this.isResponse, maxHeaderSize || mostHeadBytes(), Boolean(lenientFlags));
};

let ready = false;

function makeReady() {
  if (ready) return;
  native.setListeners(onHead, onBody, onEnd, runNextTicks, onRead);
  ready = true;
}

function makeIdle() {
  makeReady();
  const parser = new HTTPParser();
  parser.isClosed = false;
  clear(parser);
  return parser;
}

function clear(parser) {
  parser.isResponse = false;
  parser.socket = null;
  parser.incoming = null;
  parser.outgoing = null;
  parser.onIncoming = null;
  parser.onRead = null;
  parser.IncomingMessage = null;
  parser.joinDuplicateHeaders = null;
  parser.maxHeaderPairs = 0;
  parser.bytes = null;
  parser.waiting = undefined;
  parser.upgraded = false;
}

const MOST_HEAD_BYTES = 16 * 1024;
let mostBytes;

/** How long a head may be when nobody says otherwise: --max-http-header-size, or 16 KiB. */
function mostHeadBytes() {
  return mostBytes ??= Number(optionValue('--max-http-header-size')) || MOST_HEAD_BYTES;
}

/** A parser for a socket that was just opened, or just got its request. */
function makeParser(isResponse, socket, { maxHeaderSize = 0, insecureHTTPParser = false }) {
  const parser = parsers.alloc();
  parser.isResponse = isResponse;
  parser.socket = socket;
  parser.reset(isResponse, maxHeaderSize || mostHeadBytes(), insecureHTTPParser);
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

// How many bytes were parsed, or the error; parser.upgraded: the rest is another protocol's.
function toResult(parser, result) {
  if (typeof result !== 'number') return toError(result);
  if (result >= 0) return result;
  parser.upgraded = true;
  return -result - 1;
}

/**
 * Parses bytes: see toResult(). Undefined when they came while others are being parsed, from what
 * those told of: then takeWaiting() has them.
 */
function execute(parser, bytes) {
  if (parser.bytes !== null) {
    (parser.waiting ??= []).push(bytes);
    return undefined;
  }
  parser.bytes = bytes;
  let result;
  try {
    result = parser.execute(bytes);
  } finally {
    parser.bytes = null;
  }
  return toResult(parser, result);
}

/** What execute() put off, piece by piece; undefined when there is nothing left. */
function takeWaiting(parser) {
  return parser.waiting?.shift();
}

/** The socket came to its end: an error when that was in the middle of a message. */
function finish(parser) {
  if (parser.socket === null) return undefined;  // Freed by what it told of last.
  const result = parser.finish();
  return typeof result === 'number' || result === undefined ? undefined : toError(result);
}

/** Lets go of a parser and of all that it refers to. */
function freeParser(parser, request, socket) {
  if (parser?.onIncoming) {
    if (parser.socket) parser.socket.parser = null;
    clear(parser);
    parser.unconsume();
    if (parsers.free(parser)) parser.free();
    else parser.close();
  }
  if (request) request.parser = null;
  if (socket) socket.parser = null;
}

module.exports = {
  HAS_EXPECT, HAS_HOST, HTTPParser, METHODS, clear, execute, finish, freeParser, makeParser, makeReady,
  mostHeadBytes, parsers, takeWaiting, toPairs, toResult,
};
