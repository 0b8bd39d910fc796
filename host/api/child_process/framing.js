'use strict';
// SPDX-License-Identifier: MIT

// Messages as bytes: one line of JSON each, or (`advanced`) a length and a structured clone.

// A message of another program may not make us keep more than this.
const LONGEST = 2 ** 30;

const NEWLINE = 10;

class JsonFraming {
  #rest = '';      // Of a line whose end has not come.
  #whole = true;   // The decoder waits for no bytes.
  #decoder;

  constructor() {
    const { StringDecoder } = require('string_decoder');
    this.#decoder = new StringDecoder('utf8');
  }

  /** The messages that have come in whole by now, for parse(). */
  read(bytes) {
    // No character goes on behind the end of a line, and mostly what comes ends there.
    const ends = bytes[bytes.length - 1] === NEWLINE;
    const text = ends && this.#whole ? bytes.utf8Slice() : this.#decoder.write(bytes);
    this.#whole = ends;
    if (ends && this.#rest === '' && text.indexOf('\n') === text.length - 1) return [text];
    const lines = text.split('\n');
    lines[0] = this.#rest + lines[0];
    this.#rest = lines.pop();
    if (this.#rest.length > LONGEST) throw new RangeError('A message is too long');
    return lines;
  }

  parse(line) {
    return JSON.parse(line);
  }

  write(message) {
    return `${JSON.stringify(message)}\n`;
  }
}

class CloneFraming {
  #clone = require('child_process/clone');
  #pieces = [];
  #size = 0;

  read(bytes) {
    this.#pieces.push(bytes);
    this.#size += bytes.length;
    const messages = [];
    for (;;) {
      if (this.#size < 4) return messages;
      if (this.#pieces[0].length < 4) this.#join();
      const length = this.#pieces[0].readUInt32BE(0);
      if (length > LONGEST) throw new RangeError('A message is too long');
      if (this.#size < 4 + length) return messages;
      this.#join();
      const all = this.#pieces[0];
      this.#pieces = [all.subarray(4 + length)];
      this.#size -= 4 + length;
      messages.push(all.subarray(4, 4 + length));
    }
  }

  parse(bytes) {
    return this.#clone.deserialize(bytes);
  }

  #join() {
    if (this.#pieces.length > 1) this.#pieces = [Buffer.concat(this.#pieces)];
  }

  write(message) {
    const bytes = this.#clone.serialize(message);
    const framed = Buffer.allocUnsafe(4 + bytes.length);
    framed.writeUInt32BE(bytes.length, 0);
    framed.set(bytes, 4);
    return framed;
  }
}

function makeFraming(serialization) {
  return serialization === 'advanced' ? new CloneFraming() : new JsonFraming();
}

module.exports = { makeFraming };
