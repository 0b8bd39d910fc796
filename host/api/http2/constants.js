'use strict';
// SPDX-License-Identifier: MIT

// http2.constants: names of RFC 9113 (frames, errors, settings), of the header fields, methods and
// statuses registered with IANA, and the values that nghttp2 gives the rest.

require('internal/on-first-use');

const { METHODS } = require('http');

const PSEUDO_HEADERS = ['status', 'method', 'authority', 'scheme', 'path', 'protocol'];
const HEADERS = `
  accept-encoding accept-language accept-ranges accept access-control-allow-credentials
  access-control-allow-headers access-control-allow-methods access-control-allow-origin
  access-control-expose-headers access-control-request-headers access-control-request-method age
  authorization cache-control connection content-disposition content-encoding content-length
  content-type cookie date etag forwarded host if-modified-since if-none-match if-range
  last-modified link location range referer server set-cookie strict-transport-security
  transfer-encoding te upgrade-insecure-requests upgrade user-agent vary x-content-type-options
  x-frame-options keep-alive proxy-connection x-xss-protection alt-svc content-security-policy
  early-data expect-ct origin purpose timing-allow-origin x-forwarded-for priority accept-charset
  access-control-max-age allow content-language content-location content-md5 content-range dnt
  expect expires from if-match if-unmodified-since max-forwards prefer proxy-authenticate
  proxy-authorization refresh retry-after trailer tk via warning www-authenticate http2-settings
`.trim().split(/\s+/);

// Those that http has not.
const MORE_METHODS = `
  BASELINE-CONTROL CHECKIN CHECKOUT LABEL MKREDIRECTREF MKWORKSPACE ORDERPATCH PRI UNCHECKOUT UPDATE
  UPDATEREDIRECTREF VERSION-CONTROL
`.trim().split(/\s+/);
const NOT_HERE = ['M-SEARCH', 'NOTIFY', 'SOURCE', 'SUBSCRIBE', 'UNSUBSCRIBE', 'PURGE', 'QUERY'];

const STATUSES = {
  100: 'CONTINUE SWITCHING_PROTOCOLS PROCESSING EARLY_HINTS',
  200: 'OK CREATED ACCEPTED NON_AUTHORITATIVE_INFORMATION NO_CONTENT RESET_CONTENT PARTIAL_CONTENT ' +
    'MULTI_STATUS ALREADY_REPORTED',
  226: 'IM_USED',
  300: 'MULTIPLE_CHOICES MOVED_PERMANENTLY FOUND SEE_OTHER NOT_MODIFIED USE_PROXY',
  307: 'TEMPORARY_REDIRECT PERMANENT_REDIRECT',
  400: 'BAD_REQUEST UNAUTHORIZED PAYMENT_REQUIRED FORBIDDEN NOT_FOUND METHOD_NOT_ALLOWED ' +
    'NOT_ACCEPTABLE PROXY_AUTHENTICATION_REQUIRED REQUEST_TIMEOUT CONFLICT GONE LENGTH_REQUIRED ' +
    'PRECONDITION_FAILED PAYLOAD_TOO_LARGE URI_TOO_LONG UNSUPPORTED_MEDIA_TYPE ' +
    'RANGE_NOT_SATISFIABLE EXPECTATION_FAILED TEAPOT',
  421: 'MISDIRECTED_REQUEST UNPROCESSABLE_ENTITY LOCKED FAILED_DEPENDENCY TOO_EARLY UPGRADE_REQUIRED',
  428: 'PRECONDITION_REQUIRED TOO_MANY_REQUESTS',
  431: 'REQUEST_HEADER_FIELDS_TOO_LARGE',
  451: 'UNAVAILABLE_FOR_LEGAL_REASONS',
  500: 'INTERNAL_SERVER_ERROR NOT_IMPLEMENTED BAD_GATEWAY SERVICE_UNAVAILABLE GATEWAY_TIMEOUT ' +
    'HTTP_VERSION_NOT_SUPPORTED VARIANT_ALSO_NEGOTIATES INSUFFICIENT_STORAGE LOOP_DETECTED ' +
    'BANDWIDTH_LIMIT_EXCEEDED NOT_EXTENDED NETWORK_AUTHENTICATION_REQUIRED',
};

