'use strict';

// A loop in WebAssembly: (module (func (export "spin") (loop (br 0)))).
// Ends as: failed by hang

const code = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  1, 4, 1, 0x60, 0, 0,
  3, 2, 1, 0,
  7, 8, 1, 4, 0x73, 0x70, 0x69, 0x6e, 0, 0,
  10, 9, 1, 7, 0, 3, 0x40, 0x0c, 0, 0x0b, 0x0b,
]);

exports.activate = (plugin) => {
  const { spin } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
  plugin.once('frame', () => spin());
};
