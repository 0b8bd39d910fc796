'use strict';
// SPDX-License-Identifier: MIT

// What the global object has of worker_threads.

require('internal/on-first-use');

const { BroadcastChannel } = require('worker_threads/broadcast-channel');
const { MessageEvent } = require('worker_threads/message-event');
const { MessageChannel, MessagePort } = require('worker_threads/message-port');

module.exports = { BroadcastChannel, MessageChannel, MessageEvent, MessagePort };
