'use strict';
// SPDX-License-Identifier: MIT

// module.register(): hooks of a program that resolve and load what is imported. The chains of hooks
// are here; making modules of what they answer is in module/esm-hooked.
// Differs from Node: hooks run on the plugin's own thread, beside its modules; import.meta.resolve()
// and require() do not ask them.

require('internal/on-first-use');
const { codes } = require('internal/errors');
const { validateObject } = require('internal/validate');
const { codes: moduleCodes } = require('module/errors');
const { formatOf, sourceForImport, hasSource, validateAttributes } = require('module/esm-formats');
const { pathToUrl, resolve: resolveByDefault } = require('module/esm-resolve');
const path = require('path');

const FORMATS = ['builtin', 'commonjs', 'host', 'json', 'module', 'wasm'];

const resolvers = [];  // { hook, url }, the first one registered first.
const loaders = [];
let initialized;  // A promise: what was registered is ready.
let warned = false;

function warnOfAssertions() {
  if (warned) return;
  warned = true;
  process.emitWarning('Use `importAttributes` instead of `importAssertions`',
    'ExperimentalWarning');
}

// An older name of importAttributes, in what a hook got and changed, or gave.
function attributesIn(object, fallback) {
  if (object !== null && typeof object === 'object' && Object.hasOwn(object, 'importAssertions')) {
    warnOfAssertions();
    return object.importAssertions ?? fallback;
  }
  return object?.importAttributes ?? fallback;
}

function checkAnswer(answer, by) {
  if (answer === null || typeof answer !== 'object') {
    throw new codes.ERR_INVALID_RETURN_VALUE('an object', by, answer);
  }
}

function checkProperty(ok, expected, by, name, value) {
  if (ok) return;
  throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE(expected, by, name, value);
}

/**
 * Calls hooks from the last one registered to the first, then the default.
 *
 * @param {'resolve' | 'load'} name
 * @param {{ hook: Function, url: string }[]} chain
 * @param {Function} last
 */
function runChain(name, chain, last, subject, context) {
  const steps = [{ hook: last, url: 'default' }, ...chain];
  const what = name === 'resolve' ? 'specifier' : 'url';
  const nextName = name === 'resolve' ? 'nextResolve' : 'nextLoad';
  let called = steps.length;  // The last step that was reached.

  const step = async (index, value, given) => {
    called = Math.min(called, index);
    const { hook, url } = steps[index];
    const by = `${url} '${name}' hook's ${nextName}()`;
    const next = async (nextValue, nextContext) => {
      if (typeof nextValue !== 'string') {
        throw new codes.ERR_INVALID_ARG_TYPE(`${by} ${what}`, 'string', nextValue);
      }
      if (name === 'load' && !URL.canParse(nextValue)) {
        throw new codes.ERR_INVALID_ARG_VALUE(`${by} url`, nextValue, 'should be a URL string');
      }
      if (nextContext !== undefined) validateObject(nextContext, `${by} context`);
      return step(index - 1, nextValue, { ...given, ...nextContext });
    };
    Object.defineProperty(next, 'name', { value: nextName });
    if (index === 0) return hook(value, given);
    const answer = await hook(value, given, next);
    checkAnswer(answer, by);
    if (called === index && answer.shortCircuit !== true) {
      throw new codes.ERR_LOADER_CHAIN_INCOMPLETE(`${url} '${name}'`);
    }
    return answer;
  };
  return step(chain.length, subject, context);
}

const KNOWN_SCHEME = /^(?:data|file|node|plinth-host):/i;

function formatIfKnown(url) {
  if (!KNOWN_SCHEME.test(url)) return undefined;
  try {
    return formatOf(url);
  } catch (error) {
    if (error.code === 'ERR_UNKNOWN_FILE_EXTENSION' || error.code === 'ERR_INVALID_URL') {
      return undefined;
    }
    throw error;
  }
}

