'use strict';
// SPDX-License-Identifier: MIT

// The text of what url.parse() gives, or of an object with some of its fields.

const { hasSlashes } = require('url/schemes');

// As encodeURIComponent, but for what may stand in a user's name.
function escapeAuth(auth) {
  const escaped = require('querystring').escape(auth);
  return escaped.includes('%') ? escaped.replace(/%3A/gi, ':') : escaped;
}

function hostOf(parts) {
  const auth = parts.auth ? `${escapeAuth(parts.auth)}@` : '';
  if (parts.host) return `${auth}${parts.host}`;
  if (!parts.hostname) return '';
  const { hostname, port } = parts;
  const isIPv6 = hostname.includes(':') && !(hostname[0] === '[' && hostname.endsWith(']'));
  return `${auth}${isIPv6 ? `[${hostname}]` : hostname}${port ? `:${port}` : ''}`;
}

function prefixed(text, mark) {
  return text !== '' && text[0] !== mark ? `${mark}${text}` : text;
}

function searchOf({ search, query }) {
  if (search) return search;
  if (query === null || typeof query !== 'object') return '';
  const text = require('querystring').stringify(query);
  return text === '' ? '' : `?${text}`;
}

/**
 * @param {object} parts
 * @returns {string}
 */
function formatParts(parts) {
  let protocol = parts.protocol || '';
  if (protocol !== '' && !protocol.endsWith(':')) protocol += ':';
  let host = hostOf(parts);
  let pathname = parts.pathname || '';
  if (/[?#]/.test(pathname)) pathname = pathname.replace(/[?#]/g, encodeURIComponent);
  if (parts.slashes || hasSlashes(protocol)) {
    if (parts.slashes || host !== '') {
      pathname = prefixed(pathname, '/');
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  const search = prefixed(searchOf(parts).replaceAll('#', '%23'), '?');
  return `${protocol}${host}${pathname}${search}${prefixed(parts.hash || '', '#')}`;
}

module.exports = { formatParts };
