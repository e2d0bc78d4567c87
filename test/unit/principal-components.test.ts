/** Principal components and orthogonal Procrustes: against NumPy, and by what must hold for any features. */

import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { randomNormal } from '../../engine/core/random.js';
import { principalComponents, projectOnto } from '../../engine/inspect/principal-components.js';
import { alignedTo } from '../../engine/inspect/procrustes.js';
import { largestEigen } from '../../engine/inspect/symmetric-eigen.js';
import { dot } from '../../engine/inspect/vectors.js';
import type { Tensor } from '../../engine/weights/tensor.js';
import fixture from '../fixtures/principal-components.json' with { type: 'json' };
import { randomFeatures, turned } from '../seeded-features.js';

function expectNear(actual: ArrayLike<number> | undefined, expected: ArrayLike<number>, digits = 10): void {
  expect(actual).toHaveLength(expected.length);
  Array.from(expected, (value, index) => expect(actual?.[index]).toBeCloseTo(value, digits));
}

function tensorOf(rows: readonly (readonly number[])[]): Tensor {
  return { shape: [rows.length, rows[0]?.length ?? 0], data: Float32Array.from(rows.flat()) };
}

const shapes = fc.record({ rows: fc.integer({ min: 2, max: 30 }), width: fc.integer({ min: 2, max: 12 }) });

describe('principal components', () => {
  test.each(fixture.components)('of $features.length pictures are NumPy’s, sign and all', (known) => {
    const { directions, places, shares } = principalComponents(tensorOf(known.features), 3);
    known.directions.forEach((direction, index) => expectNear(directions[index], direction));
    expectNear(places, known.places.flat());
    expectNear(shares, known.shares);
  });

  it('are orthogonal, 1 long, and together hold all variance', () => {
    fc.assert(
      fc.property(shapes, ({ rows, width }) => {
        const count = Math.min(rows - 1, width);
        const { directions, shares } = principalComponents(randomFeatures(rows, width, rows), count);
        directions.forEach((a, i) => directions.forEach((b, j) => expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 10)));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
        expect([...shares].sort((a, b) => b - a)).toEqual(shares);
      }),
      { numRuns: 50 },
    );
  });

  it('lay pictures out the same however features are turned and moved, but for the sign', () => {
    fc.assert(
      fc.property(shapes, fc.double({ min: -3, max: 3, noNaN: true }), ({ rows, width }, angle) => {
        const features = randomFeatures(rows, width, rows);
        const before = principalComponents(features, 1);
        const after = principalComponents(turned(features, angle, 1, 0.5), 1);
        expect(after.shares[0]).toBeCloseTo(before.shares[0] ?? NaN, 4);
        const cosine =
          dot(before.places, after.places) /
          Math.sqrt(dot(before.places, before.places) * dot(after.places, after.places));
        // Where the first two variances are nearly the same, rounding turns them.
        fc.pre((principalComponents(features).shares[1] ?? 0) < 0.9 * (before.shares[0] ?? 0));
        expect(Math.abs(cosine)).toBeCloseTo(1, 4);
      }),
      { numRuns: 50 },
    );
  });

  it('are the same bits every time', () => {
    const features = randomFeatures(120, 130, 3);
    expect(principalComponents(features)).toEqual(principalComponents(features));
  });

  it('of features without variance are nowhere', () => {
    const { shares, places } = principalComponents({ shape: [5, 3], data: new Float32Array(15).fill(1) });
    expect(shares).toEqual([0, 0]);
    expect(places.every((place) => place === 0)).toBe(true);
  });

  it('of fewer pictures than axes have nothing along the rest', () => {
    const { shares, places, directions } = principalComponents(randomFeatures(2, 5, 1), 3);
    expectNear(shares, [1, 0, 0]);
    expect([places.length, directions.length]).toEqual([6, 3]);
  });
});

describe('axes that were found before', () => {
  const features = randomFeatures(40, 6, 5);
  const { directions, places, shares } = principalComponents(features);

  it('show the same features where they were, and moved ones no differently', () => {
    expect(projectOnto(directions, features)).toEqual({ places, shares });
    const moved = { ...features, data: features.data.map((value) => value + 8) };
    expectNear(projectOnto(directions, moved).places, places, 4);
  });

  it('let a picture move by as much as its features did along them, where its own components would jump', () => {
    // Two variances that are nearly the same change places.
    const round = randomFeatures(200, 2, 9);
    const before = principalComponents(round);
    const after: Tensor = { ...round, data: round.data.map((value, index) => value * (index % 2 === 0 ? 1.2 : 0.9)) };
    const flipped: Tensor = { ...round, data: round.data.map((value, index) => value * (index % 2 === 0 ? 0.9 : 1.2)) };
    const furthest = (to: Float64Array) =>
      Math.max(...to.map((place, index) => Math.abs(place - (before.places[index] ?? 0))));
    for (const later of [after, flipped])
      expect(furthest(projectOnto(before.directions, later).places)).toBeLessThan(1);
    const own = [after, flipped].map((later) => furthest(principalComponents(later).places));
    expect(Math.max(...own)).toBeGreaterThan(3);
  });

  it('refuse features of another network', () => {
    expect(() => projectOnto(directions, randomFeatures(40, 7, 1))).toThrow(
      'projection: got 7 features, expected the 6',
    );
  });
});

describe('the largest eigenvalues of a large matrix', () => {
  it('are found by iteration, with vectors that the matrix only stretches', () => {
    const size = 150;
    const root = Float64Array.from({ length: size * size }, (_, index) => randomNormal(4, 'test', index));
    const row = (index: number) => root.subarray(index * size, (index + 1) * size);
    const matrix = Float64Array.from(root, (_, index) => dot(row(Math.floor(index / size)), row(index % size)));
    const { values, vectors } = largestEigen(matrix, size, 3);
    vectors.forEach((vector, index) => {
      const image = vector.map((_, at) => dot(matrix.subarray(at * size, (at + 1) * size), vector));
      expectNear(
        image,
        vector.map((value) => value * (values[index] ?? NaN)),
        3,
      );
    });
    expect([...values].sort((a, b) => b - a)).toEqual(values);
  });
});

describe('Procrustes', () => {
  test.each(fixture.procrustes)(
    'turns and mirrors as NumPy’s singular vectors do (%#)',
    ({ points, target, aligned }) => {
      expectNear(alignedTo(Float64Array.from(points), Float64Array.from(target)), aligned);
    },
  );

  it('lays points that were turned, mirrored and moved back where they were', () => {
    const target = randomFeatures(20, 2, 7);
    const mirrored = { ...target, data: target.data.map((value, index) => (index % 2 === 0 ? -value : value)) };
    for (const points of [target, mirrored, turned(mirrored, 2, 1, 3)]) {
      expectNear(alignedTo(Float64Array.from(points.data), Float64Array.from(target.data)), target.data, 4);
    }
  });
});
