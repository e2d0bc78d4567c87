/** The batches of an epoch. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batches } from '../../engine/data/sampler.js';

const inOrder = { seed: 1, epoch: 1, shuffle: false };
const shuffled = { seed: 1, epoch: 1, shuffle: true };
const lists = (...args: Parameters<typeof batches>) => batches(...args).map((batch) => [...batch]);

describe('batches', () => {
  it('hold every sample once, the last ones in a smaller batch', () => {
    const sizes = { count: fc.integer({ min: 0, max: 200 }), size: fc.integer({ min: 1, max: 50 }) };
    fc.assert(
      fc.property(sizes.count, sizes.size, fc.nat(), fc.nat(), fc.boolean(), (count, size, seed, epoch, shuffle) => {
        const made = lists(count, size, { seed, epoch, shuffle });
        expect(made.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
        expect(made.slice(0, -1).every((batch) => batch.length === size)).toBe(true);
        expect(made.every((batch) => batch.length > 0 && batch.length <= size)).toBe(true);
      }),
    );
  });

  it('come in the stated order without shuffling', () => {
    expect(lists(5, 2, inOrder)).toEqual([[0, 1], [2, 3], [4]]);
  });

  it('are the same for the same seed and epoch, and others for others', () => {
    expect(lists(50, 8, shuffled)).toEqual(lists(50, 8, shuffled));
    expect(lists(50, 8, shuffled)).not.toEqual(lists(50, 8, { ...shuffled, epoch: 2 }));
    expect(lists(50, 8, shuffled)).not.toEqual(lists(50, 8, { ...shuffled, seed: 2 }));
  });
});
