'use strict';
// SPDX-License-Identifier: MIT

// node bundle-library.js NODE_MODULES ENTRY OUTFILE: a build tool. Makes one script of
// host/api/internal/deps/<name>.js and all that it requires from npm, with esbuild.
//
// A file of a package gives way to the file of the same path beside the entry: that is how a library
// gets Plinth's own errors and helpers instead of those that it brings along. Names of built-ins
// stay require() calls, and packages that only stand in for a built-in are replaced by it.

const fs = require('fs');
const path = require('path');

const [, , nodeModules, entry, outfile] = process.argv;
const { build } = require(path.join(nodeModules, 'esbuild'));

const STAND_INS = {
  'abort-controller': 'internal/abort-controller',
  'buffer/': 'buffer',
  'events/': 'events',
  'process/': 'process',
  'string_decoder/': 'string_decoder',
};

// A package may be given other globals than the language's: <package>/globals.js beside the entry.
const globals = path.join(path.dirname(entry), path.basename(entry, '.js'), 'globals.js');

function ownFileFor(file) {
  const inside = path.relative(nodeModules, file);
  const own = path.join(path.dirname(entry), inside);
  return !inside.startsWith('..') && fs.existsSync(own) ? own : undefined;
}

// 'encoding/text-encoder': a script of ours, not a file of a package.
function isOurs(request) {
  return request.includes('/') && fs.existsSync(path.join(entry, '../../..', `${request}.js`));
}

const plinth = {
  name: 'plinth',
  setup(bundle) {
    bundle.onResolve({ filter: /^node:/ }, ({ path: request }) => {
      return { path: request.slice('node:'.length), external: true };
    });
    bundle.onResolve({ filter: /^([a-z]+\/[a-z-]+|[a-z_-]+\/?)$/ }, ({ path: request }) => {
      if (isOurs(request)) return { path: request, external: true };
      const builtin = STAND_INS[request];
      return builtin === undefined ? undefined : { path: builtin, external: true };
    });
    bundle.onLoad({ filter: /\.js$/ }, ({ path: file }) => {
      const own = ownFileFor(file);
      return own && { contents: fs.readFileSync(own), resolveDir: path.dirname(file) };
    });
  },
};

build({
  absWorkingDir: path.dirname(nodeModules),
  bundle: true,
  charset: 'ascii',
  define: { esbuildDetection: 'true' },  // Of undici: its user agent is 'node' then, as in Node.
  entryPoints: [entry],
  format: 'cjs',
  inject: fs.existsSync(globals) ? [globals] : [],
  legalComments: 'inline',
  logLevel: 'warning',
  nodePaths: [nodeModules],
  outfile,
  platform: 'node',
  plugins: [plinth],
  target: 'chrome102',
}).catch(() => process.exit(1));
