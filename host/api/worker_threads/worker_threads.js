'use strict';
// SPDX-License-Identifier: MIT

// worker_threads: threads of a plugin or program, and the channels between them.

require('internal/on-first-use');

const { isWorker } = internalBinding('worker_threads');
const { BroadcastChannel } = require('worker_threads/broadcast-channel');
const {
  SHARE_ENV, getEnvironmentData, setEnvironmentData,
} = require('worker_threads/environment');
const {
  MessageChannel, MessagePort, markAsUntransferable, receiveMessageOnPort,
} = require('worker_threads/message-port');
const { thread } = require('worker_threads/thread');
const { Worker } = require('worker_threads/worker');

module.exports = {
  isMainThread: !isWorker(),
  MessagePort,
  MessageChannel,
  markAsUntransferable,
  receiveMessageOnPort,
  resourceLimits: thread.limits,
  threadId: thread.id,
  SHARE_ENV,
  Worker,
  parentPort: thread.parentPort,
  workerData: thread.workerData,
  BroadcastChannel,
  setEnvironmentData,
  getEnvironmentData,
};
