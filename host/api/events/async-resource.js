'use strict';
// SPDX-License-Identifier: MIT

// EventEmitterAsyncResource: an emitter whose listeners run in an asynchronous operation of its own.

require('internal/on-first-use');

const { AsyncResource } = require('async_hooks/resource');
const EventEmitter = require('events');
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { validateString } = require('internal/validate');

class EventEmitterReferencingAsyncResource extends AsyncResource {
  #emitter;

  constructor(emitter, type, options) {
    super(type, options);
    this.#emitter = emitter;
  }

  get eventEmitter() {
    if (!(#emitter in this)) throw new ERR_INVALID_THIS('EventEmitterReferencingAsyncResource');
    return this.#emitter;
  }
}

class EventEmitterAsyncResource extends EventEmitter {
  #resource;

  constructor(options = undefined) {
    let name;
    let given = options;
    if (typeof options === 'string') {
      name = options;
      given = undefined;
    } else {
      if (new.target === EventEmitterAsyncResource) validateString(options?.name, 'options.name');
      name = options?.name || new.target.name;
    }
    super(given);
    this.#resource = new EventEmitterReferencingAsyncResource(this, name, given);
  }

  static #check(emitter) {
    if (typeof emitter !== 'object' || emitter === null || !(#resource in emitter)) {
      throw new ERR_INVALID_THIS('EventEmitterAsyncResource');
    }
    return emitter.#resource;
  }

  emit(event, ...args) {
    const resource = EventEmitterAsyncResource.#check(this);
    return resource.runInAsyncScope(super.emit, this, event, ...args);
  }

  emitDestroy() {
    EventEmitterAsyncResource.#check(this).emitDestroy();
  }

  get asyncId() {
    return EventEmitterAsyncResource.#check(this).asyncId();
  }

  get triggerAsyncId() {
    return EventEmitterAsyncResource.#check(this).triggerAsyncId();
  }

  get asyncResource() {
    return EventEmitterAsyncResource.#check(this);
  }
}

module.exports = { EventEmitterAsyncResource };
