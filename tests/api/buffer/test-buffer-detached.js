'use strict';

// A buffer whose memory was taken away reads as empty and takes no bytes.

const assert = require('assert');

const memory = new WebAssembly.Memory({ initial: 1 });
const buffer = Buffer.from(memory.buffer);
assert.strictEqual(buffer.length, 65536);
memory.grow(1);
assert.strictEqual(buffer.length, 0);
assert.strictEqual(buffer.toString(), '');
assert.strictEqual(buffer.toString('hex'), '');
assert.strictEqual(buffer.latin1Write('abc'), 0);
assert.strictEqual(buffer.indexOf('a'), -1);
assert.strictEqual(Buffer.from('abc').copy(buffer), 0);
assert.throws(() => buffer.readUInt8(), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
