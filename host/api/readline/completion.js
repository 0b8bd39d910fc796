'use strict';
// SPDX-License-Identifier: MIT

// The tab key: asks the interface's completer, which gives [candidates, the text they complete],
// completes what all have in common, and lists them when it is pressed again.

const { textWidth } = require('internal/text-width');

const GAP = 2;

function commonPrefix(texts) {
  let prefix = texts[0] ?? '';
  for (const text of texts) {
    while (!text.startsWith(prefix)) prefix = prefix.slice(0, -1);
  }
  return prefix;
}

function list(reader, candidates) {
  const width = Math.max(...candidates.map((one) => textWidth(one))) + GAP;
  const columns = reader.columns === Infinity ? 1 : Math.floor(reader.columns / width) || 1;
  let text = '\r\n';
  candidates.forEach((candidate, i) => {
    const last = i % columns === columns - 1 || i === candidates.length - 1;
    text += last ? `${candidate}\r\n` : candidate + ' '.repeat(width - textWidth(candidate));
  });
  reader.output?.write(`${text}\r\n`);
}

function use(reader, editor, [candidates, completed], again) {
  const found = candidates.filter((one) => one !== '');
  if (found.length === 0) return;
  const prefix = commonPrefix(found);
  if (prefix.startsWith(completed) && prefix.length > completed.length) {
    editor.insert(prefix.slice(completed.length));
  } else if (again && found.length > 1) {
    list(reader, found);
    editor.refresh();
  }
}

/**
 * A completer with one parameter returns its answer or a promise of it, one with two calls back.
 *
 * @param {Interface} reader
 * @param {Editor} editor
 * @param {boolean} again the key before was the tab key, too: candidates are listed
 */
function complete(reader, editor, again) {
  const { completer } = reader;
  reader.pause();
  const answer = (error, result) => {
    reader.resume();
    if (error) reader.output?.write(`Tab completion error: ${error.message}\r\n`);
    else use(reader, editor, result, again);
  };
  const text = reader.line.slice(0, reader.cursor);
  if (completer.length >= 2) {
    completer(text, answer);
    return;
  }
  const result = completer(text);
  if (typeof result?.then === 'function') result.then((value) => answer(null, value), answer);
  else answer(null, result);
}

module.exports = { complete };