// Other schemes are made absolute: a load hook may know them.
function resolveAny(specifier, base) {
  try {
    return resolveByDefault(specifier, base);
  } catch (error) {
    const { code } = error;
    const isForeign = code === 'ERR_UNSUPPORTED_ESM_URL_SCHEME' ||
      (code === 'ERR_UNSUPPORTED_RESOLVE_REQUEST' && /^\.{0,2}\//.test(specifier));
    if (isForeign && URL.canParse(specifier, base)) return new URL(specifier, base).href;
    throw error;
  }
}

async function defaultResolve(specifier, context) {
  const url = resolveAny(specifier, context.parentURL ?? pathToUrl(process.cwd() + path.sep));
  return {
    __proto__: null, url, format: formatIfKnown(url), importAttributes: attributesIn(context, {}),
  };
}

async function defaultLoad(url, context) {
  if (!KNOWN_SCHEME.test(url)) {
    throw new moduleCodes.ERR_UNSUPPORTED_ESM_URL_SCHEME(new URL(url).protocol);
  }
  const format = context.format ?? formatOf(url);
  validateAttributes(url, format, attributesIn(context, {}));
  const source = hasSource(format) ? sourceForImport(url, format) : null;
  return { __proto__: null, format, source };
}

const CONDITIONS = ['node', 'import', 'plinth'];

/**
 * What an import means to the hooks.
 *
 * @returns {Promise<{ url: string, format?: string, importAttributes: object }>}
 */
async function resolve(specifier, parentURL, importAttributes) {
  await initialized;
  return resolveByHooks(specifier, parentURL, importAttributes);
}

async function resolveByHooks(specifier, parentURL, importAttributes) {
  const answer = await runChain('resolve', resolvers, defaultResolve, specifier,
    { conditions: CONDITIONS, importAttributes, parentURL });
  const by = `${resolvers.at(-1)?.url ?? 'default'} 'resolve' hook's function`;
  const { url, format } = answer;
  checkProperty(typeof url === 'string', 'a URL string', by, 'url', url);
  if (!URL.canParse(url)) {
    throw new codes.ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', by, 'url', url);
  }
  checkProperty(format === undefined || format === null || typeof format === 'string', 'a string',
    by, 'format', format);
  return { url, format: format ?? undefined,
    importAttributes: attributesIn(answer, importAttributes) };
}

const isBytes = (source) => ArrayBuffer.isView(source) || source instanceof ArrayBuffer ||
  source instanceof SharedArrayBuffer;

function textOf(source, by) {
  if (source === undefined || source === null) return source;
  if (typeof source === 'string') return source;
  checkProperty(isBytes(source), 'a string, an ArrayBuffer, or a TypedArray', by, 'source', source);
  return new TextDecoder().decode(source);
}

function bytesOf(source, by) {
  checkProperty(isBytes(source), 'an ArrayBuffer, or a TypedArray', by, 'source', source);
  return source;
}

/**
 * What is behind a URL, to the hooks.
 *
 * @returns {Promise<{ format: string, source: string | null | undefined }>}
 */
async function load(url, format, importAttributes) {
  await initialized;
  const answer = await runChain('load', loaders, defaultLoad, url,
    { conditions: CONDITIONS, format, importAttributes });
  const by = `${loaders.at(-1)?.url ?? 'default'} 'load' hook's function`;
  checkProperty(typeof answer.format === 'string', 'a string', by, 'format', answer.format);
  if (!FORMATS.includes(answer.format)) {
    throw new codes.ERR_UNKNOWN_MODULE_FORMAT(answer.format, url);
  }
  if (answer.format === 'wasm') return { format: 'wasm', source: bytesOf(answer.source, by) };
  const source = textOf(answer.source, by);
  if (hasSource(answer.format) && typeof source !== 'string') {
    checkProperty(false, 'a string, an ArrayBuffer, or a TypedArray', by, 'source', source);
  }
  return { format: answer.format, source };
}

async function addHooks(url, loading, data) {
  const hooks = await loading;
  for (const name of ['resolve', 'load', 'initialize']) {
    if (hooks[name] !== undefined && typeof hooks[name] !== 'function') {
      throw new codes.ERR_INVALID_ARG_TYPE(`hooks.${name}`, 'Function', hooks[name]);
    }
  }
  const { initialize, load: loader, resolve: resolver } = hooks;
  await initialize?.(data);
  if (resolver !== undefined) resolvers.push({ hook: resolver, url });
  if (loader !== undefined) loaders.push({ hook: loader, url });
}

/**
 * Registers the hooks that a module exports. What is imported from then on waits for them.
 *
 * @param {string | URL} specifier
 * @param {string | URL | { parentURL?: string | URL, data?: any }} [parentURL]
 * @param {{ parentURL?: string | URL, data?: any, transferList?: object[] }} [options]
 */
function register(specifier, parentURL, options) {
  if (parentURL !== null && typeof parentURL === 'object' && !(parentURL instanceof URL)) {
    options = parentURL;
    parentURL = options.parentURL;
  }
  const { startHooks } = require('module/esm-loader');
  const place = [`${specifier}`, `${parentURL ?? 'data:'}`];
  const before = initialized;
  // What is registered already has a say in where the next is found.
  const first = before === undefined ? startHooks(resolveByDefault(...place)) : undefined;
  const data = options?.data === undefined ? undefined :
    structuredClone(options.data, { transfer: options.transferList ?? [] });
  initialized = (async () => {
    await before;
    const { url, exports } = first ?? startHooks((await resolveByHooks(...place, {})).url);
    await addHooks(url, exports, data);
  })();
  // Imports fail with it; a program that imports nothing does not.
  initialized.catch(() => {});
}

/** Rejected when something registered can't be used. */
function ready() {
  return initialized;
}

module.exports = { load, ready, register, resolve };
