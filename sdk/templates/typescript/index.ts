// A plugin in TypeScript. Plinth runs this file as it is; `tsc` only checks it.

import type { Plugin } from 'plinth';

import counter = require('./counter.ts');

interface State {
  frames: number;
}

exports.activate = (plugin: Plugin, state: State | undefined): void => {
  const frames = new counter.Counter(state?.frames ?? 0);
  plugin.on('frame', () => frames.add());
  plugin.log(`${plugin.name} ${plugin.version} starts at frame ${frames.count}`);
  exports.deactivate = (): State => ({ frames: frames.count });
};
