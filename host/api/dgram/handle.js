'use strict';
// SPDX-License-Identifier: MIT

// Making the native handle of a socket that is bound elsewhere than where it is used.

const { UDP } = internalBinding('dgram');
const { guessHandleType } = internalBinding('tty');
const { UV_EINVAL } = internalBinding('uv');

function set(handle, { address, port, isIPv6, fd, flags }) {
  if (Number.isInteger(fd) && fd > 0) {
    return guessHandleType(fd) === 'UDP' ? handle.open(fd) : UV_EINVAL;
  }
  if (!address && !port) return 0;
  return handle.bind(address || (isIPv6 ? '::' : '0.0.0.0'), port || 0, flags || 0);
}

/**
 * A handle of a descriptor, or bound, or (without address and port) neither; libuv's status when
 * that fails.
 *
 * @param {string | null} address
 * @param {number | null} port
 * @param {'udp4' | 'udp6'} addressType
 * @param {number} [fd]
 * @param {number} [flags]
 */
function createHandle(address, port, addressType, fd, flags) {
  const handle = new UDP();
  let status;
  try {
    status = set(handle, { address, port, isIPv6: addressType === 'udp6', fd, flags });
  } finally {
    if (status !== 0) handle.close();
  }
  return status === 0 ? handle : status;
}

module.exports = { createHandle };
