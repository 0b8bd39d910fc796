'use strict';

// Every prototype and global that can be reached is replaced.
// Ends as: active

globalThis.evil = true;
Object.prototype.evil = true;
Array.prototype.map = Array.prototype.push = () => 'replaced';
Promise.prototype.then = function() { return this; };
Function.prototype.call = Function.prototype.apply = () => 'replaced';
Object.defineProperty(Object.prototype, 'name', { get: () => 'evil', set: () => {} });
process.nextTick = process.emit = () => 'replaced';

exports.activate = () => { setInterval(() => {}, 1); };
