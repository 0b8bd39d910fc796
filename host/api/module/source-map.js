'use strict';
// SPDX-License-Identifier: MIT

// module.SourceMap and module.findSourceMap(): source maps for scripts that print places themselves.
// Decoding is in C++ (host/modules/source_map.h), as stacks need it too.

const native = internalBinding('source_maps');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { structuredClone } = require('internal/structured-clone');

const NUMBERS_OF_ENTRY = 6;  // Line, column, source, its line, its column, name.

class SourceMap {
  #payload;
  #lineLengths;
  #entries;
  #sources;
  #names;

  /**
   * @param {object} payload a source map, version 3
   * @param {{ lineLengths?: number[] }} [options]
   */
  constructor(payload, { lineLengths } = {}) {
    if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) {
      throw new ERR_INVALID_ARG_TYPE('payload', 'Object', payload);
    }
    this.#payload = structuredClone(payload);
    this.#lineLengths = Array.isArray(lineLengths) ? [...lineLengths] : undefined;
    [this.#entries, this.#sources, this.#names] =
      native.decode(JSON.stringify(payload)) ?? [new Int32Array(0), [], []];
  }

  get payload() {
    return structuredClone(this.#payload);
  }

  get lineLengths() {
    return this.#lineLengths && [...this.#lineLengths];
  }

  // The index of the last entry at or before the place; -1: there is none.
  #indexOf(line, column) {
    let low = 0;
    let high = this.#entries.length / NUMBERS_OF_ENTRY;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = middle * NUMBERS_OF_ENTRY;
      const isAfter = this.#entries[at] > line ||
        (this.#entries[at] === line && this.#entries[at + 1] > column);
      if (isAfter) high = middle;
      else low = middle + 1;
    }
    return low - 1;
  }

  /** What the map says of a place of the generated file; both numbers start at 0. */
  findEntry(line, column) {
    const index = this.#indexOf(line, column);
    if (index < 0) return {};
    const [generatedLine, generatedColumn, source, originalLine, originalColumn, name] =
      this.#entries.subarray(index * NUMBERS_OF_ENTRY, (index + 1) * NUMBERS_OF_ENTRY);
    if (source < 0) return { generatedLine, generatedColumn };
    return {
      generatedLine,
      generatedColumn,
      originalSource: this.#sources[source],
      originalLine,
      originalColumn,
      name: name < 0 ? undefined : this.#names[name],
    };
  }

  /** The place in the source; all numbers start at 1, as in stacks. */
  findOrigin(line, column) {
    const entry = this.findEntry(line - 1, column - 1);
    if (entry.originalSource === undefined) return {};
    return {
      name: entry.name,
      fileName: entry.originalSource,
      lineNumber: entry.originalLine + line - entry.generatedLine,
      columnNumber: entry.originalColumn + column - entry.generatedColumn,
    };
  }
}

/**
 * The map of a script that was loaded, by its path or URL; undefined when it has none.
 *
 * Differs from Node: it needs no flag.
 *
 * @param {string} script
 */
function findSourceMap(script) {
  const found = native.find(`${script}`);
  if (found === undefined) return undefined;
  const [json, sources] = found;
  const payload = JSON.parse(json.replace(/^\)\]\}'.*/, ''));
  if (Array.isArray(payload.sources)) payload.sources = sources;
  return new SourceMap(payload);
}

module.exports = { SourceMap, findSourceMap };
