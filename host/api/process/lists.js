'use strict';
// SPDX-License-Identifier: MIT

// What the process has open, and members that are there for old programs only.

const native = internalBinding('process');
const { isLoaded } = require('internal/builtins');
const { state, REFERENCED_IMMEDIATES, REFERENCED_TIMERS } = require('internal/state');

// Node's names of what our ledger calls otherwise.
const NAMES = {
  'PIPE': 'PipeWrap', 'TCP': 'TCPSocketWrap', 'TTY': 'TTYWrap', 'child process': 'ProcessWrap',
};
const SERVERS = { 'PIPE': 'PipeServerWrap', 'TCP': 'TCPServerWrap' };
// They keep nothing running.
const QUIET = ['SignalWrap', 'file descriptor'];
const REQUEST = /^(FSReq|GetAddrInfo|GetNameInfo|.*(Connect|Write|Shutdown)Wrap$)/;

// {name, owner}: the socket or server of a handle, if it has one.
function held() {
  const active = native.active();
  const { kOwner } = isLoaded('net/handles') ? require('net/handles') : {};
  const found = [];
  for (let i = 0; i < active.length; i += 2) {
    const [kind, object] = [active[i], active[i + 1]];
    if (QUIET.includes(kind)) continue;
    const owner = object?.[kOwner] ?? object;
    const name = NAMES[kind] ?? kind;
    // A server listens with the same kind of handle.
    const isServer = object !== undefined && owner !== object && owner instanceof require('net').Server;
    found.push({ name: isServer ? SERVERS[kind] : name, owner });
  }
  return found;
}

/** Kinds of all that keeps the program running, one for each. */
function activeResources() {
  const { fields } = state;
  return [
    ...held().map(({ name }) => name),
    ...Array(fields[REFERENCED_TIMERS]).fill('Timeout'),
    ...Array(fields[REFERENCED_IMMEDIATES]).fill('Immediate'),
  ];
}

let warned = false;
function assertOf(value, message) {
  if (!warned) {
    warned = true;
    process.emitWarning('process.assert() is deprecated. Please use the `assert` module instead.',
                        'DeprecationWarning', 'DEP0100');
  }
  if (value) return;
  const { codes: { ERR_ASSERTION } } = require('internal/errors');
  throw new ERR_ASSERTION(message || 'assertion error');
}

// The parts of Node's inside that programs got hold of once, as far as they are public elsewhere.
const BINDINGS = {
  constants: () => ({ os: require('os').constants, fs: require('fs').constants }),
  http_parser() {
    const { HTTPParser, methods } = require('_http_common');
    return { HTTPParser, methods };
  },
  util: () => Object.fromEntries([
    'isAnyArrayBuffer', 'isArrayBuffer', 'isArrayBufferView', 'isAsyncFunction', 'isDataView',
    'isDate', 'isExternal', 'isMap', 'isMapIterator', 'isNativeError', 'isPromise', 'isRegExp',
    'isSet', 'isSetIterator', 'isTypedArray', 'isUint8Array',
  ].map((name) => [name, require('util').types[name]])),
  uv: () => internalBinding('uv'),
};

function binding(name) {
  const make = BINDINGS[`${name}`];
  if (make === undefined) {
    throw Object.assign(new Error(`No such module: ${name}`), { code: 'ERR_INVALID_MODULE' });
  }
  return make();
}

function openStdin() {
  process.stdin.resume();
  return process.stdin;
}

const legacyMembers = {
  _getActiveHandles: () => held().filter(({ name }) => !REQUEST.test(name))
    .map(({ name, owner }) => owner ?? { name }),
  _getActiveRequests: () => held().filter(({ name }) => REQUEST.test(name))
    .map(({ name }) => ({ name })),
  assert: assertOf,
  binding,
  openStdin,
};

module.exports = { activeResources, legacyMembers };
