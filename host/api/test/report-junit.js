'use strict';
// SPDX-License-Identifier: MIT

// The reporter `junit`: XML for build servers. It is written when all is over.

require('internal/on-first-use');
const os = require('os');
const { inspect } = require('internal/inspect');

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };

const attribute = (text) => String(text).replace(/[&<>"\n]/g, (c) => ENTITIES[c]);
const content = (text) => String(text).replace(/[&<>]/g, (c) => ENTITIES[c]);
const comment = (text) => String(text).replaceAll('--', '&#45;&#45;');

const seconds = ({ duration_ms: time = 0 }) => (time / 1000).toFixed(6);

class JunitReport {
  #stack = [{ nodes: [] }];  // The last one is the suite whose results come.

  start() {
    return '<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n';
  }

  #ended(data, failed) {
    const { details, name, nesting } = data;
    const open = this.#stack.length > nesting + 1 ? this.#stack.pop() : { nodes: [] };
    const node = { name, details, nodes: open.nodes, skip: data.skip, todo: data.todo, file: data.file };
    if (failed) node.error = details.error;
    this.#stack.at(-1).nodes.push(node);
  }

  event({ type, data }) {
    switch (type) {
      case 'test:start': this.#stack.push({ nodes: [] }); break;
      case 'test:pass': this.#ended(data, false); break;
      case 'test:fail': this.#ended(data, true); break;
      case 'test:diagnostic': this.#stack.at(-1).nodes.push({ text: data.message }); break;
    }
    return '';
  }

  #lines(node, indent) {
    if (node.text !== undefined) return `${indent}<!-- ${comment(node.text)} -->\n`;
    const { name, details, nodes, error } = node;
    const tests = nodes.filter(({ text }) => text === undefined);
    const inner = nodes.map((one) => this.#lines(one, `${indent}\t`)).join('');
    if (tests.length > 0 || details.type === 'suite') {
      const failures = tests.filter((one) => one.error !== undefined).length;
      const skipped = tests.filter((one) => one.skip !== undefined).length;
      return `${indent}<testsuite name="${attribute(name)}" time="${seconds(details)}" ` +
        `disabled="0" errors="0" tests="${tests.length}" failures="${failures}" ` +
        `skipped="${skipped}" hostname="${attribute(os.hostname())}">\n${inner}` +
        `${indent}</testsuite>\n`;
    }
    const head = `${indent}<testcase name="${attribute(name)}" time="${seconds(details)}" ` +
      'classname="test"';
    let body = inner;
    for (const [tag, value] of [['skipped', node.skip], ['skipped', node.todo]]) {
      if (value === undefined) continue;
      const message = typeof value === 'string' ? value : 'true';
      body += `${indent}\t<${tag} type="${node.skip === undefined ? 'todo' : 'skipped'}" ` +
        `message="${attribute(message)}"/>\n`;
    }
    if (error !== undefined) {
      const message = error.cause?.message ?? error.message;
      body += `${indent}\t<failure type="${attribute(error.failureType)}" ` +
        `message="${attribute(message)}">\n${content(inspect(error.cause ?? error))}\n` +
        `${indent}\t</failure>\n`;
    }
    return body === '' ? `${head}/>\n` : `${head}>\n${body}${indent}</testcase>\n`;
  }

  end() {
    const lines = this.#stack[0].nodes.map((node) => this.#lines(node, '\t')).join('');
    return `${lines}</testsuites>\n`;
  }
}

module.exports = { JunitReport };
