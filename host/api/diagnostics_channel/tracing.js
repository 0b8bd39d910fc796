'use strict';
// SPDX-License-Identifier: MIT

// TracingChannel: five channels for one kind of operation, and functions that publish on them around
// a call, a promise or a callback.

require('internal/on-first-use');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validate');
const diagnostics = require('diagnostics_channel');

const EVENTS = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function toChannel(channels, event) {
  if (typeof channels === 'string') return diagnostics.channel(`tracing:${channels}:${event}`);
  const given = channels?.[event];
  if (given instanceof diagnostics.Channel) return given;
  throw new ERR_INVALID_ARG_TYPE(`nameOrChannels.${event}`, ['Channel'], given);
}

class TracingChannel {
  constructor(channels) {
    if (typeof channels !== 'string' && (typeof channels !== 'object' || channels === null)) {
      throw new ERR_INVALID_ARG_TYPE('nameOrChannels', ['string', 'object', 'TracingChannel'],
        channels);
    }
    for (const event of EVENTS) this[event] = toChannel(channels, event);
  }

  get hasSubscribers() {
    return EVENTS.some((event) => this[event].hasSubscribers);
  }

  subscribe(handlers) {
    for (const event of EVENTS) {
      if (handlers[event]) this[event].subscribe(handlers[event]);
    }
  }

  unsubscribe(handlers) {
    let all = true;
    for (const event of EVENTS) {
      if (handlers[event] && !this[event].unsubscribe(handlers[event])) all = false;
    }
    return all;
  }

  /** Traces a call that is over when it returns. */
  traceSync(fn, context = {}, thisArg, ...args) {
    return this.start.runStores(context, () => {
      try {
        const result = Reflect.apply(fn, thisArg, args);
        context.result = result;
        return result;
      } catch (error) {
        context.error = error;
        this.error.publish(context);
        throw error;
      } finally {
        this.end.publish(context);
      }
    });
  }

  /** Traces a call that is over when the promise it returns is settled. */
  tracePromise(fn, context = {}, thisArg, ...args) {
    const settle = (key, value) => {
      context[key] = value;
      if (key === 'error') this.error.publish(context);
      this.asyncStart.publish(context);
      this.asyncEnd.publish(context);
    };
    return this.start.runStores(context, () => {
      try {
        const promise = Promise.resolve(Reflect.apply(fn, thisArg, args));
        return promise.then(
          (result) => { settle('result', result); return result; },
          (error) => { settle('error', error); throw error; });
      } catch (error) {
        context.error = error;
        this.error.publish(context);
        throw error;
      } finally {
        this.end.publish(context);
      }
    });
  }

  /** Traces a call that is over when the callback among its arguments (the last one) was called. */
  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    const tracing = this;
    const callback = args.at(position);
    validateFunction(callback, 'callback');
    args.splice(position, 1, function(...results) {
      const [error, result] = results;
      if (error) {
        context.error = error;
        tracing.error.publish(context);
      } else {
        context.result = result;
      }
      tracing.asyncStart.runStores(context, () => {
        try {
          Reflect.apply(callback, this, results);
        } finally {
          tracing.asyncEnd.publish(context);
        }
      });
    });
    return this.start.runStores(context, () => {
      try {
        return Reflect.apply(fn, thisArg, args);
      } catch (error) {
        context.error = error;
        this.error.publish(context);
        throw error;
      } finally {
        this.end.publish(context);
      }
    });
  }
}

function tracingChannel(nameOrChannels) {
  return new TracingChannel(nameOrChannels);
}

module.exports = { tracingChannel, TracingChannel };
