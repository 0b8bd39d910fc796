'use strict';

// The same in a context of vm, whose callbacks are not the plugin's.
// Ends as: failed by hang

const { runInContext, createContext } = require('vm');

const context = createContext({});
const registry = runInContext('new FinalizationRegistry(() => { for (;;); })', context);

exports.activate = () => {
  setInterval(() => {
    for (let i = 0; i < 1000; i++) registry.register({}, i);
    for (let i = 0; i < 20; i++) new Array(10000).fill(0).map((_, k) => ({ k }));
  }, 1);
};
