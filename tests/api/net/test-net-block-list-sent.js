'use strict';

// A block list that is sent has the same rules on this thread, and says the same on another.

const assert = require('assert');
const net = require('net');
const { MessageChannel, Worker, receiveMessageOnPort } = require('worker_threads');

const list = new net.BlockList();
list.addSubnet('10.0.0.0', 8);
const { port1, port2 } = new MessageChannel();
function cross() {
  port1.postMessage({ list });
  return receiveMessageOnPort(port2).message.list;
}
const first = cross();
const second = cross();
assert.notStrictEqual(first, list);
assert(net.BlockList.prototype.check.call(first, '10.1.2.3'));
first.addAddress('::1', 'ipv6');
assert(list.check('::1', 'ipv6') && second.check('::1', 'ipv6') && cross().check('::1', 'ipv6'));
assert.deepStrictEqual(second.rules, list.rules);
port1.close();

const worker = new Worker(`
  const { parentPort } = require('worker_threads');
  parentPort.once('message', (list) => parentPort.postMessage([list.rules, list.check('10.0.0.1'), list.check('11.0.0.1')]));
`, { eval: true });
worker.once('message', (answer) => assert.deepStrictEqual(answer, [list.rules, true, false]));
worker.postMessage(list);
