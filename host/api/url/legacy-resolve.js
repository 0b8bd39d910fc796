'use strict';
// SPDX-License-Identifier: MIT

// What a relative URL of url.parse() means beside a base.

const { hasSlashes, isHostless } = require('url/schemes');

function finish(result) {
  result.path = result.pathname || result.search ?
    `${result.pathname || ''}${result.search || ''}` : result.path;
  result.href = result.format();
  return result;
}

function segments(pathname) {
  return pathname ? pathname.split('/') : [];
}

function takeQuery(result, relative) {
  result.search = relative.search;
  result.query = relative.query;
}

// "//host/path": all but the scheme is the relative one's.
function otherHost(result, relative) {
  const { protocol } = result;
  Object.assign(result, relative, { protocol });
  if (hasSlashes(protocol) && result.hostname && !result.pathname) {
    result.path = result.pathname = '/';
  }
  result.href = result.format();
  return result;
}

function otherScheme(result, relative) {
  if (!hasSlashes(relative.protocol)) {
    Object.assign(result, relative);
    result.href = result.format();
    return result;
  }
  result.protocol = relative.protocol;
  if (relative.host || /^file:?$/.test(relative.protocol) || isHostless(relative.protocol)) {
    result.pathname = relative.pathname;
  } else {
    // "http:a/b" beside "https://c": the first segment is the host.
    const path = (relative.pathname || '').split('/');
    while (path.length > 0 && !relative.host) relative.host = path.shift();
    if (path[0] !== '') path.unshift('');
    if (path.length < 2) path.unshift('');
    result.pathname = path.join('/');
  }
  takeQuery(result, relative);
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host || '';
  result.port = relative.port;
  result.slashes ||= relative.slashes;
  return finish(result);
}

// In "mailto:a/b" the host is the first segment.
function hostToPath(host, path) {
  if (!host) return;
  if (path[0] === '') path[0] = host;
  else path.unshift(host);
}

function pathToHost(result, host) {
  result.hostname = result.host = host;
  const at = host ? host.indexOf('@') : -1;
  if (at <= 0) return;
  result.auth = host.slice(0, at);
  result.hostname = result.host = host.slice(at + 1);
}

// Without "." and "..", and how many ".." lead out of it.
function withoutDots(path) {
  const kept = [];
  let up = 0;
  for (const segment of path.reverse()) {
    if (segment === '.') continue;
    if (segment === '..') up++;
    else if (up > 0) up--;
    else kept.push(segment);
  }
  return { path: kept.reverse(), up };
}

function takeAuthority(result, relative) {
  if (relative.host || relative.host === '') {
    if (result.host !== relative.host) result.auth = null;
    result.host = relative.host;
    result.port = relative.port;
  }
  if (relative.hostname || relative.hostname === '') {
    if (result.hostname !== relative.hostname) result.auth = null;
    result.hostname = relative.hostname;
  }
}

// The path that both make, before its dots are looked at; undefined when the base's stays.
function join(result, relative, from, to, isAbsolute) {
  if (isAbsolute) {
    takeAuthority(result, relative);
    takeQuery(result, relative);
    return to;
  }
  if (to.length > 0) {
    takeQuery(result, relative);
    return [...from.slice(0, -1), ...to];
  }
  return relative.search === null || relative.search === undefined ? from : undefined;
}

function isSlashed(path) {
  return path[0] === '' || (Boolean(path[0]) && path[0][0] === '/');
}

function resolveDots(result, relative, joined, mustBeAbsolute) {
  const last = joined.at(-1);
  const endsInSlash = last === '' ||
    (Boolean(result.host || relative.host || joined.length > 1) && (last === '.' || last === '..'));
  const { path, up } = withoutDots(joined);
  if (!mustBeAbsolute.dots) path.unshift(...new Array(up).fill('..'));
  if (mustBeAbsolute.path && path[0] !== '' && !isSlashed(path)) path.unshift('');
  if (endsInSlash && !path.join('/').endsWith('/')) path.push('');
  return path;
}

/**
 * @param {object} result the base, which becomes the result
 * @param {object} relative
 */
function resolveParts(result, relative) {
  result.hash = relative.hash;
  if (relative.href === '') {
    result.href = result.format();
    return result;
  }
  if (relative.slashes && !relative.protocol) return otherHost(result, relative);
  if (relative.protocol && relative.protocol !== result.protocol) {
    return otherScheme(result, relative);
  }

  const baseIsAbsolute = result.pathname?.[0] === '/';
  const isAbsolute = Boolean(relative.host || relative.pathname?.[0] === '/');
  let absolute = isAbsolute || baseIsAbsolute || Boolean(result.host && relative.pathname);
  const dots = absolute;
  const from = segments(result.pathname);
  const to = segments(relative.pathname);
  const plain = Boolean(result.protocol && !hasSlashes(result.protocol));
  if (plain) {
    hostToPath(result.host, from);
    Object.assign(result, { hostname: '', port: null, host: '' });
    if (relative.protocol) {
      hostToPath(relative.host, to);
      Object.assign(relative, { hostname: null, port: null, host: null });
      result.auth = null;
    }
    absolute &&= to[0] === '' || from[0] === '';
  }

  const joined = join(result, relative, from, to, isAbsolute);
  if (joined === undefined) {
    if (plain) pathToHost(result, from.shift());
    takeQuery(result, relative);
    return finish(result);
  }
  if (joined.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    result.href = result.format();
    return result;
  }

  const path = resolveDots(result, relative, joined, { path: absolute, dots });
  const slashed = isSlashed(path);
  if (plain) pathToHost(result, slashed ? '' : path.shift() ?? '');
  if ((absolute || (result.host && path.length > 0)) && !slashed) path.unshift('');
  result.pathname = path.length > 0 ? path.join('/') : null;
  if (path.length === 0) result.path = null;
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  return finish(result);
}

module.exports = { resolveParts };
