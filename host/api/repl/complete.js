'use strict';
// SPDX-License-Identifier: MIT

// The tab key of the prompt: names of variables and properties, of modules and files in require() and
// import(), of the prompt's own commands.

require('internal/on-first-use');
const fs = require('fs');
const path = require('path');
const { _nodeModulePaths: nodeModulePaths, builtinModules } = require('module');

const publicModules = builtinModules.filter((id) => !id.startsWith('_'));  // Scripts may add some.

const KEYWORDS = [
  'async', 'await', 'break', 'case', 'catch', 'const', 'continue', 'debugger', 'default', 'delete',
  'do', 'else', 'export', 'false', 'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof',
  'let', 'new', 'null', 'return', 'switch', 'this', 'throw', 'true', 'try', 'typeof', 'var', 'void',
  'while', 'with', 'yield',
];
const COMMAND = /^\s*\.(\w*)$/;
const MODULE = /\b(?:require|import)\s*\(\s*(["'`])((?:[\w@./:-]|\\.)*)$/;
const EXPRESSION = /(?:[a-zA-Z_$][\w$]*\??\.)*[a-zA-Z_$][\w$]*\??\.?$/;
const IDENTIFIER = /^[a-zA-Z_$][\w$]*$/;

function inGroups(groups, start, starts = (name) => name.startsWith(start)) {
  const lists = [];
  const seen = new Set();
  for (const group of groups) {
    const names = group.filter((name) => starts(name) && !seen.has(name)).sort();
    for (const name of names) seen.add(name);
    if (names.length > 0) lists.push(names);
  }
  lists.reverse();  // What is nearest stands last, next to the prompt.
  return lists.flatMap((names, i) => (i === 0 ? names : ['', ...names]));
}

function propertyGroups(value) {
  const groups = [];
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  let at = isObject ? value : Object.getPrototypeOf(value);
  for (let depth = 0; at !== null && depth < 16; ++depth) {
    const names = Object.getOwnPropertyNames(at).filter((name) => IDENTIFIER.test(name));
    groups.push(names);
    at = Object.getPrototypeOf(at);
  }
  return groups;
}

/** @param {object} server a REPLServer with its context */
class Completer {
  #server;
  #names;  // () => names that let, const and class declared.

  constructor(server, names) {
    this.#server = server;
    this.#names = names;
  }

  /** [candidates, what they complete] for the text before the cursor. */
  complete(line) {
    const command = COMMAND.exec(line);
    if (command !== null) {
      const names = Object.keys(this.#server.commands);
      return [inGroups([names], command[1]), command[1]];
    }
    const module = MODULE.exec(line);
    if (module !== null) return this.#modules(module[2]);
    if (line.trim() === '') return [this.#globals(''), ''];
    const expression = EXPRESSION.exec(line)?.[0];
    if (expression === undefined) return [[], undefined];
    return this.#expression(expression);
  }

  #expression(expression) {
    const dot = expression.lastIndexOf('.');
    if (dot < 0) return [this.#globals(expression), expression];
    const start = expression.slice(dot + 1);
    const owner = expression.slice(0, dot).replace(/\?$/, '');
    const value = this.#valueOf(owner.split(/\??\./));
    if (value === undefined || value === null) return [[], expression];
    const before = expression.slice(0, dot + 1);
    let names;
    try {
      // Of properties, small letters and capitals are the same.
      const small = start.toLowerCase();
      names = inGroups(propertyGroups(value), start,
        (name) => name.toLowerCase().startsWith(small));
    } catch {
      return [[], expression];  // A proxy may throw.
    }
    return [names.map((name) => (name === '' ? '' : before + name)), expression];
  }

  #valueOf([first, ...rest]) {
    try {
      let value = this.#server.lookUp(first);
      for (const name of rest) value = value?.[name];
      return value;
    } catch {
      return undefined;
    }
  }

  #globals(start) {
    const { context } = this.#server;
    const groups = [[...this.#names()], ...propertyGroups(context)];
    if (this.#server.useGlobal === false) {
      groups.push(Object.getOwnPropertyNames(globalThis).filter((name) => IDENTIFIER.test(name)));
    }
    if (start !== '') groups.push(KEYWORDS);
    return inGroups(groups, start);
  }

  #modules(start) {
    if (start === '.' || start === '..') return [inGroups([['./', '../']], start), start];
    if (!/^\.{0,2}\//.test(start)) {
      const schemes = builtinModules.map((id) => `node:${id}`);
      return [inGroups([this.#packages(start), publicModules, schemes], start), start];
    }
    const slash = start.lastIndexOf('/') + 1;
    const names = [];
    for (const entry of this.#entries(path.resolve(start.slice(0, slash)))) {
      if (entry.isDirectory()) names.push(`${entry.name}/`);
      else if (/\.(?:[cm]?[jt]s|json)$/.test(entry.name)) names.push(entry.name);
    }
    const all = names.map((name) => start.slice(0, slash) + name);
    return [inGroups([all], start), start];
  }

  #packages(start) {
    const names = [];
    for (const folder of nodeModulePaths(process.cwd())) {
      for (const entry of this.#entries(folder)) {
        const { name } = entry;
        if (name.startsWith('.')) continue;
        names.push(name);
        if (entry.isDirectory()) names.push(`${name}/`);
        if (!start.startsWith(`${name}/`)) continue;
        for (const inner of this.#entries(path.join(folder, name))) {
          names.push(`${name}/${inner.name}`);
        }
      }
    }
    return names;
  }

  #entries(folder) {
    try {
      return fs.readdirSync(folder, { withFileTypes: true });
    } catch {
      return [];
    }
  }
}

module.exports = { Completer, publicModules };
