'use strict';
// SPDX-License-Identifier: MIT

// One connection of an http.Server: requests come in, responses go out in the same order.

const { IncomingMessage, kDropUnseen } = require('http/incoming');
const {
  HAS_EXPECT, HAS_HOST, execute, finish, freeParser, makeParser, takeWaiting, toResult,
} = require('http/reader');
const { kNeedDrain } = require('http/outgoing');
const { kConnection, tellClosed } = require('http/response');
const { kReader } = require('net/handles');
const { FastBuffer } = require('buffer/class');
const { codes: { ERR_HTTP_SOCKET_ENCODING } } = require('internal/errors');
const { connectionReset } = require('http/aborted');
const channels = require('internal/channels');
const { log } = require('http/log');
const observed = require('http/observed');
const { CONTINUE } = require('http/tokens');

const DEFAULT_HEADER_PAIRS = 2000;

// What a client gets that sent something we can't read, if nothing of a response has left yet.
const REFUSALS = {
  __proto__: null,
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

function noop() {}

// `this`: the server.
function onConnection(socket) {
  const server = this;
  log('SERVER new http connection');
  if (!socket.server) socket.server = server;
  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  socket.on('timeout', onTimeout);

  const parser = makeParser(false, socket, server);
  parser.IncomingMessage = server.IncomingMessage ?? IncomingMessage;
  parser.maxHeaderPairs = typeof server.maxHeadersCount === 'number'
    ? server.maxHeadersCount << 1 : 2 * DEFAULT_HEADER_PAIRS;
  server.openConnections.add(socket);

  const state = new Connection(server, socket, parser);
  socket[kConnection] = state;
  parser.onIncoming = (request, keepAlive, flags) => onRequest(state, request, keepAlive, flags);
  socket.on('error', onSocketError);
  socket.on('data', state.onData);
  socket.on('end', onSocketEnd);
  socket.on('close', onSocketClose);
  socket.on('drain', onSocketDrain);
  socket._paused = false;
  socket.setEncoding = refuseEncoding;
  // The parser reads our own sockets by itself, until somebody else listens, too.
  if (parser.consume(socket._handle)) {
    parser.onRead = (result, array) => onRead(state, result, array);
    socket[kReader] = () => {
      socket[kReader] = null;
      if (parser.socket !== null) parser.unconsume();
    };
  }
}

// HTTP is bytes: https://www.rfc-editor.org/rfc/rfc7230#section-3
function refuseEncoding() {
  throw new ERR_HTTP_SOCKET_ENCODING();
}

// What a connection of a server has to remember.
class Connection {
  constructor(server, socket, parser) {
    this.server = server;
    this.socket = socket;
    this.parser = parser;
    this.outgoing = [];  // Responses that wait for the ones before them.
    this.incoming = [];  // Requests whose response is not complete.
    this.outgoingData = 0;
    this.requests = 0;
    this.waitsForNext = false;  // The socket's timeout is the one between two requests.
    this.onData = (bytes) => onBytes(this, parser, bytes);
    this.options = undefined;   // Of responses.
  }

  // Of a response that waits for its turn: so many bytes more, or fewer.
  addPending(size) {
    const { socket } = this;
    this.outgoingData += size;
    if (socket._paused && this.outgoingData < socket.writableHighWaterMark) {
      Reflect.apply(onSocketDrain, socket, []);
    }
  }

  // The response has left, and says so next.
  onFinish(response) {
    onResponseFinish(this, response.req, response);
  }
}

// The connection is somebody else's.
function release(state) {
  const { server, socket } = state;
  socket[kReader] = null;
  socket[kConnection] = undefined;
  delete socket.setEncoding;
  socket.removeListener('data', state.onData);
  socket.removeListener('end', onSocketEnd);
  socket.removeListener('close', onSocketClose);
  socket.removeListener('drain', onSocketDrain);
  socket.removeListener('error', onSocketError);
  socket.removeListener('timeout', onTimeout);
  server.openConnections.delete(socket);
}

// `this`: the socket.
function onSocketClose() {
  const state = this[kConnection];
  if (state === undefined) return;  // Called by somebody else, for something else.
  const { server, parser } = state;
  server.openConnections.delete(this);
  freeParser(parser, null, this);
  abortAll(state.incoming);
  // Its response did not come to its end, or ends with it.
  const message = this._httpMessage;
  if (message) tellClosed(message);
}

function onBytes(state, parser, bytes) {
  if (parser.socket === null) return;
  useRequestTimeout(state);
  const { socket } = state;
  const result = execute(parser, bytes);
  if (result === undefined) return;
  if (result instanceof Error) {
    result.rawPacket = bytes;
    onSocketError.call(socket, result);
  } else if (parser.upgraded) {
    upgrade(state, parser, bytes.slice(result));
  } else {
    const waiting = takeWaiting(parser);
    if (waiting !== undefined) onBytes(state, parser, waiting);
  }
}

// The parser has read the stream by itself: a part of a head, what is none, or what comes before
// another protocol.
function onRead(state, given, array) {
  useRequestTimeout(state);
  const { socket, parser } = state;
  socket._unrefTimer();
  const result = toResult(parser, given);
  if (result instanceof Error) {
    result.rawPacket = new FastBuffer(array);
    onSocketError.call(socket, result);
  } else if (parser.upgraded) {
    upgrade(state, parser, new FastBuffer(array, result));
  }
}

// The connection is no longer ours.
function upgrade(state, parser, head) {
  const { server, socket } = state;
  const request = parser.incoming;
  release(state);
  freeParser(parser, request, socket);
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (server.listenerCount(event) === 0) {  // A CONNECT that nobody takes.
    socket.destroy();
    return;
  }
  socket.readableFlowing = null;
  server.emit(event, request, socket, head);
}

// A pipelining client that takes no answers must not be asked for more requests.
function holdBack({ socket, outgoingData }) {
  if (socket._paused || (outgoingData === 0 && socket._writableState?.length === 0)) return;
  if (socket.writableNeedDrain || outgoingData >= socket.writableHighWaterMark) {
    socket._paused = true;
    socket.pause();
  }
}

// `this`: the socket.
function onSocketDrain() {
  const socket = this;
  if (socket[kConnection]) goOn(socket[kConnection]);
  const message = socket._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

function goOn({ socket, outgoingData }) {
  if (socket._paused && outgoingData <= socket.writableHighWaterMark) {
    socket._paused = false;
    socket.resume();
  }
}

function makeResponse(state, request, keepAlive) {
  const { server, socket } = state;
  const options = (state.options ??= {
    highWaterMark: socket.writableHighWaterMark, rejectNonStandardBodyWrites: false,
  });
  options.rejectNonStandardBodyWrites = server.rejectNonStandardBodyWrites;
  const response = new server.ServerResponse(request, options);
  response[kConnection] = state;
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response.shouldKeepAlive = keepAlive;
  response.uniqueHeaders = server.uniqueHeaders;
  return response;
}

// What the parser does with the body: 0 reads it, 2 leaves the rest to another protocol.
function onRequest(state, request, keepAlive, flags) {
  const { server, socket } = state;
  useRequestTimeout(state);
  if (socket[kReader] !== null) socket._unrefTimer?.();
  if (request.upgrade) {
    request.upgrade = request.method === 'CONNECT' || server.listenerCount('upgrade') > 0;
    if (request.upgrade) return 2;
  }
  state.incoming.push(request);
  holdBack(state);
  const response = makeResponse(state, request, keepAlive);
  observed.begin(request);
  if (channels.isUsed()) {
    channels.publish('http.server.request.start', () => ({ request, response, socket, server }));
  }
  if (socket._httpMessage) state.outgoing.push(response);
  else response.assignSocket(socket);
  if (!answeredByServer(state, request, response, flags)) server.emit('request', request, response);
  return 0;
}

function refuse(response, status, headers) {
  response.writeHead(status, headers);
  response.end();
  return true;
}

// What HTTP/1.1 wants of every server. True: there is nothing left for the handler.
function answeredByServer(state, request, response, flags) {
  const { server, socket } = state;
  if (request.httpVersion !== '1.1') return false;
  if ((flags & HAS_HOST) === 0 && server.requireHostHeader) {
    return refuse(response, 400, ['Connection', 'close']);
  }
  const most = server.maxRequestsPerSocket;
  if (typeof most === 'number' && most > 0) {
    state.requests++;
    response.maxRequestsOnConnectionReached = most <= state.requests;
    if (most < state.requests) {
      server.emit('dropRequest', request, socket);
      return refuse(response, 503);
    }
  }
  if ((flags & HAS_EXPECT) === 0) return false;
  const { expect } = request.headers;
  if (CONTINUE.test(expect)) {
    response._expect_continue = true;
    if (server.emit('checkContinue', request, response)) return true;
    response.writeContinue();
    return false;
  }
  return server.emit('checkExpectation', request, response) || refuse(response, 417);
}

function onResponseFinish(state, request, response) {
  const { server, socket } = state;
  observed.endRequest(request, response);
  if (channels.isUsed()) {
    channels.publish('http.server.response.finish', () => ({ request, response, socket, server }));
  }
  state.incoming.shift();
  // Nobody read the body: it is read now, for the next request to come.
  if (request[kDropUnseen]()) {
    if (socket.parser?.incoming === request) socket.parser.incoming = null;
  } else {
    if (!request._consuming) request._dump();
    forget(request);
  }
  response.detachSocket(socket);
  if (response._last) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
  } else if (state.outgoing.length > 0) {
    state.outgoing.shift().assignSocket(socket);
  } else if (server.keepAliveTimeout && typeof socket.setTimeout === 'function') {
    socket.setTimeout(server.keepAliveTimeout);
    state.waitsForNext = true;
  }
}

// The parser need not hold a request that was read to its end.
function forget(request) {
  const parser = request.socket?.parser;
  if (!parser || parser.incoming !== request) return;
  if (request.readableEnded) parser.incoming = null;
  else request.once('end', () => forget(request));
}

function useRequestTimeout(state) {
  if (!state.waitsForNext) return;
  state.socket.setTimeout(state.server.timeout || 0);
  state.waitsForNext = false;
}

// `this`: the socket.
function onSocketEnd() {
  const socket = this;
  const state = socket[kConnection];
  const { server, parser } = state;
  const error = parser.socket === null ? undefined : finish(parser);
  if (error !== undefined) {
    onSocketError.call(socket, error);
  } else if (!server.httpAllowHalfOpen) {
    abortAll(state.incoming);
    socket.end();
  } else if (state.outgoing.length > 0) {
    state.outgoing.at(-1)._last = true;
  } else if (socket._httpMessage) {
    socket._httpMessage._last = true;
  } else {
    socket.end();
  }
}

function abortAll(requests) {
  while (requests.length > 0) requests.shift().destroy(connectionReset('aborted'));
}

// `this`: the socket. An error of the connection, or in what it sent.
function onSocketError(error) {
  this.removeListener('error', onSocketError);
  if (this.listenerCount('error') === 0) this.on('error', noop);
  if (this.server.emit('clientError', error, this)) return;
  if (this.writable && (!this._httpMessage || !this._httpMessage._headerSent)) {
    this.write(`HTTP/1.1 ${REFUSALS[error.code] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
  }
  this.destroy(error);
}

// `this`: the socket.
function onTimeout() {
  const request = this.parser?.incoming;
  const told = [
    request && !request.complete && request.emit('timeout', this),
    this._httpMessage && this._httpMessage.emit('timeout', this),
    this.server.emit('timeout', this),
  ];
  if (!told.some(Boolean)) this.destroy();
}

module.exports = { onConnection, onSocketError };
