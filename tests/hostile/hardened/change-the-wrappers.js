'use strict';

// Everything that a wrapper could call is replaced first.
// Ends as: active

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    if (globalThis.done) return;
    globalThis.done = true;
    const endless = { length: 2 ** 53 - 1 };
    const { indexOf } = Array.prototype;
    const { call } = Function.prototype;
    Object.prototype.value = 1;
    Array.isArray = () => true;
    Object.hasOwn = () => true;
    Reflect.apply = Reflect.get = () => 1;
    Function.prototype.call = Function.prototype.apply = () => 1;
    WeakSet.prototype.has = WeakMap.prototype.get = () => true;
    let refused = false;
    try {
      new (class { run() { endless.indexOf = indexOf; endless.indexOf(1); } })().run();
    } catch (error) {
      refused = error instanceof RangeError;
    }
    delete Object.prototype.value;
    if (!refused || !call) process.exit(1);
  });
};
