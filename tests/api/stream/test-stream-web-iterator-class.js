'use strict';
// SPDX-License-Identifier: MIT
// The iterators of ReadableStream inherit from the language's own asynchronous ones.

const assert = require('assert');

const ofGenerators = Object.getPrototypeOf(async function* () {}.prototype);
const iterators = Object.getPrototypeOf(new ReadableStream().values());
assert.strictEqual(Object.getPrototypeOf(iterators), Object.getPrototypeOf(ofGenerators));
