'use strict';
// SPDX-License-Identifier: MIT

// ES modules of one plugin: the map of what was imported, loading of whole graphs, import(). Names
// are resolved in module/esm-resolve, single modules made in module/esm-record.

const native = internalBinding('esm');
const { packageScope } = internalBinding('modules');
const { codes } = require('module/errors');
const { formatOf, readSourceForImport, sourceForImport } = require('module/esm-formats');
const { ModuleRecord } = require('module/esm-record');
const { baseOf, resolve, urlToPath } = require('module/esm-resolve');

// Who calls import(): host/modules/dynamic_import.h.
const FROM_MODULE = 2;
const FROM_CALLBACK = 3;

const EVALUATING = 3;  // V8's number for a module's status.

let records = new Map();  // URL -> record
let recordsOfHooks;  // Modules of hooks are others than the program's.

function recordOf(url, attributes) {
  let record = records.get(url);
  if (record === undefined) {
    record = new ModuleRecord(url, formatOf(url));
    if (isAllowed(record, attributes)) records.set(url, record);
  }
  return record;
}

// What is imported in a wrong way is not remembered as if it were right.
function isAllowed(record, attributes) {
  if (/^data:/i.test(record.url)) sourceForImport(record.url, record.format);
  record.accept(attributes);
  return true;
}

let hooked;  // module/esm-hooked, once hooks are registered.

const resolved = new Map();  // `base\0specifier` -> URL: what a name means stays so.

function resolveOnce(specifier, base) {
  const key = `${base}\0${specifier}`;
  let url = resolved.get(key);
  if (url === undefined) {
    url = resolve(specifier, base);
    resolved.set(key, url);
  }
  return url;
}

function importedRecord(specifier, base, attributes) {
  const record = recordOf(resolveOnce(specifier, base), attributes);
  record.accept(attributes);
  return record;
}

function linksOf(record) {
  if (record.links === undefined) {
    if (record.failure !== undefined) throw record.failure.error;
    try {
      record.links = record.requests.map(({ specifier, attributes }) =>
        importedRecord(specifier, record.url, attributes));
    } catch (error) {
      record.failure = { error };
      throw error;
    }
  }
  return record.links;
}

// Makes a module and all that it imports. Yields records whose source text is wanted; who drives it
// reads at once, or waits. Two that run at a time may meet in the same records.
function* makeGraph(root) {
  const graph = new Set([root]);
  for (const record of graph) {
    if (record.ready) continue;
    if (record.failure !== undefined) throw record.failure.error;
    if (record.handle === undefined) record.make(record.needsSource ? yield record : undefined);
    for (const link of linksOf(record)) graph.add(link);
  }
  for (const record of graph) {
    if (record.ready) continue;
    native.link(record.handle, record.links.map(({ handle }) => handle));
  }
  for (const record of graph) record.ready = true;
}

function fail(record, error) {
  record.failure = { error };
  throw error;
}

function makeNow(root) {
  const steps = makeGraph(root);
  let source;
  for (;;) {
    const { done, value: record } = steps.next(source);
    if (done) return;
    try {
      source = sourceForImport(record.url, record.format);
    } catch (error) {
      fail(record, error);
    }
  }
}

async function makeInTime(root) {
  const steps = makeGraph(root);
  let source;
  for (;;) {
    const { done, value: record } = steps.next(source);
    if (done) return;
    try {
      record.reading ??= readSourceForImport(record.url, record.format);
      source = await record.reading;
    } catch (error) {
      fail(record, error);
    }
  }
}

// V8's message names what is missing; of a CommonJS module more can be said.
function explainMissingName(error, root) {
  if (!(error instanceof SyntaxError)) return;
  const match = /^The requested module '(.+)' does not provide an export named '(.+)'$/
    .exec(error.message);
  if (match === null) return;
  const [, specifier, name] = match;
  const found = importOfCommonJs(root, specifier, new Set());
  if (found === undefined) return;
  const names = namesOnLine(found);
  const text = `Named export '${name}' not found. The requested module '${specifier}' is a ` +
    'CommonJS module, which may not support all module.exports as named exports.\nCommonJS modules ' +
    `can always be imported via the default export, for example using:\n\nimport pkg from ` +
    `'${specifier}';\n${names === undefined ? '' : `const ${names} = pkg;\n`}`;
  const { stack } = error;
  Object.defineProperty(error, 'stack', {
    configurable: true, enumerable: false, writable: true,
    value: stack.replace(error.message, text),
  });
  error.message = text;
}

// What an import statement takes, as a pattern: `{ a as b }` becomes `{ a: b }`. Undefined when it
// has more lines than the one of its specifier.
function namesOnLine({ record, request }) {
  let line;
  try {
    line = sourceForImport(record.url, record.format).split('\n')[request.line - 1];
  } catch {
    return undefined;
  }
  return /\{.*\}/.exec(line)?.[0].replace(/\s+as\s+/g, ': ');
}

// The first import of that name in the graph, if it means a CommonJS module.
function importOfCommonJs(root, specifier, seen) {
  const waiting = [root];
  while (waiting.length > 0) {
    const record = waiting.pop();
    if (seen.has(record)) continue;
    seen.add(record);
    for (const [i, request] of (record.requests ?? []).entries()) {
      const link = record.links?.[i];
      if (link === undefined) continue;
      if (request.specifier === specifier && link.format === 'commonjs') return { record, request };
      waiting.push(link);
    }
  }
  return undefined;
}

