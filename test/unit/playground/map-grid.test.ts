/** The grid that maps are drawn on: every channel has a cell, cells fit the room, and a point finds its value again. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitGrid, gridSize, mapRectangle, placeAt, valueRectangle } from '../../../playground/elements/map-grid.js';
import { walk } from '../../../playground/elements/map-walk.js';

const limits = { gap: 2, smallestCell: 32, scrollBar: 16 };

const maps = fc
  .record({ channels: fc.integer({ min: 1, max: 600 }), side: fc.integer({ min: 1, max: 112 }) })
  .map(({ channels, side }) => ({ channels, height: side, width: side }));
const room = fc.record({ width: fc.integer({ min: 200, max: 1200 }), height: fc.integer({ min: 200, max: 900 }) });

describe('fitGrid', () => {
  it('gives 16 maps of 32 x 32 a square of 4 x 4 whole multiples of 32', () => {
    const grid = fitGrid({ channels: 16, height: 32, width: 32 }, { width: 430, height: 424 }, limits);
    expect(grid).toEqual({ columns: 4, rows: 4, cell: 96, gap: 2 });
  });

  it('scrolls rather than draw cells too small to read', () => {
    const grid = fitGrid({ channels: 512, height: 7, width: 7 }, { width: 430, height: 424 }, limits);
    expect(grid.cell).toBeGreaterThanOrEqual(limits.smallestCell);
    expect(gridSize(grid).height).toBeGreaterThan(424);
  });

  it('never asks for a longer drawing than a texture can be', () => {
    const grid = fitGrid({ channels: 2048, height: 7, width: 7 }, { width: 280, height: 300 }, limits);
    expect(gridSize(grid).height).toBeLessThanOrEqual(8192);
  });

  it('has a cell for every channel and is not wider than the room', () => {
    fc.assert(
      fc.property(maps, room, (shape, space) => {
        const grid = fitGrid(shape, space, limits);
        expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(shape.channels);
        expect(gridSize(grid).width).toBeLessThanOrEqual(Math.max(space.width, grid.cell));
      }),
    );
  });
});

describe('placeAt', () => {
  it('finds the value in whose middle the point is', () => {
    fc.assert(
      fc.property(maps, room, fc.nat(), fc.nat(), fc.nat(), (shape, space, a, b, c) => {
        const grid = fitGrid(shape, space, { ...limits, smallestCell: shape.width });
        const place = { channel: a % shape.channels, y: b % shape.height, x: c % shape.width };
        const { left, top, width, height } = valueRectangle(grid, shape, place);
        expect(placeAt(grid, shape, left + width / 2, top + height / 2)).toEqual(place);
      }),
    );
  });

  it('finds nothing between the maps, outside of them, or beyond the last', () => {
    const shape = { channels: 3, height: 4, width: 4 };
    const grid = { columns: 2, rows: 2, cell: 40, gap: 2 };
    const last = mapRectangle(grid, 3);
    expect(placeAt(grid, shape, 41, 10)).toBeUndefined();
    expect(placeAt(grid, shape, -1, 10)).toBeUndefined();
    expect(placeAt(grid, shape, last.left + 5, last.top + 5)).toBeUndefined();
  });
});

describe('sorted maps', () => {
  const shape = { channels: 5, height: 3, width: 3 };
  const grid = { columns: 2, rows: 3, cell: 30, gap: 2, order: [3, 0, 4, 1, 2] };
  const middle = { y: 1, x: 1 };

  it('are pointed at by the channel that stands there', () => {
    expect(placeAt(grid, shape, 15, 15)).toEqual({ channel: 3, ...middle });
    expect(placeAt(grid, shape, 15, 79)).toEqual({ channel: 2, ...middle });
    for (const channel of grid.order) {
      const { left, top } = mapRectangle(grid, channel);
      expect(placeAt(grid, shape, left, top)?.channel).toBe(channel);
    }
  });

  it('are walked through in the order in which they stand', () => {
    const go = (key: string, from?: number) =>
      walk(key, true, from === undefined ? undefined : { channel: from, ...middle }, grid, shape);
    expect(go('ArrowRight')).toEqual({ channel: 3, ...middle });
    expect(go('ArrowRight', 3)).toEqual({ channel: 0, ...middle });
    expect(go('ArrowDown', 3)).toEqual({ channel: 4, ...middle });
    expect(go('ArrowDown', 1)).toEqual({ channel: 1, ...middle });
    expect(go('End', 3)).toEqual({ channel: 2, ...middle });
    expect(go('Home', 4)).toEqual({ channel: 3, ...middle });
  });
});
