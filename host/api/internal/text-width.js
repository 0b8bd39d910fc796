'use strict';
// SPDX-License-Identifier: MIT

// How wide text is on a terminal, and text without a terminal's control sequences.

// Control sequences: CSI ... final byte, and OSC ... up to BEL or ST.
// eslint-disable-next-line no-control-regex
const CONTROL_SEQUENCE = new RegExp(
  '[\\u001B\\u009B][[\\]()#;?]*' +
  '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*|[a-zA-Z\\d]+' +
  '(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?(?:\\u0007|\\u001B\\u005C|\\u009C))' +
  '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-ntqry=><~]))', 'g');

// Blocks that East Asian Width calls wide or full-width, as pairs of first and last code point.
const WIDE = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x2e80, 0x303e, 0x3041, 0x3247, 0x3250, 0x4dbf,
  0x4e00, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6b,
  0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18cff, 0x1b000, 0x1b2ff, 0x1f200, 0x1f251,
  0x1f300, 0x1f320, 0x20000, 0x3fffd,
];

const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const WIDE_EMOJI = /\p{Emoji_Presentation}/u;

function isWide(code) {
  for (let i = 0; i < WIDE.length; i += 2) {
    if (code < WIDE[i]) break;
    if (code <= WIDE[i + 1]) return true;
  }
  return WIDE_EMOJI.test(String.fromCodePoint(code));
}

function codePointWidth(code) {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300) return code === 0xad ? 0 : 1;
  if (ZERO_WIDTH.test(String.fromCodePoint(code))) return 0;
  return isWide(code) ? 2 : 1;
}

function withoutControlSequences(text) {
  return text.includes('\u001b') || text.includes('\u009b') ?
    text.replace(CONTROL_SEQUENCE, '') : text;
}

/**
 * The number of terminal columns that a text takes.
 *
 * @param {string} text
 * @param {'plain' | 'coloured'} [kind] plain text is known to have no control sequences
 * @returns {number}
 */
function textWidth(text, kind = 'coloured') {
  // eslint-disable-next-line no-control-regex
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  const shown = kind === 'coloured' ? withoutControlSequences(text) : text;
  let width = 0;
  for (const character of shown.normalize('NFC')) width += codePointWidth(character.codePointAt(0));
  return width;
}

module.exports = { textWidth, withoutControlSequences };
