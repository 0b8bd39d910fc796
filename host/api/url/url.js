'use strict';
// SPDX-License-Identifier: MIT

// url: the standard's URL and URLSearchParams, Node's older url.parse() and its like, and file: URLs.

const native = internalBinding('url');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } = require('internal/errors');
const { validateObject } = require('internal/validate');
const { URL, isURL } = require('url/class');
const { fileURLToPath, pathToFileURL, urlToHttpOptions } = require('url/files');
const { Url, parse } = require('url/legacy');
const { formatParts } = require('url/legacy-format');
const { URLSearchParams } = require('url/search-params');

// What the hostname of a URL would take of it.
function hostIn(domain) {
  return `${domain}`.replace(/[\t\n\r]/g, '').replace(/[/\\?#].*$/s, '');
}

/** @param {string} domain */
function domainToASCII(domain) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('domain');
  return native.domainToASCII(hostIn(domain));
}

/** @param {string} domain */
function domainToUnicode(domain) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('domain');
  return native.domainToUnicode(hostIn(domain));
}

function formatURL(url, options) {
  if (options !== undefined) validateObject(options, 'options', { allowFunction: true });
  const { auth = true, fragment = true, search = true, unicode = false } = options ?? {};
  const hasHost = url.href.startsWith('//', url.protocol.length);
  const user = auth && (url.username || url.password) ?
    `${url.username}${url.password && `:${url.password}`}@` : '';
  const hostname = unicode ? domainToUnicode(url.hostname) || url.hostname : url.hostname;
  const host = hasHost ? `//${user}${hostname}${url.port && `:${url.port}`}` : '';
  const bare = !hasHost && url.pathname.startsWith('//') ? '/.' : '';
  return `${url.protocol}${host}${bare}${url.pathname}${search ? url.search : ''}` +
    `${fragment ? url.hash : ''}`;
}

/**
 * @param {string | URL | object} url
 * @param {{ auth?: boolean, fragment?: boolean, search?: boolean, unicode?: boolean }} [options] of
 *     a URL
 */
function format(url, options = undefined) {
  if (typeof url === 'string') return formatParts(parse(url));
  if (typeof url !== 'object' || url === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], url);
  }
  return isURL(url) ? formatURL(url, options) : formatParts(url);
}

function resolve(from, to) {
  return parse(from, false, true).resolve(to);
}

function resolveObject(from, to) {
  return from ? parse(from, false, true).resolveObject(to) : to;
}

module.exports = {
  Url,
  parse,
  resolve,
  resolveObject,
  format,
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  pathToFileURL,
  fileURLToPath,
  urlToHttpOptions,
};
