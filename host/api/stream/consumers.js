'use strict';
// SPDX-License-Identifier: MIT

// stream/consumers: all that a stream brings, as one value. Node streams, web streams and other
// async iterables alike.

const { TextDecoder } = require('encoding/text-decoder');
const { types: { isAnyArrayBuffer } } = require('internal/types');

async function blob(stream) {
  const { Blob } = require('buffer');
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Blob(chunks);
}

function toBuffer(chunk) {
  if (ArrayBuffer.isView(chunk)) {
    return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  return Buffer.from(isAnyArrayBuffer(chunk) ? chunk : `${chunk}`);
}

async function arrayBuffer(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(toBuffer(chunk));
  const all = new Uint8Array(chunks.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all.buffer;
}

async function buffer(stream) {
  return Buffer.from(await arrayBuffer(stream));
}

async function text(stream) {
  const decoder = new TextDecoder();
  let all = '';
  for await (const chunk of stream) {
    all += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  }
  return all + decoder.decode();
}

async function json(stream) {
  return JSON.parse(await text(stream));
}

module.exports = { arrayBuffer, blob, buffer, text, json };
