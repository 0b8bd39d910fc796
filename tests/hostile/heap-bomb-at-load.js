'use strict';

// The heap is full before the entry module has come to its end.
// Ends as: failed

const all = [];
for (;;) all.push({ a: all.length, b: [all.length] });
