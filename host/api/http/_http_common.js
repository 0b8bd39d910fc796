'use strict';
// SPDX-License-Identifier: MIT

// The old name of what the halves of http share.

const { hasInvalidCharacter, isToken } = require('http/fields');
const { CHUNKED, CONTINUE } = require('http/tokens');
const { METHODS, freeParser, parsers } = require('http/reader');

module.exports = {
  CRLF: '\r\n',
  /** Made on first use: few programs parse by themselves. */
  get HTTPParser() {
    return require('http/bare-parser').BareParser;
  },
  _checkInvalidHeaderChar: hasInvalidCharacter,
  _checkIsHttpToken: isToken,
  chunkExpression: CHUNKED,
  continueExpression: CONTINUE,
  freeParser,
  methods: METHODS,
  parsers,
};
