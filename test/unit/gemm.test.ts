/** The GEMM core's tiles: whatever the shape, the grid covers the output and fits the adapter. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineTarget } from '../../engine/graph/dispatch.js';
import { chooseTile } from '../../engine/ops/gemm.js';

const shapes = fc.record({
  m: fc.integer({ min: 1, max: 500_000 }),
  n: fc.integer({ min: 1, max: 2048 }),
  groups: fc.integer({ min: 1, max: 64 }),
  slices: fc.integer({ min: 1, max: 49 }),
  depth: fc.integer({ min: 1, max: 2048 }),
});

describe('the tile for a GPU', () => {
  it('has no more columns than the groups of a convolution, and rows instead', () => {
    const tileOf = (n: number) => chooseTile(baselineTarget, { m: 3136, n, groups: 32, depth: n });
    expect(tileOf(4)).toMatchObject({ workgroupM: 64, workgroupN: 1, depthStep: 4 });
    expect(tileOf(8)).toMatchObject({ workgroupM: 32, workgroupN: 2, depthStep: 8 });
    expect(tileOf(32)).toMatchObject({ workgroupM: 8, workgroupN: 8, depthStep: 16 });
  });
});

describe.each(['gpu', 'software'] as const)('the tile for a %s adapter', (kind) => {
  const target = { ...baselineTarget, kind };

  it('has whole sizes and at most 256 invocations', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { rows, columns, workgroupM, workgroupN, depthStep } = chooseTile(target, shape);
        for (const size of [rows, columns, workgroupM, workgroupN, depthStep])
          expect(Number.isInteger(size)).toBe(true);
        expect(workgroupM * workgroupN).toBeLessThanOrEqual(256);
        expect(rows % 4).toBe(0);
        expect(depthStep % 4).toBe(0);
      }),
    );
  });

  it('fits the shared memory that every adapter has', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { rows, columns, workgroupM, workgroupN, depthStep } = chooseTile(target, shape);
        const vectors = (rows * workgroupM * depthStep) / 4 + depthStep * columns * workgroupN;
        expect(16 * vectors).toBeLessThanOrEqual(baselineTarget.maxWorkgroupBytes);
      }),
    );
  });
});
