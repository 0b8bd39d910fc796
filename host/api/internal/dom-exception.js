'use strict';
// SPDX-License-Identifier: MIT

// DOMException, the error of web APIs: https://webidl.spec.whatwg.org/#idl-DOMException

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');

// Names that had a number before names were used, in the order of the numbers from 1 on.
const NAMES = [
  'IndexSizeError', 'DOMStringSizeError', 'HierarchyRequestError', 'WrongDocumentError',
  'InvalidCharacterError', 'NoDataAllowedError', 'NoModificationAllowedError', 'NotFoundError',
  'NotSupportedError', 'InUseAttributeError', 'InvalidStateError', 'SyntaxError',
  'InvalidModificationError', 'NamespaceError', 'InvalidAccessError', 'ValidationError',
  'TypeMismatchError', 'SecurityError', 'NetworkError', 'AbortError', 'URLMismatchError',
  'QuotaExceededError', 'TimeoutError', 'InvalidNodeTypeError', 'DataCloneError',
];
// Of these only the constants are left.
const RETIRED = ['DOMStringSizeError', 'NoDataAllowedError', 'ValidationError'];
// Constants that do not break their names where the words do.
const CONSTANTS = {
  __proto__: null, InUseAttributeError: 'INUSE_ATTRIBUTE_ERR', URLMismatchError: 'URL_MISMATCH_ERR',
};

/** An error that is told apart by its name. */
class DOMException {
  #message;
  #name;

  constructor(message = '', options = 'Error') {
    Error.captureStackTrace(this);
    this.#message = `${message}`;
    if (options !== null && typeof options === 'object') {
      this.#name = `${options.name ?? 'Error'}`;
      if ('cause' in options) {
        Object.defineProperty(this, 'cause', {
          configurable: true, enumerable: false, writable: true, value: options.cause,
        });
      }
    } else {
      this.#name = `${options}`;
    }
    // The stack was made before the message was known.
    const head = this.#message === '' ? this.#name : `${this.#name}: ${this.#message}`;
    Object.defineProperty(this, 'stack', {
      configurable: true, enumerable: false, writable: true,
      value: `${head}${this.stack.slice(this.stack.search(/\n {4}at /))}`,
    });
  }

  get name() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('DOMException');
    return this.#name;
  }

  get message() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('DOMException');
    return this.#message;
  }

  /** The old number of the name, or 0. */
  get code() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('DOMException');
    return RETIRED.includes(this.#name) ? 0 : NAMES.indexOf(this.#name) + 1;
  }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
for (const name of ['name', 'message', 'code']) {
  Object.defineProperty(DOMException.prototype, name, { enumerable: true });
}
Object.defineProperty(DOMException.prototype, Symbol.toStringTag, {
  configurable: true, value: 'DOMException',
});
NAMES.forEach((name, index) => {
  const constant = CONSTANTS[name] ??
    `${name.replace(/Error$/, '').replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}_ERR`;
  const descriptor = { enumerable: true, value: index + 1 };
  Object.defineProperty(DOMException, constant, descriptor);
  Object.defineProperty(DOMException.prototype, constant, descriptor);
});

module.exports = { DOMException };
