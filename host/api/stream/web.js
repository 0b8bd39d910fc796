'use strict';
// SPDX-License-Identifier: MIT

// stream/web: the package web-streams-polyfill, with what Node's streams and util.inspect() ask of
// web streams, and the streams of text.

const streams = require('internal/deps/web-streams-polyfill');
const { finishClasses } = require('stream/web-classes');
const { TextDecoderStream, TextEncoderStream } = require('stream/web-text');

finishClasses(streams);

module.exports = { ...streams, TextDecoderStream, TextEncoderStream };
