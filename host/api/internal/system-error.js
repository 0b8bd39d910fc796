'use strict';
// SPDX-License-Identifier: MIT

// SystemError: what a call to the system that takes no path answered, ERR_SYSTEM_ERROR, with the
// facts in `info`.

const { customInspect, inspect } = require('internal/inspect');

class SystemError extends Error {
  constructor(info) {
    super(`A system error occurred: ${info.syscall} returned ${info.code} (${info.message})`);
    this.#name('SystemError [ERR_SYSTEM_ERROR]');
    void this.stack;  // V8 composes its first line now.
    this.#name('SystemError');
    this.code = 'ERR_SYSTEM_ERROR';
    Object.defineProperty(this, 'info', { value: info, configurable: true, enumerable: true });
    for (const field of ['errno', 'syscall']) {
      Object.defineProperty(this, field, {
        get: () => info[field],
        set: (value) => { info[field] = value; },
        configurable: true,
        enumerable: true,
      });
    }
  }

  #name(value) {
    Object.defineProperty(this, 'name', {
      value, configurable: true, enumerable: false, writable: true,
    });
  }

  /** Of an error that a native function threw; undefined when it is of another kind. */
  static from({ errno, code, syscall, message }) {
    if (errno === undefined || syscall === undefined) return undefined;
    const text = message.slice(`${code}: `.length, -`, ${syscall}`.length);
    return new SystemError({ errno, code, message: text, syscall });
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [customInspect](depth, options) {
    return inspect(this, { ...options, getters: true, customInspect: false });
  }
}

module.exports = { SystemError };
