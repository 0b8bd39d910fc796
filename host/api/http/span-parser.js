'use strict';
// SPDX-License-Identifier: MIT

// Our parser of HTTP, in the form in which undici expects its own: as an instance of the WebAssembly
// module of llhttp. So a response is read as http's client reads it, also where a policy takes
// WebAssembly away, and no plugin's first fetch compiles anything.

const { SpanParser } = internalBinding('http');
const { mostHeadBytes } = require('http/reader');

// The library's errors, by number.
const ERRORS = [
  'OK', 'INTERNAL', 'STRICT', 'LF_EXPECTED', 'UNEXPECTED_CONTENT_LENGTH', 'CLOSED_CONNECTION',
  'INVALID_METHOD', 'INVALID_URL', 'INVALID_CONSTANT', 'INVALID_VERSION', 'INVALID_HEADER_TOKEN',
  'INVALID_CONTENT_LENGTH', 'INVALID_CHUNK_SIZE', 'INVALID_STATUS', 'INVALID_EOF_STATE',
  'INVALID_TRANSFER_ENCODING', 'CB_MESSAGE_BEGIN', 'CB_HEADERS_COMPLETE', 'CB_MESSAGE_COMPLETE',
  'CB_CHUNK_HEADER', 'CB_CHUNK_COMPLETE', 'PAUSED', 'PAUSED_UPGRADE', 'PAUSED_H2_UPGRADE', 'USER',
];
const USER = ERRORS.indexOf('USER');
const STATES = { '': 0, 'paused': ERRORS.indexOf('PAUSED'), 'upgraded': ERRORS.indexOf('PAUSED_UPGRADE') };

function numberOf(code) {
  const number = STATES[code] ?? ERRORS.indexOf(code.replace(/^HPE_/, ''));
  return number < 0 ? USER : number;
}

// Of the memory: the text of the last error, and then what is parsed.
const REASON_AT = 1;
const REASON_SIZE = 255;
const BYTES_AT = REASON_AT + REASON_SIZE;

class Instance {
  constructor({ env }) {
    const parsers = new Map();
    const memory = { buffer: new ArrayBuffer(BYTES_AT) };
    let last = 0;
    let errorAt = 0;

    // By what the native half tells: the callbacks, with the parser's number and an address.
    const spans = [, env.wasm_on_status, env.wasm_on_header_field, env.wasm_on_header_value,
      , env.wasm_on_body];
    const tell = (parser, at, what, a, b, c) => {
      switch (what) {
        case 0: return env.wasm_on_message_begin(parser);
        case 4: return env.wasm_on_headers_complete(parser, a, b, c);
        case 6: return env.wasm_on_message_complete(parser);
        default: return spans[what](parser, at + a, b);
      }
    };

    const execute = (number, at, size) => {
      const listener = (what, a, b, c) => tell(number, at, what, a, b, c);
      const bytes = new Uint8Array(memory.buffer, at, size);
      const [code, reason, parsed] = parsers.get(number).execute(bytes, listener);
      errorAt = at + parsed;
      const text = new Uint8Array(memory.buffer, REASON_AT, REASON_SIZE);
      const { written } = new TextEncoder().encodeInto(reason, text.subarray(0, -1));
      text[written] = 0;
      return numberOf(code);
    };

    this.exports = {
      memory,
      // One at a time: for the bytes that are parsed next.
      malloc(size) {
        memory.buffer = new ArrayBuffer(BYTES_AT + size);
        return BYTES_AT;
      },
      free() {},
      llhttp_alloc() {
        const parser = new SpanParser();
        parser.reset(mostHeadBytes());
        parsers.set(++last, parser);
        return last;
      },
      llhttp_free(number) {
        parsers.get(number).end();
        parsers.delete(number);
      },
      llhttp_execute: execute,
      llhttp_resume() {},
      llhttp_get_error_pos: () => errorAt,
      llhttp_get_error_reason: () => REASON_AT,
    };
  }
}

const WebAssembly = {
  compile: async () => undefined,
  instantiate: async (_, imports) => new Instance(imports),
};

module.exports = { WebAssembly };
