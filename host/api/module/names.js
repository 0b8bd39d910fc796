'use strict';
// SPDX-License-Identifier: MIT

// Which names are built in, here and in Node.

const { requireBuiltin, publicIds } = require('internal/builtins');
const { codes: { ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');

// Node's names that Plinth does not have (yet): requiring one says so, and is not looked for on disk.
const MISSING = [
  '_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing', '_http_server',
  '_stream_duplex', '_stream_passthrough', '_stream_readable', '_stream_transform', '_stream_wrap',
  '_stream_writable', '_tls_common', '_tls_wrap', 'assert', 'assert/strict', 'async_hooks', 'buffer',
  'child_process', 'cluster', 'console', 'constants', 'crypto', 'dgram', 'diagnostics_channel',
  'dns', 'dns/promises', 'domain', 'events', 'fs', 'fs/promises', 'http', 'http2', 'https',
  'inspector', 'inspector/promises', 'module', 'net', 'os', 'path', 'path/posix', 'path/win32',
  'perf_hooks', 'process', 'punycode', 'querystring', 'readline', 'readline/promises', 'repl',
  'stream', 'stream/consumers', 'stream/promises', 'stream/web', 'string_decoder', 'sys', 'timers',
  'timers/promises', 'tls', 'trace_events', 'tty', 'url', 'util', 'util/types', 'v8', 'vm', 'wasi',
  'worker_threads', 'zlib',
].filter((id) => !publicIds.includes(id));

const known = Object.create(null);
for (const id of publicIds) known[id] = true;

function stripScheme(request) {
  return request.startsWith('node:') ? request.slice(5) : request;
}

// Node has modules that are found with the scheme only.
const ONLY_WITH_SCHEME = ['sea', 'sqlite', 'test', 'test/reporters'];

function isBuiltin(request) {
  if (typeof request !== 'string') return false;
  if (known[request] === true) return !ONLY_WITH_SCHEME.includes(request);
  return request.startsWith('node:') && known[request.slice(5)] === true;
}

/** True for one of Node's that is not here. */
function isMissing(request) {
  return MISSING.includes(stripScheme(request));
}

function loadBuiltin(request) {
  const id = stripScheme(request);
  if (known[id] !== true) throw new ERR_UNKNOWN_BUILTIN_MODULE(request);
  return requireBuiltin(id);
}

const builtinModules = publicIds.filter((id) => !ONLY_WITH_SCHEME.includes(id));

module.exports = { builtinModules, isBuiltin, isMissing, loadBuiltin, stripScheme };
