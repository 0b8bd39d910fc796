'use strict';
// SPDX-License-Identifier: MIT

// The head of an outgoing message: its first line, the headers that were set, and those that follow
// from how its body will be sent.

const { codes: { ERR_HTTP_TRAILER_INVALID } } = require('internal/errors');
const { checkedField, validateHeaderValue } = require('http/fields');
const { utcDate } = require('http/date');
const { CHUNKED, CLOSE } = require('http/tokens');

// What the headers that were set say already.
function notice(message, seen, field, value) {
  switch (field) {
    case 'connection':
      seen.connection = true;
      message._removedConnection = false;
      if (CLOSE.test(value)) message._last = true;
      else message.shouldKeepAlive = true;
      break;
    case 'transfer-encoding':
      seen.encoding = true;
      message._removedTE = false;
      if (CHUNKED.test(value)) message.chunkedEncoding = true;
      break;
    case 'content-length':
      seen.length = true;
      message._contentLength = +value;
      message._removedContLen = false;
      break;
    case 'date': seen.date = true; break;
    case 'expect': seen.expect = true; break;
    case 'trailer': seen.trailer = true; break;
    case 'keep-alive': message._defaultKeepAlive = false; break;
    default:
  }
}

function addOne(message, seen, name, field, value, isChecked) {
  if (!isChecked) validateHeaderValue(name, value);
  seen.text += `${name}: ${value}\r\n`;
  notice(message, seen, field, value);
}

// `field` is the name in small letters.
function add(message, seen, name, field, value, isChecked) {
  if (field === 'content-disposition' && message._contentLength) {
    // The file name in it is bytes, which must not be encoded once more with a body of text.
    const toBytes = (text) => Buffer.from(`${text}`, 'latin1').toString();
    value = Array.isArray(value) ? value.map(toBytes) : toBytes(value);
    isChecked = true;
  }
  if (!Array.isArray(value)) return addOne(message, seen, name, field, value, isChecked);
  const unique = message.uniqueHeaders?.has(field);
  if ((value.length < 2 || field !== 'cookie') && !unique) {
    for (const one of value) addOne(message, seen, name, field, one, isChecked);
  } else {
    addOne(message, seen, name, field, value.join('; '), isChecked);
  }
}

function addUnchecked(message, seen, name, value) {
  add(message, seen, name, checkedField(name), value, false);
}

function addAll(message, seen, headers, isChecked) {
  if (!headers) return;
  if (isChecked) {
    for (const field in headers) {
      const entry = headers[field];
      add(message, seen, entry[0], field, entry[1], true);
    }
  } else if (!Array.isArray(headers)) {
    for (const name of Object.keys(headers)) addUnchecked(message, seen, name, headers[name]);
  } else if (Array.isArray(headers[0])) {
    for (const [name, value] of headers) addUnchecked(message, seen, name, value);
  } else {
    for (let i = 0; i < headers.length; i += 2) addUnchecked(message, seen, headers[i], headers[i + 1]);
  }
}

function keepAliveLine(seconds, most) {
  return `Keep-Alive: timeout=${seconds}${most > 0 ? `, max=${most}` : ''}\r\n`;
}

// The lines of a connection that stays: the same for each response of a server.
const staying = { seconds: -1, most: -1, lines: '' };

function stayingLines(message) {
  if (!message._keepAliveTimeout || !message._defaultKeepAlive) return 'Connection: keep-alive\r\n';
  const seconds = Math.floor(message._keepAliveTimeout / 1000);
  const most = message._maxRequestsPerSocket | 0;
  if (staying.seconds !== seconds || staying.most !== most) {
    staying.seconds = seconds;
    staying.most = most;
    staying.lines = `Connection: keep-alive\r\n${keepAliveLine(seconds, most)}`;
  }
  return staying.lines;
}

function connectionLines(message, seen) {
  if (message._removedConnection) {
    message._last = !message.shouldKeepAlive;
    return '';
  }
  if (seen.connection) return '';
  const mayStay = message.shouldKeepAlive &&
    (seen.length || message.useChunkedEncodingByDefault || message.agent);
  if (mayStay && message.maxRequestsOnConnectionReached) return 'Connection: close\r\n';
  if (mayStay) return stayingLines(message);
  message._last = true;
  return 'Connection: close\r\n';
}

// How the other side sees where the body ends.
function lengthLine(message, seen) {
  if (seen.length || seen.encoding) return '';
  if (!message._hasBody) {
    message.chunkedEncoding = false;
  } else if (!message.useChunkedEncodingByDefault) {
    message._last = true;
  } else if (!seen.trailer && !message._removedContLen &&
             typeof message._contentLength === 'number') {
    return `Content-Length: ${message._contentLength}\r\n`;
  } else if (!message._removedTE) {
    message.chunkedEncoding = true;
    return 'Transfer-Encoding: chunked\r\n';
  } else {
    message._last = true;  // Only the connection's end says where the body ends.
  }
  return '';
}

/**
 * Puts the head together. `headers` is what setHeader() keeps (already checked), an object, a list of
 * pairs, or a flat list.
 */
function storeHead(message, firstLine, headers, isChecked) {
  const seen = {
    text: firstLine, connection: false, length: false, encoding: false, date: false, expect: false,
    trailer: false,
  };
  addAll(message, seen, headers, isChecked);
  let { text } = seen;
  if (message.sendDate && !seen.date) text += `Date: ${utcDate()}\r\n`;
  // These never have a body: https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1
  if (message.chunkedEncoding && (message.statusCode === 204 || message.statusCode === 304)) {
    message.chunkedEncoding = false;
    message.shouldKeepAlive = false;
  }
  text += connectionLines(message, seen);
  text += lengthLine(message, seen);
  if (message.chunkedEncoding !== true && seen.trailer) throw new ERR_HTTP_TRAILER_INVALID();
  message._header = `${text}\r\n`;
  message._headerSent = false;
  message._expectsContinue = seen.expect;
}

module.exports = { storeHead };
