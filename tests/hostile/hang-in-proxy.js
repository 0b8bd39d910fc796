'use strict';

// A proxy whose traps never answer, where the host prints, compares and copies it.
// Ends as: failed by hang

const trap = () => { for (;;); };
const handler = Object.fromEntries(Reflect.ownKeys(Reflect).map((name) => [name, trap]));

exports.activate = (plugin) => {
  plugin.once('frame', () => { throw new Proxy(function() {}, handler); });
};
