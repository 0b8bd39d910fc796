'use strict';
// SPDX-License-Identifier: MIT

// Classes that were functions once: programs call them without new, or hand them an object of their
// own, as `tty.ReadStream(0)` and `Interface.call(this, options)`.

/** A function that makes objects of the class, with or without new, and stands for it elsewhere. */
function callable(Class) {
  function Callable(...args) {
    return Reflect.construct(Class, args, new.target ?? Callable);
  }
  Object.defineProperties(Callable, {
    length: { value: Class.length },
    name: { value: Class.name },
  });
  Callable.prototype = Class.prototype;
  Object.setPrototypeOf(Callable, Class);
  Object.defineProperty(Class.prototype, 'constructor', {
    __proto__: null, configurable: true, enumerable: false, value: Callable, writable: true,
  });
  return Callable;
}

module.exports = { callable };
