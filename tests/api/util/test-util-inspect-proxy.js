'use strict';

// A proxy is shown as its target without any trap being called, or as both parts on request.

const assert = require('assert');
const { inspect } = require('util');

const never = () => assert.fail('a trap was called');
const traps = { get: never, has: never, ownKeys: never, getOwnPropertyDescriptor: never,
                getPrototypeOf: never };
const proxy = new Proxy({ a: 1 }, traps);
assert.strictEqual(inspect(proxy), '{ a: 1 }');
assert.strictEqual(inspect(new Proxy({ a: 1 }, {}), { showProxy: true }), 'Proxy [ { a: 1 }, {} ]');

const revocable = Proxy.revocable({}, {});
revocable.revoke();
assert.strictEqual(inspect(revocable.proxy), '<Revoked Proxy>');
