'use strict';
// SPDX-License-Identifier: MIT

// http2: what can be said without a connection: constants, and settings as they cross the wire.
// Differs from Node: there are no sessions. Libraries that offer HTTP/2 beside HTTP/1.1 load this
// module at once (axios, got, superagent) and are to run; who asks for a session is told so.

require('internal/on-first-use');

const { Buffer } = require('buffer');
const constants = require('http2/constants');
const { codes: { ERR_INVALID_ARG_TYPE }, define } = require('internal/errors');
const { isArrayBufferView } = require('internal/types').types;
const { validateObject } = require('internal/validate');

const unavailable = (name) => `http2.${name}() is not there in this version of Plinth, which ` +
  'speaks HTTP/1.1 only: use http or https';
const ERR_HTTP2_UNAVAILABLE = define('ERR_HTTP2_UNAVAILABLE', 'Error', unavailable);
const ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH = define('ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH',
  'RangeError', 'Packed settings length must be a multiple of six');
const invalid = (name, value) => `Invalid value for setting "${name}": ${value}`;
// One code, two classes.
const OutOfRange = define('ERR_HTTP2_INVALID_SETTING_VALUE', 'RangeError', invalid);
const WrongType = define('ERR_HTTP2_INVALID_SETTING_VALUE', 'TypeError', invalid);

const BYTES_PER_SETTING = 6;
const MOST_CUSTOM_SETTINGS = 10;
const LARGEST = 2 ** 32 - 1;

// RFC 9113, section 6.5.2, and RFC 8441: what each may be. A `least` and a `most`, or a boolean.
const SETTINGS = [
  { id: constants.NGHTTP2_SETTINGS_HEADER_TABLE_SIZE, name: 'headerTableSize', least: 0, most: LARGEST },
  { id: constants.NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, name: 'maxConcurrentStreams', least: 0,
    most: LARGEST },
  { id: constants.NGHTTP2_SETTINGS_MAX_FRAME_SIZE, name: 'maxFrameSize',
    least: constants.MIN_MAX_FRAME_SIZE, most: constants.MAX_MAX_FRAME_SIZE },
  { id: constants.NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, name: 'initialWindowSize', least: 0,
    most: constants.MAX_INITIAL_WINDOW_SIZE },
  { id: constants.NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, name: 'maxHeaderListSize', least: 0,
    most: LARGEST },
  { id: constants.NGHTTP2_SETTINGS_ENABLE_PUSH, name: 'enablePush' },
  { id: constants.NGHTTP2_SETTINGS_ENABLE_CONNECT_PROTOCOL, name: 'enableConnectProtocol' },
];

function checkNumber(name, value, least, most) {
  if (value === undefined) return;
  if (typeof value !== 'number' || !(value >= least && value <= most)) throw new OutOfRange(name, value);
}

function checkSettings(settings) {
  for (const { name, least, most } of SETTINGS) {
    const value = settings[name];
    if (most !== undefined) checkNumber(name, value, least, most);
    else if (value !== undefined && typeof value !== 'boolean') throw new WrongType(name, value);
  }
  checkNumber('maxHeaderSize', settings.maxHeaderSize, 0, LARGEST);
  const { customSettings } = settings;
  if (customSettings === undefined) return;
  validateObject(customSettings, 'settings.customSettings');
  const ids = Object.keys(customSettings);
  if (ids.length > MOST_CUSTOM_SETTINGS) throw new OutOfRange('customSettings', ids.length);
  for (const id of ids) {
    checkNumber('customSettings:id', Number(id), 0, 0xffff);
    checkNumber('customSettings:value', customSettings[id], 0, LARGEST);
  }
}

/** The settings of a session that nobody changed. */
function getDefaultSettings() {
  return {
    __proto__: null,
    headerTableSize: constants.DEFAULT_SETTINGS_HEADER_TABLE_SIZE,
    enablePush: true,
    initialWindowSize: constants.DEFAULT_SETTINGS_INITIAL_WINDOW_SIZE,
    maxFrameSize: constants.DEFAULT_SETTINGS_MAX_FRAME_SIZE,
    maxConcurrentStreams: constants.DEFAULT_SETTINGS_MAX_CONCURRENT_STREAMS,
    maxHeaderSize: constants.DEFAULT_SETTINGS_MAX_HEADER_LIST_SIZE,
    maxHeaderListSize: constants.DEFAULT_SETTINGS_MAX_HEADER_LIST_SIZE,
    enableConnectProtocol: false,
  };
}

/** Settings as the payload of a SETTINGS frame: two bytes of which, four of value, for each. */
function getPackedSettings(settings = {}) {
  validateObject(settings, 'settings');
  checkSettings(settings);
  const entries = [];
  for (const { id, name } of SETTINGS) {
    const value = name === 'maxHeaderListSize' ? settings.maxHeaderSize ?? settings[name] : settings[name];
    if (value !== undefined) entries.push([id, Number(value)]);
  }
  entries.sort(([one], [other]) => one - other);
  for (const id of Object.keys(settings.customSettings ?? {})) {
    entries.push([Number(id), settings.customSettings[id]]);
  }
  const packed = Buffer.alloc(entries.length * BYTES_PER_SETTING);
  entries.forEach(([id, value], i) => {
    packed.writeUInt16BE(id, i * BYTES_PER_SETTING);
    packed.writeUInt32BE(value, i * BYTES_PER_SETTING + 2);
  });
  return packed;
}

/** The settings in such a payload; with `validate`, only if they may be. */
function getUnpackedSettings(buf, options = {}) {
  if (!isArrayBufferView(buf) || buf.length === undefined) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray'], buf);
  }
  if (buf.length % BYTES_PER_SETTING !== 0) throw new ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH();
  const settings = {};
  for (let at = 0; at < buf.length; at += BYTES_PER_SETTING) {
    const id = buf[at] * 256 + buf[at + 1];
    const value = buf[at + 2] * 2 ** 24 + buf[at + 3] * 2 ** 16 + buf[at + 4] * 256 + buf[at + 5];
    const known = SETTINGS.find((setting) => setting.id === id);
    if (known === undefined) (settings.customSettings ??= {})[id] = value;
    else settings[known.name] = known.most === undefined ? value !== 0 : value;
    if (known?.name === 'maxHeaderListSize') settings.maxHeaderSize = value;
  }
  if (options != null && options.validate) checkSettings(settings);
  return settings;
}

// What needs a session.
function connect() {
  throw new ERR_HTTP2_UNAVAILABLE('connect');
}

function createServer() {
  throw new ERR_HTTP2_UNAVAILABLE('createServer');
}

function createSecureServer() {
  throw new ERR_HTTP2_UNAVAILABLE('createSecureServer');
}

function performServerHandshake() {
  throw new ERR_HTTP2_UNAVAILABLE('performServerHandshake');
}

module.exports = {
  connect,
  constants,
  createServer,
  createSecureServer,
  getDefaultSettings,
  getPackedSettings,
  getUnpackedSettings,
  performServerHandshake,
  /** Names the headers of a request or response that must not enter the table of known headers. */
  sensitiveHeaders: Symbol('nodejs.http2.sensitiveHeaders'),
};
