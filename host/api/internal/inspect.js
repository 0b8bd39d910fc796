'use strict';
// SPDX-License-Identifier: MIT

// util.inspect: any value as readable text. This file has the options, the marks of
// circles, proxies and inspectors of the user's own; objects are in internal/inspect-object,
// primitives in internal/inspect-primitive, lines in internal/inspect-layout.

const { formatObject } = require('internal/inspect-object');
const { formatPrimitive } = require('internal/inspect-primitive');
const { joinEntries } = require('internal/inspect-layout');
const { colors, styles, stylizeNoColor, stylizeWithColor } = require('internal/inspect-style');
const { validateObject } = require('internal/validate');
const native = internalBinding('util');

const customInspect = Symbol.for('nodejs.util.inspect.custom');

const defaults = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

// The state of one call of inspect().
class Inspection {
  // One by one: that is several times faster than fields and Object.assign() are.
  constructor() {
    this.budget = {};
    this.indentationLvl = 0;
    this.currentDepth = 0;
    this.seen = [];
    this.circular = undefined;
    this.stylize = stylizeNoColor;
    this.userOptions = undefined;
    this.inspect = inspect;
    this.showHidden = defaults.showHidden;
    this.depth = defaults.depth;
    this.colors = defaults.colors;
    this.customInspect = defaults.customInspect;
    this.showProxy = defaults.showProxy;
    this.maxArrayLength = defaults.maxArrayLength;
    this.maxStringLength = defaults.maxStringLength;
    this.breakLength = defaults.breakLength;
    this.compact = defaults.compact;
    this.sorted = defaults.sorted;
    this.getters = defaults.getters;
    this.numericSeparator = defaults.numericSeparator;
  }

  setOption(name, value) {
    if (Object.hasOwn(defaults, name) || name === 'stylize') {
      this[name] = value;
      return true;
    }
    return false;
  }

  // What inspectors of the user's own are handed.
  options() {
    const options = { stylize: this.stylize };
    for (const name of Object.keys(defaults)) options[name] = this[name];
    return Object.assign(options, this.userOptions);
  }

  formatValue(value, depth, isPart = false) {
    if (value === null) return this.stylize('null', 'null');
    if (typeof value !== 'object' && typeof value !== 'function') {
      // document.all and its like are objects that claim to be undefined.
      return formatPrimitive(this.stylize, value, this);
    }

    let target = value;
    for (let proxy = native.getProxyDetails(target); proxy !== undefined;
      proxy = native.getProxyDetails(target)) {
      if (proxy === null || proxy[0] === null) return this.stylize('<Revoked Proxy>', 'special');
      if (this.showProxy) return this.formatProxy(proxy, depth);
      [target] = proxy;
    }

    if (this.customInspect) {
      const text = this.formatCustom(target, value, depth);
      if (text !== undefined) return text;
    }
    if (this.seen.includes(target)) return this.formatCircle(target);
    return formatObject(this, target, depth, isPart !== false);
  }

  // The value's own inspector, unless it has none, or is a prototype that holds one.
  formatCustom(target, value, depth) {
    const inspector = target[customInspect];
    if (typeof inspector !== 'function' || inspector === inspect) return undefined;
    const { constructor } = target;
    if (constructor && constructor.prototype === target) return undefined;
    const remaining = this.depth === null ? null : this.depth - depth;
    const result = inspector.call(value, remaining, this.options(), inspect);
    if (result === value) return undefined;
    if (typeof result !== 'string') return this.formatValue(result, depth);
    return result.replaceAll('\n', `\n${' '.repeat(this.indentationLvl)}`);
  }

  formatCircle(value) {
    this.circular ??= new Map();
    let index = this.circular.get(value);
    if (index === undefined) {
      index = this.circular.size + 1;
      this.circular.set(value, index);
    }
    return this.stylize(`[Circular *${index}]`, 'special');
  }

  formatProxy([target, handler], depth) {
    if (this.depth !== null && depth > this.depth) return this.stylize('Proxy [Array]', 'special');
    const inner = depth + 1;
    this.indentationLvl += 2;
    const parts = [this.formatValue(target, inner), this.formatValue(handler, inner)];
    this.indentationLvl -= 2;
    return joinEntries(this, parts, '', ['Proxy [', ']'], 'array', inner);
  }
}

/**
 * Any value as text, for people to read.
 *
 * @param {unknown} value
 * @param {object | boolean} [options] options, or the old style: showHidden, depth, colors
 * @returns {string}
 */
function inspect(value, options, ...older) {
  const inspection = new Inspection();
  if (older[0] !== undefined) [inspection.depth] = older;
  if (older[1] !== undefined) [, inspection.colors] = older;
  if (typeof options === 'boolean') {
    inspection.showHidden = options;
  } else if (options) {
    for (const name of Object.keys(options)) {
      // Options that are the inspectors' own are passed on to them.
      if (!inspection.setOption(name, options[name])) inspection.userOptions ??= options;
    }
  }
  if (inspection.colors) inspection.stylize = stylizeWithColor;
  inspection.maxArrayLength ??= Infinity;
  inspection.maxStringLength ??= Infinity;
  return inspection.formatValue(value, 0);
}

inspect.custom = customInspect;
inspect.colors = colors;
inspect.styles = styles;
Object.defineProperty(inspect, 'defaultOptions', {
  get() {
    return defaults;
  },
  set(options) {
    validateObject(options, 'options');
    Object.assign(defaults, options);
  },
});

// The stylizer for the `colors` and `stylize` options of format().
function stylizerFor(wantsColors) {
  return wantsColors ? stylizeWithColor : stylizeNoColor;
}

module.exports = { customInspect, inspect, stylizerFor };
