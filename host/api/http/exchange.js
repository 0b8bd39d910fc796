'use strict';
// SPDX-License-Identifier: MIT

// A client's request on its socket: out it goes, the response comes in, and the socket goes back to
// the agent or ends.

const { finished } = require('stream');
const { IncomingMessage } = require('http/incoming');
const { makeParser, execute, finish, freeParser, takeWaiting } = require('http/reader');
const { kNeedDrain } = require('http/outgoing');
const { connectionReset } = require('http/aborted');
const { born, context, gone, runAs } = require('internal/async-context');
const channels = require('internal/channels');
const { log } = require('http/log');
const observed = require('http/observed');

const kError = Symbol('kError');
const kResource = Symbol('resource');

/** Remembers which operation made the request, if anybody wants to know. */
function bear(request) {
  if (context.used === 0) return;
  request[kResource] = { type: 'HTTPCLIENTREQUEST', req: request };
  born(request[kResource], 'HTTPCLIENTREQUEST');
}

function asRequest(request, callback, receiver, args) {
  const resource = request?.[kResource];
  if (resource === undefined) return Reflect.apply(callback, receiver, args);
  return runAs(resource, callback, receiver, args);
}

// Many requests use a socket one after the other: its events belong to the one that has it now.
function forRequest(listener) {
  return function(argument) {
    return asRequest(this._httpMessage, listener, this, [argument]);
  };
}
const onData = forRequest(readData);
const onEnd = forRequest(endOfSocket);
const onClose = forRequest(socketClosed);
const onError = forRequest(socketFailed);

function close(request) {
  request._closed = true;
  request.emit('close');
  if (request[kResource] !== undefined) gone(request[kResource]);
}

// 101 is none of them: the protocol changes there.
function isInformational(status) {
  return status >= 100 && status < 200 && status !== 101;
}

function endWith(request, error) {
  request.destroyed = true;
  if (!request.aborted && !error) error = connectionReset('socket hang up');
  if (error) request.emit('error', error);
  close(request);
}

// Called in a tick of its own, so that the caller of request() can add its listeners.
function takeSocket(request, socket, error) {
  asRequest(request, take, undefined, [request, socket, error]);
}

function take(request, socket, error) {
  if (!request.destroyed && !error) {
    attach(request, socket);
    request._flush();
    return;
  }
  if (socket) {
    if (!error && !request[kError] && request.agent && !socket.destroyed) {
      socket.emit('free');
    } else {
      finished(socket.destroy(error || request[kError]), (socketError) => {
        if (socketError?.code === 'ERR_STREAM_PREMATURE_CLOSE') socketError = null;
        endWith(request, socketError || error);
      });
      return;
    }
  }
  endWith(request, error || request[kError]);
}

function attach(request, socket) {
  const parser = makeParser(true, socket, request);
  parser.IncomingMessage = IncomingMessage;
  parser.outgoing = request;
  parser.joinDuplicateHeaders = request.joinDuplicateHeaders;
  parser.maxHeaderPairs = typeof request.maxHeadersCount === 'number'
    ? request.maxHeadersCount << 1 : 4000;
  parser.onIncoming = (response, keepAlive) => onResponse(request, response, keepAlive);
  request.socket = socket;
  request.parser = parser;
  socket._httpMessage = request;
  socket.on('error', onError);
  socket.on('data', onData);
  socket.on('end', onEnd);
  socket.on('close', onClose);
  socket.on('drain', onDrain);
  if (request.timeout !== undefined || request.agent?.options?.timeout) request._listenToTimeout();
  if (request.timeout !== undefined) setTimeoutOf(socket, request.timeout);
  request.emit('socket', socket);
}

function setTimeoutOf(socket, msecs) {
  if (socket.timeout !== msecs) socket.setTimeout(msecs);
}

