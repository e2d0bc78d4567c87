/** The moments of a training that are kept: as many as there is room for, evenly over its course. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Moments } from '../../engine/train/moments.js';

const momentAt = (step: number, numbers = 1) => {
  const tensors = new Map([['fc.weight', { shape: [numbers], data: new Float32Array(numbers) }]]);
  return { step, epoch: step, tensors };
};

function keptOf(offered: number, room: { moments: number; bytes: number }, numbers = 1): number[] {
  const moments = new Moments(room);
  for (let step = 1; step <= offered; step++) moments.offer(momentAt(step, numbers));
  return moments.all.map(({ step }) => step);
}

test('all of a short training', () => {
  expect(keptOf(5, { moments: 8, bytes: 1e6 })).toEqual([1, 2, 3, 4, 5]);
});

test('every second, every fourth of a longer one', () => {
  expect(keptOf(9, { moments: 8, bytes: 1e6 })).toEqual([2, 4, 6, 8]);
  expect(keptOf(20, { moments: 8, bytes: 1e6 })).toEqual([4, 8, 12, 16, 20]);
});

test('fewer of a large network', () => {
  expect(keptOf(5, { moments: 8, bytes: 3 * 4 * 100 }, 100)).toEqual([2, 4]);
});

test('none where not one fits', () => {
  expect(keptOf(5, { moments: 8, bytes: 100 }, 100)).toEqual([]);
});

test('never more than there is room for, and evenly apart', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 20 }), (offered, most) => {
      const kept = keptOf(offered, { moments: most, bytes: 1e6 });
      expect(kept.length).toBeLessThanOrEqual(most);
      const [first = 1] = kept;
      expect(kept).toEqual(kept.map((_, index) => (index + 1) * first));
      if (offered > 0) expect(kept.length).toBeGreaterThanOrEqual(Math.floor(Math.min(offered, most) / 2));
    }),
  );
});
