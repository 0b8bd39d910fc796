'use strict';

// A listener of events.addAbortListener() is called although another one stopped the event.

const assert = require('assert');
const { addAbortListener } = require('events');

const controller = new AbortController();
const { signal } = controller;
const called = [];
signal.addEventListener('abort', (event) => event.stopImmediatePropagation());
signal.addEventListener('abort', () => called.push('ordinary'));
addAbortListener(signal, (event) => called.push(event.target === signal));
addAbortListener(signal, () => called.push('disposed'))[Symbol.dispose]();
controller.abort();
assert.deepStrictEqual(called, [true]);