// `this` in all listeners: the socket.
function onDrain() {
  const message = this._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

function stopReading(socket) {
  socket.removeListener('data', onData);
  socket.removeListener('end', onEnd);
  socket.removeListener('drain', onDrain);
}

function readData(bytes) {
  const { parser, _httpMessage: request } = this;
  if (!parser) return;
  const result = execute(parser, bytes);
  if (result === undefined) return;
  if (result instanceof Error) {
    result.rawPacket = bytes;
    freeParser(parser, request, this);
    stopReading(this);
    this.destroy();
    request.socket._hadError = true;
    request.emit('error', result);
  } else if (parser.upgraded) {
    upgrade(this, parser, request, bytes.slice(result));
  } else if (parser.incoming?.complete && !isInformational(parser.incoming.statusCode)) {
    stopReading(this);
    freeParser(parser, request, this);
  } else {
    const waiting = takeWaiting(parser);
    if (waiting !== undefined) Reflect.apply(readData, this, [waiting]);
  }
}

function upgrade(socket, parser, request, head) {
  const response = parser.incoming;
  request.res = response;
  stopReading(socket);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  socket.removeListener('timeout', onTimeoutOfResponse);
  finish(parser);
  freeParser(parser, request, socket);
  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (request.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  request.upgradeOrConnect = true;
  socket.emit('agentRemove');  // Nobody else gets it.
  socket.removeListener('close', onClose);
  socket.removeListener('error', onError);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  request.emit(event, response, socket, head);
  request.destroyed = true;
  close(request);
}

function tellInformation(request, response) {
  if (response.statusCode === 100) request.emit('continue');
  const { statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers,
    rawHeaders } = response;
  request.emit('information', {
    statusCode, statusMessage, httpVersion, httpVersionMajor, httpVersionMinor, headers, rawHeaders,
  });
}

// What the parser does with the body: 0 reads it, 1 there is none, 2 another protocol begins.
function onResponse(request, response, keepAlive) {
  const { socket } = request;
  if (request.res) {  // A second response to one request.
    socket.destroy();
    return 0;
  }
  request.res = response;
  log('CLIENT response', response.statusCode, request.method, request.path);
  if (request.method === 'CONNECT') response.upgrade = true;
  if (response.upgrade) return 2;
  if (isInformational(response.statusCode)) {
    request.res = null;
    tellInformation(request, response);
    return 1;
  }
  if (request.shouldKeepAlive && !keepAlive && !request.upgradeOrConnect) {
    request.shouldKeepAlive = false;
  }
  observed.endClient(request, response);
  channels.publish('http.client.response.finish', () => ({ request, response }));
  response.req = request;
  response.on('end', onResponseEnd);
  request.on('finish', onRequestFinish);
  socket.on('timeout', onTimeoutOfResponse);
  // Nobody asked for it: it is read for nobody, so that the socket can be used again.
  if (request.aborted || !request.emit('response', response)) response._dump();
  if (request.method === 'HEAD') return 1;
  if (response.statusCode === 204 || response.statusCode === 304) {
    response.complete = true;
    return 1;
  }
  return 0;
}

function onTimeoutOfResponse() {
  this._httpMessage?.res?.emit('timeout');
}

// `this`: the response.
function onResponseEnd() {
  const { req: request } = this;
  const { socket } = request;
  if (socket) {
    if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
    socket.removeListener('timeout', onTimeoutOfResponse);
  }
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (!socket?.writable) return;
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
  } else if (request.writableFinished && !this.aborted) {
    giveBack(request);
  }
}

// `this`: the request, whose response may have been quicker.
function onRequestFinish() {
  if (this.shouldKeepAlive && this._ended) giveBack(this);
}

function giveBack(request) {
  const { socket } = request;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  socket.removeListener('close', onClose);
  socket.removeListener('error', onError);
  stopReading(socket);
  process.nextTick(tellFree, request);
  request.destroyed = true;
  // Destroying the response must not end a socket that is somebody else's by then.
  if (request.res) request.res.socket = null;
}

function tellFree(request) {
  close(request);
  request.socket?.emit('free');
}

function socketFailed(error) {
  const { parser, _httpMessage: request } = this;
  if (request) {
    request.socket._hadError = true;
    request.emit('error', error);
  }
  if (parser) {
    finish(parser);
    freeParser(parser, request, this);
  }
  stopReading(this);
  this.destroy();
}

function endOfSocket() {
  const { parser, _httpMessage: request } = this;
  if (!request.res && !request.socket._hadError) {
    request.socket._hadError = true;
    request.emit('error', connectionReset('socket hang up'));
  }
  if (parser) {
    finish(parser);
    freeParser(parser, request, this);
  }
  this.end();
}

function socketClosed() {
  const { parser, _httpMessage: request } = this;
  const response = request.res;
  request.destroyed = true;
  if (response) {
    if (!response.complete) response.destroy(connectionReset('aborted'));
    close(request);
    if (!response.aborted && response.readable) response.push(null);
  } else {
    if (!request.socket._hadError) {
      request.socket._hadError = true;
      request.emit('error', connectionReset('socket hang up'));
    }
    close(request);
  }
  request.outputData.length = 0;  // Nobody will take it.
  if (parser) {
    finish(parser);
    freeParser(parser, request, this);
  }
}

module.exports = { bear, takeSocket, kError };
