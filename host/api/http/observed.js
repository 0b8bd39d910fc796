'use strict';
// SPDX-License-Identifier: MIT

// What PerformanceObservers are told of http: 'HttpRequest' by servers, 'HttpClient' by clients.

const observation = require('internal/observation');

const kStartedAt = Symbol('startedAt');

/** An exchange begins; `message` is the one that begins it. */
function begin(message) {
  if (observation.observes('http')) message[kStartedAt] = observation.now();
}

function end(name, message, makeDetail) {
  const start = message[kStartedAt];
  if (start === undefined || !observation.observes('http')) return;
  message[kStartedAt] = undefined;
  observation.report(name, 'http', start, makeDetail());
}

function endRequest(request, response) {
  end('HttpRequest', request, () => ({
    req: { method: request.method, url: request.url, headers: request.headers },
    res: {
      statusCode: response.statusCode,
      statusMessage: response.statusMessage,
      headers: response.getHeaders(),
    },
  }));
}

function endClient(request, response) {
  end('HttpClient', request, () => ({
    req: {
      method: request.method,
      url: `${request.protocol}//${request.host}${request.path}`,
      headers: request.getHeaders(),
    },
    res: {
      statusCode: response.statusCode,
      statusMessage: response.statusMessage,
      headers: response.headers,
    },
  }));
}

module.exports = { begin, endClient, endRequest };
