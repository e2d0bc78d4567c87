/** Comparing features: linear CKA and principal components, from their definitions and invariances. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomNormal } from '../../engine/core/random.js';
import { linearCka } from '../../engine/inspect/cka.js';
import { principalComponents } from '../../engine/inspect/principal-components.js';
import type { Tensor } from '../../engine/weights/tensor.js';

function randomFeatures(rows: number, width: number, seed: number): Tensor {
  const data = Float32Array.from({ length: rows * width }, (_, index) => randomNormal(seed, 'test', index));
  return { shape: [rows, width], data };
}

/** Features turned in the plane of their first two channels, scaled and moved. */
function turned({ shape, data }: Tensor, angle: number, scale: number, offset: number): Tensor {
  const [, width = 1] = shape;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return {
    shape,
    data: data.map((value, index) => {
      const [column, row] = [index % width, Math.floor(index / width)];
      const [a, b] = [data[row * width] ?? 0, data[row * width + 1] ?? 0];
      const rotated = column === 0 ? cosine * a - sine * b : column === 1 ? sine * a + cosine * b : value;
      return scale * rotated + offset * (column + 1);
    }),
  };
}

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

describe('principal components', () => {
  it('find the axes along which features vary, in order', () => {
    const spreads = [0.1, 5, 2, 0.3];
    const features = randomFeatures(300, 4, 1);
    features.data.forEach((value, index) => (features.data[index] = value * (spreads[index % 4] ?? 0)));
    const { directions, shares, places } = principalComponents(features);
    expect(Math.abs(directions[0]?.[1] ?? 0)).toBeGreaterThan(0.99);
    expect(Math.abs(directions[1]?.[2] ?? 0)).toBeGreaterThan(0.99);
    expect(shares[0]).toBeGreaterThan(0.75);
    expect(shares[1]).toBeLessThan(0.25);
    expect(places).toHaveLength(600);
  });

  it('are orthogonal, 1 long, and the same every time', () => {
    const features = randomFeatures(50, 7, 3);
    const [first, second] = principalComponents(features).directions;
    const dot = (a: Float64Array | undefined, b: Float64Array | undefined) =>
      a?.reduce((sum, value, index) => sum + value * (b?.[index] ?? 0), 0);
    expect(dot(first, second)).toBeCloseTo(0, 6);
    expect(dot(first, first)).toBeCloseTo(1, 10);
    expect(principalComponents(features)).toEqual(principalComponents(features));
  });

  it('of features without variance are nowhere', () => {
    const { shares, places } = principalComponents({ shape: [5, 3], data: new Float32Array(15).fill(1) });
    expect(shares).toEqual([0, 0]);
    expect(places.every((place) => place === 0)).toBe(true);
  });
});
