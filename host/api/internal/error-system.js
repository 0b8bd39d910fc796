'use strict';
// SPDX-License-Identifier: MIT

// Errors of the system: libuv's negative codes as Node-shaped errors
// ({ errno, code, syscall, path, dest, address, port }).

// [name, message] of a negative libuv code.
function describe(errno) {
  const uv = internalBinding('uv');
  const known = uv.getErrorMap?.().get(errno);
  if (known !== undefined) return known;
  const name = uv.errname(errno);
  return [name, uv.strerror?.(errno) ?? 'unknown error'];
}

/**
 * The name of a libuv error code: -2 is "ENOENT".
 *
 * @param {number} errno
 * @returns {string}
 */
function errorName(errno) {
  return internalBinding('uv').errname(errno);
}

function build(message, fields, frame) {
  const error = new Error(message);
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) error[name] = value;
  }
  if (frame !== undefined) Error.captureStackTrace(error, frame);
  return error;
}

/**
 * The error of a failed call on paths, worded "ENOENT: no such file or directory, open 'x'".
 *
 * @param {{ errno: number, code?: string, message?: string, syscall: string,
 *           path?: string | Uint8Array, dest?: string | Uint8Array }} context
 */
function uvException(context) {
  const { errno, syscall } = context;
  let { code, message } = context;
  if (code === undefined || message === undefined) {
    const [name, text] = describe(errno);
    code ??= name;
    message ??= text;
  }
  const path = context.path === undefined ? undefined : context.path.toString();
  const dest = context.dest === undefined ? undefined : context.dest.toString();
  const where = path === undefined ? '' : ` '${path}'${dest === undefined ? '' : ` -> '${dest}'`}`;
  return build(`${code}: ${message}, ${syscall}${where}`, { errno, code, syscall, path, dest },
               uvException);
}

function place(address, port) {
  if (port > 0) return ` ${address}:${port}`;
  return address ? ` ${address}` : '';
}

/**
 * The error of a call on a socket, with libuv's wording: "bind EINVAL: invalid argument 1.2.3.4:5".
 *
 * @param {number} errno
 * @param {string} syscall
 * @param {string} [address]
 * @param {number} [port]
 */
function uvExceptionWithHostPort(errno, syscall, address, port) {
  const [code, text] = describe(errno);
  return build(`${syscall} ${code}: ${text}${place(address, port)}`,
               { code, errno, syscall, address, port: port || undefined }, uvExceptionWithHostPort);
}

/**
 * The short form: "connect ECONNREFUSED".
 *
 * @param {number} errno
 * @param {string} syscall
 * @param {string} [detail]
 */
function errnoException(errno, syscall, detail) {
  const code = errorName(errno);
  return build(`${syscall} ${code}${detail ? ` ${detail}` : ''}`, { errno, code, syscall },
               errnoException);
}

/**
 * The short form with a place: "connect ECONNREFUSED 127.0.0.1:80 - Local (0.0.0.0:0)".
 *
 * @param {number} errno
 * @param {string} syscall
 * @param {string} address
 * @param {number} [port]
 * @param {string} [local]
 */
function exceptionWithHostPort(errno, syscall, address, port, local) {
  const code = errorName(errno);
  const message = `${syscall} ${code}${place(address, port)}${local ? ` - Local (${local})` : ''}`;
  return build(message, { errno, code, syscall, address, port: port || undefined },
               exceptionWithHostPort);
}

module.exports = {
  errnoException, errorName, exceptionWithHostPort, uvException, uvExceptionWithHostPort,
};
