'use strict';
// SPDX-License-Identifier: MIT

// Which asynchronous operation runs now, and what it hands on to those that it starts. An operation
// is a "resource": a timer, a tick, a request, a promise, an AsyncResource. It carries its ids and the
// frame, the stores of all AsyncLocalStorages at its birth (async_hooks/storage.js). V8 hands the
// frame from a promise to its reactions; for everything else it is handed on here.

const native = internalBinding('async_hooks');
const { state, ASYNC_USE } = require('internal/state');

const kAsyncId = Symbol('asyncId');
const kTriggerAsyncId = Symbol('triggerId');
const kFrame = Symbol('frame');

// Bits of state.fields[ASYNC_USE]. C++ tells of its operations only when one is set.
const FRAMES = 1;
const HOOKS = 2;

// What runs when nothing else does: first the main script, later callbacks that nobody told us of.
const root = { [kAsyncId]: 1, [kTriggerAsyncId]: 0 };

const context = {
  current: root,
  lastId: 1,
  used: 0,  // The same bits, for the built-ins' JavaScript.
  hooks: undefined,  // {init, before, after, destroy}, while a hook is enabled.
};

function use(bit) {
  context.used |= bit;
  state.fields[ASYNC_USE] = context.used;
}

function endUse(bit) {
  context.used &= ~bit;
  state.fields[ASYNC_USE] = context.used;
}

function tellBirth(resource, type) {
  if (context.used & FRAMES) resource[kFrame] = native.frame();
  if (context.used & HOOKS) {
    context.hooks.init(resource[kAsyncId], type, resource[kTriggerAsyncId], resource);
  }
}

function tellStart(resource) {
  if (context.used & FRAMES) native.setFrame(resource[kFrame]);
  if (context.used & HOOKS) context.hooks.before(resource[kAsyncId]);
}

function tellEnd(resource) {
  if (context.used & HOOKS) context.hooks.after(resource[kAsyncId]);
  if (context.used & FRAMES) native.setFrame(undefined);
}

/** Gives a resource its ids and the frame of now. Hot: what is rarely needed is in tellBirth(). */
function born(resource, type, trigger = context.current[kAsyncId]) {
  resource[kTriggerAsyncId] = trigger;
  resource[kAsyncId] = ++context.lastId;
  if (context.used !== 0) tellBirth(resource, type);
}

/** A callback of the event loop is about to run for this resource. */
function enter(resource) {
  context.current = resource;
  if (context.used !== 0) tellStart(resource);
}

/** It returned. After an error abandon() does this, once the error's listeners have been told. */
function leave(resource) {
  if (context.current !== resource) return;
  if (context.used !== 0) tellEnd(resource);
  context.current = root;
}

function abandon() {
  if (context.current !== root) leave(context.current);
}

/** The resource is over: its 'destroy' hooks run soon. */
function gone(resource) {
  if (context.used & HOOKS) context.hooks.destroy(resource[kAsyncId]);
}

/** Calls a function for a resource from inside another operation, whatever it throws. */
function runAs(resource, callback, receiver, args) {
  const outer = context.current;
  const { used } = context;
  const frame = used & FRAMES ? native.frame() : undefined;
  enter(resource);
  try {
    return Reflect.apply(callback, receiver, args);
  } finally {
    // An error may have been reported in between, which ended all operations.
    if (context.current === resource) {
      if (context.used & HOOKS) context.hooks.after(resource[kAsyncId]);
      context.current = outer;
    }
    if (context.used & FRAMES) native.setFrame(frame);
  }
}

// For C++ (host/env/async_origin.h): a request, which calls back once, ...
function asyncRequest(type) {
  const resource = {};
  born(resource, type.toUpperCase());
  return resource;
}

// Handles that nothing ever happens to (host/io/memory_handle.h).
const ONLY_MEMORY = ['Hash', 'Hmac', 'Cipher', 'Key', 'SecureContext', 'Tls'];

// ... a handle, which is its own resource: TCP, Pipe, Process are TCPWRAP, PIPEWRAP, PROCESSWRAP, ...
function asyncHandle(handle) {
  const { name } = handle.constructor;
  if (ONLY_MEMORY.includes(name)) return;
  const isBare = name === 'MessagePort' || name === 'Worker';
  born(handle, isBare ? name.toUpperCase() : `${name.toUpperCase()}WRAP`);
}

// ... and their callbacks.
function asyncCall(resource, callback, receiver, isLast, ...args) {
  if (resource[kAsyncId] === undefined) return Reflect.apply(callback, receiver, args);
  enter(resource);
  const result = Reflect.apply(callback, receiver, args);
  leave(resource);
  if (isLast) gone(resource);
  return result;
}

// The main script came to its end.
function endMain() {
  root[kAsyncId] = 0;
  if (context.used & FRAMES) native.setFrame(undefined);
}

module.exports = {
  FRAMES,
  HOOKS,
  kAsyncId,
  kTriggerAsyncId,
  kFrame,
  root,
  context,
  use,
  endUse,
  born,
  tellBirth,
  enter,
  leave,
  abandon,
  gone,
  runAs,
  asyncRequest,
  asyncHandle,
  asyncCall,
  endMain,
};
