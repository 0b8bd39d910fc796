'use strict';
// SPDX-License-Identifier: MIT

// The parser by itself, with the methods and numbered callbacks that Node's has: for programs that
// parse messages without a server or a client of ours.
// Differs from Node: it can't be paused, and tells kOnExecute only of reads that told nothing else.

const {
  HTTPParser, METHODS, clear, makeReady, mostHeadBytes, toPairs,
} = require('http/reader');
const { kEnd, kRead } = require('http/incoming');

const REQUEST = 1;
const RESPONSE = 2;
const kOnMessageBegin = 0;
const kOnHeaders = 1;
const kOnHeadersComplete = 2;
const kOnBody = 3;
const kOnMessageComplete = 4;
const kOnExecute = 5;

const LENIENT = [
  'Headers', 'ChunkedLength', 'KeepAlive', 'TransferEncoding', 'Version', 'DataAfterClose',
  'OptionalLFAfterCR', 'OptionalCRLFAfterChunk', 'OptionalCRBeforeLF', 'SpacesAfterChunkSize',
];

// What http/reader makes of a head, and tells of what comes behind it.
class BareMessage {
  constructor({ parser }) {
    this.parser = parser;
  }

  [kRead](major, minor, headers) {
    this.major = major;
    this.minor = minor;
    this.headers = headers === undefined ? [] : toPairs(headers);
  }

  push(piece) {
    this.parser[kOnBody]?.(piece);
    return true;
  }

  _addHeaderLines(pairs) {
    this.parser[kOnHeaders]?.(pairs, this.url);
  }

  [kEnd]() {
    this.parser[kOnMessageComplete]?.();
  }
}

// `this`: the parser.
function tellHead(message, keepAlive) {
  const { isResponse } = this;
  this[kOnMessageBegin]?.();
  const body = this[kOnHeadersComplete]?.(
    message.major, message.minor, message.headers,
    isResponse ? undefined : METHODS.indexOf(message.method),
    isResponse ? undefined : message.url,
    isResponse ? message.statusCode : undefined,
    isResponse ? message.statusMessage : undefined,
    message.upgrade, keepAlive);
  return body | 0;
}

// Of a native result: how many bytes were parsed, or what was wrong with them.
function toAnswer(result) {
  if (typeof result === 'number') return result < 0 ? -result - 1 : result;
  const [code, reason, bytesParsed] = result;
  return Object.assign(new Error('Parse Error'), { bytesParsed, code, reason });
}

class BareParser extends HTTPParser {
  static name = 'HTTPParser';

  /** Starts anew: REQUEST or RESPONSE. */
  initialize(type, resource, maxHeaderSize = 0, lenientFlags = 0) {
    makeReady();
    clear(this);
    this.isResponse = type === RESPONSE;
    this.socket = { parser: this };
    this.IncomingMessage = BareMessage;
    this.onIncoming = tellHead;
    this.onRead = (result) => this[kOnExecute]?.(toAnswer(result));
    this.reset(this.isResponse, maxHeaderSize || mostHeadBytes(), lenientFlags !== 0);
  }

  /** How many bytes were parsed, or an error. */
  execute(bytes) {
    this.bytes = bytes;
    try {
      return toAnswer(super.execute(bytes));
    } finally {
      this.bytes = null;
    }
  }

  /** The stream came to its end: an error when that was in the middle of a message. */
  finish() {
    const result = super.finish();
    return Array.isArray(result) ? toAnswer(result) : undefined;
  }

  getCurrentBuffer() {
    return this.bytes;
  }

  remove() {}
}

Object.assign(BareParser, {
  REQUEST,
  RESPONSE,
  kOnMessageBegin,
  kOnHeaders,
  kOnHeadersComplete,
  kOnBody,
  kOnMessageComplete,
  kOnExecute,
  kOnTimeout: 6,
  kLenientNone: 0,
  kLenientAll: (1 << LENIENT.length) - 1,
});
LENIENT.forEach((name, at) => { BareParser[`kLenient${name}`] = 1 << at; });

module.exports = { BareParser };
