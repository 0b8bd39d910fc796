'use strict';
// SPDX-License-Identifier: MIT

// One connection of an http.Server: requests come in, responses go out in the same order.

const { IncomingMessage } = require('http/incoming');
const { makeParser, execute, finish, freeParser } = require('http/reader');
const { kNeedDrain } = require('http/outgoing');
const { connectionReset } = require('http/aborted');
const channels = require('http/channels');

const CONTINUE = /(?:^|\W)100-continue(?:$|\W)/i;
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
  if (!socket.server) socket.server = server;
  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  socket.on('timeout', onTimeout);

  const parser = makeParser(false, socket, server);
  parser.IncomingMessage = server.IncomingMessage ?? IncomingMessage;
  parser.maxHeaderPairs = typeof server.maxHeadersCount === 'number'
    ? server.maxHeadersCount << 1 : 2 * DEFAULT_HEADER_PAIRS;
  server.openConnections.add(socket);

  const state = {
    server,
    socket,
    outgoing: [],  // Responses that wait for the ones before them.
    incoming: [],  // Requests whose response is not complete.
    outgoingData: 0,
    requests: 0,
    waitsForNext: false,  // The socket's timeout is the one between two requests.
  };
  parser.onIncoming = (request, keepAlive) => onRequest(state, request, keepAlive);
  const onData = (bytes) => onBytes(state, parser, bytes);
  const onEnd = () => onSocketEnd(state, parser);
  const onDrain = () => onSocketDrain(state);
  const onClose = () => {
    server.openConnections.delete(socket);
    freeParser(parser, null, socket);
    abortAll(state.incoming);
  };
  state.release = () => {
    socket.removeListener('data', onData);
    socket.removeListener('end', onEnd);
    socket.removeListener('close', onClose);
    socket.removeListener('drain', onDrain);
    socket.removeListener('error', onSocketError);
    socket.removeListener('timeout', onTimeout);
    server.openConnections.delete(socket);
  };
  socket.on('error', onSocketError);
  socket.on('data', onData);
  socket.on('end', onEnd);
  socket.on('close', onClose);
  socket.on('drain', onDrain);
  socket._paused = false;
}

function onBytes(state, parser, bytes) {
  if (parser.socket === null) return;
  useRequestTimeout(state);
  const { socket } = state;
  const result = execute(parser, bytes);
  if (result instanceof Error) {
    result.rawPacket = bytes;
    onSocketError.call(socket, result);
  } else if (parser.upgraded) {
    upgrade(state, parser, bytes.slice(result));
  }
}

// The connection is no longer ours.
function upgrade(state, parser, head) {
  const { server, socket } = state;
  const request = parser.incoming;
  state.release();
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
  if (socket._paused) return;
  if (socket.writableNeedDrain || outgoingData >= socket.writableHighWaterMark) {
    socket._paused = true;
    socket.pause();
  }
}

function onSocketDrain(state) {
  const { socket } = state;
  if (socket._paused && state.outgoingData <= socket.writableHighWaterMark) {
    socket._paused = false;
    socket.resume();
  }
  const message = socket._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

function makeResponse(state, request, keepAlive) {
  const { server } = state;
  const response = new server.ServerResponse(request, {
    highWaterMark: state.socket.writableHighWaterMark,
    rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
  });
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response._onPendingData = (size) => {
    state.outgoingData += size;
    if (state.socket._paused && state.outgoingData < state.socket.writableHighWaterMark) {
      onSocketDrain(state);
    }
  };
  response.shouldKeepAlive = keepAlive;
  response.uniqueHeaders = server.uniqueHeaders;
  return response;
}

// What the parser does with the body: 0 reads it, 2 leaves the rest to another protocol.
function onRequest(state, request, keepAlive) {
  const { server, socket } = state;
  useRequestTimeout(state);
  if (request.upgrade) {
    request.upgrade = request.method === 'CONNECT' || server.listenerCount('upgrade') > 0;
    if (request.upgrade) return 2;
  }
  state.incoming.push(request);
  holdBack(state);
  const response = makeResponse(state, request, keepAlive);
  channels.publish('http.server.request.start', () => ({ request, response, socket, server }));
  if (socket._httpMessage) state.outgoing.push(response);
  else response.assignSocket(socket);
  response.on('finish', () => onResponseFinish(state, request, response));
  if (!answeredByServer(state, request, response)) server.emit('request', request, response);
  return 0;
}

function refuse(response, status, headers) {
  response.writeHead(status, headers);
  response.end();
  return true;
}

// What HTTP/1.1 wants of every server. True: there is nothing left for the handler.
function answeredByServer(state, request, response) {
  const { server, socket } = state;
  if (request.httpVersionMajor !== 1 || request.httpVersionMinor !== 1) return false;
  if (server.requireHostHeader && request.headers.host === undefined) {
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
  const { expect } = request.headers;
  if (expect === undefined) return false;
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
  channels.publish('http.server.response.finish', () => ({ request, response, socket, server }));
  state.incoming.shift();
  // Nobody read the body: it is read now, for the next request to come.
  if (!request._consuming) request._dump();
  response.detachSocket(socket);
  forget(request);
  process.nextTick(tellClosed, response);
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

function tellClosed(response) {
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
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

function onSocketEnd(state, parser) {
  const { server, socket } = state;
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
