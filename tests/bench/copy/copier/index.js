'use strict';
// SPDX-License-Identifier: MIT

// Copies the folder `source` of its own again and again, in the way that way.json names.

const fs = require('fs');
const path = require('path');
const { pipeline } = require('stream/promises');

const source = path.join(__dirname, 'source');

const ways = {
  async copyFile(to) {
    await fs.promises.mkdir(to);
    const names = await fs.promises.readdir(source);
    await Promise.all(names.map((name) =>
      fs.promises.copyFile(path.join(source, name), path.join(to, name))));
  },
  cp: (to) => fs.promises.cp(source, to, { recursive: true }),
  async streams(to) {
    await fs.promises.mkdir(to);
    for (const name of await fs.promises.readdir(source)) {
      await pipeline(fs.createReadStream(path.join(source, name)),
                     fs.createWriteStream(path.join(to, name)));
    }
  },
};

async function copyOn(copy, folder) {
  for (let copies = 1; ; copies++) {
    const to = path.join(folder, `copy${copies}`);
    await copy(to);
    await fs.promises.rm(to, { recursive: true });
    console.log('copied');
  }
}

exports.activate = (plugin) => {
  const { way } = JSON.parse(fs.readFileSync(path.join(__dirname, 'way.json'), 'utf8'));
  copyOn(ways[way], plugin.dataFolder);
};
