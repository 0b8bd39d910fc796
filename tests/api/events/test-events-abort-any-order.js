'use strict';
// SPDX-License-Identifier: MIT
// Signals of AbortSignal.any() hear of an abort in the order they were made, however they depend on
// each other.

const assert = require('assert');

const controller = new AbortController();
const other = new AbortController();
const first = AbortSignal.any([controller.signal]);
const second = AbortSignal.any([other.signal, controller.signal]);
const ofSource = AbortSignal.any([controller.signal]);
const ofFirst = AbortSignal.any([first, first]);
const signals = [controller.signal, first, second, ofSource, ofFirst];

const heard = [];
signals.forEach((signal, i) => signal.addEventListener('abort', () => heard.push(i)));
controller.abort('why');
assert.deepStrictEqual(heard, [0, 1, 2, 3, 4]);
assert.strictEqual(ofFirst.reason, 'why');
other.abort('too late');
assert.strictEqual(second.reason, 'why');
assert.strictEqual(AbortSignal.any([ofFirst]).reason, 'why');
