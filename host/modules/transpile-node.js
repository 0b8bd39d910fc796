'use strict';
// SPDX-License-Identifier: MIT

// The little that amaro asks of Node's modules `util` and `buffer`. The three functions of `natives`
// are in transpiler.cc.

class TextDecoder {
  decode(bytes) {
    return bytes === undefined ? '' : natives.fromUtf8(bytes);
  }
}

class TextEncoder {
  encode(text) {
    return natives.toUtf8(text);
  }
}

const Buffer = { from: (text) => natives.fromBase64(text) };

module.exports = { TextDecoder, TextEncoder, Buffer };
