'use strict';

// Its entry module never comes to its end.
// Ends as: failed by hang

for (;;) Math.random();
