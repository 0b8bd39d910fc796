'use strict';
// SPDX-License-Identifier: MIT

// The difference of two texts, line by line (Myers' algorithm), as assertion messages show it.

// Longer runs of equal lines are cut to their ends.
const SHOWN_RUN = 5;
const CONTEXT = 2;
const MAX_LINES = 50;

function linesEqual(left, right, ignoreCommas) {
  return left === right || (ignoreCommas && (`${left},` === right || left === `${right},`));
}

/**
 * The shortest list of steps from one list of lines to the other.
 *
 * @param {string[]} actual
 * @param {string[]} expected
 * @param {boolean} ignoreCommas whether a comma at the end makes no difference
 * @returns {{ mark: '+' | '-' | ' ', text: string }[]}
 */
function diffLines(actual, expected, ignoreCommas) {
  const most = actual.length + expected.length;
  const furthest = { 1: 0 };
  const trace = [];
  for (let distance = 0; distance <= most; distance++) {
    trace.push({ ...furthest });
    for (let k = -distance; k <= distance; k += 2) {
      const down = k === -distance || (k !== distance && furthest[k - 1] < furthest[k + 1]);
      let x = down ? furthest[k + 1] : furthest[k - 1] + 1;
      let y = x - k;
      while (x < actual.length && y < expected.length &&
          linesEqual(actual[x], expected[y], ignoreCommas)) {
        x++;
        y++;
      }
      furthest[k] = x;
      if (x >= actual.length && y >= expected.length) {
        return walkBack(trace, actual, expected, ignoreCommas);
      }
    }
  }
  return [];
}

function walkBack(trace, actual, expected, ignoreCommas) {
  const steps = [];
  let x = actual.length;
  let y = expected.length;
  for (let distance = trace.length - 1; distance >= 0; distance--) {
    const furthest = trace[distance];
    const k = x - y;
    const down = k === -distance || (k !== distance && furthest[k - 1] < furthest[k + 1]);
    const previousK = down ? k + 1 : k - 1;
    const previousX = furthest[previousK];
    const previousY = previousX - previousK;
    while (x > previousX && y > previousY) {
      const text = ignoreCommas && !actual[x - 1].endsWith(',') ? expected[y - 1] : actual[x - 1];
      steps.push({ mark: ' ', text });
      x--;
      y--;
    }
    if (distance > 0) {
      if (x > previousX) steps.push({ mark: '+', text: actual[--x] });
      else steps.push({ mark: '-', text: expected[--y] });
    }
  }
  return groupChanges(steps.reverse());
}

// Within a run of changes: first all that is there, then all that was expected.
function groupChanges(steps) {
  const result = [];
  let removed = [];
  for (const step of steps) {
    if (step.mark === '-') {
      removed.push(step);
      continue;
    }
    if (step.mark === ' ') {
      result.push(...removed);
      removed = [];
    }
    result.push(step);
  }
  return result.concat(removed);
}

// Steps as runs of the same kind: equal lines, lines that are there, lines that are missing.
function toRuns(steps) {
  const runs = [];
  for (const step of steps) {
    const last = runs[runs.length - 1];
    if (last?.mark === step.mark) last.lines.push(step.text);
    else runs.push({ mark: step.mark, lines: [step.text] });
  }
  return runs;
}

function cutRun(lines, isLast) {
  const shown = isLast ? SHOWN_RUN - 1 : SHOWN_RUN;
  if (lines.length <= shown) return { head: lines, tail: [] };
  const ahead = isLast ? CONTEXT - 1 : CONTEXT;
  const behind = isLast ? CONTEXT + 1 : CONTEXT;
  return { head: lines.slice(0, ahead), tail: lines.slice(-behind) };
}

/**
 * @param {string[]} actual
 * @param {string[]} expected
 * @param {boolean} ignoreCommas
 * @param {{ green: string, red: string, white: string }} colors
 * @returns {{ text: string, skipped: boolean }}
 */
function renderDiff(actual, expected, ignoreCommas, colors) {
  const runs = toRuns(diffLines(actual, expected, ignoreCommas));
  const paint = { '+': colors.green, '-': colors.red, ' ': '' };
  const output = [];
  let skipped = false;
  const skip = () => {
    skipped = true;
    output.push('...');
  };
  const push = (mark, lines) => {
    for (const line of lines) {
      const color = paint[mark];
      output.push(color ? `${color}${mark}${colors.white} ${line}` : `${mark} ${line}`);
    }
  };
  runs.forEach(({ mark, lines }, i) => {
    if (output.length > MAX_LINES + 1 && output[output.length - 1] === '...') return;
    if (mark === ' ') {
      const { head, tail } = cutRun(lines, i === runs.length - 1);
      push(mark, head);
      if (tail.length > 0) {
        skip();
        push(mark, tail);
      }
    } else {
      push(mark, lines.slice(0, MAX_LINES / 2));
      if (lines.length > MAX_LINES / 2) skip();
    }
    const more = i < runs.length - 1 && output[output.length - 1] !== '...';
    if (output.length > MAX_LINES && more) skip();
  });
  return { text: output.map((line) => `\n${line}`).join(''), skipped };
}

module.exports = { renderDiff };
