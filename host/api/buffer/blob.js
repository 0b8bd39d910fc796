'use strict';
// SPDX-License-Identifier: MIT

// Blob and File: https://w3c.github.io/FileAPI/. A blob is a list of parts; slices share them. A part
// is a view of memory that nobody else has, or a piece of a file (fs/file-blob).

const native = internalBinding('encoding');
const { codes } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');
const { types: { isAnyArrayBuffer } } = require('internal/types');
const { kClone, kDeserialize, Portable, hidePortable } = require('internal/transfer');
const { toUSVString } = require('internal/usv-string');
const { validateObject } = require('internal/validate');
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS } = codes;

const CHUNK = 64 * 1024;

function readOptions(options) {
  if (options !== undefined && options !== null) {
    validateObject(options, 'options', { allowFunction: true, allowArray: true });
  }
  const { type = '', endings = 'transparent' } = options ?? {};
  if (`${endings}` !== 'transparent' && `${endings}` !== 'native') {
    throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
  }
  return { type: readType(type), native: `${endings}` === 'native' };
}

function readType(type) {
  const text = `${type}`;
  return /[^\u{0020}-\u{007E}]/u.test(text) ? '' : text.toLowerCase();
}

function bytesOf(source, nativeEndings) {
  if (isAnyArrayBuffer(source)) return new Uint8Array(source.slice(0));
  if (ArrayBuffer.isView(source)) {
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
  }
  const text = toUSVString(source);
  return new Uint8Array(native.encode(nativeEndings ? text.replace(/\r\n?|\n/g, '\n') : text));
}

// Of what lies from `start` to `end`, the views.
function cut(parts, start, end) {
  const found = [];
  let at = 0;
  for (const part of parts) {
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, part.length);
    if (from < to) found.push(part.subarray(from, to));
    at += part.length;
  }
  return found;
}

function position(value, size) {
  const number = Math.trunc(Number(value)) || 0;
  return number < 0 ? Math.max(size + number, 0) : Math.min(number, size);
}

let partsOf;
let fromParts;

class Blob extends Portable {
  #parts = [];
  #size = 0;
  #type = '';

  static {
    partsOf = (value) => (typeof value === 'object' && value !== null && #parts in value ?
      value.#parts : undefined);
    fromParts = (parts, type) => {
      const blob = new Blob();
      blob.#set(parts, type);
      return blob;
    };
  }

  static #check(self) {
    if (partsOf(self) === undefined) throw new ERR_INVALID_THIS('Blob');
  }

  constructor(sources = [], options = undefined) {
    super();
    if (sources === null || typeof sources !== 'object' && typeof sources !== 'function' ||
        typeof sources[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
    }
    const list = [...sources];
    const { type, native: nativeEndings } = readOptions(options);
    this.#set(list.flatMap((source) => partsOf(source) ?? [bytesOf(source, nativeEndings)]), type);
  }

  #set(parts, type) {
    this.#parts = parts;
    this.#size = parts.reduce((sum, part) => sum + part.length, 0);
    this.#type = type;
  }

  get size() {
    Blob.#check(this);
    return this.#size;
  }

  get type() {
    Blob.#check(this);
    return this.#type;
  }

  slice(start = 0, end = undefined, contentType = '') {
    Blob.#check(this);
    const from = position(start, this.#size);
    const to = Math.max(from, end === undefined ? this.#size : position(end, this.#size));
    return fromParts(cut(this.#parts, from, to), readType(contentType));
  }

  async arrayBuffer() {
    Blob.#check(this);
    const all = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      if (part instanceof Uint8Array) all.set(part, at);
      else await part.readInto(all.subarray(at, at + part.length));
      at += part.length;
    }
    return all.buffer;
  }

  async text() {
    Blob.#check(this);
    const bytes = new Uint8Array(await this.arrayBuffer());
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return native.decodeUtf8(hasMark ? bytes.subarray(3) : bytes, false);
  }

  stream() {
    Blob.#check(this);
    const { ReadableStream } = require('stream/web');
    const parts = this.#parts;
    const size = this.#size;
    let at = 0;
    return new ReadableStream({
      type: 'bytes',
      async pull(controller) {
        const [part] = cut(parts, at, at + CHUNK);
        if (part === undefined) {
          controller.close();
          controller.byobRequest?.respond(0);
          return;
        }
        const view = controller.byobRequest?.view;
        const count = Math.min(part.length, view?.byteLength ?? CHUNK);
        at += count;
        const to = view ? new Uint8Array(view.buffer, view.byteOffset, count) :
          new Uint8Array(count);
        if (part instanceof Uint8Array) to.set(part.subarray(0, count));
        else await part.subarray(0, count).readInto(to);
        if (view) controller.byobRequest.respond(count);
        else controller.enqueue(to);
        if (at >= size && !view) controller.close();
      },
    }, { highWaterMark: 0 });
  }

  [customInspect](depth, options) {
    if (depth !== null && depth < 0) return this;
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `${this.constructor.name} ${inspect(shownParts(this), inner)}`;
  }
}

function shownParts(blob) {
  const { size, type } = blob;
  if (!(blob instanceof File)) return { size, type };
  const { name, lastModified } = blob;
  return { size, type, name, lastModified };
}

class File extends Blob {
  #name;
  #lastModified;

  constructor(bits, name, options = undefined) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(bits, options);
    const { lastModified } = options ?? {};
    this.#name = toUSVString(name);
    this.#lastModified = lastModified === undefined ? Date.now() : toInteger(lastModified);
  }

  get name() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('File');
    return this.#name;
  }

  get lastModified() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('File');
    return this.#lastModified;
  }
}

function toInteger(value) {
  const number = Math.trunc(+value);  // A BigInt is none.
  return Number.isFinite(number) ? number + 0 : 0;
}

// A copy for another thread holds what its views show, and not all that lies around it.
function ownBytes(part) {
  return part.byteLength === part.buffer.byteLength ? part : part.slice();
}

const portable = {
  [kClone]() {
    const data = { parts: partsOf(this).map(ownBytes), type: this.type };
    if (!(this instanceof File)) return { data, deserializeInfo: 'buffer/blob:Blob' };
    Object.assign(data, { name: this.name, lastModified: this.lastModified });
    return { data, deserializeInfo: 'buffer/blob:File' };
  },
};
Object.defineProperty(Blob.prototype, kClone, { configurable: true, value: portable[kClone] });
Object.defineProperty(Blob, kDeserialize, { value: ({ parts, type }) => fromParts(parts, type) });
Object.defineProperty(File, kDeserialize, {
  value({ parts, type, name, lastModified }) {
    return new File([fromParts(parts, type)], name, { type, lastModified });
  },
});
hidePortable(Blob);

function finishClass(Class, name, listed) {
  for (const one of listed) Object.defineProperty(Class.prototype, one, { enumerable: true });
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: name });
}
finishClass(Blob, 'Blob', ['arrayBuffer', 'size', 'slice', 'stream', 'text', 'type']);
finishClass(File, 'File', ['lastModified', 'name']);

const isBlob = (value) => partsOf(value) !== undefined;

module.exports = { Blob, File, fromParts, isBlob, readType };
