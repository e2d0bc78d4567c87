/** Which of the tiles that were timed is chosen. */

import { expect, test } from 'vitest';
import { fastest, type Trial } from '../../engine/gpu/tune.js';

const trial = (rows: number, time: number | undefined): Trial => ({
  tile: { staging: 'registers', rows, columns: 1, workgroupM: 4, workgroupN: 4, depthStep: 4 },
  compile: 1,
  time,
});

test('the fastest tile is chosen', () => {
  expect(fastest([trial(4, 10), trial(8, 6), trial(16, 7)])).toBe(1);
});

test('the default stays where nothing is faster by more than noise', () => {
  expect(fastest([trial(4, 10), trial(8, 9.8), trial(16, 12)])).toBe(0);
});

test('a tile without a time, because its result is wrong, is not chosen', () => {
  expect(fastest([trial(4, 10), trial(8, undefined)])).toBe(0);
});
