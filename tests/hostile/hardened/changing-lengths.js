'use strict';

// Lengths that grow between two looks, by a getter and by a proxy.
// Ends as: active

function growing() {
  let looks = 0;
  return { get: (target, key) => (key === 'length' && looks++ > 0 ? 2 ** 53 - 1 : 1) };
}

const over = () => {};

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    let refused = 0;
    for (const attack of [
      () => [].indexOf.call({ n: 0, get length() { return this.n++ === 0 ? 1 : 2 ** 53 - 1; } }, 5) && over(),
      () => [].indexOf.call(new Proxy([], growing()), 5) && over(),
      () => [].indexOf.call(Proxy.revocable([], growing()).proxy, 5) && over(),
    ]) {
      try {
        attack();
      } catch (error) {
        if (error instanceof RangeError) refused++;
      }
    }
    if (refused !== 0) process.exit(1);
  });
};
