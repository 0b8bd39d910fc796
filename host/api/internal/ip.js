'use strict';
// SPDX-License-Identifier: MIT

// What kind of address a text is.

const native = internalBinding('tcp');

const zone = /^[0-9a-zA-Z\-.:]+$/;

function isIPv4(text) {
  return native.isAddress(`${text}`, 4);
}

// An address may name the interface behind a percent sign.
function isIPv6(text) {
  text = `${text}`;
  const percent = text.indexOf('%');
  if (percent < 0) return native.isAddress(text, 6);
  return zone.test(text.slice(percent + 1)) && native.isAddress(text.slice(0, percent), 6);
}

/** 4, 6, or 0 for what is no address. */
function isIP(text) {
  if (isIPv4(text)) return 4;
  return isIPv6(text) ? 6 : 0;
}

module.exports = { isIP, isIPv4, isIPv6 };
