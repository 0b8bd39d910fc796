'use strict';
// SPDX-License-Identifier: MIT

// Structured clones as bytes, as Node writes them to its children: a Buffer stays one, and of an
// object that stands for something of the system its members cross.

require('internal/on-first-use');

const { codes: { ERR_INTERNAL_ASSERTION } } = require('internal/errors');
const { DefaultDeserializer, DefaultSerializer } = require('v8/serdes');

const VIEW = 0;
const OTHER = 1;

class MessageSerializer extends DefaultSerializer {
  _writeHostObject(object) {
    if (ArrayBuffer.isView(object)) {
      this.writeUint32(VIEW);
      super._writeHostObject(object);
    } else {
      this.writeUint32(OTHER);
      this.writeValue({ ...object });
    }
  }
}

class MessageDeserializer extends DefaultDeserializer {
  _readHostObject() {
    const tag = this.readUint32();
    if (tag === VIEW) return super._readHostObject();
    if (tag === OTHER) return this.readValue();
    throw new ERR_INTERNAL_ASSERTION('A message is none');
  }
}

/** Throws when the value cannot be cloned. */
function serialize(value) {
  const serializer = new MessageSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

/** Throws when the bytes are no value, as another program may send anything. */
function deserialize(bytes) {
  const deserializer = new MessageDeserializer(bytes);
  deserializer.readHeader();
  return deserializer.readValue();
}

module.exports = { deserialize, serialize };
