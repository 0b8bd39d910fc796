'use strict';
// SPDX-License-Identifier: MIT

// The options that a program was started with (`--name` or `--name=value`), as far as built-ins ask
// for them. A plugin has none. Which are read how is host/app/command_line.cc's business.

const native = internalBinding('process');

let options;  // [name, value, name, value, ...]

function all() {
  return options ??= native.options();
}

/** Whether a switch is on: `--name` turns it on, `--no-name` off, the last one counts. */
function hasOption(name) {
  const given = all();
  if (given.length === 0) return false;
  const off = `--no-${name.slice('--'.length)}`;
  let on = false;
  for (let i = 0; i < given.length; i += 2) {
    if (given[i] === name) on = true;
    else if (given[i] === off) on = false;
  }
  return on;
}

/** All values of an option, in their order. */
function optionValues(name) {
  const given = all();
  const values = [];
  for (let i = 0; i < given.length; i += 2) {
    if (given[i] === name) values.push(given[i + 1]);
  }
  return values;
}

/** The last value of an option, or undefined. */
function optionValue(name) {
  return optionValues(name).at(-1);
}

module.exports = { hasOption, optionValue, optionValues };
