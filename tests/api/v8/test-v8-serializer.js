'use strict';

// A Serializer and a Deserializer piece by piece, with objects that their owners write and read.

const assert = require('assert');
const v8 = require('v8');

const writer = new v8.DefaultSerializer();
writer.writeHeader();
writer.writeUint32(7);
writer.writeUint64(1, 2);
writer.writeDouble(0.5);
writer.writeRawBytes(Buffer.from('raw'));
writer.writeValue({ a: 1 });
const bytes = writer.releaseBuffer();

const reader = new v8.DefaultDeserializer(bytes);
assert.strictEqual(reader.readHeader(), true);
assert.strictEqual(reader.readUint32(), 7);
assert.deepStrictEqual(reader.readUint64(), [1, 2]);
assert.strictEqual(reader.readDouble(), 0.5);
assert.strictEqual(reader.readRawBytes(3).toString(), 'raw');
assert.deepStrictEqual(reader.readValue(), { a: 1 });
assert.throws(() => reader.readUint64(), { message: 'ReadUint64() failed' });
assert.throws(() => reader.readRawBytes(1e9), { message: 'ReadRawBytes() failed' });

class Marker extends v8.Serializer {
  _writeHostObject() {
    this.writeUint32(42);
  }
}
const marker = new Marker();
marker._setTreatArrayBufferViewsAsHostObjects(true);
marker.writeHeader();
marker.writeValue([new Uint8Array(3)]);
class Unmarker extends v8.Deserializer {
  _readHostObject() {
    return { read: this.readUint32() };
  }
}
const unmarker = new Unmarker(marker.releaseBuffer());
unmarker.readHeader();
assert.deepStrictEqual(unmarker.readValue(), [{ read: 42 }]);

const moving = new v8.Serializer();
const memory = new ArrayBuffer(2);
moving.transferArrayBuffer(0, memory);
moving.writeHeader();
moving.writeValue({ memory });
const arriving = new v8.Deserializer(moving.releaseBuffer());
const other = new ArrayBuffer(2);
arriving.transferArrayBuffer(0, other);
arriving.readHeader();
assert.strictEqual(arriving.readValue().memory, other);
