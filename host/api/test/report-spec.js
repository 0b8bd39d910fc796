'use strict';
// SPDX-License-Identifier: MIT

// The reporters `spec`, for people, and `dot`, for people in a hurry.

require('internal/on-first-use');
const path = require('path');
const { inspect } = require('internal/inspect');

const COLORS = { blue: 34, gray: 90, green: 32, red: 31 };
const SIGNS = { diagnostic: '\u2139 ', fail: '\u2716 ', pass: '\u2714 ', skip: '\ufe63 ', suite: '\u25b6 ' };
const STEP = '  ';

// Colours, where the report goes to a terminal that has some.
function painter(stream) {
  const hasColors = stream?.isTTY === true && stream.hasColors?.() !== false;
  return (color, text) => (hasColors ? `\x1b[${COLORS[color]}m${text}\x1b[39m` : text);
}

function shownError(error, indent, hasColors) {
  const failure = error?.code === 'ERR_TEST_FAILURE' ? error.cause ?? error : error;
  const text = inspect(failure, { colors: hasColors, breakLength: Infinity });
  return text.split('\n').map((line) => `${indent}${line}`).join('\n');
}

function remark({ skip, todo }) {
  const [word, value] = skip !== undefined ? ['SKIP', skip] : ['TODO', todo];
  if (value === undefined) return '';
  return ` # ${typeof value === 'string' && value !== '' ? value : word}`;
}

class SpecReport {
  #open = [];  // test:start events of what may turn out to have subtests.
  #failed = [];
  #paint;
  #hasColors;

  constructor(stream) {
    this.#paint = painter(stream);
    this.#hasColors = this.#paint('red', '') !== '';
  }

  start() {
    return '';
  }

  #result(data, sign, color, hasTitle) {
    const { details, name, nesting } = data;
    const indent = STEP.repeat(nesting);
    const time = details?.duration_ms === undefined ? '' :
      ` ${this.#paint('gray', `(${details.duration_ms}ms)`)}`;
    const what = data.skip !== undefined ? SIGNS.skip : sign;
    const painted = this.#paint(data.skip !== undefined ? 'gray' : color, `${what}${name}`);
    let text = `${indent}${painted}${time}${remark(data)}\n`;
    if (details?.error !== undefined && !hasTitle) {
      text += `${shownError(details.error, `${indent}  `, this.#hasColors)}\n\n`;
    }
    return text;
  }

  // The titles of suites whose first result comes now.
  #titles(nesting) {
    let text = '';
    for (const open of this.#open) {
      if (open.told || open.nesting >= nesting) continue;
      open.told = true;
      text += `${STEP.repeat(open.nesting)}${SIGNS.suite}${open.name}\n`;
    }
    return text;
  }

  #ended(data, sign, color) {
    const titles = this.#titles(data.nesting);
    let hasTitle = false;
    const open = this.#open.at(-1);
    if (open !== undefined && open.nesting === data.nesting) {
      this.#open.pop();
      hasTitle = open.told;
    }
    if (data.details?.error !== undefined && data.details.error.failureType !== 'subtestsFailed') {
      this.#failed.push(data);
    }
    return `${titles}${this.#result(data, sign, color, hasTitle)}`;
  }

  event({ type, data }) {
    switch (type) {
      case 'test:start':
        this.#open.push({ name: data.name, nesting: data.nesting, told: false });
        return '';
      case 'test:pass': return this.#ended(data, SIGNS.pass, 'green');
      case 'test:fail': return this.#ended(data, SIGNS.fail, 'red');
      case 'test:diagnostic':
        return `${STEP.repeat(data.nesting)}${
          this.#paint('blue', `${SIGNS.diagnostic}${data.message}`)}\n`;
      case 'test:stdout':
      case 'test:stderr':
        return data.message;
      default: return '';
    }
  }

  end() {
    if (this.#failed.length === 0) return '';
    let text = `\n${this.#paint('red', `${SIGNS.fail}failing tests:`)}\n`;
    for (const data of this.#failed) {
      const { file, line, column } = data;
      const where = file === undefined ? '' :
        `test at ${path.relative(process.cwd(), file)}:${line}:${column}\n`;
      text += `\n${where}${this.#result({ ...data, nesting: 0 }, SIGNS.fail, 'red', false)
        .trimEnd()}\n`;
    }
    return text;
  }
}

const DOTS_IN_A_LINE = 20;

class DotReport {
  #count = 0;
  #failed = [];
  #hasColors;

  constructor(stream) {
    this.#hasColors = painter(stream)('red', '') !== '';
  }

  start() {
    return '';
  }

  event({ type, data }) {
    if (type !== 'test:pass' && type !== 'test:fail') return '';
    if (type === 'test:fail') this.#failed.push(data);
    this.#count += 1;
    const end = this.#count % DOTS_IN_A_LINE === 0 ? '\n' : '';
    return `${type === 'test:pass' ? '.' : 'X'}${end}`;
  }

  end() {
    let text = '\n';
    if (this.#failed.length > 0) text += '\nFailed tests:\n\n';
    for (const { name, details } of this.#failed) {
      text += `${SIGNS.fail}${name} (${details.duration_ms}ms)\n`;
      text += `${shownError(details.error, STEP, this.#hasColors)}\n`;
    }
    return text;
  }
}

module.exports = { DotReport, SpecReport };
