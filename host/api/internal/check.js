'use strict';
// SPDX-License-Identifier: MIT

// `plinth check DIR`: reads a plugin's files without running them, and tells what would fail when it
// is loaded: syntax, TypeScript that can't be stripped, imports of files and packages that are not
// there. The manifest is checked in C++ (host/app/check.cc).

require('internal/on-first-use');
const fs = require('fs');
const path = require('path');
const { importsOf } = require('internal/check-imports');
const { problemOf, syntaxProblem } = require('internal/check-syntax');
const { formatOf, formatOfFile } = require('module/esm-formats');
const { pathToUrl, resolve, urlToPath } = require('module/esm-resolve');
const { readJavaScript } = require('module/source');
const Module = require('module');
const { isBuiltin } = Module;

const SCRIPT = /(?<!\.d)\.[cm]?[jt]s$/;
const LARGEST = 16 * 1024 * 1024;

function isSkipped(name) {
  return name === 'node_modules' || name.startsWith('.') || name.endsWith('~');
}

// The scripts of a plugin, or the only one.
function scriptsOf(place) {
  if (!fs.statSync(place).isDirectory()) return [place];
  const files = [];
  const visit = (folder) => {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
      if (isSkipped(entry.name)) continue;
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) visit(file);
      else if (entry.isFile() && SCRIPT.test(entry.name)) files.push(file);
    }
  };
  visit(place);
  return files.sort();
}

// What may help. import './x.js' where x.ts stands: what a compiler would have made is not there.
function hintFor(request, file) {
  if (/^[\w@]/.test(request) && !isBuiltin(request) && !request.includes(':')) {
    return `; if the host offers it, say --host-modules ${request}`;
  }
  if (!/^\.{0,2}\//.test(request)) return '';
  const other = request.replace(/\.([cm]?)js$/, '.$1ts');
  const place = path.resolve(path.dirname(file), other);
  return other !== request && fs.existsSync(place) ? `; there is ${other}: write that` : '';
}

function resolveProblem({ request, kind, line, column }, file, hostModules) {
  if (hostModules.includes(request)) return undefined;
  try {
    if (kind === 'require') {
      Module.createRequire(file).resolve(request);
    } else {
      const url = resolve(request, pathToUrl(file));
      if (urlToPath(url) !== undefined) formatOf(url);
    }
    return undefined;
  } catch (error) {
    if (error.name === 'SyntaxError') return undefined;  // That file is told of by itself.
    const message = `${error.message.split('\n')[0]}${hintFor(request, file)}`;
    return { file, line, column, code: error.code ?? 'ERR', message };
  }
}

function problemsOf(file, hostModules) {
  if (fs.statSync(file).size > LARGEST) {
    return [{ file, line: 0, column: 0, code: 'EFBIG', message: 'a script may have 16 MiB at most' }];
  }
  let text;
  let format;
  try {
    text = readJavaScript(file);
    format = formatOfFile(file);
  } catch (error) {
    return [problemOf(error, file)];
  }
  const problem = syntaxProblem(text, file, format);
  if (problem !== undefined) return [problem];
  return importsOf(text, format)
    .map((found) => resolveProblem(found, file, hostModules))
    .filter((found) => found !== undefined);
}

// "/a/package.json: it is not valid JSON: line 3, column 7: ..."
function manifestProblem(place, message) {
  const file = path.join(place, 'package.json');
  const where = /line (\d+), column (\d+)/.exec(message);
  return {
    file,
    line: Number(where?.[1] ?? 0),
    column: Number(where?.[2] ?? 0),
    code: 'ERR_INVALID_PACKAGE_CONFIG',
    message: message.startsWith(`${file}: `) ? message.slice(file.length + 2) : message,
  };
}

function inOrder(a, b) {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

function print(problems, count, asJson) {
  if (asJson) {
    const ok = problems.length === 0;
    process.stdout.write(`${JSON.stringify({ ok, files: count, problems }, null, 2)}\n`);
    return;
  }
  for (const { file, line, column, message } of problems) {
    const where = line > 0 ? `:${line}:${column}` : '';
    process.stdout.write(`${path.relative(process.cwd(), file)}${where}: ${message}\n`);
  }
  const found = problems.length === 0 ? 'no problems' :
    problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  process.stdout.write(`${found} in ${count} ${count === 1 ? 'script' : 'scripts'}\n`);
}

/**
 * @param {string} place the folder or file of a plugin, absolute
 * @param {string} manifestError what is wrong with its manifest; empty: nothing
 * @param {boolean} asJson
 * @param {string[]} hostModules names that the host offers
 */
function check(place, manifestError, asJson, hostModules) {
  const scripts = scriptsOf(place);
  const problems = manifestError === '' ? [] : [manifestProblem(place, manifestError)];
  for (const file of scripts) problems.push(...problemsOf(file, hostModules));
  print(problems.sort(inOrder), scripts.length, asJson);
  process.exitCode = problems.length === 0 ? 0 : 1;
}

module.exports = { check };