const OF_COMMONJS = /^(require|exports|module|__filename|__dirname) is not defined$/;

// Names that CommonJS has, in an ES module.
function explainMissingGlobal(error) {
  if (!(error instanceof ReferenceError)) return;
  const name = OF_COMMONJS.exec(error.message)?.[1];
  if (name === undefined) return;
  const { message, stack } = error;
  let text = `${message} in ES module scope`;
  if (name === 'require') text += ', you can use import instead';
  const file = /\(?(file:\/\/[^\s)]+?\.js)(?:[?#][^\s)]*)?:\d+:\d+\)?/.exec(stack)?.[1];
  const scope = file === undefined ? undefined : packageScope(urlToPath(file));
  if (scope?.[1] === 'module') {
    text += "\nThis file is being treated as an ES module because it has a '.js' file extension and " +
      `'${scope[0]}' contains "type": "module". To treat it as a CommonJS script, rename it to use ` +
      "the '.cjs' file extension.";
  }
  error.message = text;
  Object.defineProperty(error, 'stack', {
    configurable: true, enumerable: false, writable: true, value: stack.replace(message, text),
  });
}

// An import() of what is being evaluated, such as a cycle's, waits until the graph's turn is over.
async function evaluateInTime(record) {
  while (record.evaluation === undefined && native.status(record.handle) === EVALUATING) {
    await undefined;
  }
  return evaluate(record);
}

function evaluate(record) {
  if (record.evaluation === undefined) {
    try {
      native.instantiate(record.handle);
    } catch (error) {
      explainMissingName(error, record);
      throw error;
    }
    record.evaluation = native.evaluate(record.handle);
    record.evaluation.catch(explainMissingGlobal);
  }
  return record.evaluation;
}

async function importUrl(url, attributes) {
  const record = recordOf(url, attributes);
  record.accept(attributes);
  if (!record.ready) await makeInTime(record);
  await evaluateInTime(record);
  return native.namespace(record.handle);
}

async function callBack(id, specifier, attributes) {
  return require('vm/callbacks').importByCallback(id, specifier, attributes);
}

function toAttributes(pairs) {
  const attributes = { __proto__: null };
  for (let i = 0; i < pairs.length; i += 2) attributes[pairs[i]] = pairs[i + 1];
  return attributes;
}

/** import() of a script or module: called by C++. The promise is what import() returns. */
async function importModule(referrer, id, name, specifier, pairs) {
  const attributes = toAttributes(pairs);
  if (referrer === FROM_CALLBACK) return callBack(id, specifier, attributes);
  if (referrer === 0) throw new codes.ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING();
  const base = referrer === FROM_MODULE ? name : baseOf(name);
  if (hooked !== undefined) return importHooked(specifier, base, attributes);
  return importUrl(resolveOnce(specifier, base), attributes);
}

async function importHooked(specifier, base, attributes, isMain = false) {
  const record = await hooked.load(records, specifier, base, attributes);
  record.isMain ||= isMain;
  await evaluateInTime(record);
  return native.namespace(record.handle);
}

/** import() for the built-ins: what a name means in a folder's file. */
async function importFrom(specifier, base) {
  if (hooked !== undefined) return importHooked(specifier, base, {});
  return importUrl(resolve(specifier, base), {});
}

// In Node hooks run on a thread of their own, and ask by that whether they are what registers or what
// is registered: one who finds himself in the main thread would register himself again, without end.
function recordsForHooks() {
  const made = new Map();
  const threads = new ModuleRecord('node:worker_threads', 'builtin');
  threads.exports = { ...require('worker_threads'), isMainThread: false };
  made.set(threads.url, threads);
  return made;
}

/** Starts a module that exports hooks. `exports` is a promise of its namespace. */
function startHooks(url) {
  const own = records;
  let record;
  try {
    records = recordsOfHooks ??= recordsForHooks();
    record = recordOf(url, {});
    makeNow(record);
  } finally {
    records = own;
  }
  const evaluation = evaluate(record);
  const exports = async () => {
    await evaluation;
    return native.namespace(record.handle);
  };
  hooked ??= require('module/esm-hooked');
  return { url, exports: exports() };
}

/**
 * Starts the module of a URL. Its files are read at once, as require() reads them; the promise is of
 * its evaluation, which may await.
 */
function runMain(url) {
  if (hooked !== undefined) {
    let exports;
    const evaluation = importHooked(url, url, {}, true).then((namespace) => { exports = namespace; });
    return { evaluation, namespace: () => exports };
  }
  const record = recordOf(url, {});
  record.isMain = true;
  makeNow(record);
  return { evaluation: evaluate(record), namespace: () => native.namespace(record.handle) };
}

/** Runs text as a module that no other can import. */
function runText(source, url) {
  const record = new ModuleRecord(url, 'module');
  if (hooked !== undefined) return hooked.run(records, record, source).then(evaluate);
  record.make(source);
  makeNow(record);
  return evaluate(record);
}

function syncBuiltins() {
  for (const record of records.values()) {
    if (record.format === 'builtin' && record.handle !== undefined) record.copyExports();
  }
}

module.exports = {
  importFrom, importModule, runMain, runText, startHooks, syncBuiltins,
};