const constants = {
  NGHTTP2_ERR_FRAME_SIZE_ERROR: -522,
  NGHTTP2_SESSION_SERVER: 0,
  NGHTTP2_SESSION_CLIENT: 1,
  NGHTTP2_STREAM_STATE_IDLE: 1,
  NGHTTP2_STREAM_STATE_OPEN: 2,
  NGHTTP2_STREAM_STATE_RESERVED_LOCAL: 3,
  NGHTTP2_STREAM_STATE_RESERVED_REMOTE: 4,
  NGHTTP2_STREAM_STATE_HALF_CLOSED_LOCAL: 5,
  NGHTTP2_STREAM_STATE_HALF_CLOSED_REMOTE: 6,
  NGHTTP2_STREAM_STATE_CLOSED: 7,
  NGHTTP2_FLAG_NONE: 0,
  NGHTTP2_FLAG_END_STREAM: 1,
  NGHTTP2_FLAG_END_HEADERS: 4,
  NGHTTP2_FLAG_ACK: 1,
  NGHTTP2_FLAG_PADDED: 8,
  NGHTTP2_FLAG_PRIORITY: 32,
  DEFAULT_SETTINGS_HEADER_TABLE_SIZE: 4096,
  DEFAULT_SETTINGS_ENABLE_PUSH: 1,
  DEFAULT_SETTINGS_MAX_CONCURRENT_STREAMS: 2 ** 32 - 1,
  DEFAULT_SETTINGS_INITIAL_WINDOW_SIZE: 65535,
  DEFAULT_SETTINGS_MAX_FRAME_SIZE: 16384,
  DEFAULT_SETTINGS_MAX_HEADER_LIST_SIZE: 65535,
  DEFAULT_SETTINGS_ENABLE_CONNECT_PROTOCOL: 0,
  MAX_MAX_FRAME_SIZE: 2 ** 24 - 1,
  MIN_MAX_FRAME_SIZE: 2 ** 14,
  MAX_INITIAL_WINDOW_SIZE: 2 ** 31 - 1,
  NGHTTP2_SETTINGS_HEADER_TABLE_SIZE: 1,
  NGHTTP2_SETTINGS_ENABLE_PUSH: 2,
  NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS: 3,
  NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE: 4,
  NGHTTP2_SETTINGS_MAX_FRAME_SIZE: 5,
  NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE: 6,
  NGHTTP2_SETTINGS_ENABLE_CONNECT_PROTOCOL: 8,
  PADDING_STRATEGY_NONE: 0,
  PADDING_STRATEGY_ALIGNED: 1,
  PADDING_STRATEGY_MAX: 2,
  PADDING_STRATEGY_CALLBACK: 1,
  NGHTTP2_NO_ERROR: 0,
  NGHTTP2_PROTOCOL_ERROR: 1,
  NGHTTP2_INTERNAL_ERROR: 2,
  NGHTTP2_FLOW_CONTROL_ERROR: 3,
  NGHTTP2_SETTINGS_TIMEOUT: 4,
  NGHTTP2_STREAM_CLOSED: 5,
  NGHTTP2_FRAME_SIZE_ERROR: 6,
  NGHTTP2_REFUSED_STREAM: 7,
  NGHTTP2_CANCEL: 8,
  NGHTTP2_COMPRESSION_ERROR: 9,
  NGHTTP2_CONNECT_ERROR: 10,
  NGHTTP2_ENHANCE_YOUR_CALM: 11,
  NGHTTP2_INADEQUATE_SECURITY: 12,
  NGHTTP2_HTTP_1_1_REQUIRED: 13,
  NGHTTP2_DEFAULT_WEIGHT: 16,
};

const constantName = (text) => text.toUpperCase().replaceAll('-', '_');

for (const name of PSEUDO_HEADERS) constants[`HTTP2_HEADER_${constantName(name)}`] = `:${name}`;
for (const name of HEADERS) constants[`HTTP2_HEADER_${constantName(name)}`] = name;
for (const method of [...METHODS, ...MORE_METHODS].sort()) {
  if (!NOT_HERE.includes(method)) constants[`HTTP2_METHOD_${constantName(method)}`] = method;
}
for (const first of Object.keys(STATUSES)) {
  STATUSES[first].split(' ').forEach((name, i) => {
    constants[`HTTP_STATUS_${name}`] = Number(first) + i;
  });
}

module.exports = constants;
