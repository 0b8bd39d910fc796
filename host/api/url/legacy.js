'use strict';
// SPDX-License-Identifier: MIT

// The URLs of url.parse(): objects of texts, older and more forgiving than the standard's.

const native = internalBinding('url');
const { validateBoolean, validateString } = require('internal/validate');
const { hasSlashes, isHostless } = require('url/schemes');
const { invalid } = require('url/class');
const { formatParts } = require('url/legacy-format');

const MAX_HOST = 255;
const USUAL_HOST = /^[a-z0-9]{1,63}(?:\.[a-z0-9]{1,63})*$/;
const LONGEST_NAME = 253;
// Nothing in such a text is escaped.
const PLAIN_PATH = /^\/\/?(?!\/)[^?#@\s]*(?:\?[^#@\s]*)?$/;
const FORBIDDEN_IN_HOST = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const FORBIDDEN_IN_IPV6 = /[\0\t\n\r #%/<>?@\\^|]/;

const ESCAPES = {
  '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', "'": '%27', '<': '%3C', '>': '%3E',
  '\\': '%5C', '^': '%5E', '`': '%60', '{': '%7B', '|': '%7C', '}': '%7D',
};

const ESCAPED = /[\t\n\r "'<>\\^`{|}]/;

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

// With its colon; 0: there is none.
function schemeLength(text) {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3A) return i > 0 ? i + 1 : 0;
    const lower = code | 0x20;
    const isOfScheme = (lower >= 0x61 && lower <= 0x7A) || (code >= 0x30 && code <= 0x39) ||
      code === 0x2B || code === 0x2D || code === 0x2E;  // + - .
    if (!isOfScheme) return 0;
  }
  return 0;
}

function isBlank(code) {
  return code <= 0x20 || code === 0xA0 || code === 0xFEFF;
}

function trim(text) {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from++;
  while (from < to && isBlank(text.charCodeAt(to - 1))) to--;
  return text.slice(from, to);
}

// Without blanks around it, and with slashes for backslashes as browsers do before the query.
function normalize(text) {
  const trimmed = trim(text);
  if (!trimmed.includes('\\')) return trimmed;
  const end = trimmed.search(/[?#]/);
  const head = end < 0 ? trimmed : trimmed.slice(0, end);
  return head.replaceAll('\\', '/') + trimmed.slice(head.length);
}

// How long the part of the text is that names a host, and where its user ends.
function measureHost(text) {
  let end = -1;
  let at = -1;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x40:  // @
        at = i;
        end = -1;
        break;
      case 0x2F: case 0x3F: case 0x23:  // / ? #
        return { at, end: end < 0 ? i : end };
      case 0x20: case 0x22: case 0x25: case 0x3B:  // Blank " % ;
      case 0x3C: case 0x3E: case 0x5C: case 0x5E: case 0x60:  // < > \ ^ `
      case 0x7B: case 0x7C: case 0x7D:  // { | }
        if (end < 0) end = i;
        break;
      default:
    }
  }
  return { at, end: end < 0 ? text.length : end };
}

// Whether ICU would leave a name as it is.
function isUsual(name) {
  return name.length <= LONGEST_NAME && USUAL_HOST.test(name);
}

// Where ":8080" or a last colon begins; -1: nowhere.
function portAt(text) {
  let at = text.length - 1;
  while (at >= 0 && text.charCodeAt(at) >= 0x30 && text.charCodeAt(at) <= 0x39) at--;
  return at >= 0 && text.charCodeAt(at) === 0x3A ? at : -1;
}

// Answers what is no host behind it, as in git@github.com:npm/npm.
function setHost(url, text, whole) {
  const at = portAt(text);
  if (at >= 0 && at < text.length - 1) url.port = text.slice(at + 1);
  const given = at < 0 ? text : text.slice(0, at);
  const isIPv6 = given[0] === '[' && given.endsWith(']');
  const colon = isIPv6 ? -1 : given.indexOf(':');
  const name = colon < 0 ? given : given.slice(0, colon);
  url.hostname = name.length > MAX_HOST ? '' : name.toLowerCase();
  if (isIPv6) {
    if (FORBIDDEN_IN_IPV6.test(url.hostname)) throw invalid(whole);
  } else if (url.hostname !== '' && !isUsual(url.hostname)) {
    if (FORBIDDEN_IN_HOST.test(url.hostname)) throw invalid(whole);
    url.hostname = native.punycode(url.hostname);
    // Careful: ICU may turn a character into one that ends a host.
    if (url.hostname === '' || FORBIDDEN_IN_HOST.test(url.hostname)) throw invalid(whole);
  }
  url.host = `${url.hostname}${url.port === null ? '' : `:${url.port}`}`;
  if (isIPv6) url.hostname = url.hostname.slice(1, -1);
  return colon < 0 ? '' : `/${given.slice(colon)}`;
}

// The text behind scheme and host.
function takeAuthority(url, given, whole) {
  let text = given;
  if (/[\t\n\r]/.test(given)) {
    // They are dropped there, as the standard's URLs drop them everywhere.
    text = given.replace(/^[^/?#]*/, (head) => head.replace(/[\t\n\r]/g, ''));
  }
  const { at, end } = measureHost(text);
  if (at >= 0) {
    const auth = text.slice(0, at);
    url.auth = auth.includes('%') ? decodeURIComponent(auth) : auth;
  }
  const rest = setHost(url, text.slice(at + 1, end), whole) + text.slice(end);
  return url.host[0] === '[' && rest[0] !== '/' ? `/${rest}` : rest;
}

function setQuery(url, parseQuery) {
  if (url.search !== null) {
    const text = url.search.slice(1);
    url.query = parseQuery ? require('querystring').parse(text) : text;
  } else if (parseQuery) {
    url.search = null;
    url.query = { __proto__: null };
  }
}

function takePath(url, text, parseQuery) {
  const hash = text.indexOf('#');
  if (hash >= 0) url.hash = text.slice(hash);
  const rest = hash < 0 ? text : text.slice(0, hash);
  const mark = rest.indexOf('?');
  if (mark >= 0) url.search = rest.slice(mark);
  setQuery(url, parseQuery);
  const pathname = mark < 0 ? rest : rest.slice(0, mark);
  if (pathname !== '') url.pathname = pathname;
  else if (hasSlashes(url.protocol) && url.hostname) url.pathname = '/';
  if (url.pathname !== null || url.search !== null) {
    url.path = `${url.pathname ?? ''}${url.search ?? ''}`;
  }
}

Url.prototype.parse = function(text, parseQuery = false, slashesDenoteHost = false) {
  validateString(text, 'url');
  if (parseQuery !== undefined && typeof parseQuery === 'object') {
    validateBoolean(parseQuery, 'parseQueryString');
  }
  let rest = normalize(text);
  if (!slashesDenoteHost && PLAIN_PATH.test(rest)) {
    takePath(this, rest, parseQuery);
    this.href = rest;
    return this;
  }
  const scheme = schemeLength(rest);
  if (scheme > 0) {
    this.protocol = rest.slice(0, scheme).toLowerCase();
    rest = rest.slice(scheme);
  }
  const hostless = isHostless(this.protocol);
  const mayHaveHost = slashesDenoteHost || scheme > 0 || /^\/\/[^@/]+@[^@/]+/.test(rest);
  const slashes = mayHaveHost && rest.startsWith('//') && !hostless;
  if (slashes) {
    this.slashes = true;
    rest = rest.slice(2);
  }
  if (!hostless && (slashes || (scheme > 0 && !hasSlashes(this.protocol)))) {
    rest = takeAuthority(this, rest, text);
  }
  if (!hostless && ESCAPED.test(rest)) {
    rest = rest.replace(/[\t\n\r "'<>\\^`{|}]/g, (found) => ESCAPES[found]);
  }
  takePath(this, rest, parseQuery);
  this.href = this.format();
  return this;
};

Url.prototype.format = function() {
  return formatParts(this);
};

Url.prototype.resolve = function(relative) {
  return this.resolveObject(parse(relative, false, true)).format();
};

Url.prototype.resolveObject = function(relative) {
  const other = typeof relative === 'string' ? parse(relative, false, true) : relative;
  const { resolveParts } = require('url/legacy-resolve');
  return resolveParts(Object.assign(new Url(), this), Object.assign(new Url(), other));
};

Url.prototype.parseHost = function() {
  const at = portAt(this.host);
  if (at >= 0 && at < this.host.length - 1) this.port = this.host.slice(at + 1);
  const name = at < 0 ? this.host : this.host.slice(0, at);
  if (name) this.hostname = name;
};

/**
 * @param {string | Url} url
 * @param {boolean} [parseQueryString]
 * @param {boolean} [slashesDenoteHost]
 */
function parse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  return new Url().parse(url, parseQueryString, slashesDenoteHost);
}

module.exports = { Url, parse };
