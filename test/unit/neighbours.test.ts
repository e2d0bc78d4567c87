/** Neighbours in feature space: the nearest others, how well classes part, how far their means lie apart. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf, centroidDistances, nearestOthers } from '../../engine/inspect/neighbours.js';
import type { Tensor } from '../../engine/weights/tensor.js';
import { randomFeatures } from '../seeded-features.js';

/** All at once. */
function nearest(features: Tensor, count: number) {
  const finding = nearestOthers(features, count);
  for (;;) {
    const next = finding.next();
    if (next.done) return next.value;
  }
}

const line = (...places: number[]): Tensor => ({ shape: [places.length, 1], data: Float32Array.from(places) });

describe('the nearest others', () => {
  it('are those that sorting all distances finds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 25 }),
        fc.integer({ min: 1, max: 150 }),
        fc.integer({ min: 1, max: 6 }),
        (rows, width, wanted) => {
          const features = randomFeatures(rows, width, rows + width);
          const { count, indices, distances } = nearest(features, wanted);
          expect(count).toBe(Math.min(wanted, rows - 1));
          const at = (row: number) => features.data.subarray(row * width, (row + 1) * width);
          const far = (a: number, b: number) =>
            Math.sqrt(at(a).reduce((sum, value, c) => sum + (value - (at(b)[c] ?? 0)) ** 2, 0));
          for (let row = 0; row < rows; row++) {
            const others = Array.from({ length: rows }, (_, other) => other).filter((other) => other !== row);
            others.sort((a, b) => far(row, a) - far(row, b));
            expect([...indices.slice(row * count, (row + 1) * count)]).toEqual(others.slice(0, count));
            expect(distances[row * count]).toBeCloseTo(far(row, others[0] ?? 0), 4);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of those that are as near come in the order of the set', () => {
    const { indices } = nearest(line(0, 1, -1, 1), 3);
    expect([...indices.slice(0, 3)]).toEqual([1, 2, 3]);
  });

  it('are told of picture by picture, and a single picture has none', () => {
    expect([...nearestOthers(line(3, 1, 2), 1)]).toEqual([1, 2, 3]);
    expect(nearest(line(5), 4)).toEqual({ count: 0, indices: new Uint32Array(), distances: new Float32Array() });
  });
});

describe('agreement', () => {
  it('is the share of pictures beside one of their own class', () => {
    const apart = nearest(line(0, 1, 10, 11), 1);
    expect(agreementOf(apart, [0, 0, 1, 1])).toEqual({ share: 1, chance: 1 / 3 });
    expect(agreementOf(apart, [0, 1, 0, 1]).share).toBe(0);
    expect(agreementOf(nearest(line(5), 1), [0])).toEqual({ share: 0, chance: 0 });
  });
});

describe('distances of class means', () => {
  it('are Euclidean, both ways round, and unknown for a class without pictures', () => {
    const features: Tensor = { shape: [3, 2], data: Float32Array.of(0, 0, 2, 0, 4, 4) };
    expect(centroidDistances(features, [0, 0, 1], 3)).toEqual([
      [0, 5, NaN],
      [5, 0, NaN],
      [NaN, NaN, NaN],
    ]);
  });
});
