'use strict';
// SPDX-License-Identifier: MIT

// Work on many entries of a tree, a few at a time. In a game, what is begun in one frame is over in
// the next at the earliest: one entry after the other would take as many frames as there are steps.

const MOST_LANES = 16;

/**
 * How many more lanes a tree may have, beside the one that it began in. Nested folders share it.
 *
 * @typedef {{ left: number }} Spare
 * @returns {Spare}
 */
function spareLanes() {
  return { left: MOST_LANES - 1 };
}

/**
 * Awaits `work(item)` for each item. After an error no more is begun, and the first one is thrown
 * once all that was begun is over.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<void>} work
 * @param {Spare} spare
 */
async function forEachInLanes(items, work, spare) {
  let next = 0;
  const errors = [];
  async function lane() {
    while (next < items.length && errors.length === 0) {
      try {
        await work(items[next++]);
      } catch (error) {
        errors.push(error);
      }
    }
  }
  async function spareLane() {
    await lane();
    spare.left++;
  }
  const lanes = [];
  while (spare.left > 0 && lanes.length + 1 < items.length) {
    spare.left--;
    lanes.push(spareLane());
  }
  await lane();
  await Promise.all(lanes);
  if (errors.length > 0) throw errors[0];
}

module.exports = { forEachInLanes, spareLanes };
