'use strict';
// SPDX-License-Identifier: MIT
// DOMException's old numbers: the constants of names that are gone are still there.

const assert = require('assert');

const NUMBERS = {
  INDEX_SIZE_ERR: 1, DOMSTRING_SIZE_ERR: 2, NO_DATA_ALLOWED_ERR: 6, INUSE_ATTRIBUTE_ERR: 10,
  VALIDATION_ERR: 16, URL_MISMATCH_ERR: 21, DATA_CLONE_ERR: 25,
};
for (const [name, number] of Object.entries(NUMBERS)) {
  assert.strictEqual(DOMException[name], number);
  assert.strictEqual(DOMException.prototype[name], number);
}
assert.strictEqual(Object.values(DOMException).length, 25);

const codeOf = (name) => new DOMException('', name).code;
assert.strictEqual(codeOf('IndexSizeError'), 1);
assert.strictEqual(codeOf('InUseAttributeError'), 10);
assert.strictEqual(codeOf('URLMismatchError'), 21);
for (const name of ['DOMStringSizeError', 'NoDataAllowedError', 'ValidationError', 'OperationError']) {
  assert.strictEqual(codeOf(name), 0);
}
