'use strict';
// SPDX-License-Identifier: MIT

// domain (deprecated, and still used): errors of what started in a domain are its 'error' events.
// Which domain something belongs to is kept by async_hooks; errors come by the capture callback of
// process, as in Node.

require('internal/on-first-use');
const EventEmitter = require('events');
const { createHook } = require('async_hooks');
const { codes: { ERR_UNHANDLED_ERROR }, define } = require('internal/errors');

define('ERR_DOMAIN_CALLBACK_NOT_AVAILABLE', 'Error',
  'A callback was registered through process.setUncaughtExceptionCaptureCallback(), which is ' +
  'mutually exclusive with using the `domain` module');
define('ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE', 'Error',
  'The `domain` module is in use, which is mutually exclusive with calling ' +
  'process.setUncaughtExceptionCaptureCallback()');
const {
  ERR_DOMAIN_CALLBACK_NOT_AVAILABLE, ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE,
} = require('internal/errors').codes;

if (process.hasUncaughtExceptionCaptureCallback()) throw new ERR_DOMAIN_CALLBACK_NOT_AVAILABLE();
const setCapture = process.setUncaughtExceptionCaptureCallback;
const whereLoaded = new Error().stack.split('\n').slice(1).join('\n');
process.setUncaughtExceptionCaptureCallback = () => {
  const error = new ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE();
  error.stack += `\n${'-'.repeat(40)}\n${whereLoaded}`;
  throw error;
};

let stack = [];  // Domains that were entered, the last one is active.
let active = null;
const members = new Map();  // Async id -> WeakRef of the domain in which it was made.

Object.defineProperty(process, 'domain', {
  configurable: true,
  enumerable: true,
  get: () => active,
  set: (domain) => { active = module.exports.active = domain; },
});

function hidden(value) {
  return { configurable: true, enumerable: false, writable: true, value };
}

// The top of the stack takes what nobody catches, if anybody on it listens.
function updateCapture() {
  setCapture(null);
  if (stack.every((domain) => domain.listenerCount('error') === 0)) return;
  setCapture((error) => stack.at(-1)?.takeError(error));
}

function activate(domains) {
  stack = module.exports._stack = domains;
  process.domain = domains.at(-1);
  updateCapture();
}

// An error ends all that was entered.
function leaveAll() {
  activate([]);
  process.domain = null;
}

// Listeners of 'uncaughtException' are in no domain.
process.on('newListener', (name, listener) => {
  if (name !== 'uncaughtException' || listener === leaveAll) return;
  process.removeListener(name, leaveAll);
  process.prependListener(name, leaveAll);
});
process.on('removeListener', (name, listener) => {
  if (name !== 'uncaughtException' || listener === leaveAll) return;
  const left = process.listeners(name);
  if (left.length === 1 && left[0] === leaveAll) process.removeListener(name, leaveAll);
});

const hook = createHook({
  init(id) {
    if (active === null || active === undefined) return;
    members.set(id, new WeakRef(active));
  },
  before(id) {
    members.get(id)?.deref()?.enter();
  },
  after(id) {
    members.get(id)?.deref()?.exit();
  },
  destroy(id) {
    members.delete(id);
  },
});

function mark(error, properties) {
  if ((typeof error !== 'object' && typeof error !== 'function') || error === null) return;
  for (const [name, value] of Object.entries(properties)) {
    if (name === 'domain') Object.defineProperty(error, name, hidden(value));
    else error[name] = value;
  }
}

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
    hook.enable();
    this.on('removeListener', (name) => name === 'error' && updateCapture());
    this.on('newListener', (name) => {
      // The listener is there after this event.
      if (name === 'error') process.nextTick(updateCapture);
    });
  }

  enter() {
    activate([...stack, this]);
  }

  exit() {
    const at = stack.lastIndexOf(this);
    if (at >= 0) activate(stack.slice(0, at));
  }

  /** An error that nobody caught, of something in this domain. */
  takeError(error) {
    mark(error, { domain: this, domainThrown: true });
    const domains = stack;
    const rest = domains.slice(0, domains.findIndex((domain) => domain === this));
    if (this.listenerCount('error') === 0) {
      activate(rest);
      if (rest.length > 0) return rest.at(-1).takeError(error);
      // Nobody else wants it.
      if (!process.emit('uncaughtException', error)) throw error;
      return undefined;
    }
    // What its listener throws is for the domain around it.
    activate(rest);
    try {
      this.emit('error', error);
    } catch (next) {
      if (rest.length === 0) throw next;
      rest.at(-1).takeError(next);
    }
    leaveAll();
    return undefined;
  }

  add(emitter) {
    if (emitter.domain === this) return;
    emitter.domain?.remove(emitter);
    // A circle of domains would pass errors round for ever.
    if (this.domain && emitter instanceof Domain) {
      for (let at = this.domain; at; at = at.domain) if (at === emitter) return;
    }
    Object.defineProperty(emitter, 'domain', hidden(this));
    this.members.push(emitter);
  }

  remove(emitter) {
    Object.defineProperty(emitter, 'domain', hidden(null));
    const at = this.members.indexOf(emitter);
    if (at >= 0) this.members.splice(at, 1);
  }

  run(fn, ...args) {
    this.enter();
    const result = Reflect.apply(fn, this, args);
    this.exit();
    return result;
  }

  /** A function that gives an error, its first argument, to the domain, and the rest to `fn`. */
  intercept(fn) {
    const self = this;
    const intercepted = function(error, ...args) {
      if (!(error instanceof Error)) return self.#call(this, fn, args);
      mark(error, { domainBound: fn, domainThrown: false, domain: self });
      self.emit('error', error);
      return undefined;
    };
    return this.#asMember(intercepted);
  }

  bind(fn) {
    const self = this;
    return this.#asMember(function(...args) {
      return self.#call(this, fn, args);
    });
  }

  #call(self, fn, args) {
    this.enter();
    const result = Reflect.apply(fn, self, args);
    this.exit();
    return result;
  }

  #asMember(fn) {
    return Object.defineProperty(fn, 'domain', hidden(this));
  }
}

// Emitters made in a domain are its members.
EventEmitter.usingDomains = true;
const { init } = EventEmitter;
const { emit } = EventEmitter.prototype;
EventEmitter.init = function(...args) {
  Object.defineProperty(this, 'domain', hidden(null));
  if (active && !(this instanceof Domain)) Object.defineProperty(this, 'domain', hidden(active));
  return Reflect.apply(init, this, args);
};

function emitErrorTo(domain, emitter, given) {
  const error = given || new ERR_UNHANDLED_ERROR(given);
  mark(error, { domainEmitter: emitter, domain, domainThrown: false });
  // What the listener throws is not for this domain again.
  const domains = stack;
  let end = domains.length;
  while (end > 0 && domains[end - 1] === active) end -= 1;
  activate(domains.slice(0, end));
  if (end === 0) process.domain = null;  // As in Node; where no domain was it is undefined.
  domain.emit('error', error);
  activate(domains);
  return false;
}

EventEmitter.prototype.emit = function(...args) {
  const { domain } = this;
  if (domain === null || domain === undefined || this === process) {
    return Reflect.apply(emit, this, args);
  }
  if (args[0] === 'error') {
    if (this.listenerCount('error') > 0) return Reflect.apply(emit, this, args);
    return emitErrorTo(domain, this, args[1]);
  }
  domain.enter();
  const result = Reflect.apply(emit, this, args);
  domain.exit();
  return result;
};

const create = () => new Domain();

module.exports = {
  Domain, _stack: stack, active: null, create, createDomain: create,
};
