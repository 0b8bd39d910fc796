'use strict';

// Texts that V8 would work on for seconds, or that end the process.
// Ends as: active

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    let refused = 0;
    for (const attack of [
      () => 'a'.repeat(2e8).split(''),
      () => 'a'.padEnd(5e8, 'xy'),
      () => 'a'.repeat(6e7).split(''),
      () => '\u0041\u030a'.repeat(2e7).normalize(),
      () => 'ab'.repeat(2e7).replaceAll('a', 'ccc'),
      () => 'ab'.repeat(2e7).replace(/a/g, 'ccc'),
      () => /a/g[Symbol.replace]('ab'.repeat(2e7), 'ccc'),
      () => 'ab'.repeat(2e7).match(/a/g),
      () => encodeURIComponent('\u4f60'.repeat(2e7)),
      () => Object.assign({}, 'a'.repeat(2e7)),
      () => String.raw({ raw: { length: 2 ** 53 - 1 } }),
    ]) {
      try {
        attack();
      } catch (error) {
        if (error instanceof RangeError) refused++;
      }
    }
    if (refused !== 11) process.exit(1);
  });
};
