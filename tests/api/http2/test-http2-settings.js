'use strict';
// SPDX-License-Identifier: MIT
// Constants and settings, which need no session.

const assert = require('assert');
const http2 = require('http2');

const { constants } = http2;
assert.strictEqual(constants.HTTP2_HEADER_PATH, ':path');
assert.strictEqual(constants.HTTP2_HEADER_CONTENT_TYPE, 'content-type');
assert.strictEqual(constants.HTTP2_METHOD_VERSION_CONTROL, 'VERSION-CONTROL');
assert.strictEqual(constants.HTTP_STATUS_UNPROCESSABLE_ENTITY, 422);
assert.strictEqual(constants.NGHTTP2_ENHANCE_YOUR_CALM, 11);
assert.strictEqual(Object.keys(constants).length, 240);

assert.strictEqual(http2.getDefaultSettings().maxFrameSize, 16384);
assert.strictEqual(http2.getPackedSettings().length, 0);
const settings = {
  headerTableSize: 1, enablePush: false, maxConcurrentStreams: 7, initialWindowSize: 100, maxFrameSize: 20000,
  maxHeaderListSize: 300, enableConnectProtocol: true,
};
const packed = http2.getPackedSettings(settings);
assert.strictEqual(packed.toString('hex'),
  '000100000001000200000000000300000007000400000064000500004e2000060000012c000800000001');
assert.deepStrictEqual(http2.getUnpackedSettings(packed), { ...settings, maxHeaderSize: 300 });
assert.deepStrictEqual(http2.getUnpackedSettings(Buffer.from('270f00000005', 'hex')), { customSettings: { 9999: 5 } });

const code = 'ERR_HTTP2_INVALID_SETTING_VALUE';
for (const bad of [{ headerTableSize: -1 }, { maxFrameSize: 1 }, { initialWindowSize: 2 ** 33 }, { maxHeaderSize: 'x' }]) {
  assert.throws(() => http2.getPackedSettings(bad), { code, name: 'RangeError' });
}
assert.throws(() => http2.getPackedSettings({ enablePush: 1 }), { code, name: 'TypeError' });
assert.throws(() => http2.getUnpackedSettings(Buffer.from('000500000001', 'hex'), { validate: true }), { code });
assert.throws(() => http2.getUnpackedSettings(Buffer.alloc(5)), { code: 'ERR_HTTP2_INVALID_PACKED_SETTINGS_LENGTH' });
assert.throws(() => http2.getUnpackedSettings('x'), { code: 'ERR_INVALID_ARG_TYPE' });

// Differs from Node, which has sessions.
if (process.versions.plinth !== undefined) {
  assert.throws(() => http2.connect('http://localhost'), { code: 'ERR_HTTP2_UNAVAILABLE', message: /use http or https/ });
}
