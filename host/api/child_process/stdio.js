'use strict';
// SPDX-License-Identifier: MIT

// The option `stdio`: which descriptor of the child is what.

const { codes: {
  ERR_INVALID_ARG_VALUE, ERR_INVALID_SYNC_FORK_INPUT, ERR_IPC_ONE_PIPE, ERR_IPC_SYNC_FORK,
} } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { ownsStandardDescriptors } = internalBinding('process');

const WORDS = ['ignore', 'pipe', 'overlapped', 'inherit'];

function spread(stdio) {
  if (typeof stdio === 'string' && WORDS.includes(stdio)) return [stdio, stdio, stdio];
  if (Array.isArray(stdio)) return [...stdio];
  throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
}

// The descriptor of a stream, socket, server or handle.
function descriptorOf(value) {
  for (const one of [value, value?.handle, value?._handle]) {
    if (typeof one?.fd === 'number') return one.fd;
  }
  return undefined;
}

function describe(entry, index, sync) {
  if (entry === undefined || entry === null) entry = index < 3 ? 'pipe' : 'ignore';
  if (entry === 'ignore') return { type: 'ignore' };
  if (entry === 'pipe' || entry === 'overlapped' || (typeof entry === 'number' && entry < 0)) {
    return {
      type: entry === 'overlapped' ? entry : 'pipe', readable: index === 0, writable: index !== 0,
    };
  }
  if (entry === 'ipc') {
    if (sync) throw new ERR_IPC_SYNC_FORK();
    return { type: 'ipc', readable: true, writable: true };
  }
  if (entry === 'inherit') return { type: 'inherit', fd: index };
  if (typeof entry === 'number') return { type: 'fd', fd: entry };
  const descriptor = descriptorOf(entry);
  if (descriptor !== undefined) return { type: 'fd', fd: descriptor, owner: entry };
  if (typeof entry === 'string' || ArrayBuffer.isView(entry)) {
    if (!sync) throw new ERR_INVALID_SYNC_FORK_INPUT(inspect(entry));
    return { type: 'ignore' };
  }
  throw new ERR_INVALID_ARG_VALUE('stdio', entry);
}

// A plugin's standard output is its log: what its child would write to the host's goes there, and
// the host's input is not its child's.
function insteadOfHosts(described) {
  if (described.fd === undefined || described.fd > 2 || described.owner) return described;
  if (ownsStandardDescriptors()) return described;
  if (described.fd === 0) return { type: 'ignore' };
  return { type: 'pipe', readable: false, writable: true, forward: described.fd };
}

/**
 * One description for each descriptor of the child, three at least:
 * `{ type: 'ignore' | 'pipe' | 'overlapped' | 'ipc' | 'inherit' | 'fd', fd, readable, writable }`;
 * what a pipe with `forward` brings goes to standard output (1) or standard error (2).
 *
 * @param {string | any[]} stdio
 * @param {boolean} sync
 */
function describeStdio(stdio, sync) {
  const entries = spread(stdio);
  while (entries.length < 3) entries.push(undefined);
  const described = entries.map((entry, index) =>
    insteadOfHosts(describe(entry, index, sync)));
  if (described.filter(({ type }) => type === 'ipc').length > 1) throw new ERR_IPC_ONE_PIPE();
  return described;
}

/** Where a pipe with `forward` goes. */
function forwardTo(described) {
  return described.forward === 1 ? process.stdout : process.stderr;
}

module.exports = { describeStdio, forwardTo };
