#!/usr/bin/env node
// Writes docs/compatibility.md: every export of every built-in module of Node 20, and whether Plinth
// has it. Run with Node 20: `node tools/compatibility.mjs build/bin/plinth > docs/compatibility.md`.

import { execFileSync } from 'node:child_process';
import { builtinModules, createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const plinth = process.argv[2] ?? join(root, 'build/bin/plinth');

const NODE_ONLY = /^(?:_|v8\/|node-inspect|internal)/;
const modules = [...builtinModules.filter((id) => !NODE_ONLY.test(id)), 'test'].sort();

// Printed by each runtime about itself: module -> exports, and the globals.
const probe = `
  const found = { modules: {}, globals: [] };
  for (const id of ${JSON.stringify(modules)}) {
    try {
      const exported = require(id === 'test' ? 'node:test' : id);
      found.modules[id] = Object.getOwnPropertyNames(exported)
        .filter((name) => !['length', 'name', 'prototype', 'arguments', 'caller'].includes(name));
    } catch {}
  }
  found.globals = Object.getOwnPropertyNames(globalThis);
  console.log(JSON.stringify(found));`;

const ask = (program) => JSON.parse(execFileSync(program, ['-e', probe], {
  encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
}));

const node = ask(process.execPath);
const ours = ask(plinth);

function differences(module) {
  const folder = join(root, 'host/api', module.split('/')[0]);
  let files = [];
  try {
    files = readdirSync(folder);
  } catch {
    return [];
  }
  return files.filter((file) => /\.(?:js|cc|h)$/.test(file)).flatMap((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return [...text.matchAll(/\/\/ Differs from Node: ((?:.*)(?:\n\s*\/\/ (?!Differs).*)*)/g)]
      .map(([, words]) => words.replace(/\s*\n\s*\/\/ /g, ' ').trim());
  });
}

const lines = [
  '# Compatibility with Node 20',
  '',
  'Made by `tools/compatibility.mjs`; do not edit. Per module: how many of Node\'s exports Plinth has,',
  'which are missing, and what is different on purpose. How the exports behave is measured with Node\'s own',
  'tests: see [performance.md](performance.md) and `../shared/conformance`.',
  '',
  '| module | has | missing |',
  '| --- | --- | --- |',
];
let have = 0;
let all = 0;
for (const id of modules) {
  const wanted = node.modules[id] ?? [];
  const got = ours.modules[id];
  if (got === undefined) {
    all += wanted.length;
    lines.push(`| ${id} | no | the module |`);
    continue;
  }
  const missing = wanted.filter((name) => !got.includes(name));
  have += wanted.length - missing.length;
  all += wanted.length;
  lines.push(`| ${id} | ${wanted.length - missing.length} of ${wanted.length} | ` +
    `${missing.map((name) => `\`${name}\``).join(', ')} |`);
}
const missingGlobals = node.globals.filter((name) => !ours.globals.includes(name));
lines.push('', `Exports in all: ${have} of ${all}. Globals: ` +
  `${node.globals.length - missingGlobals.length} of ${node.globals.length}` +
  (missingGlobals.length > 0 ? `; missing: ${missingGlobals.map((name) => `\`${name}\``).join(', ')}.` : '.'));
lines.push('', '## Different on purpose', '');
for (const id of [...new Set(modules.map((module) => module.split('/')[0]))]) {
  const words = differences(id);
  if (words.length === 0) continue;
  lines.push(`**${id}**`, '', ...words.map((text) => `- ${text}`), '');
}
lines.push('## Tests of Node 18 that we follow Node 20 in', '',
  'Node 20 itself fails these, or behaves as we do:', '',
  '- requests without a Host header are refused (`requireHostHeader`): test-http-chunked-304, -keep-alive-*,',
  '  -malformed-request, -multiple-headers, -response-splitting, -set-trailers, -should-keep-alive,',
  '  -upgrade-server, -server-unconsume, -req-close-robust-from-tampering and others that send none by hand;',
  '- `http.globalAgent` keeps connections: test-http-client-headers-array, -content-length, -raw-headers,',
  '  -unix-socket-keep-alive, -server-close-idle, -server-request-timeout-keepalive, …;',
  '- a function without a name is described as `function `: test-event-capture-rejections,',
  '  test-http-client-reject-unexpected-agent; `setMaxListeners`, `colorMode`: their newer messages.', '');
process.stdout.write(lines.join('\n'));
