'use strict';
// SPDX-License-Identifier: MIT

// How many colours a terminal shows, as the environment tells.

const { validateInteger } = require('internal/validate');

// Bits of a colour.
const NONE = 1;
const COLORS_16 = 4;
const COLORS_256 = 8;
const COLORS_16M = 24;

const BUILD_SERVERS = [
  'APPVEYOR', 'BUILDKITE', 'CIRCLECI', 'DRONE', 'GITHUB_ACTIONS', 'GITLAB_CI', 'TRAVIS',
];

const TERMINALS = {
  'eterm': COLORS_16,
  'cons25': COLORS_16,
  'console': COLORS_16,
  'cygwin': COLORS_16,
  'dtterm': COLORS_16,
  'gnome': COLORS_16,
  'hurd': COLORS_16,
  'jfbterm': COLORS_16,
  'konsole': COLORS_16,
  'kterm': COLORS_16,
  'mlterm': COLORS_16,
  'mosh': COLORS_16M,
  'putty': COLORS_16,
  'st': COLORS_16,
  'rxvt-unicode-24bit': COLORS_16M,
  'terminator': COLORS_16M,
  'xterm-kitty': COLORS_16M,
};
const WITH_COLORS =
  /ansi|color|linux|^con[0-9]*x[0-9]|^rxvt|^screen|^xterm|^vt100|^vt220/;

// What FORCE_COLOR says; undefined when it is not set.
function forced({ FORCE_COLOR }) {
  switch (FORCE_COLOR) {
    case undefined: return undefined;
    case '':
    case '1':
    case 'true': return COLORS_16;
    case '2': return COLORS_256;
    case '3': return COLORS_16M;
    default: return NONE;
  }
}

function onBuildServer(env) {
  if (BUILD_SERVERS.some((name) => name in env) || env.CI_NAME === 'codeship') return COLORS_256;
  return NONE;
}

function ofProgram({ TERM_PROGRAM, TERM_PROGRAM_VERSION }) {
  switch (TERM_PROGRAM) {
    case 'iTerm.app':
      return !TERM_PROGRAM_VERSION || /^[0-2]\./.test(TERM_PROGRAM_VERSION) ?
        COLORS_256 : COLORS_16M;
    case 'HyperTerm':
    case 'MacTerm': return COLORS_16M;
    case 'Apple_Terminal': return COLORS_256;
    default: return undefined;
  }
}

function ofTerminal(name) {
  if (name.startsWith('xterm-256')) return COLORS_256;
  const known = TERMINALS[name.toLowerCase()];
  if (known !== undefined) return known;
  return WITH_COLORS.test(name.toLowerCase()) ? COLORS_16 : undefined;
}

/** Bits of a colour: 1, 4, 8 or 24. */
function getColorDepth(env = process.env) {
  const depth = forced(env);
  if (depth !== undefined) return depth;
  if (env.NODE_DISABLE_COLORS || env.NO_COLOR || env.TERM === 'dumb') return NONE;
  if (env.TMUX) return COLORS_16M;
  if (env.CI) return onBuildServer(env);
  if ('TEAMCITY_VERSION' in env) {
    return /^(9\.(0*[1-9]\d*)\.|\d{2,}\.)/.test(env.TEAMCITY_VERSION) ? COLORS_16 : NONE;
  }
  const program = ofProgram(env);
  if (program !== undefined) return program;
  if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit') return COLORS_16M;
  const terminal = env.TERM ? ofTerminal(env.TERM) : undefined;
  if (terminal !== undefined) return terminal;
  return env.COLORTERM ? COLORS_16 : NONE;
}

function hasColors(count, env) {
  if (env === undefined && (count === undefined ||
      (typeof count === 'object' && count !== null))) {
    [env, count] = [count, 16];
  } else {
    validateInteger(count, 'count', 2);
  }
  return count <= 2 ** this.getColorDepth(env);
}

module.exports = { getColorDepth, hasColors };
