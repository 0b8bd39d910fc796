'use strict';
// SPDX-License-Identifier: MIT

// SystemError: what a call to the system that takes no path answered, ERR_SYSTEM_ERROR, with the
// facts in `info`; other codes are for what is found out without such a call.

const { customInspect, inspect } = require('internal/inspect');

class SystemError extends Error {
  constructor(info, key = 'ERR_SYSTEM_ERROR', summary = 'A system error occurred') {
    const where = info.path === undefined ? '' : ` ${info.path}`;
    super(`${summary}: ${info.syscall} returned ${info.code} (${info.message})${where}`);
    this.#name(`SystemError [${key}]`);
    void this.stack;  // V8 composes its first line now.
    this.#name('SystemError');
    this.code = key;
    Object.defineProperty(this, 'info', { value: info, configurable: true, enumerable: true });
    const fields = info.path === undefined ? ['errno', 'syscall'] : ['errno', 'syscall', 'path'];
    for (const field of fields) {
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
