/** The GEMM core's tiles: whatever the shape, the grid covers the output and fits the adapter. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineTarget, type Target, type Tile } from '../../engine/graph/dispatch.js';
import { everyTarget, everyTile, nameOf } from '../candidate-tiles.js';
import { candidateTiles, chooseTile, defaultTile, gridOf, tileKey } from '../../engine/ops/tile.js';

const shapes = fc.record({
  m: fc.integer({ min: 1, max: 500_000 }),
  n: fc.integer({ min: 1, max: 2048 }),
  groups: fc.integer({ min: 1, max: 64 }),
  taps: fc.integer({ min: 1, max: 49 }),
  slices: fc.integer({ min: 1, max: 49 }),
  depth: fc.integer({ min: 1, max: 2048 }),
});

describe('the tile for a GPU', () => {
  it('has no more columns than the groups of a convolution, and rows instead', () => {
    const tileOf = (n: number) => defaultTile(baselineTarget, { m: 3136, n, groups: 32, taps: 9, depth: n });
    expect(tileOf(4)).toMatchObject({ workgroupM: 64, workgroupN: 1, depthStep: 4 });
    expect(tileOf(8)).toMatchObject({ workgroupM: 32, workgroupN: 2, depthStep: 8 });
    expect(tileOf(32)).toMatchObject({ workgroupM: 8, workgroupN: 8, depthStep: 16 });
  });
});

describe.each(everyTarget)('the tiles for a $kind adapter, quads $hasQuads', (target) => {
  it('have whole sizes and at most 256 invocations', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        for (const { rows, columns, workgroupM, workgroupN, depthStep } of candidateTiles(target, shape)) {
          for (const size of [rows, columns, workgroupM, workgroupN, depthStep])
            expect(Number.isInteger(size)).toBe(true);
          expect(workgroupM * workgroupN).toBeLessThanOrEqual(256);
          expect(rows % 4).toBe(0);
          expect(depthStep % 4).toBe(0);
        }
      }),
    );
  });

  it('fit the shared memory that every adapter has', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        for (const { rows, columns, workgroupM, workgroupN, depthStep } of candidateTiles(target, shape)) {
          const vectors = (rows * workgroupM * depthStep) / 4 + depthStep * columns * workgroupN;
          expect(16 * vectors).toBeLessThanOrEqual(baselineTarget.maxWorkgroupBytes);
        }
      }),
    );
  });

  it('are among those that every product is tested with', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        for (const tile of candidateTiles(target, shape)) expect(everyTile.has(nameOf(tile))).toBe(true);
      }),
    );
  });

  it('that are the default cover the output', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const tile = defaultTile(target, shape);
        const [tilesM, tilesN] = gridOf(tile, shape.m, shape.n);
        expect(tilesM * tile.rows * tile.workgroupM).toBeGreaterThanOrEqual(shape.m);
        expect(tilesN * tile.columns * 4 * tile.workgroupN).toBeGreaterThanOrEqual(shape.n);
      }),
    );
  });
});

describe('the tile for a software adapter', () => {
  const target: Target = { ...baselineTarget, kind: 'software', hasQuads: true };
  const sizeOf = (m: number, n: number) => ({ m, n, groups: 1, taps: 9, depth: 512 });

  it('is one whose inner loop stays in the first instruction cache, whatever there is to do', () => {
    for (const size of [sizeOf(196, 512), sizeOf(3136, 64), sizeOf(32_768, 16)]) {
      expect(defaultTile(target, size)).toMatchObject({ staging: 'quads', rows: 12, columns: 1 });
    }
  });

  it('is smaller where that would leave cores without work', () => {
    expect(defaultTile(target, sizeOf(80, 32))).toMatchObject({ rows: 8 });
    expect(defaultTile(target, sizeOf(49, 16))).toMatchObject({ rows: 4 });
  });

  it('may be measured to be a larger one, which compiles for longer, where there is much to do', () => {
    const largest = (m: number) => Math.max(...candidateTiles(target, sizeOf(m, 64)).map(({ rows }) => rows));
    expect([largest(64), largest(3136)]).toEqual([16, 32]);
  });
});

describe('a target that was tuned', () => {
  const size = { m: 3136, n: 64, groups: 1, taps: 9, depth: 64 };
  const [, measured = defaultTile(baselineTarget, size)] = candidateTiles(baselineTarget, size);
  const tunedTo = (tile: Tile): Target => ({ ...baselineTarget, tiles: new Map([[tileKey('conv2d', size), tile]]) });
  const target = tunedTo(measured);

  it('gives the product the tile that was measured', () => {
    expect(chooseTile(target, 'conv2d', size)).toEqual(measured);
  });

  it('gives it no tile that is not one of its candidates', () => {
    expect(chooseTile(tunedTo({ ...measured, rows: 4000 }), 'conv2d', size)).toEqual(defaultTile(baselineTarget, size));
  });

  it('gives any other product and any other kernel the default', () => {
    const other = { ...size, m: 784 };
    expect(chooseTile(target, 'conv2d', other)).toEqual(defaultTile(target, other));
    expect(chooseTile(target, 'conv2dBackwardData', size)).toEqual(defaultTile(target, size));
  });
});
