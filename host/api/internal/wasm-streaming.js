'use strict';
// SPDX-License-Identifier: MIT

// WebAssembly.compileStreaming() and instantiateStreaming(), of a Response that is read to its end
// before it is compiled. https://webassembly.github.io/spec/web-api/

const { codes, define } = require('internal/errors');

const MIME_TYPE = 'application/wasm';

define('ERR_WEBASSEMBLY_RESPONSE', 'TypeError', (reason) => `WebAssembly response ${reason}`);

async function bytesOf(source) {
  const response = await source;
  const { Response } = require('internal/deps/undici');
  if (!(response instanceof Response)) {
    throw new codes.ERR_INVALID_ARG_TYPE('source',
      ['Response', 'Promise resolving to Response'], response);
  }
  const type = response.headers.get('Content-Type');
  if (type !== MIME_TYPE) {
    throw new codes.ERR_WEBASSEMBLY_RESPONSE(`has unsupported MIME type '${type}'`);
  }
  if (!response.ok) throw new codes.ERR_WEBASSEMBLY_RESPONSE(`has status code ${response.status}`);
  if (response.bodyUsed) throw new codes.ERR_WEBASSEMBLY_RESPONSE('body has already been used');
  return response.arrayBuffer();
}

/** Adds them to the global WebAssembly, which no snapshot has. */
function addStreaming(WebAssembly) {
  const { compile, instantiate, CompileError } = WebAssembly;

  async function compiled(source, caller) {
    const bytes = await bytesOf(source);
    try {
      return await compile(bytes);
    } catch (error) {
      if (error instanceof CompileError) {
        error.message = error.message.replace(/^WebAssembly\.compile\(\)/, `WebAssembly.${caller}()`);
      }
      throw error;
    }
  }

  const methods = {
    compileStreaming(source) {
      return compiled(source, 'compileStreaming');
    },
    async instantiateStreaming(source, imports = undefined) {
      if (imports !== undefined && (typeof imports !== 'object' || imports === null)) {
        throw new TypeError('WebAssembly.instantiateStreaming(): Argument 1 must be an object');
      }
      const module = await compiled(source, 'instantiateStreaming');
      return { module, instance: await instantiate(module, imports) };
    },
  };
  for (const [name, value] of Object.entries(methods)) {
    Object.defineProperty(WebAssembly, name, {
      configurable: true, enumerable: true, writable: true, value,
    });
  }
}

module.exports = { addStreaming };
