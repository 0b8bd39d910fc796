'use strict';

// Timers are cleared by object, by number and by the number as text; anything else is ignored.

const assert = require('assert');

const never = () => assert.fail('it was cleared');

clearTimeout(setTimeout(never, 1));
clearTimeout(+setTimeout(never, 1));
clearTimeout(`${+setTimeout(never, 1)}`);
clearInterval(setTimeout(never, 1));
clearTimeout(setInterval(never, 1));
clearImmediate(setImmediate(never));
setTimeout(never, 1).close();

for (const other of [undefined, null, 'x', {}, 1e9, -1, NaN]) {
  clearTimeout(other);
  clearInterval(other);
}
