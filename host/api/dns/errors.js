'use strict';
// SPDX-License-Identifier: MIT

// The errors of dns, and the codes that it exports.

const { UV_EAI_MEMORY, UV_EAI_NODATA, UV_EAI_NONAME } = internalBinding('uv');
const { errorName } = require('internal/error-system');

const codes = {
  NODATA: 'ENODATA',
  FORMERR: 'EFORMERR',
  SERVFAIL: 'ESERVFAIL',
  NOTFOUND: 'ENOTFOUND',
  NOTIMP: 'ENOTIMP',
  REFUSED: 'EREFUSED',
  BADQUERY: 'EBADQUERY',
  BADNAME: 'EBADNAME',
  BADFAMILY: 'EBADFAMILY',
  BADRESP: 'EBADRESP',
  CONNREFUSED: 'ECONNREFUSED',
  TIMEOUT: 'ETIMEOUT',
  EOF: 'EOF',
  FILE: 'EFILE',
  NOMEM: 'ENOMEM',
  DESTRUCTION: 'EDESTRUCTION',
  BADSTR: 'EBADSTR',
  BADFLAGS: 'EBADFLAGS',
  NONAME: 'ENONAME',
  BADHINTS: 'EBADHINTS',
  NOTINITIALIZED: 'ENOTINITIALIZED',
  LOADIPHLPAPI: 'ELOADIPHLPAPI',
  ADDRGETNETWORKPARAMS: 'EADDRGETNETWORKPARAMS',
  CANCELLED: 'ECANCELLED',
};

function codeOf(status) {
  if (typeof status === 'string') return status;
  if (status === UV_EAI_NODATA || status === UV_EAI_NONAME) return codes.NOTFOUND;
  return status === UV_EAI_MEMORY ? 'EAI_MEMORY' : errorName(status);
}

/**
 * @param {string | number} status a code of c-ares's, or a number of libuv's
 * @param {string} syscall
 * @param {string} [hostname]
 */
function dnsError(status, syscall, hostname) {
  const code = codeOf(status);
  const error = new Error(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`);
  error.errno = typeof status === 'number' ? status : undefined;
  error.code = code;
  error.syscall = syscall;
  if (hostname) error.hostname = hostname;
  Error.captureStackTrace(error, dnsError);
  return error;
}

module.exports = { codes, dnsError };
