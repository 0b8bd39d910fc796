'use strict';

// What is written to one stream of a pair is read from the other, with its back-pressure.

const assert = require('assert');
const { duplexPair } = require('stream');

if (duplexPair === undefined) process.exit(0);  // Node has it since 22.6 and 20.17.

const [near, far] = duplexPair();
let heard = '';
far.setEncoding('utf8').on('data', (text) => {
  heard += text;
}).on('end', () => far.end());
near.write('how ');
near.end('are you');
near.resume().on('end', () => {
  heard += '.';
});
process.on('exit', () => assert.strictEqual(heard, 'how are you.'));
