'use strict';

// Errors of what starts in a domain are its 'error' events.

const assert = require('assert');
const domain = require('domain');
const EventEmitter = require('events');
const fs = require('fs');

const seen = [];
function make(name) {
  const one = domain.create();
  one.on('error', (error) => seen.push(`${name}: ${error.message}`));
  return one;
}

const timers = make('timer');
timers.run(() => setTimeout(() => { throw new Error('a'); }, 1));
make('immediate').run(() => setImmediate(() => { throw new Error('b'); }));
make('file').run(() => fs.stat('/none', () => { throw new Error('c'); }));

const emitters = make('emitter');
const emitter = emitters.run(() => new EventEmitter());
assert.strictEqual(emitter.domain, emitters);
emitter.emit('error', new Error('d'));
const added = new EventEmitter();
emitters.add(added);
added.emit('error', Object.assign(new Error('e'), { keep: 1 }));
emitters.remove(added);
assert.throws(() => added.emit('error', new Error('f')), { message: 'f' });

const bound = make('bound');
setTimeout(bound.bind(() => { throw new Error('g'); }), 1);
bound.intercept((value) => seen.push(`value ${value}`))(null, 7);
bound.intercept(() => assert.fail())(new Error('h'));

const outer = make('outer');
outer.run(() => {
  assert.strictEqual(process.domain, outer);
  setTimeout(() => { throw new Error('i'); }, 1);
});
assert.ok(!process.domain);
assert.throws(() => process.setUncaughtExceptionCaptureCallback(() => {}),
  { code: 'ERR_DOMAIN_CANNOT_SET_UNCAUGHT_EXCEPTION_CAPTURE' });

process.on('exit', () => {
  assert.deepStrictEqual([...seen].sort(), [
    'bound: g', 'bound: h', 'emitter: d', 'emitter: e', 'file: c', 'immediate: b', 'outer: i',
    'timer: a', 'value 7',
  ]);
});
