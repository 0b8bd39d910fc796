'use strict';
// SPDX-License-Identifier: MIT
const { fetch } = require('undici/lib/web/fetch');

// The stack of an error says who fetched, not where the library made it.
exports.fetch = (resource, init) => fetch(resource, init).catch((error) => {
  if (typeof error === 'object' && error !== null) Error.captureStackTrace(error);
  throw error;
});
exports.FormData = require('undici/lib/web/fetch/formdata').FormData;
exports.Headers = require('undici/lib/web/fetch/headers').Headers;
exports.Request = require('undici/lib/web/fetch/request').Request;
exports.Response = require('undici/lib/web/fetch/response').Response;
