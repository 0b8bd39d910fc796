'use strict';
// SPDX-License-Identifier: MIT

// Which files are tests, by their names and folders.

require('internal/on-first-use');
const fs = require('fs');
const path = require('path');
const { globToExpression } = require('test/patterns');

const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/;
const OF_A_TEST = /(?:^test|^test-.+|.+[._-]test)$/;
const GLOB = /[*?]/;

function isTestName(name) {
  return SCRIPT.test(name) && OF_A_TEST.test(name.replace(SCRIPT, ''));
}

function isInTestFolder(file, root) {
  return path.relative(root, path.dirname(file)).split(path.sep).includes('test');
}

function* filesBelow(folder) {
  const entries = fs.readdirSync(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) yield* filesBelow(file);
    } else if (entry.isFile()) {
      yield file;
    }
  }
}

function testsBelow(folder) {
  const root = path.basename(folder) === 'test' ? path.dirname(folder) : folder;
  const found = [];
  for (const file of filesBelow(folder)) {
    const name = path.basename(file);
    if (isTestName(name) || (SCRIPT.test(name) && isInTestFolder(file, root))) found.push(file);
  }
  return found;
}

function matching(glob) {
  const expression = globToExpression(path.resolve(glob));
  const fixed = glob.slice(0, glob.search(GLOB));
  const folder = path.resolve(fixed.endsWith('/') ? fixed : path.dirname(fixed));
  if (!fs.existsSync(folder)) return [];
  return [...filesBelow(folder)].filter((file) => expression.test(file));
}

/**
 * The test files that names of files, folders and patterns mean; below the current folder without.
 *
 * @param {string[]} names
 * @returns {{ files: string[], missing: string[] }} in their order, each once
 */
function findTests(names) {
  if (names.length === 0) return { files: testsBelow(process.cwd()), missing: [] };
  const files = new Set();
  const missing = [];
  for (const name of names) {
    const place = path.resolve(name);
    const stat = fs.statSync(place, { throwIfNoEntry: false });
    let found = [];
    if (stat?.isDirectory()) found = testsBelow(place);
    else if (stat !== undefined) found = [place];
    else if (GLOB.test(name)) found = matching(name);
    if (stat === undefined && found.length === 0) missing.push(name);
    for (const file of found) files.add(file);
  }
  return { files: [...files], missing };
}

module.exports = { findTests };
