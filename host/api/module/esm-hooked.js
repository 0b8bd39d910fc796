'use strict';
// SPDX-License-Identifier: MIT

// Loading of graphs once hooks are registered: every name and every text is asked for, and may take
// its time. What the hooks say is in module/esm-hooks.

require('internal/on-first-use');
const native = internalBinding('esm');
const hooks = require('module/esm-hooks');
const { ModuleRecord } = require('module/esm-record');

async function fill(record, format, importAttributes) {
  const answer = await hooks.load(record.url, format, importAttributes);
  record.format = answer.format;
  record.source = answer.source;
}

// The record of what a name means. `records` is the plugin's map: URL -> record.
async function find(records, specifier, base, attributes) {
  const { url, format, importAttributes } = await hooks.resolve(specifier, base, attributes);
  let record = records.get(url);
  if (record === undefined) {
    record = new ModuleRecord(url, format);
    record.loading = fill(record, format, importAttributes);
    records.set(url, record);
    // A text that could not be had may be there the next time.
    record.loading.catch(() => records.delete(url));
  }
  await record.loading;
  return record;
}

async function links(records, record) {
  if (record.failure !== undefined) throw record.failure.error;
  record.make(record.source);
  record.linking ??= Promise.all(record.requests.map(({ specifier, attributes }) =>
    find(records, specifier, record.url, attributes)));
  record.links ??= await record.linking;
  return record.links;
}

async function make(records, root) {
  const graph = new Set([root]);
  for (const record of graph) {
    if (record.ready) continue;
    await record.loading;
    for (const link of await links(records, record)) graph.add(link);
  }
  for (const record of graph) {
    if (record.ready) continue;
    native.link(record.handle, record.links.map(({ handle }) => handle));
  }
  for (const record of graph) record.ready = true;
}

/** The record, with all that it imports made, ready to be evaluated. */
async function load(records, specifier, base, attributes) {
  const record = await find(records, specifier, base, attributes);
  if (!record.ready) await make(records, record);
  return record;
}

/** The same for a record that only its maker knows, of this text. */
async function run(records, record, source) {
  record.source = source;
  await make(records, record);
  return record;
}

module.exports = { load, run };
