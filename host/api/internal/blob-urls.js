'use strict';
// SPDX-License-Identifier: MIT

// blob: URLs, which name a blob of the same plugin until they are revoked.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const PREFIX = 'blob:nodedata:';

const blobs = Object.create(null);
let count = 0;

function create(blob) {
  if (!require('buffer/blob').isBlob(blob)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', blob);
  const random = () => Math.floor(Math.random() * 2 ** 32).toString(16).padStart(8, '0');
  const url = `${PREFIX}${random()}-${random()}-${(++count).toString(16)}`;
  blobs[url] = blob;
  return url;
}

function revoke(url) {
  delete blobs[`${url}`];
}

/**
 * @param {string} url
 * @returns {Blob | undefined}
 */
function resolveObjectURL(url) {
  const blob = blobs[`${url}`];
  return blob?.slice(0, blob.size, blob.type);
}

module.exports = { create, resolveObjectURL, revoke };
