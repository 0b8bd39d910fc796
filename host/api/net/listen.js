'use strict';
// SPDX-License-Identifier: MIT

// Making the native handle of a server that listens.

const { Pipe, SERVER } = internalBinding('pipe');
const { IPV6ONLY, TCP } = internalBinding('tcp');
const { UV_EINVAL } = internalBinding('uv');
const { uvExceptionWithHostPort } = require('internal/error-system');
const { handleForDescriptor } = require('net/handles');

const BACKLOG = 511;

function openDescriptor(fd) {
  let handle;
  try {
    handle = handleForDescriptor(fd, true);
  } catch {
    return UV_EINVAL;  // Neither a pipe nor TCP.
  }
  const status = handle.open(fd);
  return status < 0 ? status : handle;
}

function bindPath(path) {
  const handle = new Pipe(SERVER);
  const status = handle.bind(path);
  if (status === 0) return handle;
  handle.close();
  return status;
}

function bindPort({ address, port, flags }) {
  const handle = new TCP();
  const status = handle.bind(address, port, flags);
  if (status === 0) return handle;
  handle.close();
  return status;
}

// Every address, of both families where the system has both.
function bindEverywhere(place) {
  place.address = '::';
  place.family = 6;
  const handle = bindPort(place);
  if (typeof handle !== 'number') return handle;
  place.address = '0.0.0.0';
  place.family = 4;
  return bindPort({ ...place, flags: 0 });
}

function bind(place) {
  if (place.fd !== undefined) return openDescriptor(place.fd);
  if (place.path !== undefined) return bindPath(place.path);
  return place.address === undefined ? bindEverywhere(place) : bindPort(place);
}

/**
 * A bound handle, or libuv's status: of a descriptor, of a path (port -1), or of a port. Without an
 * address: of all addresses; without any of these: not bound.
 *
 * @param {string | null} address
 * @param {number | null} port
 * @param {number | null} addressType 4 or 6
 * @param {number} [fd]
 * @param {number} [flags]
 */
function createHandle(address, port, addressType, fd, flags) {
  if (typeof fd === 'number' && fd >= 0) return openDescriptor(fd);
  if (port === -1 && addressType === -1) return bindPath(address);
  if (!address && !port && port !== 0) return new TCP();
  return bind({ port: port || 0, address: address || undefined, flags: flags || 0 });
}

/**
 * Binds and listens. Fills in where, when the place says nothing of it. Throws what the system, or
 * the policy, says against it.
 *
 * @param {{ fd?: number, path?: string, address?: string, port?: number, family?: number,
 *           flags?: number, backlog?: number, handle?: TCP | Pipe }} place
 * @param {(status: number) => void} onconnection
 */
function listen(place, onconnection) {
  const failed = (status) => uvExceptionWithHostPort(
    status, 'listen', place.path ?? place.address, place.path === undefined ? place.port : undefined);
  const handle = place.handle ?? bind(place);
  if (typeof handle === 'number') throw failed(handle);
  try {
    const status = handle.listen(Math.trunc(place.backlog) || BACKLOG, onconnection);
    if (status < 0) throw failed(status);
  } catch (error) {
    handle.close();
    throw error;
  }
  return handle;
}

module.exports = { IPV6ONLY, createHandle, listen };
