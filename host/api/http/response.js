'use strict';
// SPDX-License-Identifier: MIT

// ServerResponse: the answer of a server to one request.

const { codes } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validate');
const { OutgoingMessage, kFinished, kOutHeaders } = require('http/outgoing');
const { CHUNKED } = require('http/tokens');
const { STATUS_CODES } = require('http/status-codes');
const { hasInvalidCharacter, validateHeaderName, validateHeaderValue } = require('http/fields');
const {
  ERR_HTTP_HEADERS_SENT, ERR_HTTP_INVALID_STATUS_CODE, ERR_HTTP_SOCKET_ASSIGNED, ERR_INVALID_ARG_VALUE,
  ERR_INVALID_CHAR,
} = codes;

// Of a response of a server's connection: what http/connection knows of that; of its socket, too.
const kConnection = Symbol('connection');

const LINK = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;

function ServerResponse(request, options) {
  OutgoingMessage.call(this, options);
  if (request.method === 'HEAD') this._hasBody = false;
  this.req = request;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  this[kConnection] = undefined;
  // Before HTTP/1.1 nobody knows chunks, unless they say so.
  if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = CHUNKED.test(request.headers.te);
    this.shouldKeepAlive = false;
  }
}
Object.setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

ServerResponse.prototype.statusCode = 200;
ServerResponse.prototype.statusMessage = undefined;

function tellClosed(message) {
  message.destroyed = true;
  message._closed = true;
  message.emit('close');
}

// A socket that no server of ours takes care of closed: before the response was complete, or with it.
function onSocketClose() {
  if (this._httpMessage) tellClosed(this._httpMessage);
}

ServerResponse.prototype.assignSocket = function(socket) {
  if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
  socket._httpMessage = this;
  if (socket[kConnection] === undefined) socket.on('close', onSocketClose);
  this.socket = socket;
  this.emit('socket', socket);
  this._flush();
};

ServerResponse.prototype.detachSocket = function(socket) {
  if (socket[kConnection] === undefined) socket.removeListener('close', onSocketClose);
  socket._httpMessage = null;
  this.socket = null;
};

// All of it has left.
ServerResponse.prototype[kFinished] = function() {
  const connection = this[kConnection];
  if (connection === undefined) {
    this.emit('finish');
    return;
  }
  connection.onFinish(this);
  process.nextTick(tellClosed, this);
  this.emit('finish');
};

ServerResponse.prototype._onPendingData = function(size) {
  this[kConnection]?.addPending(size);
};

ServerResponse.prototype.writeContinue = function(callback) {
  this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', callback);
  this._sent100 = true;
};

ServerResponse.prototype.writeProcessing = function(callback) {
  this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', callback);
};

function validateLink(value) {
  if (typeof value === 'string' && LINK.test(value)) return value;
  throw new ERR_INVALID_ARG_VALUE('hints', value,
    'must be an array or string of format "</styles.css>; rel=preload; as=style"');
}

/** 103 Early Hints: what the client may fetch already. */
ServerResponse.prototype.writeEarlyHints = function(hints, callback) {
  validateObject(hints, 'hints');
  if (hints.link === null || hints.link === undefined) return;
  const links = Array.isArray(hints.link) ? hints.link.map(validateLink) : [validateLink(hints.link)];
  if (links.length === 0) return;
  let head = `HTTP/1.1 103 Early Hints\r\nLink: ${links.join(', ')}\r\n`;
  for (const key of Object.keys(hints)) {
    if (key === 'link') continue;
    validateHeaderName(key);
    validateHeaderValue(key, hints[key]);
    head += `${key}: ${hints[key]}\r\n`;
  }
  this._writeRaw(`${head}\r\n`, 'ascii', callback);
};

ServerResponse.prototype._implicitHeader = function() {
  this.writeHead(this.statusCode);
};

// What was set before, with what writeHead() was given on top.
function mergeHeaders(response, headers) {
  if (Array.isArray(headers)) {
    const isPairs = Array.isArray(headers[0]);
    const names = isPairs ? headers.map(([name]) => name) : headers.filter((_, i) => i % 2 === 0);
    for (const name of names) response.removeHeader(name);
    const add = (name, value) => { if (name) response.appendHeader(name, value); };
    if (isPairs) for (const [name, value] of headers) add(name, value);
    else for (let i = 0; i < headers.length; i += 2) add(headers[i], headers[i + 1]);
  } else if (headers) {
    for (const name of Object.keys(headers)) if (name) response.setHeader(name, headers[name]);
  }
  return response[kOutHeaders];
}

ServerResponse.prototype.writeHead = function(statusCode, reason, headers) {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');
  const given = statusCode;
  statusCode |= 0;
  if (statusCode < 100 || statusCode > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(given);
  if (typeof reason === 'string') {
    this.statusMessage = reason;
  } else {
    this.statusMessage ||= STATUS_CODES[statusCode] || 'unknown';
    headers ??= reason;
  }
  this.statusCode = statusCode;
  if (Array.isArray(headers) && headers.length % 2 !== 0 && !Array.isArray(headers[0])) {
    throw new ERR_INVALID_ARG_VALUE('headers', headers);
  }
  const all = this[kOutHeaders] ? mergeHeaders(this, headers) : headers;
  if (hasInvalidCharacter(this.statusMessage)) throw new ERR_INVALID_CHAR('statusMessage');

  if (statusCode === 204 || statusCode === 304 || (statusCode >= 100 && statusCode <= 199)) {
    this._hasBody = false;
  }
  // A client that was not told to go on sends no body: its next bytes would be taken for one.
  if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;
  this._storeHeader(`HTTP/1.1 ${statusCode} ${this.statusMessage}\r\n`, all);
  return this;
};
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

function validateResponseOptions({ rejectNonStandardBodyWrites }) {
  if (rejectNonStandardBodyWrites !== undefined) {
    validateBoolean(rejectNonStandardBodyWrites, 'options.rejectNonStandardBodyWrites');
  }
}

module.exports = { ServerResponse, kConnection, tellClosed, validateResponseOptions };
