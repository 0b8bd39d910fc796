'use strict';
// SPDX-License-Identifier: MIT

// util.parseArgs: a command line as options and positional arguments.

const { codes } = require('internal/errors');
const {
  validateArray, validateBoolean, validateBooleanArray, validateObject, validateString,
  validateStringArray,
} = require('internal/validate');
const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_PARSE_ARGS_INVALID_OPTION_VALUE,
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL, ERR_PARSE_ARGS_UNKNOWN_OPTION,
} = codes;

// The program's own arguments: what comes after it and its script.
function programArguments() {
  const { argv, execArgv = [] } = process;
  const evaluates = execArgv.some((flag) => /^(-e|--eval|-p|--print|-pe)$/.test(flag));
  return argv.slice(evaluates ? 1 : 2);
}

function validateOption(name, option) {
  validateObject(option, `options.${name}`);
  if (option.type !== 'string' && option.type !== 'boolean') {
    throw new ERR_INVALID_ARG_TYPE(
      `options.${name}.type`, "('string|boolean')", option.type);
  }
  if (Object.hasOwn(option, 'short')) {
    validateString(option.short, `options.${name}.short`);
    if (option.short.length !== 1) {
      throw new ERR_INVALID_ARG_VALUE(
        `options.${name}.short`, option.short, 'must be a single character');
    }
  }
  const multiple = Object.hasOwn(option, 'multiple') && option.multiple;
  if (Object.hasOwn(option, 'multiple')) validateBoolean(multiple, `options.${name}.multiple`);
  if (option.default === undefined) return;
  const check = option.type === 'string' ?
    (multiple ? validateStringArray : validateString) :
    (multiple ? validateBooleanArray : validateBoolean);
  check(option.default, `options.${name}.default`);
}

const optionOf = (options, name) => (Object.hasOwn(options, name) ? options[name] : undefined);

function longNameOf(options, short) {
  return Object.keys(options).find((name) => options[name].short === short) ?? short;
}

const isString = (options, name) => optionOf(options, name)?.type === 'string';

// A value that follows; one that looks like an option is refused later, in strict mode.
const isValue = (argument) => argument !== undefined;

// "-abc" as "-a", "-b", "-c"; the first that takes a value takes the rest for it.
function splitGroup(argument, options) {
  const parts = [];
  for (let i = 1; i < argument.length; i++) {
    if (isString(options, longNameOf(options, argument[i])) && i < argument.length - 1) {
      return [...parts, `-${argument.slice(i)}`];
    }
    parts.push(`-${argument[i]}`);
  }
  return parts;
}

/**
 * The arguments one by one: options with their values, positional arguments, and the terminator.
 *
 * @param {string[]} args
 * @param {object} options
 */
function tokenize(args, options) {
  const tokens = [];
  const rest = args.map((text, index) => ({ text, index }));
  while (rest.length > 0) {
    const { text, index } = rest.shift();
    if (text === '--') {
      tokens.push({ kind: 'option-terminator', index });
      for (const after of rest) {
        tokens.push({ kind: 'positional', index: after.index, value: after.text });
      }
      break;
    }
    const option = (name, rawName, value, inlineValue) =>
      tokens.push({ kind: 'option', name, rawName, index, value, inlineValue });
    const next = () => (isValue(rest[0]?.text) ? rest.shift().text : undefined);

    if (/^-[^-]$/.test(text)) {
      const name = longNameOf(options, text[1]);
      if (isString(options, name) && rest.length > 0) option(name, text, next(), false);
      else option(name, text, undefined, undefined);
    } else if (/^-[^-]./.test(text)) {
      const first = longNameOf(options, text[1]);
      if (isString(options, first)) {
        option(first, `-${text[1]}`, text.slice(2), true);
      } else {
        rest.unshift(...splitGroup(text, options).map((part) => ({ text: part, index })));
      }
    } else if (/^--[^=]*[^-=]|^--./.test(text) && text.startsWith('--')) {
      const equals = text.indexOf('=', 3);
      if (equals !== -1) {
        option(text.slice(2, equals), text.slice(0, equals), text.slice(equals + 1), true);
      } else if (isString(options, text.slice(2)) && rest.length > 0) {
        option(text.slice(2), text, next(), false);
      } else {
        option(text.slice(2), text, undefined, undefined);
      }
    } else {
      tokens.push({ kind: 'positional', index, value: text });
    }
  }
  return tokens;
}

