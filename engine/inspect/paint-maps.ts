/**
 * Feature maps painted on the CPU, from values that were read back: for pictures in files, and for pages whose canvases
 * cannot be drawn by the GPU. The rule is that of feature_maps.wgsl:
 *
 *     t = (v - min) / (max - min)        with a sign: t = 0.5 + v / (2 max |v|), so that zero is always neutral
 */

import { colourMapFor, colourTable } from '../core/colour-maps.js';
import { gridSize, type MapGrid, type Range } from '../core/map-grid.js';

export interface PaintedMaps {
  readonly width: number;
  readonly height: number;
  /** [height, width] RGBA8, red in the lowest byte; what lies between the cells is transparent. */
  readonly pixels: Uint32Array<ArrayBuffer>;
}

/** @param data [C, H, W], all channels of the layer, whichever of them the grid shows. */
export function paintMaps(data: Float32Array, grid: MapGrid): PaintedMaps {
  const { height, width, columns, cell, gap, isSigned, cells } = grid;
  const size = gridSize(grid);
  const pixels = new Uint32Array(size.width * size.height);
  const colours = colourTable(colourMapFor(isSigned));
  cells.forEach(({ channel, range }, index) => {
    const map = data.subarray(channel * height * width, (channel + 1) * height * width);
    const painted = Uint32Array.from(map, (value) => colours[entryOf(value, range, isSigned)] ?? 0);
    const left = (index % columns) * (cell + gap);
    const top = Math.floor(index / columns) * (cell + gap);
    for (let y = 0; y < cell; y++) {
      const row = Math.floor((y * height) / cell) * width;
      const start = (top + y) * size.width + left;
      for (let x = 0; x < cell; x++) pixels[start + x] = painted[row + Math.floor((x * width) / cell)] ?? 0;
    }
  });
  return { ...size, pixels };
}

function entryOf(value: number, [low, high]: Range, isSigned: boolean): number {
  const t = isSigned ? 0.5 + (0.5 * value) / Math.max(-low, high, 1e-20) : (value - low) / Math.max(high - low, 1e-20);
  return Math.floor(Math.min(Math.max(t, 0), 1) * 255 + 0.5);
}
