'use strict';
// SPDX-License-Identifier: MIT

// https.Agent: http's, over TLS; sessions are kept, so that a next connection begins faster.

const tls = require('tls');
const { Agent: HttpAgent } = require('http/agent');

const MOST_SESSIONS = 100;

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  Reflect.apply(HttpAgent, this, [options]);
  this.defaultPort = 443;
  this.protocol = 'https:';
  this.maxCachedSessions = this.options.maxCachedSessions;
  if (this.maxCachedSessions === undefined) this.maxCachedSessions = MOST_SESSIONS;
  this._sessionCache = { map: {}, list: [] };
}
Object.setPrototypeOf(Agent.prototype, HttpAgent.prototype);
Object.setPrototypeOf(Agent, HttpAgent);

// createConnection(options), (port, options), (port, host, options), each with a callback.
function readArguments([port, host, options]) {
  const chosen = [options, host, port].find((one) => one !== null && typeof one === 'object');
  const read = { ...chosen };
  if (typeof port === 'number') read.port = port;
  if (typeof host === 'string') read.host = host;
  return read;
}

Agent.prototype.createConnection = function(...args) {
  const options = readArguments(args);
  if (options._agentKey) {
    const session = this._getSession(options._agentKey);
    if (session) options.session ??= session;
  }
  const socket = tls.connect(options);
  if (options._agentKey) {
    socket.on('session', (session) => this._cacheSession(options._agentKey, session));
    socket.once('close', (hadError) => {
      if (hadError) this._evictSession(options._agentKey);
    });
  }
  return socket;
};

// What makes a connection another one than the next to the same place.
const IN_NAME = [
  'ca', 'cert', 'clientCertEngine', 'ciphers', 'key', 'pfx', 'rejectUnauthorized', 'servername',
  'minVersion', 'maxVersion', 'secureProtocol', 'crl', 'honorCipherOrder', 'ecdhCurve', 'dhparam',
  'secureOptions', 'sessionIdContext', 'sigalgs', 'privateKeyIdentifier', 'privateKeyEngine',
];
const SHOWN_WHEN_DEFINED = ['rejectUnauthorized', 'honorCipherOrder', 'secureOptions'];

function partOfName(options, name) {
  const value = options[name];
  if (name === 'servername') return value && value !== options.host ? value : '';
  // Several of them are objects.
  if (name === 'pfx') return Array.isArray(value) ? JSON.stringify(value) : value || '';
  if (SHOWN_WHEN_DEFINED.includes(name)) return value === undefined ? '' : value;
  if (name === 'sigalgs') return value ? JSON.stringify(value) : '';
  return value ? value : '';
}

Agent.prototype.getName = function(options = {}) {
  let name = Reflect.apply(HttpAgent.prototype.getName, this, [options]);
  for (const one of IN_NAME) name += `:${partOfName(options, one)}`;
  return name;
};

Agent.prototype._getSession = function(key) {
  return this._sessionCache.map[key];
};

Agent.prototype._cacheSession = function(key, session) {
  if (this.maxCachedSessions === 0) return;
  const { map, list } = this._sessionCache;
  if (map[key] === undefined) {
    if (list.length >= this.maxCachedSessions) delete map[list.shift()];
    list.push(key);
  }
  map[key] = session;
};

Agent.prototype._evictSession = function(key) {
  const { map, list } = this._sessionCache;
  const at = list.indexOf(key);
  if (at < 0) return;
  list.splice(at, 1);
  delete map[key];
};

const globals = { agent: undefined };

module.exports = {
  Agent,
  get globalAgent() {
    return (globals.agent ??= new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }));
  },
  set globalAgent(agent) {
    globals.agent = agent;
  },
};
