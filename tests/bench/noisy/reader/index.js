'use strict';
// SPDX-License-Identifier: MIT

// Reads a file of 64 KiB again and again, without a pause.

const fs = require('fs');
const path = require('path');

let bytes = 0;

async function readOn(file) {
  for (;;) bytes += (await fs.promises.readFile(file)).length;
}

exports.activate = (plugin) => {
  const file = path.join(plugin.dataFolder, 'big.bin');
  fs.writeFileSync(file, Buffer.alloc(65536, 'x'));
  readOn(file);
};
