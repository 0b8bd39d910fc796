'use strict';
// SPDX-License-Identifier: MIT

// v8.Serializer and v8.Deserializer, and the two that know the views of typed arrays.

require('internal/on-first-use');

const native = internalBinding('v8');
const { codes: {
  ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS,
} } = require('internal/errors');

// What a view is, in the bytes. The order is part of the format.
const VIEWS = [
  Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, DataView, Buffer, BigInt64Array, BigUint64Array,
];

const isView = (value) => ArrayBuffer.isView(value);

// Node's class can't be called, and says so with a code.
function needsNew(Class) {
  return new Proxy(Class, {
    apply() {
      throw new ERR_CONSTRUCT_CALL_REQUIRED(Class.name);
    },
  });
}

function checkThis(condition, name) {
  if (!condition) throw new ERR_INVALID_THIS(name);
}

class Serializer {
  #writer = new native.ValueWriter();

  static #of(serializer) {
    checkThis(typeof serializer === 'object' && serializer !== null && #writer in serializer,
              'Serializer');
    return serializer.#writer;
  }

  writeHeader() {
    Serializer.#of(this).writeHeader();
  }

  writeValue(value) {
    return Serializer.#of(this).writeValue(this, value);
  }

  /** The bytes; the serializer is empty afterwards. */
  releaseBuffer() {
    return Serializer.#of(this).release();
  }

  transferArrayBuffer(id, arrayBuffer) {
    const writer = Serializer.#of(this);
    if (!(arrayBuffer instanceof ArrayBuffer)) {
      throw new ERR_INVALID_ARG_TYPE('arrayBuffer', 'ArrayBuffer', arrayBuffer);
    }
    writer.transfer(id >>> 0, arrayBuffer);
  }

  writeUint32(value) {
    Serializer.#of(this).writeUint32(value >>> 0);
  }

  writeUint64(high, low) {
    Serializer.#of(this).writeUint64(high >>> 0, low >>> 0);
  }

  writeDouble(value) {
    Serializer.#of(this).writeDouble(Number(value));
  }

  writeRawBytes(source) {
    const writer = Serializer.#of(this);
    if (!isView(source)) {
      throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'TypedArray', 'DataView'], source);
    }
    writer.writeBytes(source);
  }

  _setTreatArrayBufferViewsAsHostObjects(does) {
    Serializer.#of(this).treatViewsAsHostObjects(Boolean(does));
  }

  _getDataCloneError(message) {
    return new Error(message);
  }
}

class Deserializer {
  #reader;

  constructor(buffer) {
    if (!isView(buffer)) {
      throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
    }
    this.buffer = buffer;
    this.#reader = new native.ValueReader(buffer);
  }

  static #of(deserializer) {
    checkThis(typeof deserializer === 'object' && deserializer !== null &&
              #reader in deserializer, 'Deserializer');
    return deserializer.#reader;
  }

  readHeader() {
    return Deserializer.#of(this).readHeader(this);
  }

  readValue() {
    const read = Deserializer.#of(this).readValue(this);
    if (read === undefined) throw new Error('Unable to deserialize cloned data.');
    return read[0];
  }

  getWireFormatVersion() {
    return Deserializer.#of(this).wireFormatVersion();
  }

  transferArrayBuffer(id, arrayBuffer) {
    const reader = Deserializer.#of(this);
    if (!(arrayBuffer instanceof ArrayBuffer) && !(arrayBuffer instanceof SharedArrayBuffer)) {
      throw new ERR_INVALID_ARG_TYPE(
        'arrayBuffer', ['ArrayBuffer', 'SharedArrayBuffer'], arrayBuffer);
    }
    reader.transfer(id >>> 0, arrayBuffer);
  }

  readUint32() {
    return Deserializer.#found(Deserializer.#of(this).readUint32(), 'ReadUint32()');
  }

  readUint64() {
    return Deserializer.#found(Deserializer.#of(this).readUint64(), 'ReadUint64()');
  }

  readDouble() {
    return Deserializer.#found(Deserializer.#of(this).readDouble(), 'ReadDouble()');
  }

  /** Where in the buffer the bytes lie. */
  _readRawBytes(length) {
    return Deserializer.#found(Deserializer.#of(this).readBytes(Number(length)), 'ReadRawBytes()');
  }

  readRawBytes(length) {
    const offset = this._readRawBytes(length);
    const { buffer, byteOffset } = this.buffer;
    return Buffer.from(buffer, byteOffset + offset, Number(length));
  }

  static #found(value, what) {
    if (value === undefined) throw new Error(`${what} failed`);
    return value;
  }
}

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(view) {
    if (!isView(view)) {
      throw this._getDataCloneError(`${require('util').inspect(view)} could not be cloned.`);
    }
    const kind = view instanceof Buffer ? VIEWS.indexOf(Buffer) :
      VIEWS.findIndex((Class) => Class.name === view[Symbol.toStringTag]);
    this.writeUint32(kind === -1 ? VIEWS.indexOf(DataView) : kind);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const Class = VIEWS[this.readUint32()];
    const length = this.readUint32();
    const offset = this._readRawBytes(length);
    const { buffer, byteOffset } = this.buffer;
    const start = byteOffset + offset;
    const size = Class?.BYTES_PER_ELEMENT ?? 1;
    if (Class === Buffer) return Buffer.from(buffer.slice(start, start + length));
    return new Class(buffer.slice(start, start + length), 0, length / size);
  }
}

module.exports = {
  Serializer: needsNew(Serializer),
  Deserializer: needsNew(Deserializer),
  DefaultSerializer: needsNew(DefaultSerializer),
  DefaultDeserializer: needsNew(DefaultDeserializer),
};
