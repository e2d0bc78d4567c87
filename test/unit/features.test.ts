/** Comparing features: linear CKA, from its definition and invariances. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearCka } from '../../engine/inspect/cka.js';
import type { Tensor } from '../../engine/weights/tensor.js';
import { randomFeatures, turned } from '../seeded-features.js';

describe('linear CKA', () => {
  it('is 1 for features and themselves, turned, scaled and moved', () => {
    fc.assert(
      fc.property(
        fc.record({ rows: fc.integer({ min: 3, max: 30 }), width: fc.integer({ min: 2, max: 9 }) }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        ({ rows, width }, angle, scale) => {
          const features = randomFeatures(rows, width, rows);
          const [[itself, again] = []] = linearCka([features], [features, turned(features, angle, scale, 0.5)]);
          expect(itself).toBeCloseTo(1, 10);
          expect(again).toBeCloseTo(1, 4);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is from 0 to 1, the same both ways round, and small for unrelated features of many pictures', () => {
    const layers = [randomFeatures(400, 5, 1), randomFeatures(400, 8, 2)];
    const [[, across = NaN] = [], [back] = []] = linearCka(layers);
    expect(across).toBe(back);
    expect(across).toBeGreaterThanOrEqual(0);
    expect(across).toBeLessThan(0.1);
  });

  it('is 0 for features that are all the same, and refuses those of other pictures', () => {
    const still: Tensor = { shape: [10, 3], data: new Float32Array(30).fill(2) };
    expect(linearCka([still], [randomFeatures(10, 4, 1)])).toEqual([[0]]);
    expect(() => linearCka([still], [randomFeatures(9, 4, 1)])).toThrow('CKA: got features of 10 and 9 pictures');
  });
});
