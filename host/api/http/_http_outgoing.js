'use strict';
// SPDX-License-Identifier: MIT

// The old name of http.OutgoingMessage.

const { OutgoingMessage, kHighWaterMark, kUniqueHeaders } = require('http/outgoing');
const { parseUniqueHeaders } = require('http/fields');
const { validateHeaderName, validateHeaderValue } = require('http/fields');

module.exports = {
  OutgoingMessage,
  kHighWaterMark,
  kUniqueHeaders,
  parseUniqueHeadersOption: parseUniqueHeaders,
  validateHeaderName,
  validateHeaderValue,
};
