'use strict';
// SPDX-License-Identifier: MIT

// Key presses out of what a terminal sends: characters, control characters and escape sequences.

const { StringDecoder } = require('string_decoder');

const ESCAPE = '\u001b';
const ESCAPE_TIMEOUT_MS = 500;

const kParser = Symbol('parser of keys');

// What terminals send behind the escape character, by key.
const PLAIN = {
  up: '[A OA', down: '[B OB', right: '[C OC', left: '[D OD', clear: '[E OE',
  end: '[F OF [4~ [8~', home: '[H OH [1~ [7~',
  insert: '[2~', delete: '[3~', pageup: '[5~ [[5~', pagedown: '[6~ [[6~',
  f1: 'OP [P [11~ [[A', f2: 'OQ [Q [12~ [[B', f3: 'OR [R [13~ [[C', f4: 'OS [S [14~ [[D',
  f5: '[15~ [[E', f6: '[17~', f7: '[18~', f8: '[19~', f9: '[20~', f10: '[21~', f11: '[23~',
  f12: '[24~',
  'paste-start': '[200~', 'paste-end': '[201~',
};
const WITH_SHIFT = {
  up: '[a', down: '[b', right: '[c', left: '[d', clear: '[e', insert: '[2$', delete: '[3$',
  pageup: '[5$', pagedown: '[6$', home: '[7$', end: '[8$', tab: '[Z',
};
const WITH_CTRL = {
  up: 'Oa', down: 'Ob', right: 'Oc', left: 'Od', clear: 'Oe', insert: '[2^', delete: '[3^',
  pageup: '[5^', pagedown: '[6^', home: '[7^', end: '[8^',
};

function table() {
  const keys = Object.create(null);
  for (const [names, modifier] of [[PLAIN], [WITH_SHIFT, 'shift'], [WITH_CTRL, 'ctrl']]) {
    for (const [name, codes] of Object.entries(names)) {
      for (const code of codes.split(' ')) keys[code] = { name, modifier };
    }
  }
  return keys;
}
const KEYS = table();

const NAMED = {
  '\r': 'return', '\n': 'enter', '\t': 'tab', '\b': 'backspace', '\u007f': 'backspace',
  [ESCAPE]: 'escape', ' ': 'space',
};

function nameCode(key, code, modifier) {
  key.ctrl = Boolean(modifier & 4);
  key.meta = Boolean(modifier & 10);
  key.shift = Boolean(modifier & 1);
  key.code = code;
  const known = KEYS[code];
  key.name = known === undefined ? 'undefined' : known.name;
  if (known?.modifier !== undefined) key[known.modifier] = true;
}

// ESC O letter, or ESC O modifier letter.
function* readFunctionKey(key) {
  let modifier = 0;
  let character = yield;
  key.sequence += character;
  if (character >= '0' && character <= '9') {
    modifier = Number(character) - 1;
    character = yield;
    key.sequence += character;
  }
  nameCode(key, `O${character}`, modifier);
}

// ESC [ numbers and a final character.
function* readControlSequence(key) {
  let code = '[';
  let character = yield;
  key.sequence += character;
  if (character === '[') {  // The console of Linux.
    code += '[';
    character = yield;
    key.sequence += character;
  }
  let text = character;
  const isDigit = () => character >= '0' && character <= '9';
  for (let digits = 0; isDigit() && digits < 3; digits++) {
    character = yield;
    key.sequence += character;
    text += character;
  }
  if (character === ';') {
    character = yield;
    key.sequence += character;
    text += character;
    if (isDigit()) {
      character = yield;
      key.sequence += character;
      text += character;
    }
  }
  let modifier = 0;
  const withTilde = /^(\d{1,3})(?:;(\d))?([~^$])$/.exec(text);
  const withLetter = /^(?:(?:\d;)?(\d))?([A-Za-z])$/.exec(text);
  if (withTilde !== null) {
    code += withTilde[1] + withTilde[3];
    modifier = (withTilde[2] ?? 1) - 1;
  } else if (withLetter !== null) {
    code += withLetter[2];
    modifier = (withLetter[1] ?? 1) - 1;
  } else {
    code += text;
  }
  nameCode(key, code, modifier);
}

function nameCharacter(key, character, escaped) {
  const named = NAMED[character];
  if (named !== undefined) {
    key.name = named;
    key.meta = escaped;
  } else if (!escaped && character <= '\u001a') {
    key.name = String.fromCharCode(character.charCodeAt(0) + 0x60);
    key.ctrl = true;
  } else if (/^[0-9A-Za-z]$/.test(character)) {
    key.name = character.toLowerCase();
    key.shift = /^[A-Z]$/.test(character);
    key.meta = escaped;
  } else if (escaped) {
    key.name = character.length > 0 ? undefined : 'escape';
    key.meta = true;
  }
}

// Takes one character at a time; an empty one ends a sequence that nothing followed.
function* parseKeys(stream) {
  for (;;) {
    let character = yield;
    const key = {
      sequence: character, name: undefined, ctrl: false, meta: false, shift: false,
    };
    let escaped = false;
    if (character === ESCAPE) {
      escaped = true;
      character = yield;
      key.sequence += character;
      if (character === ESCAPE) {
        character = yield;
        key.sequence += character;
      }
    }
    if (escaped && character === 'O') yield* readFunctionKey(key);
    else if (escaped && character === '[') yield* readControlSequence(key);
    else nameCharacter(key, character, escaped);

    const { sequence } = key;
    if (sequence !== '' && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : sequence, key);
    } else if ([...sequence].length === 1) {
      stream.emit('keypress', sequence, key);
    }
  }
}

/**
 * From now on the stream emits 'keypress' while somebody listens.
 *
 * @param {Readable} stream
 * @param {object} [reader] the interface that reads the stream
 */
function emitKeypressEvents(stream, reader = {}) {
  if (stream[kParser] !== undefined) return;
  const decoder = new StringDecoder('utf8');
  const parser = parseKeys(stream);
  parser.next();
  stream[kParser] = parser;
  let timer;

  function feed(text) {
    let left = text.length;
    for (const character of text) {
      left -= character.length;
      reader._sawKeyPress = left === 0;  // Not one of many that came at a time, as when pasting.
      parser.next(character);
    }
    reader._sawKeyPress = false;
    if (text.endsWith(ESCAPE)) {
      timer = setTimeout(() => parser.next(''), reader.escapeCodeTimeout ?? ESCAPE_TIMEOUT_MS);
    }
  }

  function onData(input) {
    if (stream.listenerCount('keypress') === 0) {
      stream.removeListener('data', onData);
      stream.on('newListener', onNewListener);
      return;
    }
    const text = decoder.write(input);
    if (text === '') return;
    clearTimeout(timer);
    feed(text);
  }

  function onNewListener(event) {
    if (event !== 'keypress') return;
    stream.on('data', onData);
    stream.removeListener('newListener', onNewListener);
  }

  if (stream.listenerCount('keypress') > 0) stream.on('data', onData);
  else stream.on('newListener', onNewListener);
}

module.exports = { ESCAPE_TIMEOUT_MS, emitKeypressEvents };