function nameBoth({ short }, name) {
  return short ? `-${short}, --${name}` : `--${name}`;
}

function checkToken(token, options, allowPositionals, allowNegative) {
  if (!Object.hasOwn(options, token.name) && !(allowNegative && token.name.startsWith('no-') &&
      optionOf(options, token.name.slice(3))?.type === 'boolean')) {
    throw new ERR_PARSE_ARGS_UNKNOWN_OPTION(token.rawName, allowPositionals);
  }
  const option = optionOf(options, token.name);
  if (option === undefined) return;
  const both = nameBoth(option, token.name);
  if (option.type === 'string' && typeof token.value !== 'string') {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${both} <value>' argument missing`);
  }
  if (option.type === 'boolean' && token.value != null) {
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(`Option '${both}' does not take an argument`);
  }
  // "-x -y": was -y meant as the value of -x, or was that forgotten?
  if (!token.inlineValue && typeof token.value === 'string' && token.value.length > 1 &&
      token.value.startsWith('-')) {
    const example = token.rawName.startsWith('--') ?
      `'${token.rawName}=-XYZ'` : `'--${token.name}=-XYZ' or '${token.rawName}-XYZ'`;
    throw new ERR_PARSE_ARGS_INVALID_OPTION_VALUE(
      `Option '${token.rawName}' argument is ambiguous.\n` +
      `Did you forget to specify the option argument for '${token.rawName}'?\n` +
      `To specify an option argument starting with a dash use ${example}.`);
  }
}

function store(values, token, options, allowNegative) {
  let { name } = token;
  if (name === '__proto__') return;
  let value = token.value ?? true;
  if (allowNegative && token.value === undefined && name.startsWith('no-') &&
      !Object.hasOwn(options, name)) {
    name = name.slice(3);
    value = false;
  }
  if (optionOf(options, name)?.multiple) (values[name] ??= []).push(value);
  else values[name] = value;
}

/**
 * @param {{ args?: string[], options?: object, strict?: boolean, allowPositionals?: boolean,
 *           allowNegative?: boolean, tokens?: boolean }} [config]
 */
function parseArgs(config = {}) {
  validateObject(config, 'config');
  const own = (name, fallback) =>
    (Object.hasOwn(config, name) && config[name] !== undefined ? config[name] : fallback);
  const args = own('args', undefined) ?? programArguments();
  const strict = own('strict', true);
  const allowPositionals = own('allowPositionals', !strict);
  const allowNegative = own('allowNegative', false);
  const wantsTokens = own('tokens', false);
  const options = own('options', { __proto__: null });

  validateArray(args, 'args');
  validateBoolean(strict, 'strict');
  validateBoolean(allowPositionals, 'allowPositionals');
  validateBoolean(allowNegative, 'allowNegative');
  validateBoolean(wantsTokens, 'tokens');
  validateObject(options, 'options');
  for (const name of Object.keys(options)) validateOption(name, options[name]);

  const tokens = tokenize(args, options);
  const result = { values: { __proto__: null }, positionals: [] };
  if (wantsTokens) result.tokens = tokens;
  for (const token of tokens) {
    if (token.kind === 'option') {
      if (strict) checkToken(token, options, allowPositionals, allowNegative);
      store(result.values, token, options, allowNegative);
    } else if (token.kind === 'positional') {
      if (!allowPositionals) throw new ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL(token.value);
      result.positionals.push(token.value);
    }
  }
  for (const name of Object.keys(options)) {
    if (name === '__proto__') continue;
    if (options[name].default !== undefined && result.values[name] === undefined) {
      result.values[name] = options[name].default;
    }
  }
  return result;
}

module.exports = { parseArgs };
