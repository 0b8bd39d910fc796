'use strict';
// SPDX-License-Identifier: MIT

// os: the machine and its user. Folders that the environment names are looked up in process.env,
// which is the plugin's own.

require('internal/on-first-use');

const native = internalBinding('os');
const { SystemError } = require('internal/system-error');
const { signals } = require('internal/signals');
const { validateInt32 } = require('internal/validate');

const isWindows = process.platform === 'win32';

// What the system refuses is a SystemError, whose `info` says what was asked of libuv.
function checked(call, ...args) {
  try {
    return call(...args);
  } catch (error) {
    throw SystemError.from(error) ?? error;
  }
}

const system = checked(native.systemName);

function arch() {
  return process.arch;
}

function availableParallelism() {
  return native.availableParallelism();
}

function cpus() {
  return checked(native.cpus).map(({ model, speed, user, nice, sys, idle, irq }) =>
    ({ model, speed, times: { user, nice, sys, idle, irq } }));
}

const bigEndian = new Uint8Array(new Uint16Array([0xff00]).buffer)[0] === 0xff;
function endianness() {
  return bigEndian ? 'BE' : 'LE';
}

function freemem() {
  return native.freeMemory();
}

function totalmem() {
  return native.totalMemory();
}

function homedir() {
  const named = process.env[isWindows ? 'USERPROFILE' : 'HOME'];
  return named !== undefined && named !== '' ? named : checked(native.userInfo).homedir;
}

function hostname() {
  return checked(native.hostname);
}

function loadavg() {
  return native.loadAverages();
}

function machine() {
  return system.machine;
}

// The number of leading ones of a netmask; null when it is no mask.
function prefixLength(netmask, isIPv6) {
  const parts = isIPv6 ? expandIPv6(netmask) : netmask.split('.').map(Number);
  const width = isIPv6 ? 16 : 8;
  const bits = parts.map((part) => part.toString(2).padStart(width, '0')).join('');
  const ones = bits.indexOf('0') === -1 ? bits.length : bits.indexOf('0');
  return bits.includes('1', ones) ? null : ones;
}

function expandIPv6(text) {
  const [head, tail] = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const zeros = tail === undefined ? [] : Array(8 - head.length - tail.length).fill('0');
  return [...head, ...zeros, ...(tail ?? [])].map((part) => Number.parseInt(part, 16));
}

function networkInterfaces() {
  const found = {};
  for (const { name, address, netmask, mac, isIPv6, internal, scope } of
    checked(native.interfaces)) {
    const prefix = prefixLength(netmask, isIPv6);
    const family = isIPv6 ? 'IPv6' : 'IPv4';
    const cidr = prefix === null ? null : `${address}/${prefix}`;
    const entry = { address, netmask, family, mac, internal, cidr };
    if (isIPv6) entry.scopeid = scope;
    (found[name] ??= []).push(entry);
  }
  return found;
}

function platform() {
  return process.platform;
}

function release() {
  return system.release;
}

function tmpdir() {
  const { env } = process;
  if (isWindows) {
    const path = env.TEMP || env.TMP || `${env.SystemRoot || env.windir}\\temp`;
    return path.length > 1 && path.endsWith('\\') && !path.endsWith(':\\') ?
      path.slice(0, -1) : path;
  }
  const path = env.TMPDIR || env.TMP || env.TEMP || '/tmp';
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function type() {
  return system.type;
}

function uptime() {
  return checked(native.uptime);
}

/** Who runs the host: names as strings, or as Buffers with `{ encoding: 'buffer' }`. */
function userInfo(options) {
  const encoding = typeof options === 'object' && options !== null ? options.encoding : undefined;
  const { uid, gid, username, homedir: home, shell } = checked(native.userInfo);
  const show = encoding === 'buffer' ? (text) => Buffer.from(text) : (text) => text;
  return {
    __proto__: null,
    uid, gid, username: show(username), homedir: show(home),
    shell: shell === undefined ? null : show(shell),
  };
}

function version() {
  return system.version;
}

function getPriority(pid = 0) {
  validateInt32(pid, 'pid');
  return checked(native.priority, pid);
}

function setPriority(pid, priority) {
  if (priority === undefined) [pid, priority] = [0, pid];
  validateInt32(pid, 'pid');
  const { PRIORITY_HIGHEST, PRIORITY_LOW } = constants.priority;
  validateInt32(priority, 'priority', PRIORITY_HIGHEST, PRIORITY_LOW);
  checked(native.setPriority, pid, priority);
}

const fixed = (pairs) => Object.freeze({ __proto__: null, ...Object.fromEntries(pairs) });
const constants = Object.freeze({
  __proto__: null,
  UV_UDP_REUSEADDR: native.REUSE_ADDRESS,
  dlopen: fixed(native.libraryFlags()),
  errno: fixed(native.errorNumbers()),
  signals: fixed(Object.entries(signals)),
  priority: fixed(native.priorities()),
});

// `${os.hostname}` and +os.freemem work, as these take no arguments.
for (const fact of [
  arch, availableParallelism, endianness, freemem, homedir, hostname, machine, platform, release,
  tmpdir, totalmem, type, uptime, version,
]) {
  fact[Symbol.toPrimitive] = () => fact();
}

module.exports = {
  arch,
  availableParallelism,
  cpus,
  endianness,
  freemem,
  getPriority,
  homedir,
  hostname,
  loadavg,
  machine,
  networkInterfaces,
  platform,
  release,
  setPriority,
  tmpdir,
  totalmem,
  type,
  uptime,
  userInfo,
  version,
};
for (const [name, value] of Object.entries({
  constants,
  EOL: isWindows ? '\r\n' : '\n',
  devNull: isWindows ? '\\\\.\\nul' : '/dev/null',
})) {
  Object.defineProperty(module.exports, name, { value, enumerable: true, configurable: name === 'EOL' });
}
